"""Every export of the example teams, byte for byte as it is checked in.

`python3 dev.py golden` writes them anew; what changes then is what to look at in a review. The
hash of the rule base is written as HASH, so that only changes that show make a difference.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from advisor.recommendations.exporting import FORMS, Export
from knowledge import RuleBase, advise
from knowledge.advice import Release

GOLDEN = Path(__file__).with_name("golden")
RENEW = os.environ.get("RENEW_GOLDEN") == "1"
EXAMPLES = ("solo-tool", "startup-of-nine", "overbuilt-startup", "bank", "exam-portal")
LANGUAGES = ("vi", "en")
DAY = date(2026, 11, 27)
URL = "https://steps.example.org/r/AAAAAAAAAAAAAAAAAAAAAA/"


def written(base: RuleBase, example: str, form: str, language: str) -> str:
    """One export of an example team."""
    answers = base.examples[example].answers
    advice = advise(base, answers)
    object.__setattr__(advice, "release", Release(1, base.hash))
    title = base.examples[example].title
    with translation.override(language):
        export = Export(base, advice, title.in_language(language), DAY, URL)  # type: ignore[arg-type]
        return FORMS[form].write(export).replace(base.hash, "HASH")


def test_every_example_and_form_has_its_file(shipped: RuleBase) -> None:
    assert set(EXAMPLES) == set(shipped.examples)
    files = {
        f"{name}.{language}.{form}" for name in EXAMPLES for language in LANGUAGES for form in FORMS
    }
    assert {file.name for file in GOLDEN.iterdir()} == files


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_export_is_as_checked_in(
    shipped: RuleBase, example: str, language: str, form: str
) -> None:
    file = GOLDEN / f"{example}.{language}.{form}"
    text = written(shipped, example, form, language)
    if RENEW:
        GOLDEN.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert file.read_bytes() == text.encode(), "look at it, then: python3 dev.py golden"
