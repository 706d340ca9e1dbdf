"""The rule base, its language and its engine: pure values, no site, clock, network or chance."""

from knowledge.checking import check_folder
from knowledge.problems import KnowledgeError, Problem

__all__ = ["KnowledgeError", "Problem", "check_folder"]
