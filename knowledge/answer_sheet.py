"""Answers as a file for people to fill in: YAML with each question beside its answer."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import Any

from knowledge.answers import Answers, Value, check_answers
from knowledge.characters import one_line
from knowledge.model import Fact, Language
from knowledge.phrases import phrase
from knowledge.rulebase import RuleBase
from knowledge.scalars import Refused, plain_value

WIDTH = 96


def answer_sheet(
    rule_base: RuleBase, answers: Answers, language: Language, heading: Sequence[str] = ()
) -> str:
    """All questions with the answers there are, the others as null, to be read by `read_answers`.

    `heading` are lines for the top, by whomever they were written. Raises KnowledgeError
    (file "answers") on wrong answers.
    """
    known = check_answers(rule_base.facts, answers)
    lines = [*top(rule_base, language, heading)]
    topics = {topic: text.title.in_language(language) for topic, text in rule_base.topics.items()}
    for topic, title in topics.items():
        lines += ["", "", f"# == {one_line(title)} =="]
        for name, fact in rule_base.facts.items():
            if fact.topic == topic:
                lines += ["", *comment(about(fact, language))]
                lines.append(f"{name}: {written(known.get(name))}")
    return "\n".join(lines) + "\n"


def top(base: RuleBase, language: Language, heading: Sequence[str]) -> Iterator[str]:
    """What the file is, whose answers they are, and which rule base asks for them."""
    number = "" if base.number is None else f" {base.number}"
    yield from comment([*heading, phrase("sheet_about", language)])
    yield from comment([phrase("sheet_base", language, number=number, hash=base.hash)])


def about(fact: Fact, language: Language) -> Iterator[str]:
    """A question: its wording, what may be written, and how to measure it."""
    if fact.ask:
        yield fact.ask.in_language(language)
    yield " ".join([phrase("sheet_write", language), *allowed(fact, language)])
    for name, option in fact.options.items():
        yield f"  {name}: {option.label.in_language(language)}"
    if fact.asked_when:
        yield phrase("sheet_when", language, condition=fact.asked_when)
    if fact.measure:
        yield phrase("sheet_measure", language, text=fact.measure.in_language(language))
    if fact.command:
        yield f"  {fact.command}"


def allowed(fact: Fact, language: Language) -> Iterator[str]:
    """What may be written as an answer to a fact."""
    yield phrase("sheet_whole" if fact.whole else f"sheet_{fact.kind}", language)
    if fact.range:
        low, high = map(decimal, fact.range)
        yield phrase("sheet_range", language, low=low, high=high)
    if fact.unit:
        yield fact.unit.in_language(language)


def comment(lines: Iterable[str]) -> Iterator[str]:
    """Lines as comments, whatever is in them: odd characters are left out.

    Long ones are broken, but for those set in, which are options and commands to copy.
    """
    for line in lines:
        if line.startswith("  "):
            yield f"#   {one_line(line)}"
        else:
            broken = wrap(one_line(line), WIDTH, break_long_words=False, break_on_hyphens=False)
            yield from (f"# {part}" for part in broken)


def written(value: Value | None) -> str:
    """An answer as YAML that is read back as just this."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return decimal(value)
    if isinstance(value, str):
        return word(value)
    return f"[{', '.join(map(word, value))}]"


def decimal(number: Any) -> str:
    """A number in plain decimal digits."""
    return f"{Decimal(repr(number)):f}"


def word(option: str) -> str:
    """The id of an option, in quotes where YAML would take it for something else."""
    try:
        plain = plain_value(option) == option
    except Refused:
        plain = False
    return option if plain else f'"{option}"'
