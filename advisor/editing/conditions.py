"""A condition in a form: rows of fact, operator and value, or its text, each said in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from advisor.editing.numbers import number_or_text
from advisor.handbook.conditions import Outline, outline
from advisor.pictures.language import said
from knowledge import KnowledgeError, RuleBase, parse_condition
from knowledge.conditions import Condition
from knowledge.drafting import Sketch
from knowledge.model import STAGE_EFFECTS
from knowledge.rows import JOINS, SIGNS, Group, Row, rows_of, tree_of
from knowledge.tree import Node, number_text, printed

JOIN_WORDS = {
    "all": gettext_noop("all of these hold"),
    "any": gettext_noop("one of these holds"),
    "none": gettext_noop("none of these holds"),
    "not_all": gettext_noop("not all of these hold"),
}
SIGN_WORDS = {
    "<": "<",
    "<=": "≤",
    ">": ">",
    ">=": "≥",
    "==": "=",
    "!=": "≠",
    "yes": gettext_noop("is yes"),
    "no": gettext_noop("is no"),
    "not_yes": gettext_noop("is not yes"),
    "in": gettext_noop("is one of"),
    "not_in": gettext_noop("is none of"),
    "has": gettext_noop("includes"),
    "has_not": gettext_noop("does not include"),
    "known": gettext_noop("is known"),
    "not_known": gettext_noop("is not known"),
    "fires": gettext_noop("fires"),
    "fires_not": gettext_noop("does not fire"),
}
WITHOUT_VALUE = frozenset({"yes", "no", "not_yes", "known", "not_known", "fires", "fires_not"})
SEVERAL = frozenset({"in", "not_in"})
Problems = list[tuple[str, str]]


@dataclass
class RowView:
    """A row as inputs. `takes` says what the value is: nothing, text, an option or several."""

    name: str
    subject: str = ""
    sign: str = ""
    values: list[str] = field(default_factory=list)
    signs: list[tuple[str, str]] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    takes: str = ""
    unit: str = ""
    called: str = ""

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass
class GroupView:
    """Rows that are joined, as inputs; the last row is empty, to add one."""

    name: str
    join: str
    joins: list[tuple[str, str]]
    parts: list["RowView | GroupView"]
    is_group: bool = True


@dataclass
class Editor:
    """A condition as its text, as rows where it has any, and in words where it can be read."""

    text: str
    mode: str
    group: GroupView | None
    words: Outline | None
    wrong: str = ""


def editor_of(name: str, text: str, sketch: Sketch, data: QueryDict | None = None) -> Editor:
    """The inputs for a condition, or for what was typed of it in `data`."""
    condition, wrong = read(text, sketch)
    words = outline(base_like(sketch), condition.tree) if condition else None
    if data is not None and data.get(f"{name}.mode") == "rows":
        return Editor(text, "rows", typed_view(data, name, sketch), words, wrong)
    group = rows_of(condition.tree) if condition else None
    if not text.strip():
        group = Group("all", ())
    view = group_view(name, group, sketch) if group else None
    asked = data.get(f"{name}.mode", "") if data is not None else ""
    return Editor(text, asked or ("rows" if view else "text"), view, words, wrong)


def read(text: str, sketch: Sketch) -> tuple[Condition | None, str]:
    """A condition as far as it can be read, and what is wrong with it."""
    if not text.strip():
        return None, ""
    try:
        return parse_condition(text, sketch.facts, nameable(sketch)), ""
    except KnowledgeError as error:
        problem = error.problems[0]
        place = gettext("character %(column)s") % {"column": problem.column}
        return None, f"{place}: {problem.message}"


def nameable(sketch: Sketch) -> list[str]:
    """The rules that a condition may name: those without an effect on the stage."""
    return [
        name
        for name, rule in sketch.rules.items()
        if all(getattr(rule, effect) is None for effect in STAGE_EFFECTS)
    ]


def base_like(sketch: Sketch) -> RuleBase:
    """What the words of conditions look into: the facts and rules of a draft, sound or not."""
    return sketch.base or cast(RuleBase, sketch)


# From rows to inputs


def group_view(name: str, group: Group, sketch: Sketch) -> GroupView:
    parts: list[RowView | GroupView] = []
    for place, part in enumerate(group.parts):
        here = f"{name}.{place}"
        if isinstance(part, Group):
            parts.append(group_view(here, part, sketch))
        else:
            parts.append(row_view(here, part, sketch))
    spare = row_view(f"{name}.{len(parts)}", Row("", "yes"), sketch)
    return GroupView(name, group.join, joins(), [*parts, spare])


def joins() -> list[tuple[str, str]]:
    return [(join, gettext(JOIN_WORDS[join])) for join in JOINS]


def row_view(name: str, row: Row, sketch: Sketch) -> RowView:
    """A row with the operators and options that fit its fact."""
    kind = kind_of(row.subject, sketch)
    signs = [(str(sign), gettext(SIGN_WORDS[sign])) for sign in SIGNS.get(kind, ())]
    known = [sign for sign, _ in signs]
    sign = row.sign if row.sign in known else "".join(known[:1])
    view = RowView(name, row.subject, sign, typed_values(row), signs)
    if kind in ("number", "yes_no", "one_of", "any_of"):
        fact = sketch.facts[row.subject]
        view.called, view.unit = said(fact.name), said(fact.unit)
        view.options = [(each, said(option.label)) for each, option in fact.options.items()]
    elif kind == "rule":
        view.called = said(sketch.rules[row.subject].title) or row.subject
    view.takes = taken(kind, sign)
    return view


def kind_of(subject: str, sketch: Sketch) -> str:
    """The kind of a fact, "rule", or nothing for a word that is neither."""
    if subject in sketch.facts:
        return str(sketch.facts[subject].kind)
    return "rule" if subject in sketch.rules else ""


def taken(kind: str, sign: str) -> str:
    """What the value of a row is: nothing, "text", "option" or "options"."""
    if not sign or sign in WITHOUT_VALUE:
        return ""
    if kind == "number":
        return "text"
    return "options" if sign in SEVERAL else "option"


def typed_values(row: Row) -> list[str]:
    """The values of a row as they are typed."""
    if row.value is None:
        return []
    if isinstance(row.value, tuple):
        return list(row.value)
    is_number = isinstance(row.value, int | float) and not isinstance(row.value, bool)
    return [number_text(row.value) if is_number else str(row.value)]  # type: ignore[arg-type]


# From inputs to rows


def typed_view(data: QueryDict, name: str, sketch: Sketch) -> GroupView:
    """The rows that were typed, whole or not, with an empty group if one was asked for."""
    group = typed_group(data, name, sketch)
    if data.get("add_group") == name:
        group = Group(group.join, (*group.parts, Group("any", ())))
    return group_view(name, group, sketch)


def typed_group(data: QueryDict, name: str, sketch: Sketch) -> Group:
    """The rows below a name; rows without a subject and groups without rows are left out."""
    parts: list[Row | Group] = []
    for place in places(data, name):
        here = f"{name}.{place}"
        if f"{here}.join" in data:
            inner = typed_group(data, here, sketch)
            parts += [inner] if inner.parts else []
        elif subject := subject_of(data.get(f"{here}.subject", ""), sketch):
            parts.append(typed_row(data, here, subject, sketch))
    join = data.get(f"{name}.join", "all")
    return Group(next((each for each in JOINS if each == join), "all"), tuple(parts))


def subject_of(text: str, sketch: Sketch) -> str:
    """The id of a fact or a rule as typed; rules may be written with dashes or without."""
    word = text.strip()
    if word in sketch.facts or word in sketch.rules:
        return word
    return next((rule for rule in sketch.rules if rule.replace("-", "_") == word), word)


def typed_row(data: QueryDict, name: str, subject: str, sketch: Sketch) -> Row:
    kind = kind_of(subject, sketch)
    known = SIGNS.get(kind, ())
    sign = next((each for each in known if each == data.get(f"{name}.sign")), None)
    sign = sign or (known[0] if known else "==")
    values = [each.strip() for each in data.getlist(f"{name}.value") if each.strip()]
    if sign in SEVERAL:
        return Row(subject, sign, tuple(values))
    return Row(subject, sign, value_of(kind, values[0]) if values else None)


def value_of(kind: str, text: str) -> int | float | str:
    """A number where the fact is one; anything else is the name of an option."""
    return number_or_text(text) if kind == "number" else text


def places(data: Mapping[str, Any], name: str) -> list[int]:
    """The places of the rows that were sent below a name, in order."""
    start = f"{name}."
    steps = {key[len(start) :].partition(".")[0] for key in data if key.startswith(start)}
    return sorted(int(step) for step in steps if step.isascii() and step.isdecimal())


def typed_condition(data: QueryDict, name: str, old: str, sketch: Sketch, wrong: Problems) -> str:
    """The text of the condition that was typed; `old` where rows still say the same.

    What rows cannot say yet is noted in `wrong`, and `old` stays.
    """
    if data.get(f"{name}.mode") != "rows":
        typed = data.get(f"{name}.text", "").replace("\r\n", "\n").strip()
        return old if typed == old.strip() else typed
    group = typed_group(data, name, sketch)
    if not group.parts:
        return ""
    if unknown := [row.subject for row in rows_in(group) if not kind_of(row.subject, sketch)]:
        words = gettext("There is no fact and no rule “%(id)s”.")
        wrong.append((name, words % {"id": unknown[0]}))
        return old
    try:
        tree = tree_of(group)
    except ValueError:
        wrong.append((name, gettext("A row has no value yet.")))
        return old
    condition, _ = read(old, sketch)
    return old if condition and says_the_same(condition.tree, tree) else printed(tree)


def says_the_same(one: Node, other: Node) -> bool:
    """Whether two trees are the same but for the order of the options in a list."""
    rows = [rows_of(tree) for tree in (one, other)]
    return one == other or (None not in rows and len({in_order(row) for row in rows if row}) == 1)


def in_order(group: Group) -> Group:
    """A group whose lists of options stand in one order."""
    parts: list[Row | Group] = []
    for part in group.parts:
        if isinstance(part, Group):
            parts.append(in_order(part))
        elif isinstance(part.value, tuple):
            parts.append(Row(part.subject, part.sign, tuple(sorted(part.value))))
        else:
            parts.append(part)
    return Group(group.join, tuple(parts))


def rows_in(group: Group) -> list[Row]:
    """All rows of a group and its groups."""
    inner = (rows_in(part) if isinstance(part, Group) else [part] for part in group.parts)
    return [row for rows in inner for row in rows]
