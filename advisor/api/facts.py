"""JSON Schema of the answers, built from the facts of a rule base."""

from typing import Any

from knowledge import Fact, Language, RuleBase, Text
from knowledge.schema import DIALECT

Schema = dict[str, Any]


def answers_schema(base: RuleBase, language: Language) -> Schema:
    """The schema that exactly the sound answers fulfil; null means not known."""
    asked = {name: fact for name, fact in base.facts.items() if not fact.derive}
    return {
        "title": "Answers",
        "type": "object",
        "properties": {name: fact_schema(fact, language) for name, fact in asked.items()},
        "additionalProperties": False,
    }


def facts_document(base: RuleBase, language: Language) -> Schema:
    """The same as a document of its own, with the release it belongs to."""
    release = {"number": base.number, "hash": base.hash}
    return {"$schema": DIALECT, **answers_schema(base, language), "x-release": release}


def fact_schema(fact: Fact, language: Language) -> Schema:
    """What an answer to one fact may be, how it is asked and how it is measured."""
    texts = {"title": fact.name, "description": fact.ask, "x-measure": fact.measure}
    texts["x-unit"] = fact.unit
    said = {name: text.in_language(language) for name, text in texts.items() if text}
    return {**said, **SHAPES[fact.kind](fact, language)}


def number(fact: Fact, language: Language) -> Schema:
    kind = "integer" if fact.whole else "number"
    low, high = fact.range or (None, None)
    bounds = {"minimum": low, "maximum": high}
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"type": [kind, "null"], **given}


def yes_no(fact: Fact, language: Language) -> Schema:
    return {"type": ["boolean", "null"]}


def one_of(fact: Fact, language: Language) -> Schema:
    return {"enum": [*fact.options, None], "x-options": labels(fact, language)}


def any_of(fact: Fact, language: Language) -> Schema:
    items = {"enum": list(fact.options)}
    kind = {"type": ["array", "null"], "items": items, "uniqueItems": True}
    return {**kind, "x-options": labels(fact, language)}


def labels(fact: Fact, language: Language) -> dict[str, str]:
    """What each option means."""
    named: dict[str, Text] = {name: option.label for name, option in fact.options.items()}
    return {name: label.in_language(language) for name, label in named.items()}


SHAPES = {"number": number, "yes_no": yes_no, "one_of": one_of, "any_of": any_of}
