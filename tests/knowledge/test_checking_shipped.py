"""The shipped rule base is sound, and many mistakes in it at once are all named."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knowledge import KnowledgeError, Problem, check_folder, read_files

SHIPPED = Path(__file__).resolve().parents[2] / "knowledge" / "base"
TEXT = "{vi: Một câu., en: A sentence.}"


@dataclass
class Spoiler:
    """Makes mistakes in the text of files and remembers where each has to be named."""

    files: dict[str, str]
    expected: list[tuple[str, str, str]] = field(default_factory=list)

    def change(self, where: str, old: str, new: str, words: str) -> None:
        """Replace the first match of a pattern in the files that start with `where`.

        `§` in the new text stands where the problem has to be.
        """
        for file in sorted(self.files):
            match = (
                re.search(old, self.files[file], re.MULTILINE) if file.startswith(where) else None
            )
            if match:
                self.put(file, match.span(), match.expand(new), words)
                return
        raise AssertionError(f"no {old!r} in {where}")

    def add(self, file: str, new: str, words: str) -> None:
        """Append to a file."""
        end = len(self.files.setdefault(file, ""))
        self.put(file, (end, end), new, words)

    def put(self, file: str, span: tuple[int, int], new: str, words: str) -> None:
        before, after = self.files[file][: span[0]], self.files[file][span[1] :]
        self.files[file] = before + new + after
        self.expected.append((file, new.partition("§")[2] or new, words))

    def places(self) -> dict[tuple[str, int], str]:
        """Take the marks away: the line of each mistake -> its words."""
        found = {}
        for file, rest, words in self.expected:
            before = self.files[file].partition("§" + rest)[0]
            found[file, before.count("\n") + 1] = words
        self.files = {file: text.replace("§", "") for file, text in self.files.items()}
        return found


@pytest.fixture
def shipped() -> dict[str, str]:
    """The shipped files, path -> text."""
    return {
        file.relative_to(SHIPPED).as_posix(): file.read_text(encoding="utf-8")
        for file in SHIPPED.rglob("*.yaml")
    }


def test_the_shipped_base_is_sound() -> None:
    assert check_folder(SHIPPED) == ()


def test_many_mistakes_at_once_are_all_named(shipped: dict[str, str]) -> None:
    spoiler = Spoiler(shipped)
    spoil_facts_and_rules(spoiler)
    spoil_all_else(spoiler)
    expected = spoiler.places()
    problems = problems_of(spoiler.files)
    told = "\n".join(map(str, problems))
    assert len(expected) >= 20
    assert {(each.file, each.line) for each in problems} == expected.keys(), told
    for each in problems:
        assert expected[each.file, each.line] in each.message
    assert len(problems) == len(expected), told


def problems_of(files: dict[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as error:
        read_files(files)
    return error.value.problems


def spoil_facts_and_rules(spoiler: Spoiler) -> None:
    rule = f"  because: {TEXT}\n  source: ours\n"
    spoil = spoiler.change
    spoil(
        "rules/",
        r"when: test_minutes > 2$",
        "when: §test_minute > 2",
        "did you mean `test_minutes`",
    )
    spoil("rules/", r"when: team_size >= 2$", "when: §team_size >= 'two'", "team_size")
    spoil(
        "rules/",
        r"when: teams >= 2\n  needs_stage: 3",
        r"when: teams >= 2\n  needs_stage: §5",
        "at most 4",
    )
    spoil(
        "rules/",
        r"^(- id: slow-queries\n(?:  .*\n)*?)  sign:",
        r"\1  §sing:",
        "did you mean `sign`",
    )
    spoil(
        "rules/",
        r"^(- id: few-hands\n(?:  .*\n)*?  source:) .*",
        r"\1 §newspaper",
        "no source `newspaper`",
    )
    spoil(
        "rules/",
        r"^- id: crash-takes-all$",
        r"- §id: crash-takes-all\n  holds_stage: 2",
        "one effect only",
    )
    spoil(
        "rules/",
        r"^  advise: \[",
        "  advise: [§parallel-testing, ",
        "no practice `parallel-testing`",
    )
    spoil(
        "facts.yaml",
        r"^(has_tests:\n(?:  .*\n)*?)  kind: yes_no",
        r"\1  kind: §yesno",
        "did you mean `yes_no`",
    )
    spoil(
        "facts.yaml",
        r"^(deploy_minutes:\n(?:  .*\n)*?)  range: .*",
        r"\1  range: §[9, 1]",
        "the first number",
    )
    spoiler.add(
        "rules/later.yaml",
        f"- §id: seen-nowhere\n  when: users > 77\n  advise: [parallel-tests]\n{rule}",
        "no case in which it fires and none in which it stays silent",
    )
    spoiler.add(
        "rules/stage.yaml",
        f"\n- id: §slow-tests\n  when: users > 7\n  advise: [parallel-tests]\n{rule}",
        "taken",
    )


def spoil_all_else(spoiler: Spoiler) -> None:
    spoil = spoiler.change
    spoil(
        "topics.yaml",
        r"title: (\{vi: [^,]*), en: [^}]*\}",
        r"§title: \1}",
        "the English text is missing",
    )
    spoil("practices.yaml", r"effort: days", "effort: §day", "did you mean `days`")
    spoil("practices.yaml", r"urgent: true", "urgent: §yes", "`yes` is special")
    spoil("components.yaml", r"slot: framework", "slot: §framwork", "no slot `framwork`")
    spoil("sources.yaml", r"basis: read", "basis: §raed", "did you mean `read`")
    spoil("stages.yaml", r"level: beginner", "level: §beginer", "no level `beginer`")
    spoil("levels.yaml", r"^  goal:", "  §gaol:", "did you mean `goal`")
    spoil("systems.yaml", r"best: \d", "best: §9", "at most 4")
    spoil("examples.yaml", r"\bteam_size:", "§teamsize:", "no fact `teamsize`")
    spoil("slots.yaml", r"title: .*", "title: §*other", "alias")
    spoil("cases/", r"\bslow-queries\b", "§slow-querys", "no rule `slow-querys`")
    case = f"- name: {TEXT}\n  answers: "
    spoiler.add(
        "cases/more.yaml",
        f"{case}{{deploy_lock: false}}\n  fires: [§deploys-block]\n",
        "`deploys-block` stays silent",
    )
    spoiler.add(
        "cases/more.yaml", f"{case}{{team_size: §-4}}\n  silent: [two-teams]\n", "must be from 0"
    )
    spoiler.add(
        "sources.yaml",
        f'§never-cited:\n  title: A page\n  basis: read\n  checked: "2026-11-22"\n  says: {TEXT}\n',
        "is used nowhere",
    )
    spoiler.add("notes.yaml", "§- to do\n", "no file of this name is taken")
