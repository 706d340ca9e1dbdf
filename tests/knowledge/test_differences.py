"""What differs between two rule bases is named thing by thing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge import Fact, parse_condition
from knowledge.differences import Difference, differences
from knowledge.limits import LimitChange, changed_limits
from knowledge.line_differences import MOST_LINES, line_differences
from tests.knowledge.language import FACTS

BASE = Path(__file__).resolve().parents[2] / "knowledge/base"
SIGNS = "rules/signs.yaml"
RULE = """\
- id: slow
  title: {vi: Chậm, en: Slow}
  when: test_minutes > 2
  advise: [one, two]
  because: {vi: Vì, en: Because}
  source: a
"""
FACT = """\
users:
  kind: one_of
  options:
    few: {label: {vi: Ít, en: Few}}
"""


def rule(old: str, new: str) -> list[Difference]:
    """The differences after a replacement in the one rule."""
    return list(differences({SIGNS: RULE}, {SIGNS: RULE.replace(old, new)}))


def shipped() -> dict[str, str]:
    return {
        file.relative_to(BASE).as_posix(): file.read_text(encoding="utf-8")
        for file in BASE.rglob("*.yaml")
    }


def test_the_same_files_do_not_differ():
    assert differences(shipped(), shipped()) == ()


def test_comments_layout_and_quotes_do_not_differ():
    assert rule("when: test_minutes > 2", "# soon\n  when: 'test_minutes > 2'") == []


def test_a_raised_limit_is_a_limit():
    assert rule("> 2", "> 5") == [
        Difference("limit", "rule", "slow", ("when",), 2, 5, "test_minutes", ">")
    ]


def test_another_condition_is_shown_whole():
    [found] = rule("> 2", ">= 2")
    assert (found.kind, found.old, found.new) == (
        "condition",
        "test_minutes > 2",
        "test_minutes >= 2",
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "field"),
    [
        ("advise: [one, two]", "advise: [one]", "effect", ()),
        ("advise: [one, two]", "needs_stage: 3", "effect", ()),
        ("en: Because", "en: As", "reworded", ("because",)),
        ("source: a", "source: b", "changed", ("source",)),
        ("  title: {vi: Chậm, en: Slow}\n", "", "changed", ("title",)),
        ("  source: a", "  source: a\n  sign: true", "changed", ("sign",)),
    ],
)
def test_each_change_has_its_kind(old, new, kind, field):
    [found] = rule(old, new)
    assert (found.kind, found.id, found.field) == (kind, "slow", field)


def test_a_reworded_text_names_its_language():
    assert rule("en: Because", "en: As")[0].languages == ("en",)
    assert rule("vi: Vì, en: Because", "vi: Do, en: As")[0].languages == ("vi", "en")


def test_a_change_deep_inside_is_found_there():
    [found] = differences({"facts.yaml": FACT}, {"facts.yaml": FACT.replace("Few", "A few")})
    assert (found.family, found.id, found.field) == ("fact", "users", ("options", "few", "label"))


def test_rules_come_and_go():
    other = RULE.replace("slow", "fast").replace("Slow", "Fast")
    assert [d.kind for d in differences({SIGNS: RULE}, {SIGNS: RULE + other})] == ["added"]
    assert [d.kind for d in differences({SIGNS: RULE + other}, {SIGNS: RULE})] == ["removed"]


def test_a_rule_with_another_id_was_renamed():
    [found] = rule("id: slow", "id: slow-tests")
    assert (found.kind, found.old, found.new) == ("renamed", "slow", "slow-tests")


def test_a_rule_in_another_file_was_moved():
    [found] = differences({SIGNS: RULE}, {"rules/other.yaml": RULE})
    assert (found.kind, found.old, found.new) == ("moved", SIGNS, "rules/other.yaml")


def test_another_order_is_told_once():
    other = RULE.replace("slow", "fast")
    [found] = differences({SIGNS: RULE + other}, {SIGNS: other + RULE})
    assert (found.kind, found.old, found.new) == ("reordered", ("slow", "fast"), ("fast", "slow"))


def test_a_draft_that_cannot_be_read_differs_in_what_is_lost():
    broken = RULE.replace("[one, two]", "[one, two")
    found = differences({SIGNS: RULE + RULE.replace("slow", "fast")}, {SIGNS: broken})
    assert {each.kind for each in found} == {"removed"}


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("a > 2 and b < 3", "a > 4 and b < 3", (LimitChange("a", ">", 2, 4),)),
        ("2 < a < 5", "2 < a < 7.5", (LimitChange("a", "<", 5, 7.5),)),
        ("2 < a < 5", "3 < a < 5", (LimitChange("a", ">", 2, 3),)),
        ("a > -5", "a > -6", (LimitChange("a", ">", -5, -6),)),
        ("a > 1_000", "a > 1000", None),
        ("a > 5", "a > -5", None),
        ("count(a, b) > 1", "count(a, b) > 2", None),
        ("a == 'x'", "a == 'y'", None),
        ("a > 5", "a > 5,000", None),
    ],
)
def test_only_numbers_that_are_limits_count(old, new, changes):
    assert changed_limits(old, new) == changes


@given(some.integers(0, 10**6), some.integers(0, 10**6))
def test_a_limit_is_read_as_the_language_reads_it(old, new):
    facts: dict[str, Fact] = FACTS
    texts = [f"users >= {number:_}" for number in (old, new)]
    trees = [parse_condition(text, facts).tree for text in texts]
    found = changed_limits(*texts)
    assert (found is None) == (trees[0] == trees[1])
    for change in found or ():
        assert (change.old, change.new) == (trees[0].limit, trees[1].limit)


def test_the_lines_that_differ_are_shown_in_their_surroundings():
    [found] = line_differences({SIGNS: RULE}, {SIGNS: RULE.replace("> 2", "> 5")})
    assert found.lines[0].startswith("@@ ")
    assert [line for line in found.lines if line[0] in "+-"] == [
        "-  when: test_minutes > 2",
        "+  when: test_minutes > 5",
    ]


def test_a_file_on_one_side_only_says_so():
    [found] = line_differences({}, {SIGNS: RULE})
    assert (found.old, found.new) == (False, True)


def test_a_hostile_pair_of_files_is_not_compared_line_by_line():
    many = [f"{number % 97}\n" for number in range(MOST_LINES * 4)]
    [found] = line_differences({SIGNS: "".join(many)}, {SIGNS: "x\n" + "".join(many[::-1])})
    assert found.lines == ()
