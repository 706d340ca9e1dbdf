"""Answers looked up: one Python function that finds what belongs to each answer's cell.

What it finds is given as a table for each fact: the cells themselves, or the rules that a cell
leaves open. The function is written as text made of names and numbers of our own; whatever a
rule base says reaches it as a value only.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from knowledge.cells import Cell, FactCells


class Table(NamedTuple):
    """What belongs to the cells of one fact: to the unknown one, to numbers, to choices.

    `numbers` go with the fact's `cuts` as its cells do; None is what no answer may lead to.
    `other` finds it for any answer at all, but more slowly.
    """

    cuts: tuple[float, ...]
    unknown: Any
    numbers: tuple[Any, ...]
    choices: Mapping[object, Any]
    other: Callable[[object], Any]


def table(fact: FactCells, found: Callable[[Cell], Any]) -> Table:
    """The table of what is found for each cell of a fact."""

    def other(value: object) -> Any:
        cell = fact.read(value)
        return cell and found(cell)

    numbers = tuple(cell and found(cell) for cell in fact.cells)
    choices = {choice: found(cell) for choice, cell in fact.choices.items()}
    return Table(fact.cuts, found(fact.unknown), numbers, choices, other)


class Lookup:
    """Expressions for what is found for the value of each fact, and what they need by name.

    A wrong answer leads to None, or raises KeyError or TypeError.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self.known: dict[str, Any] = {"__builtins__": {}, "bisect": bisect_right, "int": int}
        self.found = [self.looked_up(place, each) for place, each in enumerate(tables)]

    def looked_up(self, place: int, each: Table) -> str:
        self.known |= {f"u{place}": each.unknown, f"f{place}": each.other}
        value, other = f"v{place}", f"u{place} if v{place} is None else f{place}(v{place})"
        if each.numbers:
            self.known |= {f"c{place}": each.cuts, f"t{place}": each.numbers}
            return f"(t{place}[bisect(c{place}, {value})] if {value}.__class__ is int else {other})"
        if True in each.choices:
            self.known |= {f"y{place}": each.choices[True], f"n{place}": each.choices[False]}
            return f"(y{place} if {value} is True else n{place} if {value} is False else {other})"
        if each.choices:
            self.known[f"t{place}"] = {**each.choices, None: each.unknown}
            return f"t{place}[{value}]"
        return f"({other})"

    def function(self, *lines: str) -> Callable[[Sequence[object]], Any]:
        """A function of the values of all facts, in order, which does these lines."""
        names = "".join(f"v{place}, " for place in range(len(self.found)))
        text = "\n    ".join(["def look_up(values):", f"{names or '()'} = values", *lines])
        exec(compile(text, "<lookup>", "exec"), self.known)
        return cast(Callable[[Sequence[object]], Any], self.known["look_up"])


def compile_cells(facts: Sequence[FactCells]) -> Callable[[Sequence[object]], list[Cell | None]]:
    """A function from the values of all facts to their cells, None for a wrong one.

    It may also raise KeyError or TypeError for a wrong one.
    """
    lookup = Lookup(table(fact, lambda cell: cell) for fact in facts)
    return lookup.function(f"return [{', '.join(lookup.found)}]")
