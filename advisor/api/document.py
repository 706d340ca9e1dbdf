"""The description of the API (OpenAPI 3.1), with the answers of the rule base being served."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from pydantic.json_schema import models_json_schema

from advisor.api.facts import answers_schema
from advisor.api.interface import api
from advisor.api.problems import MEDIA_TYPE, PROBLEMS
from advisor.api.shapes import Problem
from advisor.api.writing import json_response
from advisor.pictures.language import page_language
from advisor.releases import live
from knowledge.maps import number_facts

REFERENCE = "#/components/schemas/{model}"
RETRY_AFTER = {"schema": {"type": "integer", "minimum": 1}, "required": True}
WITH_RETRY_AFTER = (429, 503)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description, in the language of `?lang=`."""
    return json_response(description())


def description() -> dict[str, Any]:
    """The description as plain values, in the active language."""
    told = dict(api.get_openapi_schema())
    told["info"]["description"] = gettext("Advice on software architecture, for machines.")
    for _, _, operation in operations(told):
        operation["summary"] = gettext(operation["summary"])
        # What a function says of itself is for those who read the code.
        operation.pop("description", None)
    schemas = told["components"]["schemas"]
    base = live.current()
    schemas["Answers"] = answers_schema(base, page_language())
    schemas["Figure"] = {"enum": list(number_facts(base))}
    schemas |= models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)[1]["$defs"]
    told["components"]["securitySchemes"] = {"owner": {"type": "http", "scheme": "bearer"}}
    told["components"]["responses"] = {str(status): refusal(status) for status in PROBLEMS}
    return told


def operations(told: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each operation."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def refusal(status: int) -> dict[str, Any]:
    """A kind of refusal: what it means, and that it is a problem."""
    schema = {"$ref": REFERENCE.format(model=Problem.__name__)}
    told = {
        "description": gettext(PROBLEMS[status][0]),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    return {**told, "headers": {"Retry-After": RETRY_AFTER}} if status in WITH_RETRY_AFTER else told
