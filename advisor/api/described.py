"""Parts of the description of the API that several operations share."""

from typing import Any

SCHEMA = "application/schema+json"
JSON = "application/json"
ANSWERS = {"$ref": "#/components/schemas/Answers"}


def refusals(*statuses: int) -> dict[str, Any]:
    """The refusals of an operation, for the description; `document` says what they are."""
    return {str(each): {"$ref": f"#/components/responses/{each}"} for each in statuses}


# The body is read by `body_of`, more strictly than ninja would.
BODY = {"required": True, "content": {JSON: {"schema": ANSWERS}}}
# Who may change a recommendation; the scheme is described by `document`.
OWNED: dict[str, Any] = {"security": [{"owner": []}]}

TAKES_NOTHING = {"responses": refusals(422, 503)}
TAKES_ID = {"responses": refusals(404, 410, 422, 429, 503)}
TAKES_ANSWERS = {"requestBody": BODY, "responses": refusals(400, 413, 415, 422, 503)}
SAVES = {"requestBody": BODY, "responses": refusals(400, 413, 415, 422, 429, 503)}
SUPERSEDES = {
    **OWNED,
    "requestBody": BODY,
    "responses": refusals(400, 401, 404, 409, 410, 413, 415, 422, 429, 503),
}
DELETES = {**OWNED, "responses": refusals(401, 404, 410, 422, 429, 503)}
# The two figures of a map; `document` says which there are.
SIDES: dict[str, Any] = {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}}
SIDES |= {"minItems": 2, "maxItems": 2, "uniqueItems": True}
TAKES_SIDES = {
    "parameters": [
        {"name": "over", "in": "query", "schema": SIDES, "style": "form", "explode": False},
        {"name": "answers", "in": "query", "content": {JSON: {"schema": ANSWERS}}},
    ],
    "responses": refusals(400, 413, 422, 503),
}
# The status is a number where ninja writes it.
SCHEMA_GIVEN: dict[Any, Any] = {200: {"content": {SCHEMA: {"schema": {"type": "object"}}}}}
GIVES_SCHEMA = {"responses": {**SCHEMA_GIVEN, **refusals(422, 503)}}
