"""Saving advice behind a link, opening it again, and what its owner does with it."""

import json
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils import timezone

from advisor.rates.limiting import refuse_if_spent, take
from advisor.recommendations.models import Recommendation, Tombstone
from advisor.releases import live
from knowledge import Advice, RuleBase, recall


class NotSaved(Exception):
    """What is shown is a preview: it was not published, so no link can lead to it."""


class Gone(Exception):
    """What the link showed was deleted, or its time was up."""


class AlreadySuperseded(Exception):
    """There is a newer recommendation in place of this one; change that one."""

    def __init__(self, newer: Recommendation) -> None:
        super().__init__("superseded already")
        self.newer = newer


def create_recommendation(
    base: RuleBase, advice: Advice, supersedes: Recommendation | None = None
) -> Recommendation:
    """Save an advice, pinned to the release that gave it.

    One that supersedes another takes over its title and last day. Raises AlreadySuperseded if
    that other one has been superseded before, and NotSaved in a preview.
    """
    if live.is_preview():
        raise NotSaved("a preview saves nothing")
    if base.number is None:
        raise ValueError("advice can be saved only when it comes from a release")
    record = json.dumps(advice.as_record(), ensure_ascii=False, separators=(",", ":"))
    new = Recommendation(release_id=base.number, record=record)
    if supersedes:
        put_in_place(new, supersedes)
    else:
        new.save(force_insert=True)
    return new


def put_in_place(new: Recommendation, old: Recommendation) -> None:
    """Save a recommendation in place of another: of two at once, one wins."""
    new.supersedes, new.title, new.expires_on = old, old.title, old.expires_on
    try:
        with transaction.atomic():
            refuse_if_superseded(old)
            new.save(force_insert=True)
    except IntegrityError:
        refuse_if_superseded(old)
        raise Gone from None  # deleted meanwhile


def refuse_if_superseded(old: Recommendation) -> None:
    """Raise AlreadySuperseded if there is a newer one in place of this one."""
    if newer := newer_than(old):
        raise AlreadySuperseded(newer)


def newer_than(recommendation: Recommendation) -> Recommendation | None:
    """The one that was put in its place, if any."""
    return Recommendation.objects.filter(supersedes=recommendation).first()


def find_recommendation(request: HttpRequest, recommendation_id: str) -> Recommendation:
    """The recommendation behind a link that a visitor opens.

    Raises Gone where one was, Http404 where none ever was, and TooOften for a visitor who has
    looked in vain too often.
    """
    refuse_if_spent("lookup", request)
    try:
        return standing(recommendation_id)
    except (Http404, Gone):
        take("lookup", request)
        raise


def standing(recommendation_id: str) -> Recommendation:
    """The recommendation of this id; raises Gone or Http404."""
    found = Recommendation.objects.filter(pk=recommendation_id).first()
    if found and not found.is_over:
        return found
    if found or Tombstone.objects.filter(pk=recommendation_id).exists():
        raise Gone
    raise Http404


def open_recommendation(recommendation: Recommendation) -> tuple[RuleBase, Advice]:
    """The advice as it was given, with the rule base of its release; nothing is rescored."""
    base = live.rule_base(recommendation.release_id)
    return base, recall(base, json.loads(recommendation.record))


def describe(recommendation: Recommendation, title: str, last_day: date | None) -> None:
    """Give it a title and a last day; empty ones take away what was there."""
    recommendation.title, recommendation.expires_on = title, last_day
    keep_changes(recommendation, "title", "expires_on")


def rotate(recommendation: Recommendation) -> None:
    """End all owner's tokens that were given out before."""
    Recommendation.objects.filter(pk=recommendation.pk).update(turn=F("turn") + 1)
    recommendation.refresh_from_db(fields=["turn"])
    keep_changes(recommendation)


def keep_changes(recommendation: Recommendation, *fields: str) -> None:
    """Store what its owner changed, and that they were here: its life begins anew."""
    recommendation.opened_at = timezone.now()
    recommendation.save(update_fields=[*fields, "opened_at"])


@transaction.atomic
def delete_recommendation(recommendation: Recommendation) -> None:
    """Delete it for ever; only its id is kept. Those before and after it close the gap."""
    after = newer_than(recommendation)
    before = recommendation.supersedes_id
    Tombstone.objects.get_or_create(pk=recommendation.pk)
    recommendation.delete()
    if after:
        after.supersedes_id = before
        after.save(update_fields=["supersedes"])
