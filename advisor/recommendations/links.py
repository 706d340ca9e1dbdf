"""Saving advice behind a link, and opening it again."""

import json

from advisor.recommendations.models import Recommendation
from advisor.releases import live
from knowledge import Advice, RuleBase, recall


def create_recommendation(base: RuleBase, advice: Advice) -> Recommendation:
    """Save an advice, pinned to the release that gave it."""
    record = json.dumps(advice.as_record(), ensure_ascii=False, separators=(",", ":"))
    if base.number is None:
        raise ValueError("advice can be saved only when it comes from a release")
    return Recommendation.objects.create(release_id=base.number, record=record)


def open_recommendation(recommendation: Recommendation) -> tuple[RuleBase, Advice]:
    """The advice as it was given, with the rule base of its release; nothing is rescored."""
    base = live.rule_base(recommendation.release_id)
    return base, recall(base, json.loads(recommendation.record))
