"""The first page."""

from django.test import Client

from knowledge import RuleBase
from tests.advisor.visiting import text


def test_the_first_page_leads_to_the_first_question(vera: Client) -> None:
    assert 'href="/ask/team/"' in text(vera.get("/"))
    assert 'href="/en/ask/team/"' in text(vera.get("/en/"))


def test_the_first_page_offers_example_teams(vera: Client, shipped: RuleBase) -> None:
    examples = vera.get("/en/").context["examples"]
    assert len(examples) >= 3
    assert [each["title"] for each in examples] == [
        example.title.en for example in shipped.examples.values()
    ]


def test_an_example_opens_its_advice(vera: Client, shipped: RuleBase) -> None:
    for example in vera.get("/").context["examples"]:
        page = vera.get(example["url"])
        assert page.context["advice"]["answers"] == {
            fact: list(value) if isinstance(value, tuple) else value
            for fact, value in shipped.examples[example["id"]].answers.items()
        }
        assert page.context["dropped"] == []


def test_who_has_answered_can_go_on(vera: Client) -> None:
    vera.post("/ask/team/", {"team_size": "9"})
    page = vera.get("/")
    assert page.context["resume_url"] == "/ask/check/"
    assert page.context["answered"] == 1


def test_who_has_not_answered_is_not_asked_to_go_on(vera: Client) -> None:
    assert vera.get("/").context["resume_url"] is None


def test_looking_at_the_first_page_leaves_nothing_behind(vera: Client) -> None:
    assert "answers" not in vera.get("/").cookies
