"""Every part of the page this began from is in the shipped rule base."""

import re

import pytest

from knowledge import read_folder

PLACE = re.compile(r"\b(article|level|stage|practice|slot|rule) `([\w-]+)`")


@pytest.fixture(scope="module")
def shipped(pytestconfig):
    return read_folder(pytestconfig.rootpath / "knowledge/base")


@pytest.fixture(scope="module")
def rows(pytestconfig):
    text = (pytestconfig.rootpath / "docs/coverage.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (\d+) [^|]+\| (.+) \|$", text, re.MULTILINE)


def test_all_29_parts_have_a_place(rows):
    assert [int(number) for number, _ in rows] == list(range(1, 30))
    assert all(PLACE.search(places) for _, places in rows)


def test_every_place_exists(rows, shipped):
    parts = {
        "article": shipped.articles,
        "level": shipped.levels,
        "stage": {str(number) for number in shipped.stages},
        "practice": shipped.practices,
        "slot": shipped.slots,
        "rule": shipped.rules,
    }
    missing = [
        (number, kind, name)
        for number, places in rows
        for kind, name in PLACE.findall(places)
        if name not in parts[kind]
    ]
    assert missing == []
