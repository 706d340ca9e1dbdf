"""Other answers to a saved recommendation make a new one in its place."""

import pytest
from django.test import Client, override_settings

from advisor.recommendations import links
from advisor.recommendations.models import Recommendation
from advisor.releases.publishing import publish
from knowledge import RuleBase
from tests.advisor.visiting import LANGUAGES, kept, saved, stored, text, told

TEAM = {"team_size": "8", "teams": "2", "habits": "ci,migrations", "users": "20k"}
FORM = {"team_size": "30", "teams": "2", "habits": ["ci", "migrations"], "users": "20.000"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_holds_the_answers_given(vera: Client, language: str) -> None:
    page = vera.get(f"{LANGUAGES[language]}{saved(vera, **TEAM)[1:]}answers/")
    fields = {each["id"]: each for topic in page.context["topics"] for each in topic["fields"]}
    assert fields["team_size"]["text"] == "8"
    assert fields["users"]["text"] == {"vi": "20.000", "en": "20,000"}[language]
    chosen = [each["value"] for each in fields["habits"]["options"] if each["chosen"]]
    assert sorted(chosen) == ["ci", "migrations"]
    assert f'<html lang="{language}">' in text(page)


def test_every_question_is_asked(vera: Client, shipped: RuleBase) -> None:
    page = vera.get(f"{saved(vera, **TEAM)}answers/")
    asked = [each["id"] for topic in page.context["topics"] for each in topic["fields"]]
    assert len(asked) == len(set(asked))
    assert set(asked) == {name for name, fact in shipped.facts.items() if fact.topic}


def test_other_answers_make_a_new_one_and_leave_the_old(vera: Client) -> None:
    old = saved(vera, **TEAM)
    before = Recommendation.objects.get()
    new = vera.post(f"{old}answers/", FORM)["Location"]
    assert vera.get(new).context["advice"]["answers"] == {
        "users": 20_000, "team_size": 30, "teams": 2, "habits": ["migrations", "ci"],
    }  # fmt: skip
    assert vera.get(new).context["is_owner"]
    assert vera.get(old).context["advice"]["answers"]["team_size"] == 8
    assert f'href="{new}"' in text(Client().get(old))
    kept_before = Recommendation.objects.get(pk=before.pk)
    assert (kept_before.record, kept_before.turn) == (before.record, before.turn)


def test_what_one_sends_unchanged_is_not_saved_again(vera: Client) -> None:
    old = saved(vera, **TEAM)
    before = stored()
    response = vera.post(f"/en{old}answers/", {**FORM, "team_size": "8", "users": "20,000"})
    assert response.status_code == 422
    assert "nothing was saved" in text(response)
    assert stored() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_named_and_all_that_was_typed_stays(vera: Client, language: str) -> None:
    address = LANGUAGES[language] + saved(vera, **TEAM)[1:]
    before = stored()
    response = vera.post(f"{address}answers/", {**FORM, "team_size": "many", "nothing": "1"})
    assert response.status_code == 422
    assert [each["name"] for each in response.context["dropped"]] == ["team_size", "nothing"]
    fields = {e["id"]: e for topic in response.context["topics"] for e in topic["fields"]}
    assert fields["team_size"]["text"] == "many"
    assert fields["teams"]["text"] == "2"
    assert 'id="try_team_size_error"' in text(response)
    assert told(language, "Everything you typed is still here.") in text(response)
    assert stored() == before


def test_only_an_owner_changes_answers(vera: Client) -> None:
    address = saved(vera, **TEAM)
    before = stored()
    assert Client().get(f"{address}answers/").status_code == 403
    assert Client().post(f"{address}answers/", FORM).status_code == 403
    assert stored() == before


def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(vera: Client) -> None:
    address = saved(vera, **TEAM)
    newer = vera.post(f"{address}answers/", FORM)["Location"]
    before = stored()
    response = vera.post(f"/en{address}answers/", {**FORM, "team_size": "31"})
    assert response.status_code == 409
    assert f'href="/en{newer}answers/"' in text(response)
    fields = {e["id"]: e for topic in response.context["topics"] for e in topic["fields"]}
    assert fields["team_size"]["text"] == "31"
    assert stored() == before


def test_of_two_at_the_same_moment_one_wins(vera: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one looked before the first was saved; the database holds it back."""
    address = saved(vera, **TEAM)
    vera.post(f"{address}answers/", FORM)
    before, real, calls = stored(), links.refuse_if_superseded, []

    def looked_too_early(old: Recommendation) -> None:
        calls.append(old)
        if len(calls) > 1:
            real(old)

    monkeypatch.setattr(links, "refuse_if_superseded", looked_too_early)
    assert vera.post(f"{address}answers/", {**FORM, "team_size": "31"}).status_code == 409
    assert len(calls) == 2
    assert stored() == before


def test_ones_own_answers_are_left_alone(vera: Client) -> None:
    address = saved(vera, **TEAM)
    mine = kept(vera)
    vera.post(f"{address}answers/", FORM)
    assert kept(vera) == mine


def test_answers_that_no_longer_fit_are_told(vera: Client, small: RuleBase) -> None:
    address = saved(vera, **TEAM, endpoints="40")
    publish(small.files, "The small one.")
    page = vera.get(f"/en{address}answers/")
    assert page.status_code == 200
    assert "Endpoints" in {each["name"] for each in page.context["lost"]}
    assert vera.post(f"{address}answers/", {"team_size": "8"}).status_code == 302


@override_settings(RATES={"save": (1, 20), "lookup": (60, 5)})
def test_saving_anew_is_limited_as_saving_is(vera: Client) -> None:
    address = saved(vera, **TEAM)
    before = stored()
    assert vera.post(f"{address}answers/", FORM).status_code == 429
    assert stored() == before


@pytest.mark.parametrize("body", ["%00=%00", "team_size=%ff", "a=1&a=2", "habits=x&habits=y"])
def test_odd_forms_are_refused(vera: Client, body: str) -> None:
    address = saved(vera, **TEAM)
    before = stored()
    kind = "application/x-www-form-urlencoded"
    assert vera.post(f"{address}answers/", body, kind).status_code == 422
    assert stored() == before
