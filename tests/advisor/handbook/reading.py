"""What a page says and where it leads, as a reader without styles would find it."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The texts, ids, headings and links of a page, not those to another language.

    `spoken` are the texts in the page's language: code belongs to none, and
    the link to the other language to that one.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.spoken: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.unspoken = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.unspoken = tag == "code" or "hreflang" in given
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a" and "hreflang" not in given:
            self.links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self.unspoken = False

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(" ".join(data.split()))
            self.spoken += [] if self.unspoken else self.texts[-1:]
