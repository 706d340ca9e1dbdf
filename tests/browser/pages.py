"""Every kind of page once, and the state it is looked at in."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from advisor.questionnaire.prefill import write_query
from tests.browser.answering import button, choice_field, figure_field
from tests.browser.wording import Wording

SIDE_BY_SIDE = "These two side by side, with an address of its own"
Arrive = Callable[[Page, Wording], None]


def at(path: str, status: int = 200) -> Arrive:
    """Go to an address, which has to answer with `status`."""

    def arrive(page: Page, words: Wording) -> None:
        response = page.goto(words.address(path))
        assert response, path
        assert response.status == status, path

    return arrive


def first(room: str, path: str) -> Arrive:
    """Go to the page of the first thing in a room of the rule base."""

    def arrive(page: Page, words: Wording) -> None:
        things: Mapping[str, object] = getattr(words.base, room)
        at(f"{path}{next(iter(things))}/")(page, words)

    return arrive


def example(path: str) -> Arrive:
    """Go to an address that holds the answers of the example with the most to say."""

    def arrive(page: Page, words: Wording) -> None:
        team = max(words.base.examples.values(), key=lambda each: len(each.answers))
        page.goto(f"{words.address(path)}?{write_query(team.answers)}")

    return arrive


def saved(page: Page, words: Wording) -> None:
    """A saved link."""
    example("advice/")(page, words)
    button(page, words.says("Save and share")).click()
    page.wait_for_url("**/r/*/")


def below(path: str) -> Arrive:
    """A page below a saved link, as its owner sees it."""

    def arrive(page: Page, words: Wording) -> None:
        saved(page, words)
        page.goto(page.url + path)

    return arrive


def revised(page: Page, words: Wording) -> None:
    """The history of a link whose answers were changed twice."""
    saved(page, words)
    for figure in ("31", "32"):
        page.goto(page.url + "answers/")
        page.locator("#try_team_size").fill(figure)
        button(page, words.says("Save as a new recommendation")).click()
        page.wait_for_url("**/r/*/")
    page.get_by_role("link", name=words.says("History"), exact=True).click()


def compared(page: Page, words: Wording) -> None:
    """Two links side by side."""
    revised(page, words)
    page.get_by_role("link", name=words.says(SIDE_BY_SIDE), exact=True).first.click()


def compared_wrongly(page: Page, words: Wording) -> None:
    """A comparison with a link that leads nowhere."""
    page.goto(words.address("compare/?a=x&b=y"))


def asked_for_token(page: Page, words: Wording) -> None:
    """The page that asks for the owner's link, after a wrong one."""
    below("owner/")(page, words)
    address = page.url
    button(page, words.says("This browser shall only read")).click()
    page.wait_for_url("**/r/*/")
    page.goto(address)
    page.get_by_label(words.says("The owner's link")).fill("wrong")
    send(page)


def gone(page: Page, words: Wording) -> None:
    """A link that was deleted."""
    below("owner/delete/")(page, words)
    button(page, words.says("Delete for ever")).click()
    page.wait_for_url("**/r/*/")


def half_answered(page: Page, words: Wording) -> None:
    """All answers on one page, some of them given."""
    page.goto(words.address("ask/") + "?users=20k&team_size=9&crash_spreads=yes")
    page.goto(words.address("ask/check/"))


def dropped(page: Page, words: Wording) -> None:
    """An address of which a part cannot be used."""
    page.goto(words.address("ask/") + "?users=20k&team_size=many&nothing=1")


def mistaken(page: Page, words: Wording) -> None:
    """A form with figures that cannot be used."""
    page.goto(words.address("ask/team/"))
    figure_field(page, words, "team_size").fill("a few")
    figure_field(page, words, "teams").fill("-1")
    send(page)


def contradictory(page: Page, words: Wording) -> None:
    """A form with a mistake in a question with boxes to tick."""
    page.goto(words.address("ask/trust/"))
    for choice in ("finance", "none"):
        choice_field(page, words, "regulated", choice).check()
    send(page)


def send(page: Page) -> None:
    """Send a form that has a mistake."""
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


PAGES: dict[str, Arrive] = {
    "start": at(""),
    "question": at("ask/scale/"),
    "boxes": at("ask/trust/"),
    "dropped": dropped,
    "mistaken": mistaken,
    "contradictory": contradictory,
    "check": half_answered,
    "advice": example("advice/"),
    "nothing known": at("advice/"),
    "rules behind": example("advice/rules/"),
    "saved": saved,
    "owner": below("owner/"),
    "asked for the owner's link": asked_for_token,
    "deleting": below("owner/delete/"),
    "gone": gone,
    "changing answers": below("answers/"),
    "history": revised,
    "side by side": compared,
    "compared wrongly": compared_wrongly,
    "stages": at("stages/"),
    "stage": at("stages/3/"),
    "rules": at("rules/"),
    "rule": first("rules", "rules/"),
    "practices": at("practices/"),
    "components": at("components/"),
    "guide": at("guide/"),
    "article": first("articles", "guide/"),
    "glossary": at("glossary/"),
    "picture": at("rules/picture/"),
    "sources": at("sources/"),
    "source": first("sources", "sources/"),
    "search": at("search/?q=cache"),
    "api": at("api/"),
    "map": at("map/"),
    "nothing here": at("nowhere/", status=404),
}
