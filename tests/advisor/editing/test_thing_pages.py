"""Things of a draft in forms: what is typed lands on its own lines, and is never lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from advisor.editing.drafts import discard_draft, save_file
from advisor.editing.models import AuditEntry, Draft
from advisor.editing.rooms import NAMES, things_in
from tests.advisor.conftest import logged_in
from tests.advisor.editing.conftest import DELIVERY
from tests.advisor.editing.forms import fields
from tests.advisor.visiting import text, told

PAGES = "/en/admin/editing/draft"


@pytest.fixture
def edda(editor: User) -> Client:
    return logged_in(editor)


def address(draft: Draft, *parts: str) -> str:
    return "/".join([PAGES, str(draft.pk), *parts, ""])


def form_of(client: Client, page: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send from a page, with some of it typed anew."""
    return {**fields(text(client.get(page))), **changes}


def stored(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def lines_changed(draft: Draft) -> list[tuple[str, str]]:
    """Pairs of lines that differ between a draft as it was and as it is stored."""
    now = stored(draft).files
    pairs = [zip(draft.files[file].split("\n"), now[file].split("\n"), strict=True) for file in now]
    return [(old, new) for pair in pairs for old, new in pair if old != new]


@pytest.mark.parametrize("room", NAMES)
def test_sending_a_form_as_it_is_changes_nothing(edda: Client, draft: Draft, room: str) -> None:
    for thing in list(things_in(draft.files, room))[:6]:
        page = address(draft, room, thing.key)
        assert edda.post(page, form_of(edda, page)).status_code == 302
    assert stored(draft).version == draft.version


@pytest.mark.parametrize("room", NAMES)
def test_each_room_has_its_list_and_an_empty_form(edda: Client, draft: Draft, room: str) -> None:
    assert edda.get(address(draft, room)).status_code == 200
    assert edda.get(address(draft, room, "add")).status_code == 200


def test_a_limit_is_raised_on_its_own_line(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    response = edda.post(page, form_of(edda, page, **{"when.0.value": "5"}))
    assert response["Location"] == page
    assert lines_changed(draft) == [("  when: test_minutes > 2", "  when: test_minutes > 5")]


def test_a_condition_may_be_typed_as_text(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    typed = {"when.mode": "text", "when.text": "test_minutes >= 3"}
    edda.post(page, form_of(edda, page, **typed))
    assert lines_changed(draft) == [("  when: test_minutes > 2", "  when: test_minutes >= 3")]


def test_a_wrong_condition_is_kept_and_named_at_its_place(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    typed = {"when.mode": "text", "when.text": "test_minuts > 5"}
    response = edda.post(page, form_of(edda, page, **typed))
    assert response.status_code == 422
    assert "no fact" in text(response)
    assert "test_minuts &gt; 5" in text(response)
    assert "test_minuts > 5" in stored(draft).files[DELIVERY]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("users.real == 1", "not part of the condition language"),
        ("x" * 1001, "at most 1,000"),
        ("test_minutes > 1,000", "1_000"),
        ("not " * 40 + "has_tests", "nested deeper"),
        ("(" * 33 + "has_tests" + ")" * 33, "nested deeper"),
        ("test_minutes > 99999999999999999999", "at most"),
    ],
)
def test_the_limits_of_conditions_hold_in_the_form(
    edda: Client, draft: Draft, typed: str, words: str
) -> None:
    page = address(draft, "rules", "slow-tests")
    response = edda.post(page, form_of(edda, page, **{"when.mode": "text", "when.text": typed}))
    assert response.status_code == 422
    assert words in text(response)


def test_a_hidden_character_is_refused_and_what_was_typed_stays(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    response = edda.post(page, form_of(edda, page, **{"because.en": "Wait\u200bing costs."}))
    assert response.status_code == 422
    assert "ZERO WIDTH SPACE" in text(response)
    assert "Wait\u200bing costs." in text(response)
    assert stored(draft).version == draft.version


def test_a_row_without_a_value_is_asked_for_and_the_rows_stay(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    typed = {"when.1.subject": "users", "when.1.sign": ">="}
    response = edda.post(page, form_of(edda, page, **typed))
    assert response.status_code == 422
    assert told("en", "A row has no value yet.") in text(response)
    assert 'value="users"' in text(response)
    assert stored(draft).version == draft.version


def test_another_row_is_shown_with_what_fits_its_fact(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    typed = {"when.1.subject": "boundaries", "redraw": "1"}
    response = edda.post(page, form_of(edda, page, **typed))
    assert 'value="drawn"' in text(response)
    assert stored(draft).version == draft.version


def test_a_change_by_itself_is_kept_too(edda: Client, draft: Draft) -> None:
    page = address(draft, "rules", "slow-tests")
    sent = form_of(edda, page, **{"when.0.value": "5", "id": "other-name"})
    response = edda.post(page, sent, headers={"HX-Request": "true"})
    assert response.status_code == 200
    # The id stands in the address of the open page: only the button changes it.
    assert lines_changed(draft) == [("  when: test_minutes > 2", "  when: test_minutes > 5")]


def test_a_stale_form_gets_both_texts_and_overwrites_nothing(
    edda: Client, draft: Draft, editor: User
) -> None:
    page = address(draft, "rules", "slow-tests")
    sent = form_of(edda, page, **{"when.0.value": "5", "because.en": "My own words."})
    theirs = draft.files[DELIVERY].replace("test_minutes > 2", "test_minutes > 9")
    save_file(editor, draft.pk, draft.version, DELIVERY, theirs)
    response = edda.post(page, sent)
    assert response.status_code == 409
    assert "My own words." in text(response)
    assert "test_minutes &gt; 9" in text(response)
    assert stored(draft).files[DELIVERY] == theirs
    mine = {**sent, "was": fields(text(response).replace('class="thing"', 'id="form"'))["was"]}
    assert edda.post(page, mine).status_code == 302
    assert "test_minutes > 5" in stored(draft).files[DELIVERY]


def test_what_others_save_elsewhere_does_not_get_in_the_way(
    edda: Client, draft: Draft, editor: User
) -> None:
    page = address(draft, "rules", "slow-tests")
    sent = form_of(edda, page, **{"when.0.value": "5"})
    other = draft.files["sources.yaml"] + "# a word by somebody else\n"
    save_file(editor, draft.pk, draft.version, "sources.yaml", other)
    assert edda.post(page, sent).status_code == 302
    assert stored(draft).files["sources.yaml"] == other
    assert "test_minutes > 5" in stored(draft).files[DELIVERY]


def test_a_rule_is_added_and_taken_out_again(edda: Client, draft: Draft) -> None:
    typed = {
        "file": DELIVERY, "id": "many-teams", "when.mode": "text", "when.text": "teams > 3",
        "effect": "advise", "advise.0": "run-ci", "because.vi": "Vì", "because.en": "Because",
        "title.vi": "Nhiều đội", "title.en": "Many teams", "source": "ours",
    }  # fmt: skip
    response = edda.post(address(draft, "rules", "add"), typed)
    assert response["Location"] == address(draft, "rules", "many-teams")
    assert "many-teams" in stored(draft).files[DELIVERY]
    edda.post(address(draft, "rules", "many-teams", "remove"))
    assert stored(draft).files[DELIVERY] == draft.files[DELIVERY]


def test_a_taken_id_is_refused_and_the_form_stays(edda: Client, draft: Draft) -> None:
    response = edda.post(address(draft, "facts", "add"), {"key": "users", "kind": "number"})
    assert response.status_code == 422
    assert "`users` is taken" in text(response)


def test_two_options_of_one_id_are_refused_before_one_is_lost(edda: Client, draft: Draft) -> None:
    page = address(draft, "facts", "boundaries")
    response = edda.post(page, form_of(edda, page, **{"options.1.key": "unclear"}))
    assert response.status_code == 422
    assert stored(draft).version == draft.version


def test_looking_asks_first_and_removes_nothing(edda: Client, draft: Draft) -> None:
    edda.get(address(draft, "rules", "slow-tests", "remove"))
    assert stored(draft).version == draft.version


def test_a_thing_that_is_not_there_is_not_found(edda: Client, draft: Draft) -> None:
    for parts in (("rules", "no-such"), ("nothing",), ("nothing", "add"), ("stages", "9")):
        assert edda.get(address(draft, *parts)).status_code == 404


def test_a_closed_draft_takes_nothing(edda: Client, draft: Draft, editor: User) -> None:
    page = address(draft, "rules", "slow-tests")
    sent = form_of(edda, page, **{"when.0.value": "5"})
    discard_draft(editor, draft.pk, draft.version)
    assert edda.post(page, sent)["Location"] == address(draft)
    assert stored(draft).files == draft.files


def test_otto_sees_none_of_it(nobody: User, draft: Draft) -> None:
    otto = logged_in(nobody)
    for parts in ((), ("rules",), ("rules", "slow-tests"), ("check",), ("files", DELIVERY)):
        assert otto.get(address(draft, *parts)).status_code == 403
    assert otto.post(address(draft, "rules", "slow-tests"), {"id": "x"}).status_code == 403
    assert stored(draft).version == draft.version


def test_a_publisher_reads_and_does_not_edit(publisher: User, draft: Draft) -> None:
    pia = logged_in(publisher)
    assert pia.get(address(draft, "rules")).status_code == 200
    assert pia.post(address(draft, "rules", "slow-tests"), {"id": "x"}).status_code == 403
    assert stored(draft).version == draft.version


def test_a_refused_edit_is_in_the_trail(publisher: User, draft: Draft) -> None:
    logged_in(publisher).post(address(draft, "put-away"))
    assert AuditEntry.objects.filter(is_refused=True, who="pia").exists()
