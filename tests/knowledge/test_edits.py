"""One value of a file changes, and nothing around it: checked on every shipped file."""

import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.characters import unseen
from knowledge.edits import added, path_at, removed, replaced, rewritten
from knowledge.problems import KnowledgeError
from knowledge.reading import read_yaml

BASE = Path(__file__).resolve().parents[2] / "knowledge/base"
FILES = {
    file.relative_to(BASE).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(BASE.rglob("*.yaml"))
}
VALUES = {file: read_yaml(file, text).value for file, text in FILES.items()}
SMALL = """\
# The head.

- id: one   # its name
  when: users > 5
  title: {vi: Một, en: One}
  because:
    vi: >-
      Một dòng
      rồi hai.

    # In English, too.
    en: |
      As it is.
  advise: [a, b]   # both

# About the second.
- id: two
  tools:
  - top
  # in between
  - jq
"""


def walked(value, path=()) -> Iterator[tuple]:
    """Every path with its value."""
    yield path, value
    if not isinstance(value, dict | tuple):
        return
    for step, part in value.items() if isinstance(value, dict) else enumerate(value):
        yield from walked(part, (*path, step))


PATHS = {file: list(walked(value)) for file, value in VALUES.items()}
LISTS = {
    file: found
    for file, pairs in PATHS.items()
    if (found := [(path, value) for path, value in pairs if isinstance(value, tuple) and value[1:]])
}
texts = some.text(min_size=1, max_size=200).filter(lambda text: not any(unseen(text)))
hard_words = some.sampled_from(
    ["no", "1e3", "012", "- a", "a: b", "a #b", " a", "a ", "'", '"', "[", "{a", "}", ", ", "*a",
     "&a", "!a", "%", "@", "`", "? a", "|", ">", "---", "...", "\n", "a\nb", "a\n\nb\n", "\\",
     "~", "=", "null"]
)  # fmt: skip
sentences = some.lists(some.sampled_from(["quy tắc", "hai:", "đội,", "#", "mã"]), max_size=60)
scalars = (
    texts
    | hard_words
    | sentences.map(" ".join).filter(bool)
    | some.integers(-(10**15), 10**15)
    | some.booleans()
)


def comments(text: str) -> list[str]:
    """Lines that hold nothing but a comment."""
    return re.findall(r"(?m)^\s*#.*$", text)


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that an edit took out or put in, with their sign."""
    lines = ndiff(before.split("\n"), after.split("\n"))
    return sorted(line for line in lines if line[0] in "+-")


def at(value, path):
    for step in path:
        value = value[step]
    return value


@settings(max_examples=50)
@given(some.data())
def test_a_value_is_replaced_and_nothing_else(data):
    file = data.draw(some.sampled_from(sorted(FILES)))
    leaves = [path for path, value in PATHS[file] if not isinstance(value, dict | tuple)]
    path, new = data.draw(some.sampled_from(leaves)), data.draw(scalars)
    text = replaced(file, FILES[file], path, new)
    others = [
        pair for pair in walked(read_yaml(file, text).value) if pair[0] != path[: len(pair[0])]
    ]
    assert at(read_yaml(file, text).value, path) == new
    assert others == [pair for pair in PATHS[file] if pair[0] != path[: len(pair[0])]]
    assert comments(text) == comments(FILES[file])


@settings(max_examples=50)
@given(some.data())
def test_a_part_comes_and_goes_without_a_trace(data):
    file = data.draw(some.sampled_from(sorted(LISTS)))
    path, items = data.draw(some.sampled_from(LISTS[file]))
    where = data.draw(some.sampled_from([*range(len(items)), None]))
    item = data.draw(some.sampled_from(items))
    place = len(items) if where is None else where
    text = added(file, FILES[file], (*path, place), item, where)
    longer = (*items[:place], item, *items[place:])
    assert at(read_yaml(file, text).value, path) == longer
    assert comments(text) == comments(FILES[file])
    back = removed(file, text, (*path, place))
    assert at(read_yaml(file, back).value, path) == items
    assert comments(back) == comments(FILES[file])


@settings(max_examples=50)
@given(some.data())
def test_an_item_is_removed_and_its_neighbours_stay(data):
    file = data.draw(some.sampled_from(sorted(FILES)))
    path, _ = data.draw(some.sampled_from(PATHS[file][1:]))
    value = read_yaml(file, removed(file, FILES[file], path)).value
    parent = at(VALUES[file], path[:-1])
    if isinstance(parent, dict):
        assert at(value, path[:-1]) == {k: v for k, v in parent.items() if k != path[-1]}
    else:
        assert at(value, path[:-1]) == parent[: path[-1]] + parent[path[-1] + 1 :]


@settings(max_examples=50)
@given(some.data())
def test_one_item_becomes_another_in_few_places(data):
    file = data.draw(some.sampled_from(sorted(FILES)))
    items = VALUES[file]
    keys = list(items) if isinstance(items, dict) else range(len(items))
    one, other = data.draw(some.sampled_from(keys)), data.draw(some.sampled_from(keys))
    text = rewritten(file, FILES[file], (one,), items[other])
    value = read_yaml(file, text).value
    assert value[one] == items[other]
    assert [value[key] for key in keys if key != one] == [items[key] for key in keys if key != one]


@pytest.mark.parametrize("file", FILES)
def test_writing_what_is_there_changes_nothing(file):
    assert rewritten(file, FILES[file], (), VALUES[file]) == FILES[file]


def test_a_limit_changes_on_its_own_line():
    text = rewritten("rules/signs.yaml", FILES["rules/signs.yaml"], (0, "when"), "test_minutes > 5")
    assert changed_lines(FILES["rules/signs.yaml"], text) == [
        "+   when: test_minutes > 5",
        "-   when: test_minutes > 2",
    ]


@pytest.mark.parametrize(
    ("path", "new", "lines"),
    [
        ((0, "id"), "uno", ["- - id: one   # its name", "+ - id: uno   # its name"]),
        (
            (0, "title", "en"),
            "A: B",
            ["-   title: {vi: Một, en: One}", '+   title: {vi: Một, en: "A: B"}'],
        ),
        ((0, "advise"), ("a",), ["-   advise: [a, b]   # both", "+   advise: [a]   # both"]),
        ((0, "because", "en"), "Short.", ["-     en: |", "-       As it is.", "+     en: Short."]),
        ((1, "tools"), ("top", "vi", "jq"), ["+   - vi"]),
        ((1, "tools"), ("jq",), ["-   - top"]),
        ((0,), {"id": "one"}, None),
    ],
)
def test_an_edit_touches_only_its_lines(path, new, lines):
    text = rewritten("a.yaml", SMALL, path, new)
    assert at(read_yaml("a.yaml", text).value, path) == new
    if lines:
        assert changed_lines(SMALL, text) == sorted(lines)


def test_a_long_text_is_wrapped_as_the_house_does():
    text = replaced("a.yaml", SMALL, (0, "because", "en"), "word " * 40 + "end")
    assert "    en: >-\n      word word" in text
    assert max(map(len, text.split("\n"))) <= 100


def test_a_bracket_that_grows_too_long_is_spread():
    text = replaced("a.yaml", SMALL, (0, "title", "en"), "word " * 20 + "end")
    assert "  title:\n    vi: Một\n    en: >-\n" in text


@pytest.mark.parametrize("change", [rewritten, replaced, lambda *all_of: removed(*all_of[:3])])
def test_a_place_that_is_not_there_is_refused_by_its_nearest(change):
    with pytest.raises(KnowledgeError, match=r"a.yaml:3:3  there is no such part"):
        change("a.yaml", SMALL, (0, "unless"), "x")


@pytest.mark.parametrize("path", [(0, "id", "x"), (0, "id", 0), (0, "advise", "x"), (0, "id")])
def test_nothing_is_added_where_nothing_can_be(path):
    with pytest.raises(KnowledgeError, match="edit the YAML"):
        added("a.yaml", SMALL, path, "x")


@pytest.mark.parametrize(
    "text",
    [
        "- |+\n  a\n\n- b\n",
        "- - a\n  - b\n",
        "a: {b: 1, # one\n  c: 2}\n",
        "? a\n: b\n",
        "[a,\n b # c\n]\n",
    ],
)
def test_odd_layout_is_changed_rightly_or_not_at_all(text):
    for path, value in walked(read_yaml("a.yaml", text).value):
        for new in ("x", ("x", "y"), {"x": "y"}):
            after = text
            with suppress(KnowledgeError):
                after = replaced("a.yaml", text, path, new)
            assert at(read_yaml("a.yaml", after).value, path) == (value if after == text else new)


def test_a_hidden_character_is_refused_with_its_place():
    with pytest.raises(KnowledgeError, match="ZERO WIDTH SPACE"):
        replaced("a.yaml", SMALL, (0, "id"), "o\u200bne")


@pytest.mark.parametrize("file", FILES)
def test_every_value_is_found_again_by_its_place(file):
    document = read_yaml(file, FILES[file])
    for path, value in PATHS[file][1:]:
        if not isinstance(value, dict | tuple):
            assert path_at(document, *document.place(path)) == path
