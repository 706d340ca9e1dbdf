"""Two sets of edits put together: nothing is lost, nothing is made up."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.merging import MOST_ROUNDS, Chunk, matches, merge_files, merge_texts

LINES = st.lists(st.sampled_from(["a", "b", "c", "- id: x", "  when: y", ""]), max_size=14)
TEXTS = LINES.map(lambda lines: "".join(f"{line}\n" for line in lines))
ANY_TEXT = TEXTS | st.text(max_size=40)
FILES = st.dictionaries(st.sampled_from(["a.yaml", "b.yaml", "c.yaml"]), TEXTS)
SIDES = {"mine": "theirs", "theirs": "mine"}


def joined(chunks: tuple[Chunk, ...], side: str) -> str:
    return "".join(line for chunk in chunks for line in getattr(chunk, side))


def flipped(chunks: tuple[Chunk, ...]) -> list[tuple]:
    return [(SIDES.get(c.kind, c.kind), c.base, c.theirs, c.mine, c.line) for c in chunks]


# Texts


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_every_line_of_every_text_is_in_one_chunk(base: str, mine: str, theirs: str) -> None:
    chunks = merge_texts(base, mine, theirs)
    assert [joined(chunks, side) for side in ("base", "mine", "theirs")] == [base, mine, theirs]


@given(TEXTS, TEXTS)
def test_edits_of_one_side_alone_come_out_as_they_are(base: str, other: str) -> None:
    assert joined(merge_texts(base, other, base), "lines") == other
    assert joined(merge_texts(base, base, other), "lines") == other
    assert joined(merge_texts(base, other, other), "lines") == other


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_is_who(base: str, mine: str, theirs: str) -> None:
    here, there = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    assert flipped(here) == [(c.kind, c.base, c.mine, c.theirs, c.line) for c in there]


@given(TEXTS, TEXTS, TEXTS)
def test_a_chunk_is_named_for_who_changed_it(base: str, mine: str, theirs: str) -> None:
    for chunk in merge_texts(base, mine, theirs):
        changed = (chunk.mine != chunk.base, chunk.theirs != chunk.base)
        alike = chunk.mine == chunk.theirs
        both = "both" if alike else "conflict"
        kinds = {(False, False): "same", (True, False): "mine", (False, True): "theirs"}
        assert chunk.kind == kinds.get(changed, both)


@given(TEXTS, TEXTS, TEXTS)
def test_a_chunk_knows_its_line(base: str, mine: str, theirs: str) -> None:
    line = 1
    for chunk in merge_texts(base, mine, theirs):
        assert chunk.line == line
        line += len(chunk.base)


@given(LINES, st.integers(0, 13), st.integers(0, 13))
def test_edits_apart_from_each_other_never_overlap(lines: list[str], one: int, two: int) -> None:
    numbered = [f"{number} {line}\n" for number, line in enumerate([*lines, *"abcdefghijklmnop"])]
    low, high = min(one, two), max(one, two)
    if high - low < 2:
        high = low + 2
    base = "".join(numbered)
    mine, theirs, all_ = list(numbered), list(numbered), list(numbered)
    mine[low] = all_[low] = "mine\n"
    theirs[high] = all_[high] = "theirs\n"
    chunks = merge_texts(base, "".join(mine), "".join(theirs))
    assert "conflict" not in {chunk.kind for chunk in chunks}
    assert joined(chunks, "lines") == "".join(all_)


def test_the_same_line_edited_differently_is_a_conflict() -> None:
    chunks = merge_texts("a\nb\nc\n", "a\nB\nc\n", "a\nbb\nc\n")
    assert [(c.kind, c.base, c.mine, c.theirs, c.line) for c in chunks] == [
        ("same", *(("a\n",),) * 3, 1),
        ("conflict", ("b\n",), ("B\n",), ("bb\n",), 2),
        ("same", *(("c\n",),) * 3, 3),
    ]


def test_a_made_up_text_cannot_ask_for_endless_rounds() -> None:
    # Each line is unique only within what the round before left.
    numbers = [str(number % 5_000) for number in range(20_000)]
    text, other = "\n".join(numbers), "\n".join([*numbers[7:], *numbers[:7]])
    chunks = merge_texts(text, other, text)
    assert joined(chunks, "lines") == other
    assert MOST_ROUNDS < 100


@given(LINES, LINES)
def test_matched_lines_are_equal_and_in_order(one: list[str], two: list[str]) -> None:
    pairs = matches(tuple(one), tuple(two))
    assert all(one[a] == two[b] for a, b in pairs)
    assert pairs == sorted(set(pairs))
    assert [b for _, b in pairs] == sorted({b for _, b in pairs})


# Files


@given(FILES, FILES)
def test_files_of_one_side_alone_come_out_as_they_are(base: dict, other: dict) -> None:
    assert merge_files(base, other, base).files == other
    assert merge_files(base, base, other).files == other
    assert merge_files(base, other, other).files == other


@given(FILES, FILES, FILES)
def test_a_file_comes_out_or_conflicts_never_both(base: dict, mine: dict, theirs: dict) -> None:
    merge = merge_files(base, mine, theirs)
    assert not merge.files.keys() & merge.conflicts.keys()
    gone = {path for path in base if path not in mine or path not in theirs}
    assert {*base, *mine, *theirs} - gone <= {*merge.files, *merge.conflicts}
    assert merge.is_clean == (not merge.conflicts)


def test_a_file_changed_here_and_removed_there_is_a_conflict() -> None:
    merge = merge_files({"a": "x\n"}, {"a": "y\n"}, {})
    assert list(merge.conflicts) == ["a"]
    assert merge_files({"a": "x\n"}, {}, {"a": "x\n"}).files == {}
    assert merge_files({}, {"a": "x\n"}, {"a": "y\n"}).conflicts.keys() == {"a"}
