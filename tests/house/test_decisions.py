"""Decisions are numbered one after the other."""

from pathlib import Path

DECISIONS = sorted((Path(__file__).resolve().parents[2] / "docs/decisions").glob("*.md"))


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [int(file.name[:4]) for file in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_heading_has_the_same_number() -> None:
    for file in DECISIONS:
        assert file.read_text("utf-8").startswith(f"# {int(file.name[:4])}. "), file.name
