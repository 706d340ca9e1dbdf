"""One's own answers as a file: to take along, and to fill the questionnaire with."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from advisor.pictures.language import page_language
from advisor.questionnaire.answers import keep_answers, known, read_answers
from advisor.questionnaire.prefill import judged
from advisor.questionnaire.views import check_page
from advisor.recommendations.remedies import remedy_for, shown
from advisor.releases import live
from knowledge import KnowledgeError, RuleBase, check_answers
from knowledge.answer_sheet import answer_sheet, written
from knowledge.answers import wrong_answers
from knowledge.reading import MOST_BYTES, read_yaml

MEDIA_TYPE = "application/yaml"
NAME = "bac-thang.yaml"
MOST_SHOWN = 20

Wrong = dict[str, Any]


class Refused(Exception):
    """What was sent is not taken: the status, and each thing that is wrong, with its line."""

    def __init__(self, status: int, wrong: list[Wrong]) -> None:
        super().__init__(status)
        self.status, self.wrong = status, wrong


@require_safe
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    """All questions with the answers in the address, else with the visitor's own."""
    base = live.current()
    answers = known(base, judged(request, base).answers)
    response = HttpResponse(answer_sheet(base, answers, page_language()), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response


@require_POST
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """Let the answers of a file take the place of the visitor's own, or say what is wrong.

    The file comes as it is, or as the text of one that was mended on the page.
    """
    base = live.current()
    before = read_answers(request, base)
    sent = b""
    try:
        sent = sent_in(request)
        answers = answers_in(base, sent)
    except Refused as refused:
        mend = sent.decode("utf-8-sig", "replace")
        more = {"wrong": refused.wrong[:MOST_SHOWN], "mend": mend, "more": len(refused.wrong)}
        return check_page(request, base, before, refused.status, **more)
    response = check_page(request, base, answers, read=len(answers), undo=compact(before))
    keep_answers(response, answers)
    return response


def sent_in(request: HttpRequest) -> bytes:
    """What was sent; raises Refused where nothing was, or too much."""
    file = request.FILES.get("file")
    if file is None and "text" in request.POST:
        return request.POST["text"].encode(errors="replace")
    too_large = gettext("The file is too large; at most %(most)s KiB are read.")
    if file is None and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Refused(413, [{"message": too_large % {"most": MOST_BYTES // 1024}}])
    if file is None:
        raise Refused(422, [{"message": gettext("Choose a file first.")}])
    if (file.size or 0) > MOST_BYTES:
        raise Refused(413, [{"message": too_large % {"most": MOST_BYTES // 1024}}])
    return file.read()


def answers_in(base: RuleBase, sent: bytes) -> dict[str, Any]:
    """The known answers in a file; raises Refused naming all that is wrong, each with its line."""
    try:
        document = read_yaml("answers", sent)
    except KnowledgeError as error:
        raise Refused(422, [unread(each.line, each.message) for each in error.problems]) from None
    answers = {} if document.value is None else document.value
    if not isinstance(answers, dict):
        message = gettext("Answers are one line each, a fact and its value, as in users: 20000")
        raise Refused(422, [{"line": 1, "message": message}])
    wrong = [
        {
            "line": document.key_place((name,))[0],
            "name": shown(name),
            "message": remedy_for(base, name),
        }
        for name in wrong_answers(base.facts, answers)
    ]
    if wrong:
        raise Refused(422, wrong)
    return dict(check_answers(base.facts, answers))


def unread(line: int, detail: str) -> Wrong:
    """A place that cannot be read at all; the reader says in English why."""
    return {"line": line, "message": gettext("This cannot be read here."), "detail": detail}


def compact(answers: dict[str, Any]) -> str:
    """Answers as the text of a file, without the questions."""
    return "".join(f"{name}: {written(value)}\n" for name, value in answers.items())
