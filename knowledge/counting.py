"""Differences added up in one plain JSON value that can be kept and gone on with later.

    {"form": 1, "seen": 120, "unreadable": 0, "changed": 7,
     "parts": {"stage": 2, "verdict": 0, "actions": 7, …},      how many change in each part
     "stages": {"2>3": 2},                                      from which stage to which
     "rules": {"slow-tests": 7}, "others": {"practice x": 1},   by what
     "left_out": {"old_fact": {"not asked": 3}},                answers that are no longer taken
     "which": [{"key", "parts", "rules", "others"}, …],         the first 1,000 that change
     "sample": [{… the same, "answers", "left_out", "before", "after"}, …]}   at most 20

The sample shows as many kinds of change (the same parts by the same rules) as it has room for,
not what comes first.
"""

from typing import Any

from knowledge.replaying import PARTS, Difference

FORM = 1
MOST_LISTED = 1_000
MOST_SHOWN = 20
MOST_ALIKE = 2

Result = dict[str, Any]


def nothing_counted() -> Result:
    """The value to begin with."""
    return {
        "form": FORM,
        **{"seen": 0, "unreadable": 0, "changed": 0},
        "parts": dict.fromkeys(PARTS, 0),
        **{"stages": {}, "rules": {}, "others": {}, "left_out": {}},
        **{"which": [], "sample": []},
    }


def count(result: Result, difference: Difference | None, key: str) -> None:
    """Add one difference, in place; None is an advice that could not be read.

    `key` names the advice in `which` and `sample`.
    """
    result["seen"] += 1
    if difference is None:
        result["unreadable"] += 1
        return
    for fact, why in difference.left_out.items():
        add(result["left_out"].setdefault(fact, {}), why)
    if difference.parts:
        count_change(result, difference, key)


def count_change(result: Result, difference: Difference, key: str) -> None:
    result["changed"] += 1
    for part in difference.parts:
        result["parts"][part] += 1
    for rule in difference.rules:
        add(result["rules"], rule)
    for other in difference.others:
        add(result["others"], other)
    was, now = difference.before.found.stage.advised, difference.after.found.stage.advised
    if was != now:
        add(result["stages"], f"{was}>{now}")
    named = {
        "key": key,
        "parts": list(difference.parts),
        "rules": list(difference.rules),
        "others": list(difference.others),
    }
    if len(result["which"]) < MOST_LISTED:
        result["which"].append(named)
    show(result["sample"], named, difference)


def show(sample: list[dict[str, Any]], named: dict[str, Any], difference: Difference) -> None:
    """Put a difference into the sample, in the place of one of a kind that has many if full."""
    alike = sum(kind(each) == kind(named) for each in sample)
    if len(sample) >= MOST_SHOWN:
        place = one_of_many(sample) if not alike else None
        if place is None:
            return
        del sample[place]
    elif alike >= MOST_ALIKE and len(sample) >= MOST_SHOWN // 2:
        return
    sample.append(
        {
            **named,
            "answers": {name: listed(value) for name, value in difference.answers.items()},
            "left_out": dict(difference.left_out),
            "before": difference.before.brief(),
            "after": difference.after.brief(),
        }
    )


def one_of_many(sample: list[dict[str, Any]]) -> int | None:
    """The last place of a kind that is there more than once."""
    kinds = [kind(each) for each in sample]
    return next((at for at in reversed(range(len(kinds))) if kinds.count(kinds[at]) > 1), None)


def kind(named: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(named["parts"]), tuple(named["rules"]), tuple(named["others"])


def listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def add(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1
