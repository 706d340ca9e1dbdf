"""The JSON Schema of each file takes what the check takes and refuses what it refuses."""

from fnmatch import fnmatch
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge import json_schemas
from knowledge.forms import form_of
from knowledge.reading import read_yaml

SCHEMAS = json_schemas()


def schema_of(file: str) -> dict[str, Any]:
    (schema,) = (each for name, each in SCHEMAS.items() if fnmatch(file, name))
    return schema


def test_every_file_has_one(small_files: dict[str, str]) -> None:
    assert [schema_of(file)["title"] for file in small_files]
    assert len(SCHEMAS) == 14


def test_unknown_keys_are_refused_everywhere() -> None:
    parts = [part for schema in SCHEMAS.values() for part in schema["$defs"].values()]
    objects = [part for part in parts if part["type"] == "object"]
    assert len(objects) > 20
    assert all(part["additionalProperties"] is False for part in objects)


def test_a_rule_is_described() -> None:
    rule = SCHEMAS["rules/*.yaml"]["$defs"]["Rule"]
    assert rule["required"] == ["id", "when", "because", "source"]
    assert rule["properties"]["when"]["maxLength"] == 1_000
    assert SCHEMAS["rules/*.yaml"]["type"] == "array"


def test_ids_are_described_by_their_pattern() -> None:
    facts = SCHEMAS["facts.yaml"]
    assert facts["patternProperties"] == {"^[a-z][a-z0-9_]{0,63}$": {"$ref": "#/$defs/Fact"}}
    assert facts["additionalProperties"] is False
    assert facts["$defs"]["Fact"]["properties"]["options"]["additionalProperties"] is False


def test_both_languages_are_required() -> None:
    assert SCHEMAS["topics.yaml"]["$defs"]["Text"]["required"] == ["vi", "en"]


def test_the_form_takes_the_small_base(small_files: dict[str, str]) -> None:
    for file, text in small_files.items():
        form = form_of(file)
        assert form is not None
        assert form.adapter.validate_python(read_yaml(file, text).value)


@pytest.mark.parametrize(
    ("file", "value"), [("topics.yaml", ()), ("stages.yaml", {}), ("rules/a.yaml", ("x",))]
)
def test_the_form_refuses_another_shape(file: str, value: object) -> None:
    form = form_of(file)
    assert form is not None
    with pytest.raises(ValidationError):
        form.adapter.validate_python(value)
