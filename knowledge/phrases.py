"""What the command line says besides the texts of a rule base, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.model import Language, Text
from knowledge.reading import read_yaml

FILE = Path(__file__).with_name("phrases.yaml")


@cache
def phrases() -> Mapping[str, Text]:
    """All phrases by name."""
    value = read_yaml(FILE.name, FILE.read_bytes()).value
    assert isinstance(value, dict)
    return {name: Text.model_validate(text) for name, text in value.items()}


def phrase(name: str, language: Language, /, **values: Any) -> str:
    """One phrase, with the values put where it names them."""
    return phrases()[name].in_language(language).format(**values)
