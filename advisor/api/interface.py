"""The interface for machines: where operations are added, and how it refuses."""

from typing import NoReturn

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import ValidationError

from advisor.api.problems import Refusal, problem
from advisor.rates.limiting import TooOften
from advisor.recommendations.links import AlreadySuperseded
from knowledge.model import LANGUAGES

# Its description is served by `document`, its page by `page`.
api = NinjaAPI(
    title="Bậc Thang",
    version="1",
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    servers=[{"url": settings.SITE_URL}],
)


@api.exception_handler(Refusal)
def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What an operation refuses."""
    return problem(refusal)


@api.exception_handler(ValidationError)
def refuse_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The language is the only parameter that can be wrong."""
    remedy = gettext("Write one of: %(options)s.") % {"options": ", ".join(LANGUAGES)}
    errors = [{"parameter": str(each["loc"][-1]), "detail": remedy} for each in error.errors]
    return problem(Refusal(422, errors=errors))


@api.exception_handler(AlreadySuperseded)
def refuse_superseded(request: HttpRequest, error: AlreadySuperseded) -> HttpResponse:
    """Its owner is told which one to change in its place."""
    remedy = gettext("Change the newer one: %(id)s.") % {"id": error.newer.id}
    return problem(Refusal(409, remedy))


@api.exception_handler(TooOften)
def refuse_for_now(request: HttpRequest, error: TooOften) -> HttpResponse:
    """The visitor has to wait."""
    remedy = gettext("Try again in %(seconds)s seconds.") % {"seconds": error.seconds}
    response = problem(Refusal(429, remedy))
    response["Retry-After"] = str(error.seconds)
    return response


@api.exception_handler(Exception)
def leave_to_the_site(request: HttpRequest, error: Exception) -> NoReturn:
    """Anything else is noted and answered as on every page; the middleware makes it a problem."""
    raise error
