"""Conditions as rows for a form, and back: nothing is lost or changed on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge import parse_condition, read_folder
from knowledge.rows import JOINS, SIGNS, Group, Row, rows_of, tree_of
from knowledge.tree import And, Not, Or, printed
from tests.knowledge.language import FACTS, RULES, TREES, of_kind

OPTIONS = {name: sorted(fact.options) for name, fact in FACTS.items()}


@some.composite
def rows(draw) -> Row:
    """A row with a value that fits its fact."""
    kind = draw(some.sampled_from(sorted(SIGNS)))
    subject = draw(some.sampled_from(RULES) if kind == "rule" else of_kind(kind))
    sign = draw(some.sampled_from(SIGNS[kind]))
    match kind, sign:
        case "number", "<" | "<=" | ">" | ">=" | "==" | "!=":
            low, high = (0, 9) if FACTS[subject].range is None else FACTS[subject].range
            return Row(subject, sign, draw(some.integers(low, high)))
        case _, "in" | "not_in":
            options = some.sampled_from(OPTIONS[subject])
            return Row(subject, sign, tuple(draw(some.lists(options, min_size=1, unique=True))))
        case _, "==" | "!=" | "has" | "has_not":
            return Row(subject, sign, draw(some.sampled_from(OPTIONS[subject])))
    return Row(subject, sign)


def groups(parts):
    return some.builds(
        Group, some.sampled_from(JOINS), some.lists(parts, min_size=1, max_size=4).map(tuple)
    )


@given(TREES)
def test_the_rows_of_a_condition_stand_for_it(tree):
    found = rows_of(tree)
    assert found is None or tree_of(found) == tree


@given(groups(rows() | groups(rows())))
def test_rows_are_a_condition_that_is_read_back(group):
    tree = tree_of(group)
    assert parse_condition(printed(tree), FACTS, RULES).tree == tree


@pytest.mark.parametrize("kind", [And, Or])
@given(rows(), rows(), some.booleans())
def test_what_was_filled_in_is_shown_again(kind, one, other, turned):
    join = {And: ("all", "not_all"), Or: ("any", "none")}[kind][turned]
    assert rows_of(tree_of(Group(join, (one, other)))) == Group(join, (one, other))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("test_minutes > 2", Group("all", (Row("test_minutes", ">", 2),))),
        ("not deploy_lock", Group("all", (Row("deploy_lock", "not_yes"),))),
        ("deploy_lock == false", Group("all", (Row("deploy_lock", "no"),))),
        ("not (teams > 1 or deploy_lock)",
         Group("none", (Row("teams", ">", 1), Row("deploy_lock", "yes")))),
        ("slow_tests and (teams > 1 or 'finance' in regulated)",
         Group("all", (Row("slow-tests", "fires"),
                       Group("any", (Row("teams", ">", 1), Row("regulated", "has", "finance")))))),
        ("count(deploy_lock, has_tests) >= 1", None),
        ("not teams > 1", None),
        ("teams > 1 and (deploy_lock or (has_tests and users > 1))", None),
    ],
)  # fmt: skip
def test_the_common_shape_has_rows(text, group):
    assert rows_of(parse_condition(text, FACTS, RULES).tree) == group


@pytest.mark.parametrize("row", [Row("teams", ">", None), Row("regulated", "has", ""),
                                 Row("boundaries", "in", ())])  # fmt: skip
def test_a_row_without_its_value_is_no_condition(row):
    with pytest.raises(ValueError, match="a value is missing"):
        tree_of(Group("all", (row,)))


def test_no_row_is_no_condition():
    with pytest.raises(ValueError, match="no row"):
        tree_of(Group("all", ()))


def test_opposites_of_groups_are_kept_apart():
    two = (Row("deploy_lock", "yes"), Row("has_tests", "yes"))
    assert isinstance(tree_of(Group("none", two)), Not)
    assert tree_of(Group("none", two)) != tree_of(Group("not_all", two))


def test_most_shipped_conditions_have_rows(pytestconfig: pytest.Config):
    shipped = read_folder(pytestconfig.rootpath / "knowledge/base")
    trees = [condition.tree for condition in shipped.conditions.values()]
    assert sum(rows_of(tree) is not None for tree in trees) > 0.9 * len(trees)
