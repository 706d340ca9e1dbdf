"""What a rule leans on, and where a thing is used."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from advisor.handbook.headings import Heading, heading
from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import answer_text
from knowledge import Case, Fact, Rule, RuleBase, Text


@dataclass(frozen=True)
class Cited:
    """One place in a source: whose title, which address, what it says.

    `ref` is the source's id, with `:part` where a part is meant.
    """

    ref: str
    title: str
    address: str | None
    says: Text
    basis: str
    checked: str


@dataclass(frozen=True)
class Figure:
    """A fact of a team or system with its answer in words."""

    fact: str
    name: str
    answer: str


@dataclass(frozen=True)
class Shown:
    """A case with the answers that matter to one rule."""

    case: Case
    figures: list[Figure]


def cited(base: RuleBase, refs: str) -> list[Cited]:
    """The places in sources that `refs` ("dora:metrics, ours") names."""
    return [cite(base, ref) for ref in split(refs)]


def split(refs: str) -> list[str]:
    """The single references in a text of references."""
    return [ref.strip() for ref in refs.split(",")]


def cite(base: RuleBase, ref: str) -> Cited:
    """One place in one source."""
    source_id, _, part_id = ref.partition(":")
    source = base.sources[source_id]
    part = source.parts.get(part_id)
    return Cited(
        ref=ref,
        title=source.title,
        address=(part.address if part else None) or source.address,
        says=part.says if part else source.says,
        basis=source.basis,
        checked=source.checked,
    )


def cases_of(base: RuleBase, rule_id: str) -> dict[str, list[Shown]]:
    """The cases in which a rule must fire, and those in which it must stay silent."""
    asked = facts_asked(base, rule_id)
    return {
        "fires": [shown(case, asked) for case in base.cases if rule_id in case.fires],
        "silent": [shown(case, asked) for case in base.cases if rule_id in case.silent],
    }


def shown(case: Case, asked: Mapping[str, Fact]) -> Shown:
    """A case with its answers to the facts asked."""
    return Shown(case, figures(asked, case.answers))


def figures(facts: Mapping[str, Fact], answers: Mapping[str, object]) -> list[Figure]:
    """The known answers to these facts, in words."""
    return [
        Figure(fact, said(facts[fact].name), answer_text(facts[fact], answers[fact]))
        for fact in facts
        if answers.get(fact) is not None
    ]


def facts_asked(base: RuleBase, rule_id: str) -> dict[str, Fact]:
    """The facts that someone is asked for a rule, those of the rules it refers to included."""
    wanted = facts_behind(base, rule_id)
    return {name: fact for name, fact in base.facts.items() if name in wanted and not fact.derive}


def facts_computed(base: RuleBase, rule_id: str) -> dict[str, Fact]:
    """The facts that are computed for a rule from those asked."""
    wanted = facts_behind(base, rule_id)
    return {name: fact for name, fact in base.facts.items() if name in wanted and fact.derive}


def facts_behind(base: RuleBase, rule_id: str) -> set[str]:
    """The facts a rule, the rules it refers to, and the computed facts among them name."""
    condition = base.conditions[rule_id]
    named = set(condition.facts)
    for fact in condition.facts:
        named |= ingredients(base, fact)
    for other in condition.rules:
        named |= facts_behind(base, other)
    return named


def ingredients(base: RuleBase, fact: str) -> set[str]:
    """The facts that a computed fact is made of, however far down."""
    formula = base.derived.get(fact)
    parts = set(formula.facts) if formula else set()
    return parts.union(*(ingredients(base, part) for part in parts))


def rules_using(base: RuleBase, uses: Callable[[Rule], Iterable[str]]) -> dict[str, list[Heading]]:
    """The rules that use each thing; `uses` tells which ids one rule uses."""
    found: dict[str, list[Heading]] = {}
    for rule in base.rules.values():
        listed = heading(base, rule)
        for name in dict.fromkeys(uses(rule)):
            found.setdefault(name, []).append(listed)
    return found


def sources_of(rule: Rule) -> list[str]:
    """The ids of the sources that a rule leans on."""
    return [ref.partition(":")[0] for ref in split(rule.source)]


def practices_of(rule: Rule) -> Iterable[str]:
    """The ids of the practices that a rule advises."""
    return rule.advise or ()


def components_of(rule: Rule) -> Iterable[str]:
    """The ids of the components that a rule picks or advises against."""
    return (rule.pick.component,) if rule.pick else rule.not_yet or ()
