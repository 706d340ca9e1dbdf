"""A second opinion: z3 has to agree with the boxes on every question they are asked.

It reads the conditions by itself, over real answers, and says that they are the formulas over
cells; then it answers each question about these formulas.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from knowledge import RuleBase, prove, read_folder
from knowledge.derivations import Arithmetic, Figure, Part, Term
from knowledge.proving.asking import Asking
from knowledge.proving.boxes import Search, Steps
from knowledge.proving.formulas import NEVER, All, AtLeast, Box, Formula, Within, sides_in
from knowledge.proving.readings import Readings
from knowledge.proving.spaces import Space, Variable, space_of
from knowledge.tree import (
    OPERATIONS,
    And,
    Compare,
    Contains,
    Count,
    Known,
    Member,
    Node,
    Not,
    Or,
    Reference,
)
from tests.knowledge.proofs_made import SHIPPED, changed, small_base

z3 = pytest.importorskip("z3", reason="z3-solver is not installed: no second opinion on proofs")


@cache
def shipped() -> RuleBase:
    return read_folder(SHIPPED)


# Reading conditions over real answers


class Reader:
    """Conditions of a rule base as terms of z3; unknown is a flag beside each answer."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.known = {name: z3.Bool(f"{name} known") for name in base.facts}
        self.values = {name: self.variable(name) for name in base.facts}
        self.whole = z3.And(True, *self.limits())
        for name, derivation in base.derived.items():
            self.values[name], can = self.term(derivation.tree)
            self.known[name] = z3.And(can, *(self.known[part] for part in derivation.facts))

    def variable(self, name: str) -> Any:
        fact = self.base.facts[name]
        match fact.kind:
            case "yes_no":
                return z3.Bool(name)
            case "one_of":
                return z3.Int(name)
            case "any_of":
                return {option: z3.Bool(f"{name} {option}") for option in fact.options}
            case _:
                return z3.Int(name) if fact.whole else z3.Real(name)

    def limits(self) -> Iterator[Any]:
        for name, fact in self.base.facts.items():
            if fact.range:
                low, high = fact.range
                yield z3.And(self.values[name] >= exact(low), self.values[name] <= exact(high))
            elif fact.kind == "one_of":
                yield z3.And(self.values[name] >= 0, self.values[name] < len(fact.options))

    def term(self, tree: Term) -> tuple[Any, Any]:
        """The value of a derivation, and whether nothing in it is divided by zero."""
        match tree:
            case Figure(number):
                return exact(number), z3.BoolVal(True)
            case Part(fact):
                value = self.values[fact]
                return (z3.ToReal(value) if z3.is_int(value) else value), z3.BoolVal(True)
            case Arithmetic(left, sign, right):
                (one, can), (other, may) = self.term(left), self.term(right)
                both = z3.And(can, may, *([other != 0] if sign == "/" else []))
                signs = {"+": one + other, "-": one - other, "*": one * other}
                return (one / other if sign == "/" else signs[sign]), both

    def applies(self, fact: str, sure: bool) -> Any:
        asked = self.base.asked.get(fact)
        parts = [self.reads(asked.tree, sure)] if asked else []
        if fact in self.base.derived:
            parts += [self.applies(part, sure) for part in self.base.derived[fact].facts]
        return z3.And(True, *parts)

    def reads(self, node: Node, sure: bool) -> Any:
        """Whether a condition surely holds or, if not `sure`, may hold."""
        match node:
            case Not(part):
                return z3.Not(self.reads(part, not sure))
            case And(parts):
                return z3.And(*(self.reads(part, sure) for part in parts))
            case Or(parts):
                return z3.Or(*(self.reads(part, sure) for part in parts))
            case Count(parts, operator, limit):
                return self.count(parts, OPERATIONS[operator], int(limit), sure)
            case Reference(rule):
                return self.reads(self.base.conditions[rule].tree, sure)
            case Known(fact):
                return z3.And(self.applies(fact, True), self.known[fact])
            case _:
                open_or = self.known[node.fact] if sure else z3.Not(self.known[node.fact])
                compared = self.compares(node)
                holds = z3.And(open_or, compared) if sure else z3.Or(open_or, compared)
                return z3.And(self.applies(node.fact, sure), holds)

    def count(
        self, parts: Sequence[Node], compare: Callable[[int, int], bool], limit: int, sure: bool
    ) -> Any:
        """By all numbers of parts that surely hold and that may hold."""
        low = z3.Sum([z3.If(self.reads(part, True), 1, 0) for part in parts])
        high = z3.Sum([z3.If(self.reads(part, False), 1, 0) for part in parts])
        inside = [z3.And(low <= number, number <= high) for number in range(len(parts) + 1)]
        holds = [compare(number, limit) for number in range(len(parts) + 1)]
        pairs = list(zip(inside, holds, strict=True))
        if sure:
            return z3.And(*(z3.Not(each) for each, fits in pairs if not fits))
        return z3.Or(*(each for each, fits in pairs if fits))

    def compares(self, leaf: Any) -> Any:
        value, fact = self.values[leaf.fact], self.base.facts[leaf.fact]
        match leaf:
            case Contains(_, option):
                return value[option]
            case Member(_, options):
                return z3.Or(*(value == list(fact.options).index(each) for each in options))
            case Compare(_, operator, str(limit)):
                return OPERATIONS[operator](value, list(fact.options).index(limit))
            case Compare(_, operator, bool(limit)):
                return OPERATIONS[operator](value, z3.BoolVal(limit))
            case Compare(_, operator, limit):
                return OPERATIONS[operator](value, exact(limit))

    # Cells

    def steps(self, variable: Variable) -> Iterator[Any]:
        """Answers are floating-point numbers: none lies between one and the next."""
        value = self.values[variable.fact]
        for (_, last), (first, _) in pairwise(variable.ends):
            yield z3.Or(value <= exact(last), value >= exact(first))

    def cell(self, variable: Variable, place: int) -> Any:
        """Whether the answer to a fact is in one of its cells."""
        known, value = self.known[variable.fact], self.values[variable.fact]
        if place == len(variable.values):
            return z3.Not(known)
        one = variable.values[place]
        if variable.ends:
            limits = [value >= exact(one)] if one != float("-inf") else []
            if place + 1 < len(variable.ends):
                limits.append(value < exact(variable.ends[place + 1][0]))
            return z3.And(known, *limits)
        if variable.about.kind == "any_of":
            named = {option for each in variable.values for option in each}
            return z3.And(known, *(value[option] == (option in one) for option in named))
        if variable.about.kind == "one_of":
            return z3.And(known, value == list(variable.about.options).index(one))
        return z3.And(known, value == one)


def exact(number: float) -> Any:
    fraction = Fraction(number)
    return (
        z3.Q(fraction.numerator, fraction.denominator) if fraction.denominator > 1 else int(number)
    )


# Formulas over cells


def translated(formula: Formula, side: Callable[[int, int], Any], known: dict[Formula, Any]) -> Any:
    """A formula as a term of z3; `side` says whether a variable is in the cell at a place."""
    if formula not in known:
        parts = [translated(part, side, known) for part in formula.parts]
        match formula:
            case Within(variable, mask, rest):
                places = places_in(mask)
                few = min(places, places_in(rest), key=len)
                inside = z3.Or(*(side(variable, place) for place in few))
                known[formula] = inside if few is places else z3.Not(inside)
            case All():
                known[formula] = z3.And(True, *parts)
            case AtLeast(number, _):
                known[formula] = z3.AtLeast(*parts, number) if parts else z3.BoolVal(False)
    return known[formula]


def is_possible(solver: Any, term: Any) -> bool:
    solver.push()
    solver.add(term)
    result = solver.check()
    solver.pop()
    assert result != z3.unknown
    return bool(result == z3.sat)


def check_reading(base: RuleBase) -> None:
    """The formulas over cells are the conditions over answers."""
    space = space_of(base.engine)
    reader, readings = Reader(base), Readings(space)
    solver, known = z3.Solver(), dict[Formula, Any]()
    solver.add(reader.whole, *(step for each in space.variables for step in reader.steps(each)))

    def side(variable: int, place: int) -> Any:
        return reader.cell(space.variables[variable], place)

    for rule, condition in base.conditions.items():
        for sure in (True, False):
            formula = translated(readings.rule(rule, sure), side, known)
            assert not is_possible(solver, formula != reader.reads(condition.tree, sure)), rule


def questions(base: RuleBase, monkeypatch: pytest.MonkeyPatch) -> tuple[Space, list[Any]]:
    """Every question that a proof of this base asks: the formulas and the box."""
    asked: list[tuple[Sequence[Formula], Box]] = []
    spaces: list[Space] = []
    ask = Asking.any_example

    def heard(
        self: Asking, wanted: Any, shows: Any, limits: Mapping[int, int] | None = None
    ) -> Any:
        asked.append((wanted, self.box(limits)))
        spaces.append(self.space)
        return ask(self, wanted, shows, limits)

    monkeypatch.setattr(Asking, "any_example", heard)
    prove(base)
    assert asked
    return spaces[0], asked


def check_questions(base: RuleBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The boxes find an answer exactly where there is one."""
    space, asked = questions(base, monkeypatch)
    cells = [z3.Int(f"cell {place}") for place in range(len(space.full))]
    solver, known = z3.Solver(), dict[Formula, Any]()

    def side(variable: int, place: int) -> Any:
        return cells[variable] == place

    @cache
    def allowed(variable: int, mask: int) -> Any:
        return z3.Or(*(side(variable, place) for place in places_in(mask)))

    for wanted, box in asked:
        found = NEVER not in wanted and any(True for _ in Search(Steps(10**7)).boxes(box, wanted))
        variables = {each.variable for each in sides_in(wanted)}
        terms = [translated(formula, side, known) for formula in wanted]
        terms += [allowed(variable, box[variable]) for variable in variables]
        assert is_possible(solver, z3.And(True, *terms)) == found, wanted


def places_in(mask: int) -> list[int]:
    return [place for place in range(mask.bit_length()) if mask >> place & 1]


@pytest.mark.parametrize("seed", range(15))
def test_z3_agrees_about_small_bases(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    check_reading(small_base(seed))
    check_questions(small_base(seed), monkeypatch)


def test_z3_reads_the_shipped_base_alike() -> None:
    check_reading(shipped())


CHANGES: Mapping[str, Mapping[str, str]] = {
    "nothing": {},
    "a gap": {"traefik-for-few": "teams <= 1 or ops_skill in ['low', 'medium']"},
    "a dead rule": {"crowd": "users >= 100_000 and team_size >= 3 and team_size < 3"},
    "an implied rule": {"past-one-team": "team_size >= 10 and teams >= 2"},
    "a reversed direction": {"past-one-team": "team_size <= 10"},
    "two verdicts": {"heavy-for-two": "current_stage == 'stage_3' and upkeep_share >= 30"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_z3_agrees_about_every_question(
    change: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_questions(changed(shipped(), change), monkeypatch)
