"""The small rule base, changed as rule bases change over the years."""

from collections.abc import Iterator, Mapping

from knowledge import RuleBase

Files = Mapping[str, str]


def replaced(files: Files, old: str, new: str) -> dict[str, str]:
    """The files with one piece of text written otherwise, wherever it stands."""
    changed = {path: text.replace(old, new) for path, text in files.items()}
    assert changed != files, old
    return changed


def years(small: RuleBase) -> Iterator[Files]:
    """Four rule bases in a row: other rules, one limit changed, much renamed, much removed."""
    yield small.files
    stricter = replaced(small.files, "when: teams >= 2\n", "when: teams >= 3\n")
    yield stricter
    renamed = replaced(stricter, "two-teams", "twin-teams")
    renamed = replaced(renamed, "deploy_lock", "deploy_queue")
    renamed = replaced(renamed, "enforced", "held")
    yield renamed
    fewer = replaced(renamed, "few-hands, ", "")
    start = fewer["rules/stage.yaml"].index("- id: few-hands")
    end = fewer["rules/stage.yaml"].index("- id: lockstep-services")
    rules = fewer["rules/stage.yaml"][:start] + fewer["rules/stage.yaml"][end:]
    fewer = {**fewer, "rules/stage.yaml": rules}
    unclear = "    unclear: {label: {vi: lựa chọn unclear, en: option unclear}}\n"
    yield replaced(fewer, unclear, "")
