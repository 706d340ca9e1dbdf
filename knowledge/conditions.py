"""The condition language: text to a checked tree, a tree to text and to true, false, unknown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.derivations import Derivation, parse_derivation
from knowledge.kleene import Evaluation
from knowledge.model import Answer, Fact
from knowledge.syntax import Syntax
from knowledge.translation import Translation
from knowledge.tree import Node, facts_in, printed, rules_in

__all__ = ["Condition", "Derivation", "parse_condition", "parse_derivation"]


@dataclass(frozen=True)
class Condition:
    """A checked condition; `str` prints it in one canonical way.

    `facts` and `rules` are the ids that the text itself names. `all_facts` are the facts it
    was checked against, which say when a fact applies and what it is derived from.
    """

    text: str
    tree: Node
    facts: frozenset[str]
    rules: frozenset[str]
    all_facts: Mapping[str, Fact] = field(repr=False, compare=False)

    def __str__(self) -> str:
        return printed(self.tree)

    def holds(self, answers: Mapping[str, Answer]) -> bool | None:
        """Whether it is true for valid answers; None if that is unknown.

        Raises ValueError if the condition names other rules.
        """
        asked, derived = self.behind
        return Evaluation(answers, asked, derived).truth(self.tree)

    @cached_property
    def behind(self) -> tuple[dict[str, Node], dict[str, Derivation]]:
        """`asked_when` and `derive` of all facts that matter, directly or through others."""
        asked: dict[str, Node] = {}
        derived: dict[str, Derivation] = {}
        waiting, seen = set(self.facts), set(self.facts)
        while waiting:
            name = waiting.pop()
            fact = self.all_facts[name]
            if fact.asked_when is not None:
                asked[name] = parse_condition(fact.asked_when, self.all_facts).tree
            if fact.derive is not None:
                derived[name] = parse_derivation(fact.derive, self.all_facts)
            further = facts_in(asked[name]) if name in asked else frozenset()
            further |= derived[name].facts if name in derived else frozenset()
            waiting |= further - seen
            seen |= further
        return asked, derived


def parse_condition(text: str, facts: Mapping[str, Fact], rules: Collection[str] = ()) -> Condition:
    """Read a condition over `facts` and the `rules` (ids with dashes) that it may name.

    Raises KnowledgeError; its places are 1-based lines and columns within the text.
    """
    syntax = Syntax("condition", text)
    translation = Translation(facts, rules)
    tree = translation.tried(syntax.root)
    syntax.refuse_all(translation.wrong)
    return Condition(text, tree, facts_in(tree), rules_in(tree), facts)
