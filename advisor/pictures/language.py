"""The language of the page being made, and texts of the rule base in it."""

from django.utils.translation import get_language

from knowledge import Language, Text


def page_language() -> Language:
    """The language of the page: "vi" unless it is English."""
    return "en" if get_language() == "en" else "vi"


def said(text: Text | None) -> str:
    """A text of the rule base in the language of the page, empty where there is none."""
    return text.in_language(page_language()) if text else ""
