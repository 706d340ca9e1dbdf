"""Facts and rules must not lead back to themselves; a cycle is shown as its path."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=str)


def cycles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The cycles met in a walk over all names, each as `[a, b, a]`, starting at its first."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in graph:
        walk_from(start, graph, done, found)
    return found


def walk_from(
    start: str, graph: Mapping[str, Iterable[str]], done: set[str], found: list[list[str]]
) -> None:
    """Visit all that can be reached from a name, without recursion."""
    path, waiting = [start], [iter(graph.get(start, ()))]
    while path:
        following = next((name for name in waiting[-1] if name not in done), None)
        if following is None or path[-1] in done:
            done.add(path.pop())
            waiting.pop()
        elif following in path:
            found.append([*path[path.index(following) :], following])
        else:
            path.append(following)
            waiting.append(iter(graph.get(following, ())))
