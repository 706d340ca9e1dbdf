"""What differs between two rule bases, thing by thing: values for others to put into words.

It compares files, sound or not, as far as they can be read: so a draft can be told apart from
its release while it is still being written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.events import Value
from knowledge.forms import form_of
from knowledge.limits import Limits, changed_limits
from knowledge.model import EFFECTS, LANGUAGES, Language
from knowledge.recovery import read_what_can_be
from knowledge.steps import same

Kind = Literal[
    "added",
    "removed",
    "renamed",
    "moved",
    "reordered",
    "limit",
    "condition",
    "effect",
    "reworded",
    "changed",
]
Field: TypeAlias = tuple[str | int, ...]
CONDITIONS = frozenset({"when", "asked_when", "done", "derive"})


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same: about which item, and what it was and is.

    `family` is the word for its kind of item ("rule", "fact" …), `field` the way to the part
    that differs, `old` and `new` its plain values, None where there is none. A `limit` is that
    of `fact` with `operator`. A reworded text names the `languages` in which it differs; what
    was renamed, moved or put into another order has the old and new id, file or ids.
    """

    kind: Kind
    family: str
    id: str
    field: Field = ()
    old: Value = None
    new: Value = None
    fact: str = ""
    operator: str = ""
    languages: tuple[Language, ...] = ()


@dataclass(frozen=True)
class Placed:
    """The plain value of an item, and the file that it is in."""

    file: str
    value: Value


Items: TypeAlias = dict[str, dict[str, Placed]]


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Difference, ...]:
    """All differences between two sets of files, path -> text, family by family."""
    before, after = items_of(old), items_of(new)
    families = list(dict.fromkeys([*before, *after]))
    return tuple(
        difference
        for family in families
        for difference in between(family, before.get(family, {}), after.get(family, {}))
    )


def items_of(files: Mapping[str, str]) -> Items:
    """The plain values of all items that can be read, by family and by what they are called."""
    items: Items = {}
    for file, text in files.items():
        if form := form_of(file):
            value = read_what_can_be(file, text, form.ids is not None).document.value
            family = items.setdefault(form.word, {})
            for name, item in named(value):
                family.setdefault(name, Placed(file, item))
    return items


def named(value: Value) -> Iterator[tuple[str, Value]]:
    """Items with their key, id, number or name; with their place where they have none."""
    if isinstance(value, dict):
        yield from value.items()
    for place, item in enumerate(value if isinstance(value, tuple) else (), start=1):
        parts = item if isinstance(item, dict) else {}
        name = parts.get("id", parts.get("number", parts.get("name", place)))
        yield str(name.get("en", place) if isinstance(name, dict) else name), item


def between(
    family: str, old: Mapping[str, Placed], new: Mapping[str, Placed]
) -> Iterator[Difference]:
    """The differences between two sets of items."""
    renamed = renamings(old, new)
    for name in old:
        if name not in new and name not in renamed:
            yield Difference("removed", family, name, old=old[name].value)
    for name, other in renamed.items():
        yield Difference("renamed", family, other, old=name, new=other)
    for name in new:
        if name not in old and name not in renamed.values():
            yield Difference("added", family, name, new=new[name].value)
        elif name in old:
            yield from within(family, name, old[name], new[name])
    order = [name for name in old if name in new]
    if (now := [name for name in new if name in old]) != order:
        yield Difference("reordered", family, "", old=tuple(order), new=tuple(now))


def renamings(old: Mapping[str, Placed], new: Mapping[str, Placed]) -> dict[str, str]:
    """Old ids by new ones, where an item went and another came that is the same but for its id."""
    gone = [name for name in old if name not in new]
    came = [name for name in new if name not in old]
    found: dict[str, str] = {}
    for name in gone:
        for other in came:
            if other not in found.values() and same(
                nameless(old[name].value), nameless(new[other].value)
            ):
                found[name] = other
                break
    return found


def nameless(value: Value) -> Value:
    """An item without its id."""
    if not isinstance(value, dict):
        return value
    return {key: part for key, part in value.items() if key not in ("id", "number")}


def within(family: str, name: str, old: Placed, new: Placed) -> Iterator[Difference]:
    """The differences between two items of one id."""
    if old.file != new.file:
        yield Difference("moved", family, name, old=old.file, new=new.file)
    if not isinstance(old.value, dict) or not isinstance(new.value, dict):
        if not same(old.value, new.value):
            yield Difference("changed", family, name, old=old.value, new=new.value)
        return
    if family == "rule" and not same(effect(old.value), effect(new.value)):
        yield Difference("effect", family, name, old=effect(old.value), new=effect(new.value))
    for field in dict.fromkeys([*old.value, *new.value]):
        if family != "rule" or field not in EFFECTS:
            yield from parts(family, name, (field,), old.value.get(field), new.value.get(field))


def effect(rule: dict[str, Value]) -> dict[str, Value]:
    """The effects of a rule; one, if it is sound."""
    return {field: rule[field] for field in EFFECTS if field in rule}


def parts(family: str, name: str, field: Field, old: Value, new: Value) -> Iterator[Difference]:
    """The differences between two values of one field, as deep down as they can be named."""
    if same(old, new):
        return
    if field[-1] in CONDITIONS and isinstance(old, str) and isinstance(new, str):
        yield from conditions(family, name, field, old, new)
    elif is_text(old) and is_text(new) and isinstance(old, dict) and isinstance(new, dict):
        languages = tuple(each for each in LANGUAGES if not same(old.get(each), new.get(each)))
        yield Difference("reworded", family, name, field, old, new, languages=languages)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from parts(family, name, (*field, key), old.get(key), new.get(key))
    elif are_alike(old, new):
        for place, (one, other) in enumerate(zip(listed(old), listed(new), strict=True)):
            yield from parts(family, name, (*field, place), one, other)
    else:
        yield Difference("changed", family, name, field, old, new)


def conditions(family: str, name: str, field: Field, old: str, new: str) -> Iterator[Difference]:
    """Its limits if nothing else changed, else the whole condition."""
    limits: Limits | None = changed_limits(old, new)
    if limits is None:
        yield Difference("condition", family, name, field, old, new)
    for limit in limits or ():
        yield Difference(
            "limit", family, name, field, limit.old, limit.new, limit.fact, limit.operator
        )


def is_text(value: Value) -> bool:
    """Whether a value is one text in some languages."""
    return isinstance(value, dict) and bool(value) and value.keys() <= set(LANGUAGES)


def are_alike(old: Value, new: Value) -> bool:
    """Whether both are lists of as many mappings, so that they differ part by part."""
    one, other = listed(old), listed(new)
    return bool(one) and len(one) == len(other) and all(isinstance(e, dict) for e in one + other)


def listed(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()
