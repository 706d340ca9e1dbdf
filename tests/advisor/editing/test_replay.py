"""Saved recommendations under a draft: in chunks, gone on with, counted once, told to no one."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from advisor.editing import replay as replaying
from advisor.editing.bases import FilesGone, base_of
from advisor.editing.checking import NotSound
from advisor.editing.drafts import save_file
from advisor.editing.models import Draft, Replay
from advisor.editing.replay import advance, begin, begin_roll_back
from advisor.editing.rights import NotAllowed
from advisor.recommendations.models import Recommendation
from advisor.releases.models import Release
from tests.advisor.editing.conftest import DELIVERY, changed, person

TEAM = {"team_size": 8, "has_tests": True}
AT_ONCE = 0.0


def save(release: Release, *answers: dict[str, object]) -> list[Recommendation]:
    """Recommendations with these answers; a replay looks at nothing else of them."""
    records = [json.dumps({"answers": each}) for each in answers]
    return [Recommendation.objects.create(release=release, record=each) for each in records]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "CHUNK", 4)


@pytest.fixture
def saved(released: Release) -> list[Recommendation]:
    """Ten teams whose tests take from 1.1 to 2 minutes and more."""
    return save(released, *(TEAM | {"test_minutes": 1 + tenth / 10} for tenth in range(1, 11)))


@pytest.fixture
def stricter(editor: User, draft: Draft, saved: list[Recommendation]) -> Draft:
    """A draft that tells six of them to hurry."""
    return changed(editor, draft, "test_minutes > 2", "test_minutes > 1.4")


def finished(user: User, replay: Replay) -> Replay:
    while not replay.is_finished:
        replay = advance(user, replay.pk, AT_ONCE)
    return replay


def test_it_says_how_many_change_by_which_rule(editor: User, stricter: Draft) -> None:
    result = finished(editor, begin(editor, stricter.pk)).result["recommendations"]
    assert (result["seen"], result["changed"]) == (10, 6)
    assert result["parts"]["actions"] == 6
    assert result["parts"]["stage"] == 0
    assert result["rules"] == {"slow-tests": 6}
    assert len(result["which"]) == 6


def test_the_shipped_cases_are_replayed_too(editor: User, stricter: Draft) -> None:
    result = finished(editor, begin(editor, stricter.pk)).result["cases"]
    assert (result["seen"], result["changed"]) == (5, 0)


def test_it_goes_on_chunk_by_chunk(editor: User, stricter: Draft) -> None:
    replay = begin(editor, stricter.pk)
    assert (replay.done, replay.total, replay.is_finished) == (0, 10, False)
    steps = []
    while not replay.is_finished:
        replay = advance(editor, replay.pk, AT_ONCE)
        steps.append(replay.done)
    assert steps == [4, 8, 10]


def test_with_time_enough_it_is_one_call(editor: User, stricter: Draft) -> None:
    assert advance(editor, begin(editor, stricter.pk).pk, 60.0).is_finished


def test_what_was_begun_is_gone_on_with(editor: User, stricter: Draft) -> None:
    first = advance(editor, begin(editor, stricter.pk).pk, AT_ONCE)
    again = begin(editor, stricter.pk)
    assert (again.pk, again.done) == (first.pk, 4)


def test_what_is_finished_is_not_done_again(editor: User, stricter: Draft) -> None:
    first = finished(editor, begin(editor, stricter.pk))
    assert advance(editor, begin(editor, stricter.pk).pk).result == first.result


def test_it_can_be_begun_anew_for_what_was_saved_since(
    editor: User, stricter: Draft, released: Release
) -> None:
    finished(editor, begin(editor, stricter.pk))
    save(released, TEAM | {"test_minutes": 2})
    replay = finished(editor, begin(editor, stricter.pk, again=True))
    assert replay.result["recommendations"]["changed"] == 7


def test_a_chunk_that_two_work_on_counts_once(editor: User, stricter: Draft) -> None:
    replay = begin(editor, stricter.pk)
    old, new = base_of(replay.against.hash), base_of(replay.hash)
    advanced = replaying.step(replay, old, new)
    late = replaying.step(replay, old, new)  # as it was read before the other was done
    assert (late.done, late.result) == (advanced.done, advanced.result)
    assert finished(editor, late).result["recommendations"]["seen"] == 10


def test_answers_that_can_no_longer_be_asked_are_counted(
    editor: User, stricter: Draft, released: Release
) -> None:
    save(released, TEAM | {"gone": 1, "language": "cobol"})
    result = finished(editor, begin(editor, stricter.pk)).result["recommendations"]
    assert result["left_out"] == {"gone": {"not asked": 1}, "language": {"no such answer": 1}}


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"answers": 1}', "{", "null"])
def test_a_record_that_cannot_be_read_stops_nothing(
    editor: User, stricter: Draft, released: Release, record: str
) -> None:
    Recommendation.objects.create(release=released, record=record)
    result = finished(editor, begin(editor, stricter.pk)).result["recommendations"]
    assert (result["seen"], result["unreadable"], result["changed"]) == (11, 1, 6)


def test_a_link_is_told_to_nobody(editor: User, stricter: Draft, saved: list) -> None:
    result = json.dumps(finished(editor, begin(editor, stricter.pk)).result)
    assert not [each.pk for each in saved if each.pk in result]


def test_a_link_that_is_over_is_not_looked_into(
    editor: User, stricter: Draft, saved: list[Recommendation]
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Recommendation.objects.filter(pk=saved[-1].pk).update(expires_on=yesterday)
    replay = finished(editor, begin(editor, stricter.pk))
    assert (replay.total, replay.result["recommendations"]["seen"]) == (9, 9)


def test_nothing_saved_is_changed(editor: User, stricter: Draft) -> None:
    before = list(Recommendation.objects.order_by("pk").values())
    finished(editor, begin(editor, stricter.pk))
    assert list(Recommendation.objects.order_by("pk").values()) == before


def test_without_recommendations_it_is_finished_at_once(editor: User, draft: Draft) -> None:
    assert advance(editor, begin(editor, draft.pk).pk, AT_ONCE).is_finished


def test_a_draft_with_problems_is_not_replayed(editor: User, draft: Draft) -> None:
    broken = save_file(editor, draft.pk, 1, DELIVERY, "- id: half\n")
    with pytest.raises(NotSound):
        begin(editor, broken.pk)


def test_a_draft_saved_meanwhile_has_to_be_begun_again(editor: User, stricter: Draft) -> None:
    replay = begin(editor, stricter.pk)
    base_of.cache_clear()
    changed(editor, stricter, "test_minutes > 1.4", "test_minutes > 1.5")
    with pytest.raises(FilesGone):
        advance(editor, replay.pk)


def test_going_back_can_be_replayed_as_well(editor: User, saved: list) -> None:
    replay = finished(editor, begin_roll_back(editor, 1))
    assert (replay.against_id, replay.result["recommendations"]["seen"]) == (2, 10)


def test_otto_replays_nothing(nobody: User, editor: User, stricter: Draft) -> None:
    replay = begin(editor, stricter.pk)
    for refused in (
        lambda: begin(nobody, stricter.pk),
        lambda: advance(nobody, replay.pk),
        lambda: begin_roll_back(nobody, 1),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_who_may_look_may_replay(stricter: Draft) -> None:
    vic = person("vic", "viewers")
    assert finished(vic, begin(vic, stricter.pk)).is_finished
