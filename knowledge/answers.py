"""Answers against the facts: what is wrong with them, and the one form they are kept in.

An answer is a number, true or false, the id of an option, or a list of ids of options; None
or an absent fact means "not known". Nothing is converted but a number without a fraction
(`5.0` is kept as `5`) and the order of facts and options, which is always that of the facts.
"""

from collections.abc import Collection, Mapping
from math import isfinite
from typing import TypeAlias, cast

from knowledge.model import Fact
from knowledge.problems import KnowledgeError, Problem, did_you_mean
from knowledge.tree import number_text

Value: TypeAlias = int | float | bool | str | tuple[str, ...]
Answers: TypeAlias = Mapping[str, object]

FILE = "answers"
LARGEST = 1e15
CONVERTED = frozenset({float, list, tuple})


def check_answers(facts: Mapping[str, Fact], answers: Answers) -> dict[str, Value]:
    """The known answers in canonical form: facts and options in their own order.

    Raises KnowledgeError with one problem for each wrong answer; its `file` is "answers",
    its `line` the place of the answer among the answers, from 1.
    """
    refuse_wrong(facts, answers)
    return plain_answers(facts, answers)


def refuse_wrong(facts: Mapping[str, Fact], answers: Answers) -> None:
    """Raise KnowledgeError if any answer is wrong, naming all that are."""
    if not isinstance(answers, Mapping):
        raise KnowledgeError([Problem(FILE, 1, 1, "answers are one mapping of fact to value")])
    wrong = wrong_answers(facts, answers)
    if wrong:
        lines = {fact: line for line, fact in enumerate(answers, start=1)}
        raise KnowledgeError(Problem(FILE, lines[fact], 1, wrong[fact]) for fact in wrong)


def wrong_answers(facts: Mapping[str, Fact], answers: Answers) -> dict[str, str]:
    """What is wrong with each answer that is wrong: fact -> message, in order of the answers."""
    found = {fact: message_for(facts, fact, value) for fact, value in answers.items()}
    return {fact: message for fact, message in found.items() if message}


def plain_answers(facts: Mapping[str, Fact], answers: Answers) -> dict[str, Value]:
    """The known ones of some valid answers in canonical form."""
    return {
        fact: plain_value(about, value) if type(value) in CONVERTED else cast(Value, value)
        for fact, about in facts.items()
        if (value := answers.get(fact)) is not None
    }


def plain_value(fact: Fact, value: object) -> Value:
    """One valid answer in canonical form."""
    if type(value) is float:
        return plain_number(value)
    if isinstance(value, (list, tuple)):  # many times faster than asking for a union
        return tuple([option for option in fact.options if option in value])
    return cast(Value, value)


def plain_number(number: int | float) -> int | float:
    """The number without its fraction if that is zero, so that 5 and 5.0 print alike."""
    if abs(number) <= LARGEST and number == int(number):
        return int(number)
    return float(number)


def message_for(facts: Mapping[str, Fact], fact: object, value: object) -> str:
    """What is wrong with one answer; empty if nothing is."""
    if not isinstance(fact, str):
        return f"a fact is named by text, not {kind_of(fact)}"
    about = facts.get(fact)
    if about is None:
        return f"no fact `{fact[:80]}`{did_you_mean(fact, facts)}"
    if about.derive is not None:
        return f"{fact}: is worked out from other facts and never answered"
    if value is None:
        return ""
    message = CHECKS[about.kind](about, value)
    return f"{fact}: {message}" if message else ""


def check_number(fact: Fact, value: object) -> str:
    if type(value) is not int and type(value) is not float:
        return f"write a number, not {kind_of(value)}"
    if type(value) is float and not isfinite(value):
        return "write a finite number"
    low, high = fact.range or (-LARGEST, LARGEST)
    if not low <= value <= high:
        return f"must be from {number_text(low)} to {number_text(high)}"
    if fact.whole and value != int(value):
        return "must be a whole number"
    return ""


def check_yes_no(fact: Fact, value: object) -> str:
    return "" if type(value) is bool else f"write true or false, not {kind_of(value)}"


def check_one_of(fact: Fact, value: object) -> str:
    if not isinstance(value, str):
        return f"write one of {listed(fact.options)}, not {kind_of(value)}"
    return "" if value in fact.options else no_option(fact, value)


def check_any_of(fact: Fact, value: object) -> str:
    if not isinstance(value, list | tuple):
        return f"write a list of options, not {kind_of(value)}; [] means none of them"
    for place, option in enumerate(value):
        if not isinstance(option, str):
            return f"an option is text, not {kind_of(option)}"
        if option not in fact.options:
            return no_option(fact, option)
        if option in value[:place]:
            return f"`{option}` is there twice"
    return ""


CHECKS = {
    "number": check_number,
    "yes_no": check_yes_no,
    "one_of": check_one_of,
    "any_of": check_any_of,
}


def no_option(fact: Fact, option: str) -> str:
    guess = did_you_mean(option, fact.options) or f"; write one of {listed(fact.options)}"
    return f"no option `{option[:80]}`{guess}"


def listed(options: Collection[str]) -> str:
    return ", ".join(f"`{option}`" for option in options)


def kind_of(value: object) -> str:
    """What a value is, in the words of YAML."""
    words = {bool: "true or false", int: "a number", float: "a number", str: "text"}
    words |= {list: "a list", tuple: "a list", dict: "a mapping"}
    return words.get(type(value), "this kind of value")
