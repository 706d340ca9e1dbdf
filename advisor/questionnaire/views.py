"""The pages that ask and advise."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from advisor.pictures.language import said
from advisor.questionnaire import progress
from advisor.questionnaire.answers import forget_answers, keep_answers, known, read_answers
from advisor.questionnaire.checking import sections, warnings
from advisor.questionnaire.examples import examples
from advisor.questionnaire.firm import firm
from advisor.questionnaire.forms import TopicForm
from advisor.questionnaire.prefill import WHOLE_WAS, judged, read_query, write_query
from advisor.questionnaire.terminal import advice_text, for_terminals, guide
from advisor.questionnaire.ticking import done_for, list_name
from advisor.questionnaire.trying import answers_before, trial, tried_query, with_kept
from advisor.rates.limiting import limited
from advisor.recommendations.links import create_recommendation
from advisor.recommendations.owners import remember
from advisor.recommendations.presenting import present
from advisor.recommendations.previews import start_preview
from advisor.recommendations.ticks import keep_ticks, ticked
from advisor.releases import live
from knowledge import RuleBase, advise


@require_safe
@never_cache
@for_terminals(guide)
def start(request: HttpRequest) -> HttpResponse:
    """What this is, where to begin, and three teams to look at."""
    base = live.current()
    answers = read_answers(request, base)
    context = {
        "examples": examples(base),
        "stages": progress.overview(base),
        "start_url": progress.topic_url(next(iter(base.topics))),
        "resume_url": reverse("questionnaire:check") if answers else None,
        "answered": len(answers),
        "preview_card": start_preview(),
    }
    return render(request, "questionnaire/start.html", context)


@require_safe
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The first questions, filled with what the address holds."""
    base = live.current()
    prefilled = read_query(base, request.GET)
    answers = merged(base, read_answers(request, base), prefilled.answers)
    first = next(iter(prefilled.answers), None)
    topic = (base.facts[first].topic if first else None) or next(iter(base.topics))
    if not request.GET:
        return redirect("questionnaire:topic", topic)
    form = TopicForm(base, topic, answers)
    response = topic_page(request, base, topic, answers, form, dropped=prefilled.dropped)
    if is_visit(request):
        keep_answers(response, answers)
    return response


def is_visit(request: HttpRequest) -> bool:
    """Whether somebody opens the page, rather than a browser or a bot that looks ahead."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request")
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The questions of one topic; an answer is kept as soon as it is valid."""
    base = live.current()
    if topic not in base.topics:
        raise Http404
    answers = read_answers(request, base)
    if request.method != "POST":
        return topic_page(request, base, topic, answers, TopicForm(base, topic, answers))
    form = TopicForm(base, topic, answers, request.POST)
    valid = form.is_valid()
    answers = merged(base, answers, form.given())
    response = answered(request, base, topic, answers, form, valid)
    keep_answers(response, answers)
    return response


def answered(
    request: HttpRequest,
    base: RuleBase,
    topic: str,
    answers: dict[str, Any],
    form: TopicForm,
    valid: bool,
) -> HttpResponse:
    """The answer to a form that was sent: a part for htmx, the next page, or the errors."""
    if request.htmx:  # type: ignore[attr-defined]
        advice = advise(base, answers)
        form.follow(base, advice)
        context = {"so_far": progress.so_far(base, answers, advice), "form": form}
        return render(request, "questionnaire/_answered.html", context)
    if not valid:
        return topic_page(request, base, topic, answers, form, status=422)
    after = progress.neighbours(base, topic)[1]
    return redirect(progress.topic_url(after) if after else reverse("questionnaire:check"))


def topic_page(
    request: HttpRequest,
    base: RuleBase,
    topic: str,
    answers: dict[str, Any],
    form: TopicForm,
    *,
    dropped: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page that asks the questions of a topic."""
    text = base.topics[topic]
    before, after = progress.neighbours(base, topic)
    advice = advise(base, answers)
    form.follow(base, advice)
    context = {
        "topic": {
            "id": topic,
            "title": said(text.title),
            "intro": said(text.intro),
            "number": list(base.topics).index(topic) + 1,
            "total": len(base.topics),
            "last": after is None,
        },
        "topics": progress.topic_links(base, answers, topic),
        "form": form,
        "so_far": progress.so_far(base, answers, advice),
        "post_url": progress.topic_url(topic),
        "back_url": progress.topic_url(before) if before else reverse("start"),
        "check_url": reverse("questionnaire:check"),
        "advice_url": reverse("questionnaire:advice"),
        "dropped": dropped or [],
    }
    return render(request, "questionnaire/topic.html", context, status=status)


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, each with a link to change it."""
    base = live.current()
    return check_page(request, base, read_answers(request, base))


def check_page(
    request: HttpRequest, base: RuleBase, answers: dict[str, Any], status: int = 200, **more: Any
) -> HttpResponse:
    """The page with all answers; `more` says what became of an uploaded file."""
    given = advise(base, answers)
    context = {
        "sections": sections(base, answers),
        "warnings": warnings(base, given),
        "so_far": progress.so_far(base, answers, given),
        "advice_url": reverse("questionnaire:advice"),
        **more,
    }
    return render(request, "questionnaire/check.html", context, status=status)


@require_safe
@never_cache
@for_terminals(advice_text)
def advice(request: HttpRequest) -> HttpResponse:
    """The whole advice for the answers in the address, else for the visitor's own."""
    base = live.current()
    prefilled = judged(request, base)
    answers = known(base, prefilled.answers)
    before = answers_before(base, request.GET, answers)
    if WHOLE_WAS in request.GET and not prefilled.dropped:
        return redirect(f"{reverse('questionnaire:advice')}?{tried_query(answers, before)}")
    answers = with_kept(answers, before, prefilled.dropped)
    query = f"?{write_query(answers)}" if request.GET else ""
    given = progress.advice_for(base, answers)
    done = done_for(request, base, before)
    tried = f"?{tried_query(answers, before)}" if request.GET else ""
    context = {
        **present(base, given),
        "key": f"{base.hash}?{write_query(answers)} {','.join(done)}",
        "done": done,
        "tick_url": reverse("questionnaire:tick") + tried,
        **trial(given, before, prefilled.dropped, request.GET),
        "save_url": reverse("questionnaire:save") + query,
        "rules_url": reverse("questionnaire:rules") + query,
        "check_url": reverse("questionnaire:check"),
        "take_over_url": f"{reverse('questionnaire:ask')}{query}" if query else None,
        "dropped": prefilled.dropped,
    }
    response = render(request, "questionnaire/advice.html", context)
    if prefilled.dropped:
        response["HX-Replace-Url"] = "false"
    return response


@require_safe
@never_cache
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with every comparison, for the same answers."""
    base = live.current()
    answers = known(base, judged(request, base).answers)
    query = f"?{write_query(answers)}" if request.GET else ""
    context = {
        **present(base, advise(base, answers)),
        "back_url": reverse("questionnaire:advice") + query,
    }
    return render(request, "recommendations/rules.html", context)


@require_safe
@never_cache
def firm_page(request: HttpRequest) -> HttpResponse:
    """How near the answers are to every limit, and what would turn each part of the advice."""
    base = live.current()
    answers = known(base, judged(request, base).answers)
    query = f"?{write_query(answers)}" if request.GET else ""
    context = {
        "firm": firm(base, answers),
        "headline": present(base, progress.advice_for(base, answers))["view"].headline,
        "back_url": reverse("questionnaire:advice") + query,
    }
    return render(request, "questionnaire/firm.html", context)


@require_POST
@limited("save")
def save(request: HttpRequest) -> HttpResponse:
    """Put the advice behind a link that keeps it."""
    base = live.current()
    answers = known(base, judged(request, base).answers)
    recommendation = create_recommendation(base, advise(base, answers))
    response = redirect(recommendation)
    remember(request, response, recommendation)
    if done := done_for(request, base, answers):
        keep_ticks(request, response, recommendation.id, done)
    return response


@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """Keep which actions are ticked off, in the visitor's browser alone."""
    base = live.current()
    answers = known(base, judged(request, base).answers)
    before = answers_before(base, request.GET, answers)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    response = redirect(f"{reverse('questionnaire:advice')}{query}#actions")
    keep_ticks(request, response, list_name(request, base, before), ticked(base, request.POST))
    return response


@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Begin again with no answers."""
    response = redirect("start")
    forget_answers(response)
    return response


def merged(base: RuleBase, answers: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """`answers` with the ones just given, None taking one back, in the facts' order."""
    return known(base, {**answers, **given})
