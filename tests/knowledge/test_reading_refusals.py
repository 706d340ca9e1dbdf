"""What is refused in a YAML file: where it says so, and in which words. ‸ shows the place."""

import pytest
import yaml

from knowledge import KnowledgeError, events
from knowledge.reading import read_yaml
from tests.knowledge.language import marked

LOADERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type:
    monkeypatch.setattr(events, "LOADER", request.param)
    return request.param


QUOTES = "put it in quotes"
CONSTRUCTS = [
    ("a: ‸&x 1\n", "the anchor `&x` is not taken"),
    ("a: ‸&x [1]\n", "the anchor `&x` is not taken"),
    ("‸&x a: 1\n", "the anchor `&x` is not taken"),
    ("a: ‸*x\n", "the alias `*x` is not taken"),
    ("‸*x : 1\n", "the alias `*x` is not taken"),
    ("‸<<: {a: 1}\n", "merge keys (`<<`) are not taken"),
    ("a: ‸<<\n", "merge keys (`<<`) are not taken"),
    ("a: ‸!!int 3\n", "the tag `!!int` is not taken"),
    ("a: ‸!!python/object/apply:os.system [ls]\n", "the tag `!!python/object/apply:os.system`"),
    ("a: ‸!own {b: 1}\n", "the tag `!own` is not taken"),
    ("a: ‸! 3\n", "the tag `!` is not taken"),
    ("‸%YAML 1.1\n---\na: 1\n", "directives (`%…`) are not taken"),
    ("‸%TAG ! tag:x,2000:\n---\na: 1\n", "directives (`%…`) are not taken"),
    ("‸---\na: 1\n", "the marker `---` is not taken"),
    ("a: 1\n‸...\n", "the marker `...` is not taken"),
    ("a: 1\n‸---\nb: 2\n", "several documents in one file"),
    ("a: 1\nb: 2\n‸a: 3\n", "the key `a` is written twice, first in line 1"),
    ('a: 1\n‸"\\x61": 3\n', "the key `a` is written twice, first in line 1"),
    ("x:\n  - {a: 1, ‸a: 2}\n", "the key `a` is written twice, first in line 2"),
    ("‸1: a\n", "a key has to be text"),
    ("‸true: a\n", "a key has to be text"),
    ("? ‸[a]\n: 1\n", "a key has to be text"),
    ("? ‸{a: b}\n: 1\n", "a key has to be text"),
    ("{‸null: 1}\n", "a key has to be text"),
    ('a: ‸"x\\u202ey"\n', "the escape for RIGHT-TO-LEFT OVERRIDE (U+202E)"),
    ('a: ‸"\\0"\n', "the escape for NUL (U+0000)"),
    ('a: ‸"\\t"\n', "the escape for TAB (U+0009)"),
    ('‸"a\\u200b": 1\n', "the escape for ZERO WIDTH SPACE (U+200B)"),
]
TRAPS = [
    *((word, f"{QUOTES}, or write `false`") for word in ["no", "No", "NO", "off", "n", "False"]),
    *((word, f"{QUOTES}, or write `true`") for word in ["yes", "ON", "y", "TRUE"]),
    *((word, f"{QUOTES}, or write `null`") for word in ["~", "Null", "NULL"]),
    ("=", QUOTES),
    ("010", f"octal number in some versions of YAML: {QUOTES}"),
    ("-007", f"octal number in some versions of YAML: {QUOTES}"),
    ("09", QUOTES),
    ("0o17", f"an octal number: {QUOTES}"),
    ("0x1F", f"a hexadecimal number: {QUOTES}"),
    ("0b101", f"a binary number: {QUOTES}"),
    ("22:22", f"a number of base 60: {QUOTES}"),
    ("1:30:00", f"a number of base 60: {QUOTES}"),
    ("2026-11-22", f"a date: {QUOTES}"),
    ("2026-11-22T10:00:00Z", f"a date: {QUOTES}"),
    ("2026-1-2 10:00:00", f"a date: {QUOTES}"),
    ("1e3", f"{QUOTES}, or write `1000`"),
    ("1.5E-3", f"{QUOTES}, or write `0.0015`"),
    ("1e999999999", QUOTES),
    ("1_000", f"{QUOTES}, or write `1000`"),
    ("1,000", f"a number with commas: {QUOTES}, or write `1000`"),
    ("1,000.50", f"{QUOTES}, or write `1000.5`"),
    ("+1", f"{QUOTES}, or write `1`"),
    (".5", f"{QUOTES}, or write `0.5`"),
    ("1.", f"{QUOTES}, or write `1`"),
    ("+" + "1" * 60, QUOTES),
    (".nan", f"not a finite number: {QUOTES}"),
    ("-.INF", f"not a finite number: {QUOTES}"),
    ("1000000000000001", "at most 1000000000000000 either way"),
    ("-1000000000000000.5", "at most 1000000000000000 either way"),
    ("9" * 5_000, "a number of 5000 characters; at most 40"),
    ("0." + "1" * 5_000, "a number of 5002 characters; at most 40"),
]
BROKEN = [
    ("a: ‸b: c\n", "not valid YAML"),
    ("a: [1\n‸", "not valid YAML"),
    ("a: 1\n  b: 2\n", "not valid YAML"),
    ("a: 'x\n", "not valid YAML"),
    ('a: "\\q"\n', "not valid YAML"),
    ('a: "\\ud800"\n', "U+D800|not valid YAML"),
    ("- a\nb: 1\n", "not valid YAML"),
    ("a: @b\n", "not valid YAML"),
    ("a: {b\n", "not valid YAML"),
]
CHARACTERS = [
    ("a: 1\nb: x‸\0\n", "NUL (U+0000)"),
    ("a: đây ‸\u202e là\n", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
    ("a: x‸\u2066\n", "LEFT-TO-RIGHT ISOLATE (U+2066)"),
    ("a‸\u200b: x\n", "ZERO WIDTH SPACE (U+200B)"),
    ("a: ‸\ufeffx\n", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
    ("a:‸\tx\n", "TAB (U+0009)"),
    ("a: x‸\x1b[31m\n", "ESCAPE (U+001B)"),
    ("a: x‸\x85b\n", "control character (U+0085)"),
    ("a: x‸\u2028b\n", "LINE SEPARATOR (U+2028)"),
    ("a: x‸\rb: y\n", "CARRIAGE RETURN (U+000D)"),
    ("a: x‸\ud800\n", "surrogate (U+D800)"),
    ("a: x‸\U000e0041\n", "TAG LATIN CAPITAL LETTER A (U+E0041)"),
]
EVERY = [*CONSTRUCTS, *((f"a: ‸{word}\n", words) for word, words in TRAPS), *BROKEN, *CHARACTERS]


@pytest.mark.parametrize(("text", "words"), EVERY, ids=[ascii(text[:32]) for text, _ in EVERY])
def test_refused_at_its_place_with_words_that_help(text: str, words: str) -> None:
    clean, line, column = marked(text)
    with pytest.raises(KnowledgeError) as refused:
        read_yaml("f.yaml", clean)
    problem = refused.value.problems[0]
    assert any(word in problem.message for word in words.split("|"))
    assert problem.file == "f.yaml"
    if "‸" in text and "valid YAML" not in words:
        assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff\xfea\x00", (1, 1)),
        (b"a: 1\nb: \xc3\x28", (2, 4)),
        ("đ: ".encode() + b"\xed\xa0\x80", (1, 4)),
        (b"\xef\xbb\xbfa: \xc0\x80", (1, 4)),
    ],
)
def test_bytes_that_are_not_utf_8(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(KnowledgeError, match="not UTF-8") as refused:
        read_yaml("f.yaml", data)
    problem = refused.value.problems[0]
    assert (problem.line, problem.column) == place


def test_all_problems_of_a_file_are_told_at_once() -> None:
    text = "a: no\nb: &x 22:22\na: 010\n2: *x\n"
    with pytest.raises(KnowledgeError) as refused:
        read_yaml("f.yaml", text)
    places = [(problem.line, problem.column) for problem in refused.value.problems]
    assert places == [(1, 4), (2, 4), (2, 4), (3, 1), (3, 4), (4, 1), (4, 4)]


def test_what_came_before_broken_yaml_is_told_too() -> None:
    with pytest.raises(KnowledgeError) as refused:
        read_yaml("f.yaml", "a: no\nb: [1\n")
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    "error", [IndexError, KeyError, ValueError, AttributeError, RecursionError]
)
def test_any_error_of_the_library_becomes_one_of_ours(
    error: type[Exception], loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(*_: object, **__: object) -> None:
        raise error("from inside")

    monkeypatch.setattr(events.yaml, "parse", parse)
    with pytest.raises(
        KnowledgeError, match=f"f.yaml:1:1  this is not valid YAML .{error.__name__}"
    ):
        read_yaml("f.yaml", "a: 1")
