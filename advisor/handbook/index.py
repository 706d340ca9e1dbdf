"""Everything in the handbook that can be searched for, and how well it fits a query."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from advisor.handbook.headings import heading
from advisor.pictures.language import page_language, said
from advisor.releases import live
from knowledge import RuleBase, Text

LONGEST_QUERY = 100
# Found things of one kind on a page. Whoever sees that many should ask more closely.
MOST_SHOWN = 20
# Letters of text before and in all around the first word found.
BEFORE, AROUND = 50, 190
# How much a word of the query is worth where it is found, and all of them one after the other.
IN_TITLE, IN_TEXT, AS_TYPED = 4, 1, 2
PHRASE_IN_TITLE, PHRASE_IN_TEXT = 8, 4


@dataclass(frozen=True)
class Entry:
    """One thing to be found. `also` is searched but not shown: ids, the other language."""

    kind: str
    title: str
    text: str
    url: str
    also: str = ""


@dataclass(frozen=True)
class Filed:
    """An entry with its texts as they are compared: without marks, in small letters."""

    entry: Entry
    title: str
    text: str


@dataclass(frozen=True)
class Found:
    """An entry that fits: title and excerpt in pieces, each with whether it was sought."""

    entry: Entry
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]


def search(base: RuleBase, query: str) -> dict[str, list[Found]]:
    """What fits every word of `query` in the language of the page, by kind, best first."""
    words = sought(query)
    if not words:
        return {}
    found: dict[str, list[Found]] = {}
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(beginning(word) for word in longest_first))
    for filed in ranked(filing(base.number, base.hash, page_language()), words):
        found.setdefault(filed.entry.kind, []).append(highlighted(filed.entry, pattern))
    return found


def sought(query: str) -> list[str]:
    """The words of a query in small letters, each once."""
    return list(dict.fromkeys(re.findall(r"\w+", normal(query)[:LONGEST_QUERY].lower())))


def beginning(word: str) -> str:
    """What finds the words that begin with `word`, in text without marks."""
    return rf"\b{re.escape(plain(word))}"


def ranked(filed: Iterable[Filed], words: list[str]) -> list[Filed]:
    """What has all words, best first; things equally good stay in their order."""
    scored = [(score(each, words), each) for each in filed]
    fitting = [pair for pair in scored if pair[0]]
    return [each for _, each in sorted(fitting, key=lambda pair: -pair[0])]


def score(filed: Filed, words: list[str]) -> int:
    """How well an entry fits; 0 unless it has every word."""
    worths = [worth(filed, word) for word in words]
    return sum(worths) + phrase_worth(filed, words) if all(worths) else 0


def phrase_worth(filed: Filed, words: list[str]) -> int:
    """What it adds that the words stand one after the other."""
    phrase = re.compile(beginning(" ".join(words)))
    if phrase.search(filed.title):
        return PHRASE_IN_TITLE
    return PHRASE_IN_TEXT * bool(phrase.search(filed.text))


def worth(filed: Filed, word: str) -> int:
    """How well an entry fits one word, which must begin a word of it; 0 if not at all."""
    start = re.compile(beginning(word))
    where = IN_TITLE * bool(start.search(filed.title)) or IN_TEXT * bool(start.search(filed.text))
    shown = f"{filed.entry.title} {filed.entry.text}".lower()
    return where and where + AS_TYPED * (word in shown)


def normal(text: str) -> str:
    """Text with each letter and its marks as one character."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Text without marks in small letters, as many characters as `text`: “Đợi” is “doi”."""
    return "".join(map(bare, text))


@lru_cache(maxsize=4096)
def bare(character: str) -> str:
    """One character without its marks, small."""
    base = unicodedata.normalize("NFD", character)[0]
    return "d" if base in "đĐ" else base.lower()[0]


def highlighted(entry: Entry, pattern: re.Pattern[str]) -> Found:
    """An entry with what was sought marked in it."""
    return Found(entry, pieces(entry.title, pattern), pieces(excerpt(entry.text, pattern), pattern))


def pieces(text: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    """Text cut at what was sought."""
    cuts, end = [], 0
    for match in pattern.finditer(plain(text)):
        cuts += [(text[end : match.start()], False), (text[match.start() : match.end()], True)]
        end = match.end()
    return [piece for piece in [*cuts, (text[end:], False)] if piece[0]]


def excerpt(text: str, pattern: re.Pattern[str]) -> str:
    """A stretch of text around the first thing sought, cut between words."""
    match = pattern.search(plain(text))
    start = max(match.start() - BEFORE, 0) if match else 0
    start = text.find(" ", start) + 1 if start else 0
    end = start + AROUND
    cut = text[start:] if end >= len(text) else text[start:end].rpartition(" ")[0]
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


# What is filed


@lru_cache(maxsize=8)
def filing(number: int, hash_: str, language: str) -> list[Filed]:
    """All of a release in the language of the page; `language` only keeps the two apart."""
    base = live.read_release(number, hash_)
    return [file(entry) for part in PARTS for entry in part(base)]


def file(entry: Entry) -> Filed:
    """An entry made ready to be compared."""
    return Filed(entry, plain(entry.title), plain(f"{entry.text} {entry.also}"))


def entry(kind: str, title: str, text: str, url: str, *also: Text | str | None) -> Entry:
    """An entry with normal letters; of the texts in `also`, both languages are searched."""
    spelled = [f"{each.vi} {each.en}" if isinstance(each, Text) else each or "" for each in also]
    return Entry(kind, normal(title), normal(text), url, normal(" ".join(spelled)))


def stages(base: RuleBase) -> Iterator[Entry]:
    """The stages."""
    for number, stage in base.stages.items():
        patterns = [note.title for note in (*stage.patterns, *stage.anti_patterns)]
        url = reverse("handbook:stage", args=[number])
        title, text = f"{number}. {said(stage.name)}", said(stage.summary)
        yield entry("stages", title, text, url, stage.name, stage.who, stage.people, *patterns)


def rules(base: RuleBase) -> Iterator[Entry]:
    """The rules."""
    for rule in base.rules.values():
        listed = heading(base, rule)
        url = reverse("handbook:rule", args=[rule.id])
        also = (rule.id, rule.title, rule.when, listed.words, rule.source)
        yield entry("rules", listed.title, said(rule.because), url, *also)


def practices(base: RuleBase) -> Iterator[Entry]:
    """The practices."""
    top = reverse("handbook:practices")
    for name, practice in base.practices.items():
        also = (name, practice.title, practice.done_when, " ".join(practice.tools))
        yield entry("practices", said(practice.title), said(practice.what), f"{top}#{name}", *also)


def components(base: RuleBase) -> Iterator[Entry]:
    """The components."""
    top = reverse("handbook:components")
    for name, component in base.components.items():
        also = (name, component.title, component.watch, base.slots[component.slot].title)
        title, what = said(component.title), said(component.what)
        yield entry("components", title, what, f"{top}#{name}", *also)


def articles(base: RuleBase) -> Iterator[Entry]:
    """The articles."""
    for name, article in base.articles.items():
        points = [f"{said(point.title)}: {said(point.text)}" for point in article.points]
        text = " ".join([said(article.intro), *points])
        links = [link.title for link in article.links]
        url = reverse("handbook:article", args=[name])
        yield entry("articles", said(article.title), text, url, article.title, *links)


def sources(base: RuleBase) -> Iterator[Entry]:
    """The sources."""
    for name, source in base.sources.items():
        text = " ".join([said(source.says), *(said(part.says) for part in source.parts.values())])
        url = reverse("handbook:source", args=[name])
        yield entry("sources", source.title, text, url, name, *source.parts)


def terms(base: RuleBase) -> Iterator[Entry]:
    """The words of the glossary."""
    top = reverse("handbook:glossary")
    for name, term in base.terms.items():
        yield entry("terms", said(term.title), said(term.text), f"{top}#{name}", name, term.title)


PARTS = (stages, terms, articles, practices, rules, components, sources)
