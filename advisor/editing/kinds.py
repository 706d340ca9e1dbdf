"""Which kind of input each field of the schema gets: read off the types of `knowledge.model`."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from knowledge.differences import CONDITIONS
from knowledge.model import Part, Text

Kind = Literal[
    "text", "line", "passage", "condition", "flag", "choice", "number", "pair",
    "lines", "numbers", "group", "groups", "mapping", "answers",
]  # fmt: skip

LONG = 500
STAGES = ("needs_stage", "holds_stage", "step_down_to", "stage", "best")
# field -> the room whose ids it names
NAMING: AnyMapping[str, str] = {
    "topic": "topics",
    "level": "levels",
    "slot": "slots",
    "slots": "slots",
    "component": "components",
    "over": "components",
    "not_yet": "components",
    "advise": "practices",
    "must_haves": "practices",
    "climb_steps": "practices",
    "merge_steps": "practices",
    "fires": "rules",
    "silent": "rules",
    "shaky": "facts",
}


@dataclass(frozen=True)
class Shape:
    """The kind of a field, what its choices are, and the model of its parts if it has any."""

    key: str
    kind: Kind
    choices: tuple[str, ...] = ()
    model: type[Part] | None = None
    is_required: bool = False
    default: Any = None

    @property
    def naming(self) -> str:
        """The room whose ids are proposed; empty if none is."""
        return NAMING.get(self.key, "")


def shapes(model: type[Part]) -> list[Shape]:
    """The shape of each field of a model, in order."""
    return [shape(key, info) for key, info in model.model_fields.items()]


def shape(key: str, info: FieldInfo) -> Shape:
    """The shape of one field."""
    kind, choices, model = told(key, info.annotation, info.metadata)
    default = None if info.is_required() else info.get_default()
    return Shape(key, kind, choices, model, info.is_required(), default)


def told(key: str, annotation: Any, metadata: list[Any]) -> tuple[Kind, tuple[str, ...], Any]:
    """Kind, choices and model of a field of this type."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return told(key, inner, [*more, *metadata])
    if get_origin(annotation) in (Union, UnionType):
        first = next(each for each in get_args(annotation) if each is not NoneType)
        return told(key, first, metadata)
    if key in STAGES:
        return "choice", ("1", "2", "3", "4"), None
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation), None
    if get_origin(annotation) is not None:
        return collection(annotation)
    if annotation is Text:
        return "text", (), None
    if issubclass(annotation, Part):
        return "group", (), annotation
    if annotation is bool:
        return "flag", (), None
    if annotation is str:
        return text_kind(key, metadata), (), None
    return "number", (), None


def text_kind(key: str, metadata: list[Any]) -> Kind:
    """One line, several, or a condition."""
    if key in CONDITIONS - {"derive"}:
        return "condition"
    limits = [each.max_length for each in metadata if isinstance(each, StringConstraints)]
    return "passage" if any((limit or 0) > LONG for limit in limits) else "line"


def collection(annotation: Any) -> tuple[Kind, tuple[str, ...], Any]:
    """Lists and mappings, of texts or of parts."""
    inner = get_args(annotation)
    if get_origin(annotation) is not tuple:
        part = bare(inner[1])
        return ("mapping", (), part) if is_part(part) else ("answers", (), None)
    if inner[-1] is not Ellipsis:
        return "pair", (), None
    part = bare(inner[0])
    if is_part(part):
        return "groups", (), part
    return ("lines" if part is str else "numbers"), (), None


def bare(annotation: Any) -> Any:
    """A type without what is noted on it."""
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Part)


def fits(shape: Shape, value: Any) -> bool:
    """Whether a plain value has a form that the input of a shape can show without loss."""
    match shape.kind:
        case "text":
            return is_mapping_of(value, str) and value.keys() <= {"vi", "en"}
        case "group":
            return isinstance(value, dict)
        case "mapping":
            return is_mapping_of(value, dict)
        case "answers":
            return isinstance(value, dict) and all(map(is_answer, value.values()))
        case "groups":
            return isinstance(value, tuple) and all(fits_part(shape, each) for each in value)
        case "lines" | "numbers" | "pair":
            return isinstance(value, tuple) and all(map(is_scalar, value))
        case "flag":
            return isinstance(value, bool)
    return is_scalar(value)


def fits_part(shape: Shape, value: Any) -> bool:
    return isinstance(value, dict) and (shape.model is not Text or is_mapping_of(value, str))


def is_mapping_of(value: Any, kind: type) -> bool:
    return isinstance(value, dict) and all(isinstance(each, kind) for each in value.values())


def is_scalar(value: Any) -> bool:
    return isinstance(value, bool | int | float | str)


def is_answer(value: Any) -> bool:
    return value is None or is_scalar(value) or isinstance(value, tuple)
