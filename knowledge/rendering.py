"""Plain values as YAML text in the manner of the house: short lines, few quotes, no surprises."""

from collections.abc import Callable, Iterator, Mapping

from knowledge.events import Value
from knowledge.problems import KnowledgeError
from knowledge.reading import read_yaml
from knowledge.scalars import Scalar
from knowledge.tree import number_text

WIDTH = 100
Style = str  # one of ' " | > or empty for a plain scalar


def written(value: Value, indent: int, column: int, style: Style = "", flow: bool = False) -> str:
    """The text of a value that starts at 0-based `column`, its further lines at `indent`.

    `style` is the one to prefer for a text; inside a `flow` collection nothing spans lines.
    A mapping or list that needs lines of its own begins with its first key or dash.
    """
    if isinstance(value, dict | tuple):
        return written_collection(value, indent, column, flow)
    return written_scalar(value, indent, column, style, flow)


def written_collection(
    value: dict[str, Value] | tuple[Value, ...], indent: int, column: int, flow: bool
) -> str:
    """On one line where it fits and is not nested deeply; else a line for each part."""
    line = in_brackets(value)
    if flow or not value or (is_flat(value) and column + len(line) <= WIDTH):
        return line
    pad = "\n" + " " * indent
    if isinstance(value, dict):
        return pad.join(written_pair(key, part, indent) for key, part in value.items())
    return pad.join("- " + written(part, indent + 2, indent + 2) for part in value)


def written_pair(key: str, value: Value, indent: int) -> str:
    """`key: value` of a block mapping at `indent`; what has lines of its own begins on the next."""
    head = f"{written_scalar(key, indent, indent, '', True)}:"
    text = written(value, indent + 2, indent + len(head) + 1)
    if is_block(value, text):
        return f"{head}\n{' ' * (indent + 2)}{text}"
    return f"{head} {text}".rstrip()


def is_block(value: Value, text: str) -> bool:
    """Whether the text of a value is a collection over lines of its own."""
    return isinstance(value, dict | tuple) and text[:1] not in ("{", "[")


def is_flat(value: dict[str, Value] | tuple[Value, ...]) -> bool:
    parts = value.values() if isinstance(value, dict) else value
    return not any(isinstance(part, dict | tuple) for part in parts)


def in_brackets(value: Value) -> str:
    """A value as it stands within `[…]` or `{…}`."""
    match value:
        case dict():
            pairs = (f"{in_brackets(key)}: {in_brackets(part)}" for key, part in value.items())
            return f"{{{', '.join(pairs)}}}"
        case tuple():
            return f"[{', '.join(map(in_brackets, value))}]"
        case _:
            return written_scalar(value, 0, 0, "", True)


def written_scalar(value: Scalar, indent: int, column: int, style: Style, flow: bool) -> str:
    """The first way of writing a scalar that is read back as the same."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return number_text(value).replace("_", "")
    for candidate in candidates(value, indent, column, style, flow):
        if is_read_back(candidate, value, indent, flow):
            return candidate
    return double_quoted(value)


def candidates(text: str, indent: int, column: int, style: Style, flow: bool) -> Iterator[str]:
    """Ways to write a text, the best first: its own style, plain, quoted, over several lines."""
    ways = ["", "'" if '"' in text else '"', "'"]
    if style in WRITERS:
        ways.insert(0, style)
    if not flow and "\n" in text:
        yield literal(text, indent)
    fits = column + len(text) + 2 <= WIDTH
    if not flow and not fits:
        yield folded(text, indent)
    for way in ways:
        yield WRITERS[way](text)


def double_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


WRITERS: Mapping[Style, Callable[[str], str]] = {
    "": str,
    "'": single_quoted,
    '"': double_quoted,
}


def folded(text: str, indent: int) -> str:
    """A long text under `>-`, wrapped between words."""
    return ">-" + "".join(f"\n{' ' * indent}{line}" for line in wrapped(text, WIDTH - indent))


def literal(text: str, indent: int) -> str:
    """A text of several lines under `|-`."""
    return "|-" + "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in text.split("\n"))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters where the words allow it."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def is_read_back(candidate: str, text: str, indent: int, flow: bool) -> bool:
    """Whether the candidate stands for the text, and nothing else, where it is to be put."""
    pad = " " * max(indent - 2, 0)
    nested = "".join(f"{' ' * depth}a:\n" for depth in range(0, len(pad), 2))
    line = f"{nested}{pad}a: [{candidate}, b]\n" if flow else f"{nested}{pad}a: {candidate}\n"
    try:
        value = read_yaml("", line).value
    except KnowledgeError:
        return False
    while isinstance(value, dict):
        value = value["a"] if value.keys() == {"a"} else None
    return value == ((text, "b") if flow else text)
