"""Answers written as a file: one YAML mapping of fact to value."""

from knowledge.answers import Value, check_answers, wrong_answers
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import read_yaml
from knowledge.rulebase import RuleBase


def read_answers(rule_base: RuleBase, file: str, text: str | bytes) -> dict[str, Value]:
    """The known answers in a YAML text; null is unknown.

    Raises KnowledgeError with the line and column of every wrong answer, under the name
    `file`, "-" being standard input.
    """
    name = "answers" if file == "-" else file
    document = read_yaml(name, text)
    answers = document.value if document.value is not None else {}
    if not isinstance(answers, dict):
        raise KnowledgeError([Problem(name, 1, 1, "answers are one mapping of fact to value")])
    wrong = wrong_answers(rule_base.facts, answers)
    if wrong:
        places = {fact: document.place((fact,)) for fact in wrong}
        raise KnowledgeError(Problem(name, *places[fact], wrong[fact]) for fact in wrong)
    return check_answers(rule_base.facts, answers)


def answer_lines(file: str, text: str | bytes) -> dict[str, int]:
    """The line of each answer in a YAML text that `read_answers` takes, by fact."""
    document = read_yaml(file, text)
    value = document.value
    return (
        {fact: document.key_place((fact,))[0] for fact in value} if isinstance(value, dict) else {}
    )
