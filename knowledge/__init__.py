"""The rule base, its language and its engine: pure values, no site, clock, network or chance."""

from knowledge.advice import Advice, advise, stage
from knowledge.answer_file import read_answers
from knowledge.answers import check_answers
from knowledge.checking import check_folder, read_files, read_folder
from knowledge.conditions import Condition, Derivation, parse_condition, parse_derivation
from knowledge.model import (
    Article,
    Case,
    Component,
    Example,
    Fact,
    Language,
    Practice,
    Rule,
    Source,
    Stage,
    System,
    Term,
    Text,
    Topic,
)
from knowledge.problems import KnowledgeError, Problem
from knowledge.proofs import Proof, prove
from knowledge.recalling import recall
from knowledge.rulebase import RuleBase
from knowledge.schema import json_schemas

__all__ = [
    "Advice",
    "Article",
    "Case",
    "Component",
    "Condition",
    "Derivation",
    "Example",
    "Fact",
    "KnowledgeError",
    "Language",
    "Practice",
    "Problem",
    "Proof",
    "Rule",
    "RuleBase",
    "Source",
    "Stage",
    "System",
    "Term",
    "Text",
    "Topic",
    "advise",
    "check_answers",
    "check_folder",
    "json_schemas",
    "parse_condition",
    "parse_derivation",
    "prove",
    "read_answers",
    "read_files",
    "read_folder",
    "recall",
    "stage",
]
