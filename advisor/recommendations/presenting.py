"""Advice as pages and exports show it: one context, made from the advice's own JSON."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse

from advisor.pictures.language import page_language
from advisor.pictures.limits import limits
from advisor.pictures.stairs import stairs
from advisor.pictures.structure import branches
from advisor.pictures.templatetags.figures import answer_text
from advisor.recommendations.addresses import write_query
from advisor.recommendations.grouping import first_and_later
from advisor.recommendations.headline import headline, lede
from knowledge import Advice, Language, RuleBase, System
from knowledge.advice import Told
from knowledge.answers import Value
from knowledge.likeness import nearest_systems
from knowledge.recording import plain
from knowledge.telling import teller

MOST_SYSTEMS = 3


def present(base: RuleBase, advice: Advice) -> dict[str, Any]:
    """The context of every page and export that shows an advice.

    Both parts are worked out as far as a template asks for them: a page whose body is kept
    needs little more than its headline.
    """
    view = View(base, advice, page_language())
    return {"advice": view.told, "view": view}


class View:
    """What templates show of an advice, each part worked out once and only if asked for."""

    def __init__(self, base: RuleBase, advice: Advice, language: Language) -> None:
        self.base, self.given, self.language = base, advice, language
        self.stage: dict[str, Any] = advice.stage._asdict()

    @cached_property
    def told(self) -> Mapping[str, Any]:
        """The advice as plain values with its texts, each part told once it is asked for."""
        return Told(self.given, self.language)

    @property
    def rules(self) -> dict[str, dict[str, Any]]:
        """The texts of every rule by id, without what became of it."""
        return teller(self.base, self.language).rules

    @cached_property
    def comparisons(self) -> dict[str, list[dict[str, Any]]]:
        """The comparisons of the rules that speak for or against another stage, by rule."""
        named = {rule for each in self.given.why_not for rule in each.rules}
        return {rule["id"]: rule["comparisons"] for rule in self.rules_told(named)}

    @cached_property
    def counts(self) -> Counter[str]:
        """How many rules are in each state."""
        return Counter(each.state for each in self.given.rules)

    def rules_told(self, named: Container[str]) -> list[dict[str, Any]]:
        """Some rules with what became of them and of their comparisons."""
        tell, values = teller(self.base, self.language), plain(self.given.values)
        return [tell.rule(each, values) for each in self.given.rules if each.rule in named]

    @property
    def headline(self) -> str:
        """The advice in one line."""
        return headline(self.stage, self.names("name"))

    @cached_property
    def lede(self) -> str:
        """The advice in two sentences."""
        among = signs_of(self.base)
        signs = [
            {"sign": True, "state": each.state} for each in self.given.rules if each.rule in among
        ]
        return lede({"rules": signs, "stage": self.stage})

    @cached_property
    def stairs(self) -> dict[str, Any]:
        """The picture of the stages."""
        return stairs(self.stage, self.names("name"), self.names("people"))

    @cached_property
    def limits(self) -> list[dict[str, Any]]:
        """The signs as bars."""
        logarithmic = [
            name for name, fact in self.base.facts.items() if fact.scale == "logarithmic"
        ]
        return limits(self.rules_told(signs_of(self.base)), logarithmic)

    @property
    def facts(self) -> dict[str, dict[str, Any]]:
        """What is needed to show an answer to a fact, for each fact."""
        return facts(self.base, self.language)

    @property
    def stages(self) -> dict[int, dict[str, Any]]:
        """The stages by number."""
        return stages(self.base, self.language)

    @cached_property
    def target(self) -> dict[str, Any]:
        """The advised stage."""
        return target(self.base, self.told, self.language)

    @cached_property
    def actions(self) -> dict[str, Any]:
        """The actions: the first few, and the others in groups."""
        return first_and_later(self.given, self.told["actions"])

    @cached_property
    def systems(self) -> list[dict[str, Any]]:
        """The real systems nearest by answers."""
        return systems(self.base, self.given, self.language)

    @property
    def practices(self) -> dict[str, dict[str, Any]]:
        """Every practice by id, without the rules that ask for it."""
        return teller(self.base, self.language).practices

    @cached_property
    def answers(self) -> list[dict[str, str]]:
        """The answers that the advice is based on, in words."""
        given = self.given.answers.items()
        return [answer_in_words(self.base, name, value, self.language) for name, value in given]

    @cached_property
    def open(self) -> dict[str, list[Any]] | None:
        """The unknown facts that could change something, and what; None if there are none."""
        unknown = [each for each in self.given.unknown if each.could_change]
        if not unknown:
            return None
        return {
            "facts": [each.fact for each in unknown],
            "areas": [each.could_change for each in unknown],
        }

    @cached_property
    def behind(self) -> dict[str, list[str]]:
        """The questions behind each warning."""
        return {rule: questions_behind(self.base, rule) for rule in self.given.warnings}

    @property
    def firm_url(self) -> str:
        """What would turn each part of this advice."""
        return f"{reverse('questionnaire:firm')}?{write_query(self.given.answers)}"

    @property
    def try_url(self) -> str:
        """Where to try other answers, beginning with these."""
        return f"{reverse('questionnaire:advice')}?{write_query(self.given.answers)}#try"

    def names(self, part: str) -> dict[int, str]:
        """One of the stages' texts by number."""
        stages = self.base.stages.items()
        return {number: getattr(each, part).in_language(self.language) for number, each in stages}


@lru_cache(maxsize=16)
def signs_of(base: RuleBase) -> frozenset[str]:
    """The rules that are signs."""
    return frozenset(name for name, rule in base.rules.items() if rule.sign)


@lru_cache(maxsize=16)
def facts(base: RuleBase, language: Language) -> dict[str, dict[str, Any]]:
    """What a template needs to show an answer to a fact, for each fact of a rule base."""
    return {name: described(base, name, language) for name in base.facts}


def described(base: RuleBase, name: str, language: Language) -> dict[str, Any]:
    """What a template needs to show an answer to a fact."""
    fact = base.facts[name]
    return {
        "name": fact.name.in_language(language),
        "kind": fact.kind,
        "unit": fact.unit.in_language(language) if fact.unit else None,
        "options": {
            option: choice.label.in_language(language) for option, choice in fact.options.items()
        },
        "url": question_url(base, name),
    }


def question_url(base: RuleBase, name: str) -> str | None:
    """Where a fact is asked, None for a fact that is derived from others."""
    topic = base.facts[name].topic
    return f"{reverse('questionnaire:topic', args=[topic])}#id_{name}" if topic else None


@lru_cache(maxsize=4_096)
def answer_in_words(base: RuleBase, name: str, value: Value, language: Language) -> dict[str, str]:
    """One answer as the `name` of its fact and what was `said`."""
    fact = base.facts[name]
    return {"name": fact.name.in_language(language), "said": answer_text(fact, value, language)}


@lru_cache(maxsize=2_048)
def questions_behind(base: RuleBase, rule: str) -> list[str]:
    """The asked facts that a rule compares, those behind derived facts too, in order."""
    named = base.conditions[rule].facts
    facts = named.union(*(base.derived[fact].facts for fact in named & base.derived.keys()))
    return [name for name, fact in base.facts.items() if name in facts and fact.topic]


@lru_cache(maxsize=16)
def stages(base: RuleBase, language: Language) -> dict[int, dict[str, Any]]:
    """The stages by number, each with its name and page."""
    return {
        number: {
            "name": stage.name.in_language(language),
            "summary": stage.summary.in_language(language),
            "people": stage.people.in_language(language),
            "url": reverse("handbook:stage", args=[number]),
        }
        for number, stage in base.stages.items()
    }


def target(base: RuleBase, told: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The advised stage: what it looks like, and which of its must-haves are there."""
    stage = base.stages[told["stage"]["advised"]]
    return {
        "number": stage.number,
        "name": stage.name.in_language(language),
        "structure": structure(base, stage.number, language),
        "must_haves": list(must_haves(base, told, stage.must_haves, language)),
    }


@lru_cache(maxsize=64)
def structure(base: RuleBase, number: int, language: Language) -> list[dict[str, Any]]:
    """The folders of a stage, line by line."""
    return [
        {
            "path": branch.name,
            "depth": branch.depth,
            "note": branch.note.in_language(language) if branch.note else "",
        }
        for branch in branches(base.stages[number].structure)
    ]


def must_haves(
    base: RuleBase, told: Mapping[str, Any], practices: Iterable[str], language: Language
) -> Iterable[dict[str, Any]]:
    """Each must-have as done, to do, or not known from the answers."""
    asked = {action["practice"] for action in told["actions"]}
    for name in practices:
        done = base.done[name].holds(told["answers"]) if name in base.done else None
        known = "unknown" if done is None else "done" if done else "todo"
        state = "todo" if name in asked else known
        title = base.practices[name].title.in_language(language)
        yield {"id": name, "title": title, "state": state}


def systems(base: RuleBase, advice: Advice, language: Language) -> list[dict[str, Any]]:
    """The real systems nearest by answers. What is recalled or estimated is not shown."""
    texts = system_texts(base, language)
    return [
        {
            **texts[near.system.id],
            "texts": texts[near.system.id],
            "alike": [base.facts[fact].name.in_language(language) for fact in near.alike],
        }
        for near in nearest_systems(base, advice.answers, MOST_SYSTEMS)
    ]


@lru_cache(maxsize=16)
def system_texts(base: RuleBase, language: Language) -> dict[str, dict[str, Any]]:
    """Every real system as a page tells it, by id."""
    return {system.id: system_text(system, language) for system in base.systems}


def system_text(system: System, language: Language) -> dict[str, Any]:
    """A real system as a page tells it."""
    return {
        "id": system.id,
        "name": system.name.in_language(language),
        "date": system.date,
        "country": system.country,
        "summary": system.summary.in_language(language),
        "why": system.why.in_language(language),
        "best": system.best,
        "sources": [{"title": each.title, "address": each.address} for each in system.sources],
    }
