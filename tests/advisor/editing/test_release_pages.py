"""From a draft to what is live and back, page by page, by whoever may."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from advisor.editing.drafts import make_draft, save_file
from advisor.editing.models import Draft
from advisor.editing.publishing import publish_draft
from advisor.releases.models import Release
from tests.advisor.conftest import logged_in
from tests.advisor.editing.conftest import DELIVERY, changed, checked, published
from tests.advisor.editing.test_thing_pages import PAGES, address, stored
from tests.advisor.visiting import text, told

RAISED = ("test_minutes > 2", "test_minutes > 2.5")


@pytest.fixture
def edda(editor: User) -> Client:
    return logged_in(editor)


@pytest.fixture
def pia(publisher: User) -> Client:
    return logged_in(publisher)


@pytest.fixture
def raised(editor: User, draft: Draft) -> Draft:
    return changed(editor, draft, *RAISED)


def newest() -> Release:
    release = Release.objects.newest()
    assert release
    return release


def ready(client: Client, draft: Draft) -> str:
    """The hash on the page that asks for a note, after check and replay ran on their page."""
    client.post(address(draft, "check", "run"))
    client.get(address(draft, "check"))
    return stored(draft).hash


def test_the_overview_says_what_is_live_and_what_waits(edda: Client, raised: Draft) -> None:
    page = text(edda.get(f"{PAGES}/"))
    assert "Slower tests" in page
    assert told("en", "to be checked") in page
    assert told("en", "saved a draft") in page


def test_an_empty_overview_says_how_to_begin(edda: Client, released: Release) -> None:
    assert told("en", "New draft") in text(edda.get(f"{PAGES}/"))


def test_a_draft_needs_a_title_and_keeps_what_was_typed(edda: Client, released: Release) -> None:
    assert edda.post(f"{PAGES}/new/", {"title": " "}).status_code == 422
    response = edda.post(f"{PAGES}/new/", {"title": "x" * 121})
    assert response.status_code == 422
    assert "x" * 121 in text(response)
    assert edda.post(f"{PAGES}/new/", {"title": "Mine"}).status_code == 302


def test_the_check_page_shows_check_replay_and_difference(edda: Client, raised: Draft) -> None:
    assert told("en", "This text was not checked yet.") in text(edda.get(address(raised, "check")))
    edda.post(address(raised, "check", "run"))
    page = text(edda.get(address(raised, "check")))
    assert "Limit of <code>slow-tests</code> raised from 2 to 2.5\u00a0minutes" in page
    assert told("en", "The check found nothing that stands in the way.") in page
    assert "+  when: test_minutes &gt; 2.5" in page
    assert told("en", "Shipped cases") in page


def test_the_difference_is_told_in_vietnamese_too(edda: Client, raised: Draft) -> None:
    page = text(edda.get(address(raised, "check").removeprefix("/en")))
    assert "Nâng ngưỡng của <code>slow-tests</code> từ 2 lên 2,5\u00a0phút" in page


def test_problems_lead_to_their_line_and_their_form(
    edda: Client, draft: Draft, editor: User
) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minuts > 2")
    edda.post(address(draft, "check", "run"))
    page = text(edda.get(address(draft, "check")))
    assert "`test_minuts`" in page
    assert "?line=4" in page
    assert address(draft, "rules", "slow-tests") in page


def test_pia_publishes_what_was_checked(edda: Client, pia: Client, raised: Draft) -> None:
    hash_ = ready(edda, raised)
    page = address(raised, "publish")
    assert told("en", "What goes live") in text(pia.get(page))
    response = pia.post(page, {"checked": hash_, "note": "Five minutes are fine."})
    assert response["Location"] == f"{PAGES}/"
    assert (newest().note, newest().hash) == ("Five minutes are fine.", hash_)


def test_nothing_unchecked_is_published(pia: Client, raised: Draft) -> None:
    before = newest().number
    response = pia.post(
        address(raised, "publish"), {"checked": raised.hash, "note": "Unchecked words"}
    )
    assert response.status_code == 422
    assert "Unchecked words" in text(response)
    assert newest().number == before


def test_a_draft_changed_since_is_not_published(
    edda: Client, pia: Client, raised: Draft, editor: User
) -> None:
    hash_ = ready(edda, raised)
    changed(editor, stored(raised), "test_minutes > 2.5", "test_minutes > 2.6")
    response = pia.post(address(raised, "publish"), {"checked": hash_, "note": "Note"})
    assert response.status_code == 422
    assert newest().number == raised.base_id


def test_a_note_is_asked_for(edda: Client, pia: Client, raised: Draft) -> None:
    response = pia.post(address(raised, "publish"), {"checked": ready(edda, raised), "note": " "})
    assert response.status_code == 422
    assert newest().number == raised.base_id


def test_edda_may_not_publish(edda: Client, raised: Draft) -> None:
    hash_ = ready(edda, raised)
    response = edda.post(address(raised, "publish"), {"checked": hash_, "note": "Mine"})
    assert response.status_code == 403
    assert newest().number == raised.base_id


def test_four_eyes_are_asked_for(
    edda: Client, raised: Draft, editor: User, publisher: User, settings: Any
) -> None:
    settings.FOUR_EYES = True
    editor.groups.add(*publisher.groups.all())
    hash_ = ready(edda, raised)
    response = edda.post(address(raised, "publish"), {"checked": hash_, "note": "My own"})
    assert response.status_code == 403
    assert "My own" in text(response)


def test_a_draft_that_was_overtaken_gets_the_three_texts_and_one_click(
    edda: Client, pia: Client, raised: Draft, editor: User, publisher: User
) -> None:
    hash_ = ready(edda, raised)
    theirs = release_with_comment(editor, publisher)
    response = pia.post(address(raised, "publish"), {"checked": hash_, "note": "Kept note"})
    assert response.status_code == 409
    assert told("en", "What the draft changes") in text(response)
    assert "Kept note" in text(response)
    assert stored(raised).files == raised.files
    edda.post(address(raised, "rebase"), {"version": stored(raised).version, "seen": 3})
    now = stored(raised)
    assert now.base_id == theirs.number
    assert "test_minutes > 2.5" in now.files[DELIVERY]
    assert now.files["sources.yaml"] == theirs.files["sources.yaml"]


def release_with_comment(editor: User, publisher: User) -> Release:
    """Somebody else's release, which touches another file."""
    draft = make_draft(editor, "Another")
    words = draft.files["sources.yaml"] + "# theirs\n"
    draft = save_file(editor, draft.pk, draft.version, "sources.yaml", words)
    return publish_draft(publisher, draft.pk, checked(editor, draft), "Another.")


def test_where_both_touch_a_line_the_editor_chooses(
    edda: Client, raised: Draft, editor: User, publisher: User
) -> None:
    published(editor, publisher, "test_minutes > 2", "test_minutes > 2.8")
    page = text(edda.get(address(raised, "rebase")))
    for words in ("test_minutes &gt; 2", "test_minutes &gt; 2.5", "test_minutes &gt; 2.8"):
        assert words in page
    settled = raised.files[DELIVERY].replace("test_minutes > 2.5", "test_minutes > 2.7")
    sent = {"version": stored(raised).version, "seen": 3, "text.0": settled}
    assert edda.post(address(raised, "rebase"), sent).status_code == 302
    assert stored(raised).files[DELIVERY] == settled


def test_a_rebase_from_an_old_page_changes_nothing(
    edda: Client, raised: Draft, editor: User, publisher: User
) -> None:
    release_with_comment(editor, publisher)
    response = edda.post(address(raised, "rebase"), {"version": "1", "seen": "3"})
    assert response.status_code == 409
    assert stored(raised).base_id == raised.base_id


def test_pia_rolls_back_with_a_reason(
    pia: Client, draft: Draft, editor: User, publisher: User
) -> None:
    live = published(editor, publisher, *RAISED)
    page = f"{PAGES}/releases/{draft.base_id}/roll-back/"
    shown = text(pia.get(page))
    assert "Limit of <code>slow-tests</code> lowered from 2.5 to 2\u00a0minutes" in shown
    assert pia.post(page, {"live": live.number, "note": ""}).status_code == 422
    assert pia.post(page, {"live": live.number - 1, "note": "Old page"}).status_code == 409
    assert pia.post(page, {"live": live.number, "note": "Too many."}).status_code == 302
    assert (newest().number, newest().hash) == (live.number + 1, draft.base.hash)


def test_what_is_live_is_not_rolled_back_to(pia: Client, released: Release) -> None:
    page = f"{PAGES}/releases/{released.number}/roll-back/"
    assert pia.post(page, {"live": released.number, "note": "Why"}).status_code == 409
    assert newest().number == released.number


def test_edda_may_not_roll_back(edda: Client, released: Release) -> None:
    page = f"{PAGES}/releases/1/roll-back/"
    assert edda.post(page, {"live": released.number, "note": "Why"}).status_code == 403


def test_any_two_releases_are_compared(
    edda: Client, draft: Draft, editor: User, publisher: User
) -> None:
    live = published(editor, publisher, *RAISED)
    assert str(live.number) in text(edda.get(f"{PAGES}/releases/"))
    compared = f"{PAGES}/releases/compare/?a={draft.base_id}&b={live.number}"
    assert "raised from 2 to 2.5" in text(edda.get(compared))
    assert edda.get(f"{PAGES}/releases/compare/?a=x&b=99").status_code == 404


def test_a_draft_is_put_away_and_taken_up_again(edda: Client, raised: Draft) -> None:
    response = edda.post(address(raised, "put-away"))
    assert told("en", "Undo: take it up again") in text(edda.get(response["Location"]))
    edda.post(address(raised, "take-up"))
    assert stored(raised).state == Draft.OPEN
    assert stored(raised).files == raised.files


@pytest.mark.parametrize("action", ["put-away", "take-up", "check/run", "preview"])
def test_only_a_post_changes_anything(edda: Client, draft: Draft, action: str) -> None:
    assert edda.get(address(draft, action)).status_code == 405


def test_a_preview_shows_the_draft_with_a_banner_and_ends(edda: Client, raised: Draft) -> None:
    assert edda.post(address(raised, "preview")).status_code == 302
    assert "Slower tests" in text(edda.get("/en/rules/slow-tests/"))
    assert edda.post(f"{PAGES}/preview/end/")["Location"] == address(raised)
    assert "Slower tests" not in text(edda.get("/en/rules/slow-tests/"))


def test_a_draft_with_problems_is_not_previewed(edda: Client, draft: Draft, editor: User) -> None:
    changed(editor, draft, "test_minutes > 2", "test_minuts > 2")
    assert edda.post(address(draft, "preview"))["Location"] == address(draft, "check")


def test_the_trail_is_read_and_never_changed(edda: Client, draft: Draft) -> None:
    trail = "/en/admin/editing/auditentry/"
    assert "draft.made" in text(edda.get(trail))
    assert edda.post(f"{trail}1/change/", {"who": "x"}).status_code == 403
    assert edda.post(f"{trail}add/", {}).status_code == 403
