"""One form for every kind of thing, built from the schema: plain value to inputs and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from advisor.editing.conditions import Editor, editor_of, typed_condition
from advisor.editing.kinds import Shape, fits, shapes
from advisor.editing.labels import choice_label, label
from advisor.editing.numbers import number_or_text
from knowledge.drafting import Sketch
from knowledge.model import EFFECTS, Part
from knowledge.tree import number_text

SPARE = 2  # empty inputs at the end of a list, to add to it
EMPTY: tuple[Any, ...] = (None, "", {}, ())


@dataclass
class Field:
    """One input, or several that belong together: `parts`.

    `name` is that in the form, `value` what it shows. `odd` values have a form that no input
    here can show: they are left as they are.
    """

    name: str
    kind: str
    label: str
    value: Any = ""
    parts: list["Field"] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    naming: str = ""
    is_required: bool = False
    problems: list[str] = field(default_factory=list)
    editor: Editor | None = None
    is_spare: bool = False

    @property
    def id(self) -> str:
        """The id of the input in the page."""
        return "id_" + self.name.replace(".", "_")


class Problems(list[tuple[str, str]]):
    """What is wrong with what was typed: the name of the input, and why."""


# From a plain value to inputs


def fields_of(
    model: type[Part], value: Mapping[str, Any], sketch: Sketch, data: QueryDict | None = None
) -> list[Field]:
    """The inputs for an item; conditions show what was typed in `data` if that is given."""
    return [made(each, each.key, value.get(each.key), sketch, data) for each in shapes(model)]


def made(
    shape: Shape, name: str, value: Any, sketch: Sketch, data: QueryDict | None = None
) -> Field:
    """The inputs for one field of an item."""
    made_field = Field(
        name, shape.kind, label(shape.key), naming=shape.naming, is_required=shape.is_required
    )
    if value is None:
        value = shape.default
    if value is not None and not fits(shape, value):
        made_field.kind, made_field.value = "odd", str(value)
        return made_field
    fill(made_field, shape, value, sketch, data)
    return made_field


def fill(
    made_field: Field, shape: Shape, value: Any, sketch: Sketch, data: QueryDict | None
) -> None:
    """Put a value into the inputs of a field."""
    name = made_field.name
    match shape.kind:
        case "text":
            made_field.value = {key: (value or {}).get(key, "") for key in ("vi", "en")}
        case "condition":
            made_field.editor = editor_of(name, value or "", sketch, data)
        case "choice":
            made_field.value = shown(value)
            made_field.choices = [(each, choice_label(each)) for each in shape.choices]
        case "lines" | "numbers" | "pair":
            spare = 0 if shape.kind == "pair" else SPARE
            made_field.parts = list(lines(made_field, value or (), spare))
        case "group":
            made_field.parts = parts_of(shape, name, value or {}, sketch)
        case "groups" | "mapping":
            made_field.parts = list(entries(shape, name, value or (), sketch))
        case "answers":
            made_field.parts = list(answer_rows(name, value or {}))
        case _:
            made_field.value = value if shape.kind == "flag" else shown(value)


def shown(value: Any) -> str:
    """A scalar as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value).replace("_", "") if isinstance(value, int | float) else str(value)


def lines(above: Field, values: tuple[Any, ...], spare: int) -> Iterator[Field]:
    """An input for each value, and some spare ones."""
    number = 2 if above.kind == "pair" else len(values) + spare
    for place in range(number):
        value = shown(values[place]) if place < len(values) else ""
        words = f"{above.label} {place + 1}"
        yield Field(f"{above.name}.{place}", "line", words, value, naming=above.naming)


def parts_of(shape: Shape, name: str, value: Any, sketch: Sketch) -> list[Field]:
    assert shape.model is not None
    return [
        made(each, f"{name}.{each.key}", value.get(each.key), sketch)
        for each in shapes(shape.model)
    ]


def entries(shape: Shape, name: str, value: Any, sketch: Sketch) -> Iterator[Field]:
    """The parts of a list or mapping, each with its inputs, and an empty one."""
    is_mapping = shape.kind == "mapping"
    pairs = list(value.items()) if isinstance(value, dict) else [("", each) for each in value]
    for place, (key, part) in enumerate([*pairs, ("", {})]):
        here, is_spare = f"{name}.{place}", place == len(pairs)
        words = gettext("Add one") if is_spare else f"{label(shape.key)} {place + 1}"
        inside = parts_of(shape, here, part, sketch)
        if is_mapping:
            inside.insert(0, Field(f"{here}.key", "line", label("id"), key))
        yield Field(here, "entry", words, key, inside, is_spare=is_spare)


def answer_rows(name: str, value: Mapping[str, Any]) -> Iterator[Field]:
    """A fact and its answer on a row, and some empty rows."""
    for place, (fact, answer) in enumerate([*value.items(), *[("", None)] * SPARE]):
        words = ", ".join(map(shown, answer)) if isinstance(answer, tuple) else shown(answer)
        yield Field(f"{name}.{place}", "answer", fact, {"fact": fact, "value": words})


# From what was typed to a plain value


@dataclass
class Typed:
    """A form that was sent; `wrong` collects what no plain value can hold."""

    data: QueryDict
    sketch: Sketch
    wrong: Problems = field(default_factory=Problems)

    def item(self, model: type[Part], old: Mapping[str, Any]) -> dict[str, Any]:
        """The plain value of an item. Keys that the schema does not know stay as they were."""
        known = {each.key for each in shapes(model)}
        typed = self.parts(model, "", old)
        return self.with_one_effect(model, typed) | {
            key: value for key, value in old.items() if key not in known
        }

    def with_one_effect(self, model: type[Part], typed: dict[str, Any]) -> dict[str, Any]:
        """A rule with the effect that was chosen, if one was."""
        chosen = self.data.get("effect")
        if "needs_stage" not in model.model_fields or chosen not in EFFECTS:
            return typed
        return {key: value for key, value in typed.items() if key not in EFFECTS or key == chosen}

    def parts(self, model: type[Part], prefix: str, old: Any) -> dict[str, Any]:
        before = old if isinstance(old, dict) else {}
        pairs = {
            each.key: self.part(each, prefix + each.key, before.get(each.key))
            for each in shapes(model)
        }
        return {key: value for key, value in pairs.items() if value is not None}

    def part(self, shape: Shape, name: str, old: Any) -> Any:
        """The value of one field; None to leave it out."""
        if old is not None and not fits(shape, old):
            return old
        value = self.value(shape, name, old)
        is_default = value == shape.default or (not shape.is_required and value in EMPTY)
        return (
            old if is_default and old in (*EMPTY, shape.default) else self.kept(value, is_default)
        )

    @staticmethod
    def kept(value: Any, is_default: bool) -> Any:
        return None if is_default else value

    def value(self, shape: Shape, name: str, old: Any) -> Any:
        """What was typed into the inputs of a field."""
        match shape.kind:
            case "text":
                before = old or {}
                texts = {key: self.text(f"{name}.{key}", before.get(key)) for key in ("vi", "en")}
                return texts if any(texts.values()) or shape.is_required else {}
            case "flag":
                return self.data.get(name) == "on"
            case "condition":
                return typed_condition(self.data, name, old or "", self.sketch, self.wrong)
            case "number":
                return number_or_text(self.text(name))
            case "choice" if shape.choices[:1] == ("1",):
                return number_or_text(self.text(name))
            case "lines":
                return tuple(filter(None, (self.text(f"{name}.{at}") for at in self.places(name))))
            case "numbers" | "pair":
                numbers = [self.text(f"{name}.{at}") for at in self.places(name)]
                return tuple(number_or_text(text) for text in numbers if text)
            case "group" | "groups" | "mapping" | "answers":
                return self.collection(shape, name, old)
        return self.text(name, old)

    def collection(self, shape: Shape, name: str, old: Any) -> Any:
        """What was typed into the inputs of parts."""
        if shape.kind == "answers":
            return self.answers(name)
        assert shape.model is not None
        if shape.kind == "group":
            return self.parts(shape.model, f"{name}.", old) if self.any_below(name) else {}
        before = list(old.values() if isinstance(old, dict) else old or ())
        found: list[tuple[str, Any]] = []
        for at in self.places(name):
            here = f"{name}.{at}"
            if not self.any_below(here) or self.data.get(f"{here}.remove") == "on":
                continue
            part = self.parts(shape.model, f"{here}.", before[at] if at < len(before) else None)
            found.append((self.text(f"{here}.key"), part))
        return self.by_key(name, found) if shape.kind == "mapping" else tuple(p for _, p in found)

    def by_key(self, name: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Pairs as a mapping; the same key twice would lose one of them."""
        keys = [key for key, _ in pairs]
        for key in dict.fromkeys(keys):
            if keys.count(key) > 1:
                words = gettext("“%(id)s” is there twice: give one of them another id")
                self.wrong.append((name, words % {"id": key}))
        return dict(pairs)

    def answers(self, name: str) -> dict[str, Any]:
        """Facts and their answers, read as their kind says."""
        rows = [
            (self.text(f"{name}.{at}.fact"), self.text(f"{name}.{at}.value"))
            for at in self.places(name)
        ]
        pairs = [(fact, self.answer(fact, text)) for fact, text in rows if fact or text]
        return self.by_key(name, pairs)

    def answer(self, fact: str, text: str) -> Any:
        """One answer; a word that does not fit its fact stays a word, for the check to name."""
        kind = self.sketch.facts[fact].kind if fact in self.sketch.facts else ""
        if kind == "any_of":
            return tuple(filter(None, map(str.strip, text.split(","))))
        if not text:
            return None
        if kind != "one_of" and text in ("true", "false"):
            return text == "true"
        return text if kind == "one_of" else number_or_text(text)

    def text(self, name: str, old: Any = None) -> str:
        """What was typed, with line feeds only and no blanks around it; those of `old` stay."""
        typed = self.data.get(name, "").replace("\r\n", "\n").strip()
        return old if isinstance(old, str) and old.strip() == typed else typed

    def places(self, name: str) -> list[int]:
        """The places of the parts that were sent below a name, in order."""
        start = f"{name}."
        steps = {key[len(start) :].partition(".")[0] for key in self.data if key.startswith(start)}
        return sorted(int(step) for step in steps if step.isascii() and step.isdecimal())

    def any_below(self, name: str) -> bool:
        """Whether anything was typed below a name."""
        start = f"{name}."
        return any(self.text(key) for key in self.data if key.startswith(start))
