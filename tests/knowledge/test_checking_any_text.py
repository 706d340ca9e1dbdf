"""Whatever is typed into the files, the answer is a rule base or problems with places."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeError, Problem, read_files

SMALL = Path(__file__).parent / "small"
FILES = {
    file.relative_to(SMALL).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(SMALL.rglob("*.yaml"))
}
SCRAPS = [
    *("", "\n", " ", "\n  ", "- ", ": ", ", ", "'", '"', "{", "}", "[", "]", "|", ">", "#", "&a"),
    *("*a", "!!x ", "---\n", "%", "@", "?", "<<: ", "no", "~", "0", "9" * 20, "1e9", "true"),
    *("null", "id: ", "when: ", "\t", "\u200b", "\x00", "\ud800", "é"),
]
EDIT = st.tuples(
    st.sampled_from(sorted(FILES)),
    st.integers(min_value=0, max_value=3_000),
    st.integers(min_value=0, max_value=40),
    st.sampled_from(SCRAPS),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    edits=st.lists(EDIT, min_size=1, max_size=4),
    gone=st.sets(st.sampled_from(sorted(FILES)), max_size=2),
)
def test_any_text_gives_a_rule_base_or_problems(
    edits: list[tuple[str, int, int, str]], gone: set[str]
) -> None:
    files = dict(FILES)
    for file, start, length, scrap in edits:
        files[file] = files[file][:start] + scrap + files[file][start + length :]
    for file in gone:
        del files[file]
    for problem in problems_of(files):
        lines = files.get(problem.file, "").count("\n") + 1
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.message


def problems_of(files: dict[str, str]) -> tuple[Problem, ...]:
    """None if the files are a rule base; a KnowledgeError without any would be a fault."""
    try:
        read_files(files)
    except KnowledgeError as error:
        return error.problems or (Problem("", 0, 0, ""),)
    return ()
