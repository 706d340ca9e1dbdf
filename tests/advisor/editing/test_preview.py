"""Walking the public site under a draft: by who may, in one session, saving nothing."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory

from advisor.editing import preview
from advisor.editing.drafts import make_draft, save_file
from advisor.editing.models import Draft
from advisor.editing.rights import NotAllowed
from advisor.recommendations.models import Recommendation
from advisor.releases import live
from advisor.releases.models import Release
from knowledge import KnowledgeError
from tests.advisor.conftest import logged_in
from tests.advisor.editing.conftest import DELIVERY, changed
from tests.advisor.visiting import text

TEAM = {"team_size": "8", "has_tests": "yes", "test_minutes": "1.8"}


@pytest.fixture
def stricter(editor: User, draft: Draft) -> Draft:
    """A draft that tells teams with tests of 1.8 minutes to run them in parallel."""
    return changed(editor, draft, "test_minutes > 2", "test_minutes > 1.4")


@pytest.fixture
def walking(editor: User, stricter: Draft) -> Client:
    """Edda's browser in a preview of it."""
    client = logged_in(editor)
    begin(client, editor, stricter.pk)
    return client


def begin(client: Client, user: User, draft_id: int) -> None:
    """What the button on the draft's page does."""
    request = request_of(client, user)
    preview.start(request, draft_id)
    request.session.save()


def request_of(client: Client, user: User) -> HttpRequest:
    request = RequestFactory().post("/admin/")
    request.user = user
    request.session = SessionStore(client.session.session_key)
    return request


def advised(client: Client, **team: str) -> set[str]:
    """The actions that the site names for a team."""
    response = client.get("/advice/", team or TEAM)
    return {action["practice"] for action in response.context["advice"]["actions"]}


def test_the_site_is_shown_under_the_draft(walking: Client, stricter: Draft) -> None:
    assert "parallel-tests" in advised(walking)
    response = walking.get("/")
    assert response.context["release"]["hash"] == stricter.hash
    assert response.context["request"].preview == stricter


@pytest.mark.parametrize(
    "address", ["/", "/rules/", "/stages/", "/practices/", "/en/map/", "/ask/"]
)
def test_every_public_page_can_be_walked(walking: Client, stricter: Draft, address: str) -> None:
    response = walking.get(address, follow=True)
    assert response.status_code == 200
    assert response.context["release"]["hash"] == stricter.hash


def test_everybody_else_sees_what_is_live(walking: Client, released: Release) -> None:
    walking.get("/")
    assert "parallel-tests" not in advised(Client())
    assert Client().get("/").context["release"]["hash"] == released.hash
    assert not live.is_preview()


def test_a_preview_follows_the_draft(walking: Client, editor: User, stricter: Draft) -> None:
    changed(editor, stricter, "test_minutes > 1.4", "test_minutes > 1.9")
    assert "parallel-tests" not in advised(walking)


def test_a_preview_saves_nothing_and_says_so(walking: Client) -> None:
    response = walking.post("/en/advice/save/", TEAM)
    assert response.status_code == 409
    assert "A preview saves nothing" in text(response)
    assert not Recommendation.objects.exists()


def test_without_a_preview_the_same_is_saved(editor: User, stricter: Draft) -> None:
    assert logged_in(editor).post("/en/advice/save/?users=5").status_code == 302
    assert Recommendation.objects.count() == 1


def test_a_preview_is_kept_out_of_every_cache(walking: Client) -> None:
    response = walking.get("/rules/")
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_ones_own_answers_stay_as_they_are(editor: User, stricter: Draft) -> None:
    client = logged_in(editor)
    client.get("/ask/", {"users": "20"})
    own = client.cookies["answers"].value
    begin(client, editor, stricter.pk)
    client.get("/ask/", {"users": "30"})
    assert client.cookies["answers"].value == own
    assert client.get("/advice/").context["advice"]["answers"] == {"users": 30}
    preview_over(client, editor)
    assert client.get("/advice/").context["advice"]["answers"] == {"users": 20}


def test_answers_of_a_preview_can_be_cleared(walking: Client) -> None:
    walking.get("/ask/", {"users": "30"})
    walking.post("/ask/clear/")
    assert walking.get("/advice/").context.get("advice", {"answers": {}})["answers"] == {}


def preview_over(client: Client, user: User) -> None:
    request = request_of(client, user)
    preview.stop(request)
    request.session.save()


def test_a_preview_can_be_ended(walking: Client, editor: User, released: Release) -> None:
    preview_over(walking, editor)
    assert walking.get("/").context["release"]["hash"] == released.hash


def test_a_preview_ends_by_itself(
    walking: Client, released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = preview.time() + preview.LONGEST_SECONDS
    monkeypatch.setattr(preview, "time", lambda: later)
    assert walking.get("/").context["release"]["hash"] == released.hash


def test_a_preview_ends_with_the_right(walking: Client, editor: User, released: Release) -> None:
    editor.groups.clear()
    assert walking.get("/").context["release"]["hash"] == released.hash


def test_a_preview_ends_at_signing_out(walking: Client, released: Release) -> None:
    walking.post("/admin/logout/")
    assert walking.get("/").context["release"]["hash"] == released.hash


def test_a_draft_that_broke_meanwhile_shows_what_is_live(
    walking: Client, editor: User, stricter: Draft, released: Release
) -> None:
    save_file(editor, stricter.pk, 2, DELIVERY, "- id: half\n")
    assert walking.get("/").context["release"]["hash"] == released.hash


@pytest.mark.parametrize("address", ["/admin/", "/en/admin/", "/api/v1/openapi.json"])
def test_what_is_not_the_public_site_is_not_previewed(address: str) -> None:
    assert preview.is_left_out(address)


@pytest.mark.parametrize("address", ["/", "/en/", "/rules/", "/en/api/", "/ask/r/"])
def test_the_public_site_is(address: str) -> None:
    assert not preview.is_left_out(address)


def test_a_saved_link_stays_as_it_was(editor: User, stricter: Draft) -> None:
    client = logged_in(editor)
    address = client.post("/advice/save/?users=5")["Location"]
    before = client.get(f"{address[:-1]}.json").content
    begin(client, editor, stricter.pk)
    assert client.get(f"{address[:-1]}.json").content == before
    assert client.get(address).context["release"]["number"] == 2


def test_otto_previews_nothing(nobody: User, stricter: Draft) -> None:
    with pytest.raises(NotAllowed):
        begin(logged_in(nobody), nobody, stricter.pk)


def test_what_cannot_be_read_cannot_be_shown(editor: User, released: Release) -> None:
    broken = make_draft(editor, "Half", {**released.files, DELIVERY: "- id: half\n"})
    with pytest.raises(KnowledgeError):
        begin(logged_in(editor), editor, broken.pk)
