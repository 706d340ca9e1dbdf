"""Publishing a rule base as the next release."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile, publish
from knowledge import KnowledgeError, RuleBase
from tests.advisor.visiting import stored

pytestmark = pytest.mark.django_db


def test_a_release_follows_the_newest(small: RuleBase) -> None:
    first = Release.objects.get()
    second = publish(small.files, "The small one.")
    assert (second.number, second.parent) == (2, first)
    assert publish(small.files, "Again.").parent == second


def test_the_first_release_has_no_parent(nothing_published: None, small: RuleBase) -> None:
    release = publish(small.files, "The first.")
    assert (release.number, release.parent) == (1, None)


def test_a_release_says_what_it_holds_by_whom_and_why(small: RuleBase) -> None:
    edda = User.objects.create_user("edda")
    release = publish(small.files, "The small one.", edda)
    release.refresh_from_db()
    assert (release.author, release.note) == (edda, "The small one.")
    assert (release.files, release.hash) == (dict(small.files), small.hash)


def test_the_hash_does_not_depend_on_line_ends(small: RuleBase) -> None:
    windows = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in small.files.items()}
    assert publish(windows, "From Windows.").hash == small.hash


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules/stage.yaml": "- id: half"},
        {"rules/stage.yaml": "\x00"},
        {"topics.yaml": ""},
        {"nonsense.yaml": "a: 1"},
    ],
)
def test_an_unsound_rule_base_is_refused_and_nothing_stored(
    small: RuleBase, wrong: dict[str, str]
) -> None:
    before = stored()
    with pytest.raises(KnowledgeError) as refusal:
        publish({**small.files, **wrong}, "Oops.")
    assert next(iter(wrong)) in {problem.file for problem in refusal.value.problems}
    assert stored() == before


def test_nothing_at_all_is_refused() -> None:
    before = stored()
    with pytest.raises(KnowledgeError):
        publish({}, "Empty.")
    assert stored() == before


def test_what_was_published_is_served_at_once(vera: Client, small: RuleBase) -> None:
    assert vera.get("/").context["release"]["number"] == 1
    publish(small.files, "The small one.")
    assert vera.get("/").context["release"] == {
        "number": 2,
        "hash": small.hash,
        "short_hash": small.hash[:12],
    }


def test_answers_that_no_longer_fit_are_left_out(vera: Client, small: RuleBase) -> None:
    vera.get("/ask/", {"users": "2tr", "teams": "2", "hiring": "1"})
    publish(small.files, "The small one.")
    assert vera.get("/advice/").context["advice"]["answers"] == {"teams": 2}


def test_of_two_at_once_the_slower_one_is_told(small: RuleBase, monkeypatch) -> None:
    # What the slower one read before the quicker one had stored its release.
    monkeypatch.setattr(Release.objects, "newest", lambda: None)
    with pytest.raises(PublishedMeanwhile):
        publish(small.files, "At the same moment.")
    assert Release.objects.count() == 1
