"""The same answers under two rule bases: what changes in the advice, and by which rules.

    difference = differ(live, draft, answers)      without `parts` nothing changes

A part of an advice is changed by a rule that fires on one side only, or that fires on both and
says something else. Where no rule is behind it, the thing itself is named ("practice x").
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.actions import actions
from knowledge.answers import plain_answers
from knowledge.findings import Findings, find
from knowledge.fitting import Why, fit_answers
from knowledge.implied import with_implied
from knowledge.rulebase import RuleBase
from knowledge.stack import Choice, not_yet, stack

PARTS = ("stage", "verdict", "actions", "stack", "warnings", "not_yet")
Behind = Mapping[str, tuple[str, ...]]  # item -> the rules behind it


@dataclass(frozen=True)
class Outcome:
    """What an advice says, without what it takes to explain it."""

    found: Findings
    fired: frozenset[str]
    deciding: tuple[str, ...]
    actions: Behind
    stack: Mapping[str, Choice]
    warnings: Behind
    not_yet: Behind

    def brief(self) -> dict[str, Any]:
        """The outcome as plain values: ids and numbers."""
        stage = self.found.stage
        return {
            "stage": stage.advised,
            "path": list(stage.path),
            "verdict": stage.verdict,
            "actions": list(self.actions),
            "stack": {slot: choice.component for slot, choice in self.stack.items()},
            "warnings": list(self.warnings),
            "not_yet": list(self.not_yet),
        }


def judge(base: RuleBase, answers: Mapping[str, Any]) -> Outcome:
    """What `base` says about answers that fit it; a part of what `advise` works out."""
    engine = base.engine
    whole = plain_answers(base.facts, with_implied(engine.implications, answers))
    found = find(base, engine.situate(whole))
    chosen = stack(found)
    sure = found.sure
    return Outcome(
        found=found,
        fired=frozenset(rule for rule, place in engine.rule_places.items() if sure[place]),
        deciding=found.deciding() + found.stepping_down(),
        actions=dict(actions(found)),
        stack={choice.slot: choice for choice in chosen},
        warnings={rule: (rule,) for rule, _ in found.fired("warn")},
        not_yet=dict(not_yet(found, chosen)),
    )


@dataclass(frozen=True)
class Difference:
    """What changes for some answers.

    `parts` are those of PARTS that change, `rules` the rules behind it, `others` what changes
    without a rule. `left_out` are answers that the new rule base does not take.
    """

    parts: tuple[str, ...]
    rules: tuple[str, ...]
    others: tuple[str, ...]
    left_out: Mapping[str, Why]
    answers: Mapping[str, Any]
    before: Outcome
    after: Outcome


def differ(old: RuleBase, new: RuleBase, answers: Mapping[str, Any]) -> Difference:
    """Compare what two rule bases say about answers that may fit neither. Never raises.

    Each side judges the answers that it takes. Without `parts` nothing changes.
    """
    ours, theirs = fit_answers(old.facts, answers), fit_answers(new.facts, answers)
    before, after = judge(old, ours.answers), judge(new, theirs.answers)
    rules, others = dict[str, None](), dict[str, None]()
    parts = tuple(changed_parts(before, after))
    for item, behind in causes(before, after, parts):
        said = [rule for rule in behind if speaks_differently(rule, before, after)]
        rules.update(dict.fromkeys(said))
        if not said:
            others[item] = None
    return Difference(
        parts, tuple(rules), tuple(others), theirs.left_out, ours.answers, before, after
    )


def changed_parts(before: Outcome, after: Outcome) -> Iterator[str]:
    """Which parts differ. The order of actions and warnings is not one of them."""
    was, now = before.found.stage, after.found.stage
    if (was.advised, was.needed, was.path) != (now.advised, now.needed, now.path):
        yield "stage"
    if was.verdict != now.verdict:
        yield "verdict"
    if before.actions.keys() != after.actions.keys():
        yield "actions"
    if components(before) != components(after):
        yield "stack"
    if before.warnings.keys() != after.warnings.keys():
        yield "warnings"
    if before.not_yet.keys() != after.not_yet.keys():
        yield "not_yet"


def components(outcome: Outcome) -> dict[str, str]:
    return {slot: choice.component for slot, choice in outcome.stack.items()}


def causes(
    before: Outcome, after: Outcome, parts: Iterable[str]
) -> Iterator[tuple[str, Iterable[str]]]:
    """Each thing that changes, with the rules that may be behind it.

    A stage that changes may be behind everything else.
    """
    parts = set(parts)
    stage: tuple[str, ...] = ()
    if parts & {"stage", "verdict"}:
        stage = before.deciding + after.deciding
        yield "stage", stage
    for part, word in (("actions", "practice"), ("warnings", "rule"), ("not_yet", "component")):
        was: Behind = getattr(before, part)
        now: Behind = getattr(after, part)
        for item in sorted(was.keys() ^ now.keys()):
            yield f"{word} {item}", (*was.get(item, ()), *now.get(item, ()), *stage)
    if "stack" in parts:
        for slot in sorted(before.stack.keys() | after.stack.keys()):
            choices = [each.stack[slot] for each in (before, after) if slot in each.stack]
            if len({choice.component for choice in choices}) != 1 or len(choices) == 1:
                behind = [rule for choice in choices for rule in choice.rules]
                yield f"slot {slot}", (*behind, *stage)


def speaks_differently(rule: str, before: Outcome, after: Outcome) -> bool:
    """Whether a rule fires on one side only, or on both with another effect."""
    if (rule in before.fired) != (rule in after.fired):
        return True
    return effect(rule, before) != effect(rule, after)


def effect(rule: str, outcome: Outcome) -> object:
    """What a rule says, without its texts; None if there is no such rule."""
    about = outcome.found.base.rules.get(rule)
    if about is None:
        return None
    warns = about.warn is not None
    return (
        *(about.needs_stage, about.holds_stage, about.step_down_to),
        *(about.advise, about.pick, about.not_yet, warns),
    )
