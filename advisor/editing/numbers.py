"""Numbers as they are typed into forms of the rule base."""

from knowledge.scalars import NUMBER, Refused, number


def number_or_text(text: str) -> int | float | str:
    """A number as the rule base writes it, digits grouped by `_` or not.

    Anything else stays text: the check names it, with its place, and nothing typed is lost.
    """
    plain = text.replace("_", "")
    try:
        return number(plain) if NUMBER.fullmatch(plain) else text
    except Refused:
        return text
