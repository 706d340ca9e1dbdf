"""Reading a folder: which files are taken, what is refused, and the hash of what was read."""

import random
import re
from pathlib import Path

import pytest

from knowledge import KnowledgeError, Problem, check_folder, read_files, read_folder

BOM = "\ufeff"


def test_a_sound_folder_becomes_a_rule_base(small_base: Path) -> None:
    base = read_folder(small_base)
    assert list(base.topics) == ["scale", "team", "delivery", "system"]
    assert list(base.stages) == [1, 2, 3, 4]
    assert base.facts["test_minutes"].range == (0, 1440)
    assert str(base.conditions["slow-tests"]) == "test_minutes > 2"
    assert base.derived["services_per_team"].facts == {"services", "teams"}
    assert set(base.done) == {"write-tests", "run-ci"}
    assert base.number is None
    assert check_folder(small_base) == ()


def test_rules_keep_the_order_of_files_and_lists(small_base: Path) -> None:
    rules = list(read_folder(small_base).rules)
    assert rules[:3] == ["slow-tests", "deploys-block", "no-ci"]
    assert rules[4:6] == ["python-framework", "other-framework"]
    assert rules[-1] == "lockstep-services"


def test_a_rule_base_cannot_be_changed(small_base: Path) -> None:
    base = read_folder(small_base)
    with pytest.raises(TypeError):
        base.rules["new"] = base.rules["slow-tests"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        base.number = 7  # type: ignore[misc]


def test_files_and_folder_give_the_same(small_base: Path, small_files: dict[str, str]) -> None:
    from_disk, given = read_folder(small_base), read_files(small_files, number=4)
    assert dict(from_disk.files) == dict(given.files) == small_files
    assert from_disk.hash == given.hash
    assert given.number == 4


def test_what_was_read_gives_the_same_hash_again(small_files: dict[str, str]) -> None:
    first = read_files(small_files)
    assert read_files(first.files).hash == first.hash
    assert re.fullmatch("[0-9a-f]{64}", first.hash)


def test_line_ends_marks_and_order_do_not_change_the_hash(small_files: dict[str, str]) -> None:
    mixed = [(path, BOM + text.replace("\n", "\r\n")) for path, text in small_files.items()]
    random.Random(1).shuffle(mixed)
    base = read_files(dict(mixed))
    assert base.hash == read_files(small_files).hash
    assert dict(base.files) == small_files


def test_line_ends_and_marks_on_disk_do_not_change_the_hash(small_base: Path) -> None:
    before = read_folder(small_base).hash
    for file in small_base.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_bytes((BOM + text.replace("\n", "\r\n")).encode())
    assert read_folder(small_base).hash == before


@pytest.mark.parametrize("change", [("# ", "#  "), ("rules/stack.yaml", "rules/stacks.yaml")])
def test_every_other_change_changes_the_hash(
    small_files: dict[str, str], change: tuple[str, str]
) -> None:
    changed = {
        path.replace(*change): text.replace(*change, 1) for path, text in small_files.items()
    }
    assert changed != small_files
    assert read_files(changed).hash != read_files(small_files).hash


def only_problem(folder: Path) -> Problem:
    (problem,) = check_folder(folder)
    return problem


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "nowhere")
    assert problem.file == "nowhere"
    assert "there is no such folder" in problem.message


def test_an_unknown_file_is_named(small_base: Path) -> None:
    (small_base / "fact.yaml").write_text("{}")
    problem = only_problem(small_base)
    assert problem.file == "fact.yaml"
    assert "did you mean `facts.yaml`?" in problem.message


@pytest.mark.parametrize("name", ["README.md", ".stages.yaml.swp", "rules/Odd.yaml", "rules/a.yml"])
def test_other_unknown_files_are_named(small_base: Path, name: str) -> None:
    (small_base / name).write_text("- nothing to read")
    assert only_problem(small_base).file == name


def test_an_unknown_folder_is_named(small_base: Path) -> None:
    (small_base / "old").mkdir()
    (small_base / "old" / "rules.yaml").write_text("[]")
    problem = only_problem(small_base)
    assert problem.file == "old"
    assert "only cases and rules are" in problem.message


def test_a_folder_in_rules_is_named(small_base: Path) -> None:
    (small_base / "rules" / "rules").mkdir()
    assert only_problem(small_base).file == "rules/rules"


def test_a_link_is_not_followed(small_base: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    (small_base / "slots.yaml").rename(outside)
    (small_base / "slots.yaml").symlink_to(outside)
    problem = only_problem(small_base)
    assert problem.file == "slots.yaml"
    assert "is a link" in problem.message


def test_a_link_to_a_folder_is_not_followed(small_base: Path, tmp_path: Path) -> None:
    (small_base / "cases").rename(tmp_path / "elsewhere")
    (small_base / "cases").symlink_to(tmp_path / "elsewhere")
    assert "is a link" in next(each.message for each in check_folder(small_base))


def test_a_huge_file_is_not_read(small_base: Path) -> None:
    with (small_base / "rules" / "stack.yaml").open("a") as file:
        file.write("#" * 300_000)
    problem = only_problem(small_base)
    assert problem.file == "rules/stack.yaml"
    assert "at most 262,144 are read" in problem.message


def test_too_many_files_are_not_read(small_base: Path) -> None:
    for number in range(200):
        (small_base / "rules" / f"more-{number}.yaml").write_text("")
    assert "more than 100 files" in only_problem(small_base).message


def test_too_much_text_is_not_read(small_files: dict[str, str]) -> None:
    more = {f"rules/more-{number}.yaml": "#" * 250_000 for number in range(20)}
    with pytest.raises(KnowledgeError, match="at most 4,194,304 are read"):
        read_files(small_files | more)


def test_too_many_items_are_not_read(small_files: dict[str, str]) -> None:
    small_files["levels.yaml"] = "".join(f"level-{number}: {{}}\n" for number in range(5_000))
    with pytest.raises(KnowledgeError, match="at most 5,000 are taken"):
        read_files(small_files)


def test_after_many_problems_no_more_are_looked_for(small_files: dict[str, str]) -> None:
    rule = "- {{id: rule-{0}, when: nothing_{0} > 1, because: {{vi: a, en: b}}, source: nobody}}\n"
    small_files["rules/more.yaml"] = "".join(map(rule.format, range(1_000)))
    with pytest.raises(KnowledgeError) as error:
        read_files(small_files)
    assert len(error.value.problems) == 501
    assert "more than 500 problems" in error.value.problems[0].message


def test_bytes_that_are_no_text_have_a_place(small_base: Path) -> None:
    file = small_base / "topics.yaml"
    file.write_bytes(file.read_bytes().replace(b"Scale", b"Sc\xffle"))
    problem = only_problem(small_base)
    assert (problem.file, problem.line, problem.column) == ("topics.yaml", 2, 29)
    assert "not UTF-8" in problem.message


def test_an_empty_folder_names_every_file(tmp_path: Path) -> None:
    files = [problem.file for problem in check_folder(tmp_path)]
    assert "facts.yaml" in files
    assert "rules/" in files
    assert len(files) == 13


def test_problems_come_in_the_order_of_their_places(small_files: dict[str, str]) -> None:
    del small_files["slots.yaml"]
    broken = {
        path: text.replace("source: ours", "sorce: ours") for path, text in small_files.items()
    }
    with pytest.raises(KnowledgeError) as error:
        read_files(broken)
    problems = error.value.problems
    assert list(problems) == sorted(problems)
    assert len({problem.file for problem in problems}) > 3
