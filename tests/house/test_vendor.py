"""What was taken from others is exactly what was taken, and its licence lies beside it."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
CARD_FONTS = ROOT / "advisor/pictures/fonts"
OWN_CSS = 10 * 1024
OWN_JS = 5 * 1024
ALL_JS = 20 * 1024
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def read(manifest: Path) -> list[dict[str, Any]]:
    return json.loads(manifest.read_text(encoding="utf-8"))


# What browsers are sent, and what is drawn with on the server; each manifest with the folder
# that its paths start from.
MANIFESTS = {STATIC: STATIC / "vendor/manifest.json", CARD_FONTS: CARD_FONTS / "manifest.json"}
PACKAGES = [package for manifest in MANIFESTS.values() for package in read(manifest)]
FILES = [
    ((folder / file["path"]).relative_to(ROOT).as_posix(), file["sha256"])
    for folder, manifest in MANIFESTS.items()
    for package in read(manifest)
    for file in package["files"]
]


def foreign_files() -> set[str]:
    folders = (STATIC / "vendor", STATIC / "fonts", CARD_FONTS)
    files = {file for folder in folders for file in folder.rglob("*") if file.is_file()}
    return {file.relative_to(ROOT).as_posix() for file in files - set(MANIFESTS.values())}


def zipped(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


@pytest.mark.parametrize(("path", "expected"), FILES, ids=[path for path, _ in FILES])
def test_file_is_as_it_was_taken(path: str, expected: str) -> None:
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == expected


def test_every_foreign_file_is_in_the_manifest() -> None:
    assert {path for path, _ in FILES} == foreign_files()


def test_every_package_says_what_it_is() -> None:
    for package in PACKAGES:
        assert package.keys() - {"made"} == {"name", "version", "licence", "files"}
        assert any(re.search("licen[cs]e|OFL", file["path"], re.I) for file in package["files"])


def test_own_files_are_small() -> None:
    assert zipped("site.css") <= OWN_CSS
    assert (STATIC / "site.js").stat().st_size <= OWN_JS
    assert zipped("site.js", "vendor/htmx-4.0.1.min.js") <= ALL_JS


def inline_code(html: str) -> list[str]:
    """Everything in a template that the content security policy would block."""
    return INLINE.findall(html)


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_templates_hold_no_inline_code(file: Path) -> None:
    assert inline_code(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.*")), ids=lambda file: file.name)
def test_templates_are_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < 100


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<script type="module">x</script>',
        '<b onclick="x()">',
        '<a href="javascript:x()">',
    ],
)
def test_inline_code_is_caught(html: str) -> None:
    assert len(inline_code(html)) == 1


def test_a_script_of_our_own_is_let_through() -> None:
    assert inline_code('<script type="module" src="/static/site.js"></script>') == []
