"""What conditions hang on: rules they refer to, facts in them, and facts behind those."""

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from knowledge.conditions import Derivation
from knowledge.tree import Node, facts_in, rules_in


def with_referred(trees: Iterable[Node], rules: Mapping[str, Node]) -> list[Node]:
    """Some conditions, and those of all rules they refer to."""
    found = list(trees)
    referred: set[str] = set()
    for tree in found:  # grows while it is walked
        for rule in sorted(rules_in(tree) - referred):
            referred.add(rule)
            found.append(rules[rule])
    return found


def facts_behind(
    trees: Iterable[Node],
    rules: Mapping[str, Node],
    asked: Mapping[str, Node],
    derived: Mapping[str, Derivation],
) -> set[str]:
    """The facts in some conditions and in the rules they refer to, and those these hang on."""
    facts: set[str] = set()
    waiting = [fact for tree in with_referred(trees, rules) for fact in facts_in(tree)]
    while waiting:
        fact = waiting.pop()
        if fact not in facts:
            facts.add(fact)
            waiting += facts_in(asked[fact]) if fact in asked else ()
            waiting += derived[fact].facts if fact in derived else ()
    return facts


def hanging(asked: Mapping[str, Node], derived: Mapping[str, Derivation]) -> list[str]:
    """The facts that hang on others, each after those it hangs on."""
    graph: dict[str, list[str]] = {fact: sorted(facts_in(tree)) for fact, tree in asked.items()}
    for fact, derivation in derived.items():
        graph[fact] = graph.get(fact, []) + sorted(derivation.facts)
    return [fact for fact in TopologicalSorter(graph).static_order() if fact in graph]
