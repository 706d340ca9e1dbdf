"""The plain values of a sheet to items: each error of pydantic gets its place in the file.

An item with an error is mended where it can be (an unknown key left out, a placeholder for a
missing text), so that everything else about it is still checked; its mended parts count as
spoiled. An item that cannot be mended is lost, but its id still counts as written.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError

from knowledge.guessing import nearest
from knowledge.mending import Unmendable, mended, real_path
from knowledge.model import Part
from knowledge.problems import did_you_mean
from knowledge.recovery import words_of
from knowledge.sheets import MOST_PROBLEMS, Key, Path, Sheet
from knowledge.wording import Error, message_for

MOST_ROUNDS = 4


def fill(sheet: Sheet) -> None:
    """Give a sheet its items and add the problems that its schema finds."""
    value = sheet.document.value
    if sheet.unread:
        return
    try:
        sheet.items = items_of(sheet.form.adapter.validate_python(value))
    except ValidationError as error:
        report_errors(sheet, error.errors(include_url=False))
        if isinstance(value, dict if sheet.form.ids else tuple):
            fill_one_by_one(sheet)
        else:
            sheet.lost |= words_of(sheet.document.text)
    if not value and not sheet.problems:
        sheet.report((), f"holds no {sheet.form.word}")


def items_of(value: Any) -> dict[Key, Any]:
    """Items by key, or by place in a list."""
    return value if isinstance(value, dict) else dict(enumerate(value))


def fill_one_by_one(sheet: Sheet) -> None:
    """Take the items that are sound or can be mended; keep the words of the others."""
    for key, raw in items_of(sheet.document.value).items():
        item = usable_item(sheet, key, raw)
        if item is None:
            sheet.lost |= words_of(f"{key} {raw}") | {id_meant(key, raw)}
            sheet.spoil([(key,)])
        else:
            sheet.items[key] = item


def id_meant(key: Key, raw: object) -> str:
    """The id of an item without what may not be in one: what others most likely call it."""
    name = raw.get("id") if isinstance(key, int) and isinstance(raw, dict) else key
    return re.sub(r"[^a-z0-9_-]", "", str(name).lower())


def usable_item(sheet: Sheet, key: Key, raw: object) -> Part | None:
    """The item made of a plain value, mended if need be; None if that cannot be done."""
    check = sheet.form.adapter.validate_python
    for _ in range(MOST_ROUNDS):
        try:
            items = items_of(check({key: raw} if sheet.form.ids else (raw,)))
            return next(iter(items.values()), None)
        except ValidationError as error:
            inside = [{**each, "loc": each["loc"][1:]} for each in error.errors(include_url=False)]
            try:
                raw = mended(raw, inside)
            except Unmendable:
                break
    return None


def report_errors(sheet: Sheet, errors: Sequence[Error]) -> None:
    """One problem for each wrong place; what is wrong there is not looked at again."""
    groups: dict[Path, list[Error]] = {}
    for error in errors:
        groups.setdefault(real_path(sheet.document.value, error), []).append(error)
    unknown = unknown_keys(groups)
    meant = {report_unknown_key(sheet, path, groups) for path in islice(unknown, MOST_PROBLEMS)}
    for path in islice(groups.keys() - unknown - meant, MOST_PROBLEMS):
        report_group(sheet, path, groups[path])
    sheet.spoil(groups.keys() | meant)


def unknown_keys(groups: Mapping[Path, list[Error]]) -> set[Path]:
    return {path for path, errors in groups.items() if errors[0]["type"] == "extra_forbidden"}


def report_unknown_key(sheet: Sheet, path: Path, groups: Mapping[Path, list[Error]]) -> Path:
    """Name an unknown key; returns the path of the key that it most likely stands for."""
    *parent, key = path
    known = keys_at(sheet.form.item, parent[1:])
    absent = [each for each in known if groups_miss(groups, (*parent, each))]
    guess = nearest(str(key), absent) or nearest(str(key), known)
    proposal = did_you_mean(str(key), [guess]) if guess else f"; known: {', '.join(known)}"
    sheet.report(path, f"unknown key{proposal}", at_key=True)
    return (*parent, guess) if guess else path


def groups_miss(groups: Mapping[Path, list[Error]], path: Path) -> bool:
    return path in groups and groups[path][0]["type"] == "missing"


def report_group(sheet: Sheet, path: Path, errors: Sequence[Error]) -> None:
    message = message_for(errors)
    if errors[0]["type"] == "missing":
        sheet.report(path[:-1], message, at_key=True)
    else:
        sheet.report(path, message, at_key="[key]" in errors[0]["loc"][-1:])


def keys_at(annotation: Any, path: Sequence[Key]) -> list[str]:
    """The keys that the schema knows at a path below an annotation."""
    for step in path:
        annotation = part_of(bare(annotation), step)
    return list(bare(annotation).model_fields)


def bare(annotation: Any) -> Any:
    """An annotation without Annotated and "or null"."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation


def part_of(annotation: Any, step: Key) -> Any:
    """The annotation of one part: a field of a model, an item of a tuple, a mapping's value."""
    if get_origin(annotation) is None:
        return annotation.model_fields[step].annotation
    kinds = get_args(annotation)
    return kinds[0] if get_origin(annotation) is tuple else kinds[1]
