"""JSON Schema of each file of a rule base, for editors and other checkers."""

from typing import Any

from knowledge.forms import FOLDERS, SINGLE_FILES, Form

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each file by its path; that of a folder's files by `rules/*.yaml`.

    It says what the types say. What holds between items is checked by `check_folder` alone.
    """
    named = {**SINGLE_FILES, **{f"{folder}/*.yaml": form for folder, form in FOLDERS.items()}}
    return {name: json_schema(name, form) for name, form in named.items()}


def json_schema(name: str, form: Form) -> dict[str, Any]:
    schema = {"$schema": DIALECT, "title": name, **form.adapter.json_schema()}
    refuse_other_ids(schema)
    return schema


def refuse_other_ids(schema: Any) -> None:
    """Wherever keys have to match a pattern, let no other key pass."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            refuse_other_ids(part)
    elif isinstance(schema, list):
        for part in schema:
            refuse_other_ids(part)
