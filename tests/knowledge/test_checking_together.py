"""Several mistakes at once: none hides another, and none draws a trail of others."""

from collections.abc import Mapping

import pytest

from knowledge import KnowledgeError, read_files

Files = dict[str, str]


def told(files: Mapping[str, str]) -> list[str]:
    with pytest.raises(KnowledgeError) as error:
        read_files(files)
    return [f"{each.file}:{each.line} {each.message}" for each in error.value.problems]


def change(files: Files, file: str, old: str, new: str) -> None:
    assert files[file].count(old) == 1
    files[file] = files[file].replace(old, new)


def test_files_that_cannot_be_read_cost_only_the_item_they_break_in(small_files: Files) -> None:
    change(small_files, "facts.yaml", "range: [0, 1440]", "range: [0, 1440")
    change(small_files, "facts.yaml", "range: [0, 100]", "range: [100, 0]")
    change(small_files, "rules/stage.yaml", "  when: team_size <= 2", "when: team_size <= 2")
    change(small_files, "rules/stage.yaml", "team_size >= 2", "team_sise >= 2")
    change(small_files, "cases/all.yaml", "fires: [lockstep-services]", "fires: [few-hands]")
    assert [line.split(" ")[0] for line in told(small_files)] == [
        "facts.yaml:44",  # range: [100, 0]
        "facts.yaml:73",  # range: [0, 1440
        "rules/stage.yaml:3",
        "rules/stage.yaml:21",
        "rules/stage.yaml:25",  # lockstep-services fires in no case now
    ]


def test_a_case_is_judged_while_another_rule_is_wrong(small_files: Files) -> None:
    change(small_files, "rules/delivery.yaml", "test_minutes > 2", "test_minutes > 2 or")
    change(
        small_files, "cases/all.yaml", "fires: [slow-and-blocked, no-ci,", "fires: [big-database,"
    )
    lines = told(small_files)
    assert any("fires › 1: `big-database` stays silent" in line for line in lines)
    assert any(line.startswith("rules/delivery.yaml:4 slow-tests › when") for line in lines)
    assert not any("slow-and-blocked › " in line for line in lines)


def test_a_case_is_judged_while_another_fact_is_wrong(small_files: Files) -> None:
    change(small_files, "facts.yaml", "asked_when: has_tests", "asked_when: has_test")
    change(small_files, "cases/all.yaml", "fires: [lockstep-services]", "fires: [few-hands]")
    assert [line.partition(": ")[0] for line in told(small_files)] == [
        "cases/all.yaml:29 “Services in lockstep are merged” › fires › 1",
        "facts.yaml:73 test_minutes › asked_when",
        "rules/stage.yaml:25 lockstep-services",
    ]


def test_the_stage_of_a_case_waits_until_all_rules_are_right(small_files: Files) -> None:
    change(small_files, "rules/stage.yaml", "when: team_size <= 2", "when: team_size <= two")
    change(small_files, "cases/all.yaml", "advised: 4", "advised: 2")
    (only,) = told(small_files)
    assert "few-hands › when" in only


def test_a_key_written_twice_is_found_in_a_broken_file(small_files: Files) -> None:
    change(small_files, "slots.yaml", "en: Database}", "en: Database")
    small_files["slots.yaml"] += "framework:\n  title: {vi: Khung, en: Framework}\n"
    lines = told(small_files)
    assert "slots.yaml:7 the key `framework` is written twice" in lines
    assert len(lines) == 2


def test_an_id_that_is_no_id_is_named_once(small_files: Files) -> None:
    change(small_files, "slots.yaml", "database:", "Database:")
    (only,) = told(small_files)
    assert only.startswith("slots.yaml:3 Database: `Database`: an id is")


def test_a_misspelt_key_is_not_also_missing(small_files: Files) -> None:
    change(small_files, "facts.yaml", "  asked_when: has_tests", "  asked_if: has_tests")
    (only,) = told(small_files)
    assert only.startswith("facts.yaml:73 test_minutes › asked_if: unknown key")


def test_a_lost_file_draws_no_problems_in_others(small_files: Files) -> None:
    small_files["facts.yaml"] = "#" * 300_000
    (only,) = told(small_files)
    assert only.startswith("facts.yaml:1 the file has 300,000 bytes")


def test_a_missing_file_draws_no_problems_in_others(small_files: Files) -> None:
    del small_files["practices.yaml"]
    (only,) = told(small_files)
    assert only.startswith("practices.yaml:1 this file is missing")
