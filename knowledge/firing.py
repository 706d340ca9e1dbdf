"""Which rules fire, found for all of them at once.

A condition is a few rows of comparisons that have to hold together (its disjunctive normal
form), and it holds if one of its rows does. A row is a bit. For each cell of each fact a mask
says which rows it leaves open; what the masks of all facts leave open are the rows that hold:
one `and` of long numbers for each fact, however many rules there are.

Unknown answers change nothing: a row surely holds if all its comparisons surely do, and one
under a `not` surely holds where it cannot be true.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress, product
from math import prod
from typing import TypeAlias

from knowledge.cells import Cell, FactCells
from knowledge.lookups import Lookup, table
from knowledge.tree import And, Count, Leaf, Node, Not, Or, Reference

# A comparison, and whether it has to hold or must not; the rows of a condition.
Literal: TypeAlias = tuple[Leaf, bool]
Rows: TypeAlias = tuple[frozenset[Literal], ...]
Fired: TypeAlias = Callable[[Sequence[object]], list[str]]

# A condition with more rows is left to the compiled conditions.
MOST_ROWS = 32
# Up to so many rules their names are looked up eight by eight.
MOST_BY_EIGHTS = 1_000
BITS = bytes.maketrans(b"01", b"\0\1")


class TooManyRows(Exception):
    """A condition has more rows than are written out."""


def compile_firing(cells: Sequence[FactCells], trees: Mapping[str, Node]) -> Fired:
    """A function from the values of all facts, in order, to the rules that surely fire.

    Row n of every rule lies in layer n, in which each rule has a bit. The function raises
    KeyError or TypeError if a value is no right answer; this raises TooManyRows.
    """
    rows = [rows_of(tree, True, trees) for tree in trees.values()]
    width, layers = len(rows), max(map(len, rows), default=1)
    every, bits = placed(rows)
    lookup = Lookup(table(fact, masks(fact, every, bits)) for fact in cells)
    shifted = "".join(f" | rows >> {width * layer}" for layer in range(1, layers))
    told = told_by_eights if width <= MOST_BY_EIGHTS else told_by_digits
    return lookup.function(
        f"rows = {' & '.join(lookup.found) or 0}",
        f"fired = (rows{shifted}) & {(1 << width) - 1}",
        *told(lookup, tuple(trees)),
    )


def told_by_eights(lookup: Lookup, rules: Sequence[str]) -> Iterator[str]:
    """The lines that name the rules that fire: for each eight of them, looked up by a byte."""
    size = -(-len(rules) // 8)
    for place in range(size):
        named: list[tuple[str, ...]] = [()]
        for rule in rules[place * 8 : place * 8 + 8]:
            named += [(*others, rule) for others in named]
        lookup.known[f"r{place}"] = named
    yield f"each = fired.to_bytes({size}, 'little')"
    yield f"return [{', '.join(f'*r{place}[each[{place}]]' for place in range(size))}]"


def told_by_digits(lookup: Lookup, rules: Sequence[str]) -> Iterator[str]:
    """The same for many rules, of which such tables would be too large for a fast memory."""
    lookup.known |= {"rules": rules, "bits": BITS, "bin": bin, "list": list, "compress": compress}
    yield f"digits = bin(fired | {1 << len(rules)})[:2:-1].encode()"
    yield "return list(compress(rules, digits.translate(bits)))"


def masks(fact: FactCells, every: int, bits: Mapping[Literal, int]) -> Callable[[Cell], int]:
    """For a cell of the fact the rows that it leaves open."""
    pairs = [(bits.get((leaf, True), 0), bits.get((leaf, False), 0)) for leaf in fact.leaves]

    def mask(cell: Cell) -> int:
        closed, (sure, may, _) = 0, cell
        for (asked, refused), holds, might in zip(pairs, sure, may, strict=True):
            closed |= (0 if holds else asked) | (refused if might else 0)
        return every & ~closed

    return mask


def placed(rows: Sequence[Rows]) -> tuple[int, dict[Literal, int]]:
    """The bits of all rows, and of those in which each comparison stands."""
    every, bits = 0, dict[Literal, int]()
    for place, found in enumerate(rows):
        for layer, row in enumerate(found):
            bit = 1 << (layer * len(rows) + place)
            every |= bit
            for literal in row:
                bits[literal] = bits.get(literal, 0) | bit
    return every, bits


def rows_of(node: Node, holds: bool, rules: Mapping[str, Node]) -> Rows:
    """The rows under which a condition holds or, if not `holds`, under which it does not."""
    match node:
        case Not(part):
            return rows_of(part, not holds, rules)
        case Reference(rule):
            return rows_of(rules[rule], holds, rules)
        case And(parts) | Or(parts):
            found = [rows_of(part, holds, rules) for part in parts]
            return together(found) if isinstance(node, And) is holds else either(found)
        case Count():
            raise TooManyRows
        case _:
            return (frozenset({(node, holds)}),)


def together(parts: Sequence[Rows]) -> Rows:
    """One row of each part, in all the ways there are."""
    refuse_many(prod(map(len, parts)))
    return tuple(frozenset().union(*rows) for rows in product(*parts))


def either(parts: Sequence[Rows]) -> Rows:
    refuse_many(sum(map(len, parts)))
    return tuple(chain.from_iterable(parts))


def refuse_many(rows: int) -> None:
    if rows > MOST_ROWS:
        raise TooManyRows
