"""YAML to plain values: what is read, with both loaders, and where each part stands."""

import sys
import unicodedata

import pytest
import yaml

from knowledge import KnowledgeError, Problem, events
from knowledge.characters import UNSEEN
from knowledge.reading import plain_text, read_yaml
from tests.knowledge.language import marked

LOADERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type:
    monkeypatch.setattr(events, "LOADER", request.param)
    return request.param


VALUES = [
    ("true", True),
    ("false", False),
    ("null", None),
    ("", None),
    ("0", 0),
    ("-0", 0),
    ("1000", 1_000),
    ("-12", -12),
    ("0.5", 0.5),
    ("-2.50", -2.5),
    ("1000000000000000", 10**15),
    ("'true'", "true"),
    ('"1000"', "1000"),
    ("'no'", "no"),
    ("'2026-01-01'", "2026-01-01"),
    ("''", ""),
    ("Không rõ", "Không rõ"),
    ("a 'b' c", "a 'b' c"),
    ("users >= 100_000", "users >= 100_000"),
    ("nobody", "nobody"),
    ("1.2.3", "1.2.3"),
    ("3 phút", "3 phút"),
    ("10%", "10%"),
    ("12-factor", "12-factor"),
    (".env", ".env"),
    ("1:30 giờ", "1:30 giờ"),
    ("2026-01", "2026-01"),
    ("e5", "e5"),
    ("0b2", "0b2"),
    ('"\\u0111\\n"', "đ\n"),
    ("|\n  a\n   b\n", "a\n b\n"),
    (">-\n  a\n  b\n", "a b"),
    ("[a, 1, [true, {b: c}]]", ("a", 1, (True, {"b": "c"}))),
    ("{}", {}),
    ("[]", ()),
]


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[repr(text) for text, _ in VALUES])
def test_a_value(text: str, value: object) -> None:
    document = read_yaml("f.yaml", f"a: {text}")
    assert document.value == {"a": value}
    assert type(document.value["a"]) is type(value)


def test_minus_zero_is_zero() -> None:
    assert str(read_yaml("f.yaml", "[-0.0, -0]").value) == "(0.0, 0)"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n"])
def test_a_file_without_content_has_no_value(text: str) -> None:
    document = read_yaml("f.yaml", text)
    assert document.value is None
    assert document.place(()) == (1, 1)


def test_bytes_with_a_mark_and_carriage_returns_read_like_plain_text() -> None:
    plain = "a: một\nb: [1,\n  hai]\n"
    bytes_ = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    assert plain_text("f.yaml", bytes_) == plain
    first, second = read_yaml("f.yaml", plain), read_yaml("f.yaml", bytes_)
    assert first == second
    assert second.value == {"a": "một", "b": (1, "hai")}


EXAMPLE = """\
# Kiểm thử
đội:
  - id: một
    when:   teams >= 2
  - {id: "hai", when: 'users > 1'}
note: >
  dài
"""


@pytest.mark.parametrize(
    ("path", "place", "key_place"),
    [
        ((), (2, 1), (2, 1)),
        (("đội",), (3, 3), (2, 1)),
        (("đội", 0), (3, 5), (3, 5)),
        (("đội", 0, "id"), (3, 9), (3, 5)),
        (("đội", 0, "when"), (4, 13), (4, 5)),
        (("đội", 1), (5, 5), (5, 5)),
        (("đội", 1, "when"), (5, 23), (5, 17)),
        (("note",), (6, 7), (6, 1)),
        (("đội", 0, "missing", 3), (3, 5), (3, 5)),
        (("missing",), (2, 1), (2, 1)),
    ],
)
def test_places(
    path: tuple[str | int, ...], place: tuple[int, int], key_place: tuple[int, int]
) -> None:
    document = read_yaml("f.yaml", EXAMPLE)
    assert document.place(path) == place
    assert document.key_place(path) == key_place
    assert document.problem(path, "x") == Problem("f.yaml", *place, "x")
    assert document.key_problem(path, "x") == Problem("f.yaml", *key_place, "x")


INSIDE = [
    "when: users > 1 and ‸tex",
    "when:   'users > 1 and ‸tex'",
    'when: "users > 1 and ‸tex"',
    "when: 'x in [''drawn'', ''đã''] and ‸tex'",
    "when: >-\n  users > 1\n  and ‸tex",
    "when: |\n    users > 1\n\n      and ‸tex\n",
    "when: users > 1\n  and ‸tex",
    'when: "users > 1\n\n  and ‸tex"',
    "when: ‸tex",
    "{when: ['đã', ‸tex]}",
]


@pytest.mark.parametrize("text", INSIDE, ids=range(len(INSIDE)))
def test_places_inside_a_text(text: str) -> None:
    clean, line, column = marked(text)
    document = read_yaml("f.yaml", clean)
    path = ("when", 1) if text.startswith("{") else ("when",)
    value = document.at(path)
    before = value[: value.index("tex")]
    inside = Problem("", before.count("\n") + 1, len(before) - before.rfind("\n"), "no fact")
    assert document.moved(path, [inside]) == [Problem("f.yaml", line, column, "no fact")]


@pytest.mark.parametrize("column", [10, 11, 99])
def test_a_place_beyond_a_text_is_its_last_character(column: int) -> None:
    document = read_yaml("f.yaml", "when: 'users > 10 '\nthen: x\n")
    assert document.moved(("when",), [Problem("", 1, column, "m")]) == [
        Problem("f.yaml", 1, 17, "m")
    ]


def test_places_inside_what_is_not_there() -> None:
    document = read_yaml("f.yaml", "a: 1\nb:\n  c: 2\n")
    assert document.moved(("b", "x"), [Problem("", 1, 5, "m")]) == [Problem("f.yaml", 3, 3, "m")]
    assert document.moved(("a",), [Problem("", 1, 5, "m")]) == [Problem("f.yaml", 1, 4, "m")]


def test_every_unseen_character_is_known_and_no_letter() -> None:
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        category = unicodedata.category(character)
        refused = UNSEEN.match(character) is not None
        if category in unseen and character != "\n":
            assert refused, hex(code)
        if category in {"Ll", "Lu", "Nd", "Po", "Sc", "Zs"}:
            assert not refused, hex(code)


def test_problems_print_one_to_a_line() -> None:
    error = KnowledgeError([Problem("a.yaml", 1, 2, "x"), Problem("b.yaml", 30, 4, "y")])
    assert str(error) == "a.yaml:1:2  x\nb.yaml:30:4  y"
