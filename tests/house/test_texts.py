"""Every text of the interface exists in Vietnamese; English texts are the message ids."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "locale/vi/LC_MESSAGES/django.po"
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "_"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
MODULES = sorted((ROOT / "advisor").rglob("*.py"))
STRING = r"(u?'(?:[^'\\]|\\.)*')"
CALL = re.compile(rf"\b(_|n?p?gettext)\({STRING}(?:, *{STRING})?")
# English by intention, or the same in both languages.
SAME = {"English", "API", "Email"}


def texts_in(source: str) -> Iterator[str]:
    """The message ids in Python source, or in a template that was made into it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            arguments = node.args[1:2] if node.func.id == "pgettext" else node.args[:1]
            for argument in arguments:
                if isinstance(argument, ast.Constant):
                    yield argument.value


def texts_of_template(source: str) -> Iterator[str]:
    """The message ids of a template; `templatize` writes them as calls with filler between."""
    for name, first, second in CALL.findall(templatize(source)):
        yield ast.literal_eval(second if name.endswith("pgettext") else first)


def untranslated(texts: Iterator[str]) -> set[str]:
    """The texts that the Vietnamese catalogue lacks."""
    entries = [entry for entry in polib.pofile(str(CATALOG)) if not entry.obsolete]
    known = {entry.msgid for entry in entries if entry.translated()}
    return set(texts) - known - SAME


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_in_code_are_translated(path):
    assert not untranslated(texts_in(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_in_templates_are_translated(path):
    assert not untranslated(texts_of_template(path.read_text(encoding="utf-8")))


def test_a_missing_text_is_noticed():
    assert untranslated(texts_in("gettext('nobody has translated this')"))
    assert untranslated(texts_of_template("{% load i18n %}{% translate 'nor this' %}"))
    block = "{% load i18n %}{% blocktranslate trimmed with n=1 %}nor {{ n }}{% endblocktranslate %}"
    assert untranslated(texts_of_template(block))


def test_placeholders_survive_translation():
    for entry in polib.pofile(str(CATALOG)):
        if entry.obsolete:
            continue
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
            assert not text or placeholders(text) <= wanted, entry.msgid


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))
