"""A saved advice in the forms in which it is taken elsewhere.

Each depends on nothing but the advice as it was given, its title and its day, so that it never
changes. Release, hash and day are inside. The address of the link is in none of them: who has
it can read the answers, and these files are put into repositories and chats. Only the QR code
shows it, for that is what it is for.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any, NamedTuple

import segno
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop

from advisor.pictures.language import page_language
from advisor.recommendations.presenting import present
from knowledge import Advice, RuleBase
from knowledge.answer_sheet import answer_sheet
from knowledge.characters import one_line
from knowledge.writing import json_text

# What a spreadsheet takes for the start of a formula.
FORMULA_STARTS = tuple("=+-@＝＋－＠")
# Excel reads a table as UTF-8 only where it begins with this.
BYTE_ORDER_MARK = "\ufeff"
# A badge: the height of its letters decides how wide they are about.
LETTER, PADDING = 6.4, 9


@dataclass(frozen=True)
class Export:
    """What is taken elsewhere: an advice, what its owner calls it, when it was given.

    `url` is the page of the link, for the QR code alone.
    """

    base: RuleBase
    advice: Advice
    title: str = ""
    day: date | None = None
    url: str = ""

    @property
    def saved(self) -> dict[str, str | None]:
        """The title, as one line, and the day."""
        day = self.day.isoformat() if self.day else None
        return {"title": one_line(self.title), "day": day}

    def context(self) -> dict[str, Any]:
        """What the templates of texts are given."""
        context = present(self.base, self.advice)
        return {**context, "saved": self.saved, "options": list(options(self))}


class Form(NamedTuple):
    """A form: its media type, what it is called and good for, and how it is written."""

    media_type: str
    name: str
    purpose: str
    write: Callable[[Export], str]
    download: bool = True


def options(export: Export) -> Iterator[dict[str, Any]]:
    """The advised stage and its neighbours, the lowest first, each with what speaks for or against.

    `reason` is None for the advised one, whose rules are those that decided.
    """
    language, base, advice = page_language(), export.base, export.advice
    against = [(each.stage, each.reason, each.rules) for each in advice.why_not]
    chosen = (advice.stage.advised, None, advice.deciding)
    for number, reason, rules in sorted([chosen, *against], key=lambda option: option[0]):
        stage = base.stages[number]
        yield {
            "number": number,
            "name": stage.name.in_language(language),
            "summary": stage.summary.in_language(language),
            "cost": stage.cost.in_language(language),
            "reason": reason,
            "rules": rules,
        }


def record(export: Export) -> str:
    """The decision record: Markdown after MADR 4.0.0."""
    return render_to_string("recommendations/record.md", export.context()).strip() + "\n"


def full_text(export: Export) -> str:
    """The whole advice for a terminal."""
    return render_to_string("recommendations/advice.txt", export.context()).strip() + "\n"


def text(export: Export) -> str:
    """A few lines for a chat."""
    return render_to_string("recommendations/chat.txt", export.context()).strip() + "\n"


def told(export: Export) -> str:
    """The advice as everywhere, and which one it is."""
    advice = export.advice.as_json(page_language())
    saved = export.saved
    return json_text({**advice, "title": saved["title"], "given_on": saved["day"]})


def sheet(export: Export) -> str:
    """The answers, to be changed and uploaded again."""
    heading = [part for part in export.saved.values() if part]
    return answer_sheet(export.base, export.advice.answers, page_language(), heading)


def actions(export: Export) -> str:
    """The actions as a table for a spreadsheet or an issue tracker."""
    out = StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)  # lines end as RFC 4180 says
    table.writerows([list(map(cell, row)) for row in action_rows(export)])
    return BYTE_ORDER_MARK + out.getvalue()


def action_rows(export: Export) -> Iterator[list[Any]]:
    """The head of the table, then a row for each action."""
    yield list(map(gettext, HEAD))
    advice = export.advice.as_json(page_language())
    release = advice["release"]
    about = [export.title, export.day or "", release["number"] or "", release["hash"]]
    for place, each in enumerate(advice["actions"], start=1):
        effort = render_to_string("recommendations/_effort.txt", {"effort": each["effort"]})
        urgent = gettext("urgent") if each["urgent"] else ""
        what = [each["title"], each["what"], effort, urgent, each["stage"], each["done_when"]]
        yield [place, *what, " ".join(each["rules"]), *about]


HEAD = (
    gettext_noop("No."),
    gettext_noop("Action"),
    gettext_noop("What it is"),
    gettext_noop("Effort"),
    gettext_noop("Urgent"),
    gettext_noop("Stage"),
    gettext_noop("Done when"),
    gettext_noop("Rules"),
    gettext_noop("Team"),
    gettext_noop("Date"),
    gettext_noop("Release"),
    gettext_noop("Hash"),
)


def cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    said = one_line(str(value))
    return f"'{said}" if said.startswith(FORMULA_STARTS) else said


def badge(export: Export) -> str:
    """A picture of one line for a README."""
    stage = export.advice.stage
    moves = stage.current is not None and stage.current != stage.advised
    numbers = f"{stage.current} → {stage.advised}" if moves else str(stage.advised)
    label, value = gettext("architecture"), gettext("stage %(number)s") % {"number": numbers}
    widths = {"label": width(label), "value": width(value)}
    context = {"label": label, "value": value, "moves": moves, "widths": widths, "padding": PADDING}
    context |= {"total": sum(widths.values()), "about": about(export)}
    return render_to_string("recommendations/badge.svg", context).strip() + "\n"


def width(said: str) -> int:
    """How wide a part of the badge is."""
    return round(len(said) * LETTER) + 2 * PADDING


def qr(export: Export) -> str:
    """A code to scan that leads to the page."""
    out = BytesIO()
    code = segno.make_qr(export.url, error="m")
    title, said = gettext("The page of this advice"), about(export)
    code.save(out, kind="svg", scale=8, light="#fff", title=title, desc=said, nl=True)
    return out.getvalue().decode()


def about(export: Export) -> str:
    """Which release an export comes from, and of which day it is."""
    context = {"advice": {"release": export.advice.release}, "saved": export.saved}
    return render_to_string("recommendations/_release.txt", context)


SVG = "image/svg+xml; charset=utf-8"

# By the end of its address.
FORMS = {
    "md": Form(
        "text/markdown; charset=utf-8",
        gettext_noop("Decision record"),
        gettext_noop(
            "For your repository, after MADR 4.0.0: reasons, options, when to decide anew."
        ),
        record,
    ),
    "txt": Form(
        "text/plain; charset=utf-8",
        gettext_noop("Text for a chat"),
        gettext_noop("A few lines to paste: the stage, the signs, what to do first."),
        text,
        download=False,
    ),
    "csv": Form(
        "text/csv; charset=utf-8; header=present",
        gettext_noop("Actions as a table"),
        gettext_noop("For a spreadsheet or an issue tracker."),
        actions,
    ),
    "yaml": Form(
        "application/yaml",
        gettext_noop("Answers"),
        gettext_noop("To change and upload again, or to watch in a pipeline."),
        sheet,
    ),
    "json": Form(
        "application/json",
        gettext_noop("Everything for programs"),
        gettext_noop("JSON: every rule with every comparison."),
        told,
        download=False,
    ),
    "badge.svg": Form(
        SVG,
        gettext_noop("Badge"),
        gettext_noop("A picture of one line for a README."),
        badge,
    ),
    "qr.svg": Form(
        SVG,
        gettext_noop("QR code"),
        gettext_noop("For a slide or a wall: it leads to this page."),
        qr,
    ),
}
