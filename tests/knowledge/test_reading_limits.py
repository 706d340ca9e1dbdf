"""Whatever a YAML file holds: it is read or refused, soon, and the process lives on."""

import json
import time

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeError, events
from knowledge.reading import MOST_BYTES, Document, read_yaml

LOADERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])]
CHEAP = settings(
    derandomize=True,
    deadline=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type:
    monkeypatch.setattr(events, "LOADER", request.param)
    return request.param


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_thirty_two_levels_are_read_and_no_more() -> None:
    assert read_yaml("f.yaml", nested(32)).place((0, 0)) == (1, 3)
    with pytest.raises(KnowledgeError, match=r"f\.yaml:1:33  nested deeper than 32 levels"):
        read_yaml("f.yaml", nested(33))


def test_twenty_thousand_values_are_read_and_no_more() -> None:
    row = "[" + "a," * 19_999 + "]"
    value = read_yaml("f.yaml", row).value
    assert isinstance(value, tuple)
    assert len(value) == 19_999
    with pytest.raises(KnowledgeError, match=r"f\.yaml:1:40000  more than 20,000 values"):
        read_yaml("f.yaml", row.replace("]", "a]"))


def test_a_quarter_of_a_mebibyte_is_read_and_no_more() -> None:
    text = "#" + "đ" * ((MOST_BYTES - 2) // 2) + "\n"
    assert read_yaml("f.yaml", text).value is None
    for more in (text + "\n", (text + "\n").encode(), "x" * 10_000_000):
        with pytest.raises(KnowledgeError, match="bytes; at most 262,144 are read"):
            read_yaml("f.yaml", more)


BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 60_000,
    "dashes": "- " * 130_000,
    "questions": "? " * 130_000,
    "closing": "]" * 100_000,
    "colons": ": " * 130_000,
    "aliases": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n" + "d: [" + "*c," * 50_000 + "]",
    "anchors": "&a " * 80_000,
    "tags": "!t " * 80_000,
    "directives": "%" * 250_000,
    "quotes": "'" * 250_001,
    "escapes": '"' + "\\u202e" * 40_000 + '"',
    "keys": "a:\n" * 80_000,
    "documents": "---\n" * 60_000,
    "blocks": "- |\n" * 60_000,
    "long plain": "a" * 250_000,
    "long key": "a" * 250_000 + ": 1",
    "zeros": "a: " + "0" * 250_000,
    "digits": "a: " + "1" * 250_000,
    "underlines": "a: " + "1_" * 120_000 + "z",
    "commas": "a: " + "1,111" * 50_000 + "z",
    "base 60": "a: " + "1:1" * 80_000,
    "exponents": "a: " + "1e1" * 80_000,
    "unseen": "\u200b" * 80_000,
    "lines": "\n" * 250_000 + "\t",
    "traps": "- no\n" * 50_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_soon(name: str) -> None:
    start = time.process_time()
    try:
        read_yaml("f.yaml", BOMBS[name])
    except KnowledgeError as refused:
        told = len(refused.problems)
    else:
        told = 0
    assert told <= 101
    assert time.process_time() - start < 3


def read_or_refused(text: str | bytes) -> Document | None:
    try:
        return read_yaml("f.yaml", text)
    except KnowledgeError:
        return None


PIECES = st.sampled_from(
    [
        *("a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n    ", "'", '"'),
        *("|", ">", "&x ", "*x", "!t ", "%Y", "---\n", "...\n", "#", "no", "1", "1_0", "~", "<<: "),
        *("\\x61", "\\", "đ", "\t", "\0", "\u202e", "2026-01-01", "1e3", "@", "`", " ", "''"),
    ]
)


@CHEAP
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    read_or_refused(text)


@CHEAP
@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    read_or_refused(data)


@settings(CHEAP, max_examples=1_500)
@given(st.lists(PIECES, max_size=16).map("".join))
def test_any_row_of_pieces(text: str) -> None:
    document = read_or_refused(text)
    if document:
        assert document.place(()) >= (1, 1)


SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text("ab đ:#'\"-")
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab đ"), inner, max_size=3),
    max_leaves=10,
)


def frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(frozen, value))
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    return value


@CHEAP
@given(TREES, st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_it_is(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    read = read_yaml("f.yaml", text).value
    assert read == frozen(value)
    assert repr(read) == repr(frozen(value))
