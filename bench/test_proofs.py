"""How long proofs take on the shipped rule base and on a large one; the aims are in the names."""

from collections.abc import Callable
from functools import cache
from typing import Any

from knowledge import Proof, RuleBase, prove, read_folder
from tests.knowledge.proofs_made import SHIPPED, large_base

Benchmark = Callable[..., Any]


@cache
def base() -> RuleBase:
    return read_folder(SHIPPED)


def undecided(proofs: tuple[Proof, ...]) -> list[Proof]:
    return [each for each in proofs if each.verdict == "not decided"]


def test_proving_the_shipped_base_1_s(benchmark: Benchmark) -> None:
    assert not undecided(benchmark.pedantic(prove, [base()], rounds=3))


def test_proving_600_rules_10_s(benchmark: Benchmark) -> None:
    """A hard one: many of its rules repeat, contradict or cover others."""
    large = large_base(base(), 600)
    assert len(undecided(benchmark.pedantic(prove, [large], rounds=1))) <= 3


def test_proving_2_000_rules(benchmark: Benchmark) -> None:
    large = large_base(base(), 2_000)
    assert len(benchmark.pedantic(prove, [large], rounds=1)) > len(prove(base()))
