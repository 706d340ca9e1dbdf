"""A long list of actions begins with three; the others stand by what they are for."""

from typing import Any

import pytest

from advisor.recommendations.grouping import FIRST, SHORT, first_and_later
from knowledge import RuleBase, advise
from knowledge.actions import EFFORTS


def parts(base: RuleBase, **answers: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """All actions for some answers, and the same in groups."""
    advice = advise(base, answers)
    actions = advice.as_json("en")["actions"]
    return actions, first_and_later(advice, actions)


def example(base: RuleBase, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The same for a team of the examples."""
    return parts(base, **base.examples[name].answers)


def names(actions: list[dict[str, Any]]) -> list[str]:
    return [action["practice"] for action in actions]


def group(groups: dict[str, Any], **about: Any) -> list[str]:
    """The actions of the one group that is `about` this."""
    (found,) = [each for each in groups["later"] if about.items() <= each.items()]
    return names(found["actions"])


@pytest.mark.parametrize("team", ["startup-of-nine", "bank", "overbuilt-startup", "exam-portal"])
def test_every_action_is_shown_once_and_the_first_come_first(shipped: RuleBase, team: str) -> None:
    actions, groups = example(shipped, team)
    assert names(groups["first"]) == names(actions)[:FIRST]
    listed = [name for each in groups["later"] for name in names(each["actions"])]
    assert sorted(listed) == sorted(names(actions)[FIRST:])
    assert len(groups["later"]) > 2


@pytest.mark.parametrize("team", ["startup-of-nine", "bank", "overbuilt-startup", "exam-portal"])
def test_within_a_group_the_cheapest_come_first(shipped: RuleBase, team: str) -> None:
    for each in example(shipped, team)[1]["later"]:
        costs = [EFFORTS[action["effort"]] for action in each["actions"]]
        assert costs == sorted(costs)


def test_a_short_list_stays_whole(shipped: RuleBase) -> None:
    actions, groups = example(shipped, "solo-tool")
    assert 0 < len(actions) <= SHORT
    assert groups == {"first": actions, "later": []}


def test_a_remedy_stands_under_the_sign_that_asks_for_it(shipped: RuleBase) -> None:
    groups = example(shipped, "startup-of-nine")[1]
    assert group(groups, sign="slow-tests") == ["find-slow-tests", "parallel-tests"]
    assert "small-merges" in group(groups, sign="file-conflicts")


def test_a_rule_that_goes_further_than_a_sign_stands_with_it(shipped: RuleBase) -> None:
    assert shipped.conditions["tests-past-ten"].facts == {"test_minutes"}
    assert {"split-tests", "shard-ci"} <= set(group(example(shipped, "bank")[1], sign="slow-tests"))


def test_a_sign_that_is_off_has_no_group(shipped: RuleBase) -> None:
    groups = example(shipped, "startup-of-nine")[1]
    assert "crash-takes-all" not in {each["sign"] for each in groups["later"]}


def test_what_leads_to_the_stage_stands_together(shipped: RuleBase) -> None:
    assert "gateway" in str(group(example(shipped, "bank")[1], stage=4))


def test_the_rest_stands_last(shipped: RuleBase) -> None:
    last = example(shipped, "startup-of-nine")[1]["later"][-1]
    assert (last["sign"], last["stage"]) == (None, None)
