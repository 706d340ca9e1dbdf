"""The form of a page as a browser would send it."""

from html.parser import HTMLParser

Fields = dict[str, list[str]]


class Reader(HTMLParser):
    """Collects what a form holds: `data` maps each name to its values."""

    def __init__(self, id_: str) -> None:
        super().__init__()
        self.id = id_
        self.data: Fields = {}
        self.inside = False
        self.text: list[str] | None = None
        self.choice: list[str | None] | None = None

    def add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("id") == self.id
        elif self.inside and tag == "input" and found.get("name"):
            self.input(found)
        elif self.inside and tag == "textarea":
            self.text = [str(found["name"]), ""]
        elif self.inside and tag == "select":
            self.choice = [found["name"], None]
        elif tag == "option" and self.choice and (self.choice[1] is None or "selected" in found):
            self.choice[1] = found.get("value") or ""

    def input(self, found: dict[str, str | None]) -> None:
        is_tick = found.get("type") in ("checkbox", "radio")
        if not is_tick or "checked" in found:
            self.add(str(found["name"]), found.get("value") or ("on" if is_tick else ""))

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text:
            self.add(self.text[0], self.text[1])
            self.text = None
        if tag == "select" and self.choice:
            self.add(str(self.choice[0]), self.choice[1] or "")
            self.choice = None
        if tag == "form":
            self.inside = False


def fields(page: str, id_: str = "form") -> Fields:
    """What the form with this id would send."""
    reader = Reader(id_)
    reader.feed(page)
    return reader.data
