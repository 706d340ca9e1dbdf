"""Proofs in words: what was claimed, what became of it, and answers that show a failure.

    for group in told_proofs(base, report["proofs"]):
        group["title"], group["claims"]

`report` is one of `knowledge.reports`; it speaks of `base`. Used by the public page, the check
of a draft and the command line alike, in the language that is active.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from advisor.handbook.conditions import in_words
from advisor.handbook.headings import title
from advisor.pictures.language import said
from advisor.pictures.templatetags.figures import answer_text, figure
from advisor.proofs.claims import CLAIMS, COUNTED, PROPERTIES
from advisor.recommendations.addresses import write_query
from knowledge import RuleBase, parse_condition
from knowledge.proving.usual import usual_answers

Values = Mapping[str, Any]


def told_proofs(base: RuleBase, proofs: Iterable[Values]) -> list[dict[str, Any]]:
    """The proofs of a report by property, each with its claims in words.

    A claim has its `words`, a `verdict` (the worst of its proofs), what it was proved for
    (`counted`), its `failures` and the subjects that are `undecided`.
    """
    listed = list(proofs)
    return [
        {
            "property": name,
            "title": gettext(words),
            "claims": [
                told_claim(base, claim, [each for each in listed if each["claim"] == claim])
                for claim in dict.fromkeys(
                    each["claim"] for each in listed if each["property"] == name
                )
            ],
        }
        for name, words in PROPERTIES.items()
        if any(each["property"] == name for each in listed)
    ]


def told_claim(base: RuleBase, claim: str, proofs: list[Values]) -> dict[str, Any]:
    """One claim: in words, for how many things it holds, and where it does not."""
    verdicts = {each["verdict"] for each in proofs}
    held = sum(each["count"] for each in proofs if each["verdict"] == "holds")
    unknown = claim not in CLAIMS  # all of it, where there was no time for any
    return {
        "claim": claim,
        "words": gettext("Everything") if unknown else gettext(CLAIMS[claim].claim),
        "verdict": next(each for each in ("fails", "not decided", "holds") if each in verdicts),
        "counted": "" if unknown else counted(CLAIMS[claim].counted, held),
        "failures": [told_failure(base, each) for each in proofs if each["verdict"] == "fails"],
        "undecided": [
            " · ".join(named(base, each) for each in proof["subjects"])
            for proof in proofs
            if proof["verdict"] == "not decided"
        ],
    }


def counted(kind: str, number: int) -> str:
    """How many things a claim holds for, in words."""
    return COUNTED[kind] % {"n": number} if kind and number else ""


def told_failure(base: RuleBase, proof: Values) -> dict[str, Any]:
    """A failure: in words, and the answers that show it, the telling ones first."""
    answers = proof["counterexample"]
    telling = telling_facts(base, proof)
    query = exact_query(base, answers)
    return {
        "words": gettext(CLAIMS[proof["claim"]].failure) % names_in(base, proof),
        "answers": [told_answer(base, name, answers.get(name)) for name in telling],
        "others": [
            told_answer(base, each, answers[each]) for each in answers if each not in telling
        ],
        "ask_url": f"{reverse('questionnaire:ask')}?{query}",
        "advice_url": f"{reverse('questionnaire:rules')}?{query}",
    }


def exact_query(base: RuleBase, answers: Values) -> str:
    """The address part with just these answers: what is not known takes earlier answers back."""
    asked = [name for name, fact in base.facts.items() if fact.topic]
    return write_query({name: answers.get(name) for name in asked})


def telling_facts(base: RuleBase, proof: Values) -> list[str]:
    """The facts that the failure hangs on: those of its rules, and answers that are unusual."""
    usual, answers = usual_answers(base), proof["counterexample"]
    rules = [name for name in rules_in(proof) if name in base.conditions]
    facts = set().union(*(base.conditions[rule].facts for rule in rules), proof["subjects"])
    facts = facts.union(*(base.derived[each].facts for each in facts & base.derived.keys()))
    unusual = {name for name, value in usual.items() if plain(answers.get(name)) != plain(value)}
    return [name for name, fact in base.facts.items() if fact.topic and name in facts | unusual]


def rules_in(proof: Values) -> list[str]:
    """The rules that a proof names."""
    details = proof["details"]
    return [*proof["subjects"], *details.get("by", ()), *details.get("up", ())]


def plain(value: Any) -> Any:
    """Lists and tuples as one."""
    return list(value) if isinstance(value, tuple) else value


def told_answer(base: RuleBase, name: str, value: Any) -> dict[str, str]:
    """A fact and an answer to it, in words."""
    return {"fact": name, "name": said(base.facts[name].name), "answer": shown(base, name, value)}


def shown(base: RuleBase, name: str, value: Any) -> str:
    return answer_text(base.facts[name], value)


# Names


def names_in(base: RuleBase, proof: Values) -> dict[str, Any]:
    """What stands in the sentences of a failure."""
    details, subjects = proof["details"], [*proof["subjects"], ""]
    names: dict[str, Any] = {
        name: figure(value) for name, value in details.items() if isinstance(value, int)
    }
    names |= {"subject": named(base, subjects[0]), "second": named(base, subjects[1])}
    names["by"] = listed(base, details.get("by", ()))
    names["parts"] = "; ".join(condition(base, part) for part in details.get("parts", ()))
    names["component"] = named(base, details.get("component", ""))
    if "needed" in details:
        fact = details["fact"]
        names |= {end: shown(base, fact, details[end]) for end in ("from", "to")}
        names |= dict(zip(("before", "after"), details["needed"], strict=True))
    return names


def listed(base: RuleBase, rules: Iterable[str]) -> str:
    return ", ".join(f"“{named(base, rule)}”" for rule in rules)


def condition(base: RuleBase, text: str) -> str:
    """A part of a condition in words."""
    return in_words(base, parse_condition(text, base.facts, base.rules).tree)


def named(base: RuleBase, name: str) -> str:
    """What the texts call a rule, fact, practice, component, slot or stage; else its id."""
    if name in base.rules:
        return title(base, base.rules[name])
    for parts in (base.facts, base.practices, base.components, base.slots):
        if name in parts:
            part: Any = parts[name]
            return said(part.name if hasattr(part, "name") else part.title)
    stage = base.stages.get(int(name[-1])) if name.startswith("stage_") else None
    return f"{stage.number}. {said(stage.name)}" if stage else name
