"""The preview card of a page: its title, the product's name and the flight of steps.

A chat or a search shows it beside a link. It holds what it is given and nothing else: no
answers. One drawing of blocks and lines of text becomes a PNG or, in a template, an SVG.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import category, normalize

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
# What a title or a note may have in characters; the rest is cut before anything is drawn.
LONGEST = 160

FONTS = Path(__file__).parent / "fonts"
GROUND, SUNK, LINE = "#faf6ee", "#f3ecdf", "#e4d8c6"
INK, SOFT, LACQUER, ON_LACQUER = "#211a16", "#63574d", "#9c2a22", "#fffaf2"
GOLD, GOLD_INK, GOLD_SOFT = "#d9a441", "#7a5000", "#f8ecd0"

LEFT, TEXT_WIDTH = 80, 560
# Titles are as large as leaves them this many lines.
TITLES = ((66, 3), (56, 4), (46, 5))
LEADING = 1.24
STEP, FIRST_STEP, TREAD = 130, 680, 12
TOPS = (520, 420, 320, 220)
# No font has it, so it is drawn as the box that stands for whatever is missing.
NO_CHARACTER = "\U0010ffff"
ELLIPSIS = "…"

Weight = Literal[600, 800]


class Block(NamedTuple):
    """A filled rectangle, in pixels from the left and from the top."""

    x: int
    y: int
    width: int
    height: int
    fill: str


class Line(NamedTuple):
    """A line of text; `x` is its middle if it is `centred`, `y` its baseline."""

    x: int
    y: int
    text: str
    size: int
    weight: Weight
    fill: str
    centred: bool = False


class Card(NamedTuple):
    """All that a card shows. `advised` is the number of the step that stands out, if one does."""

    product: str
    title: str
    note: str
    steps: int = 4
    advised: int | None = None


def png(card: Card) -> bytes:
    """The card as a PNG of `WIDTH` × `HEIGHT` pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    for block in blocks(card):
        end = block.x + block.width - 1, block.y + block.height - 1
        draw.rectangle((block.x, block.y, *end), fill=block.fill)
    for line in lines(card):
        anchor = "ms" if line.centred else "ls"
        place, used = (line.x, line.y), font(line.weight, line.size)
        draw.text(place, line.text, fill=line.fill, font=used, anchor=anchor)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def blocks(card: Card) -> Iterator[Block]:
    """The mark of the product, and the flight of steps."""
    for place in range(4):
        x, y = LEFT + 13 * place, 114 - 13 * place
        yield Block(x, y, 13, 126 - y, LACQUER)
        yield Block(x, y, 13, 4, GOLD)
        yield Block(x, y, 4, 13, GOLD)
    for number in range(1, card.steps + 1):
        fill, tread = colours(number, card.advised)
        x, y = FIRST_STEP + STEP * (number - 1), TOPS[number - 1]
        yield Block(x, y, STEP, HEIGHT - y, fill)
        yield Block(x, y, STEP, TREAD, tread)


def colours(number: int, advised: int | None) -> tuple[str, str]:
    """The colours of a step and of its tread."""
    if advised is None or number == advised:
        return LACQUER, GOLD
    return (GOLD_SOFT, GOLD) if number < advised else (SUNK, LINE)


def lines(card: Card) -> Iterator[Line]:
    """All text of the card."""
    yield Line(LEFT + 70, 119, drawn(card.product), 36, 600, INK)
    yield from paragraph(card.title, 236, TITLES, 800, INK)
    yield from paragraph(card.note, 542, ((26, 2),), 600, SOFT)
    for number in range(1, card.steps + 1):
        x = FIRST_STEP + STEP * (number - 1) + STEP // 2
        strong = card.advised is None or number == card.advised
        fill = ON_LACQUER if strong else GOLD_INK if number < (card.advised or 0) else SOFT
        yield Line(x, TOPS[number - 1] + 76, str(number), 52, 800, fill, centred=True)


def paragraph(
    text: str, top: int, sizes: Sequence[tuple[int, int]], weight: Weight, fill: str
) -> Iterator[Line]:
    """Text in the largest size whose number of lines is enough; else cut in the smallest."""
    for size, most in sizes:
        found = broken(drawn(text), font(weight, size))
        if len(found) <= most:
            break
    else:
        found = [*found[: most - 1], shortened(f"{found[most - 1]}{ELLIPSIS}", font(weight, size))]
    for place, line in enumerate(found):
        yield Line(LEFT, top + round(place * size * LEADING), line, size, weight, fill)


def broken(text: str, used: ImageFont.FreeTypeFont) -> list[str]:
    """Text in lines that fit; a word that is wider than a line is cut."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and used.getlength(longer) <= TEXT_WIDTH:
            found[-1] = longer
        else:
            found.append(shortened(word, used))
    return found


def shortened(text: str, used: ImageFont.FreeTypeFont) -> str:
    """Text cut to the width of a line, with an ellipsis where something was cut."""
    if used.getlength(text) <= TEXT_WIDTH:
        return text
    kept = text.rstrip(ELLIPSIS)
    while kept and used.getlength(kept + ELLIPSIS) > TEXT_WIDTH:
        kept = kept[:-1].rstrip()
    return kept + ELLIPSIS


def drawn(text: str) -> str:
    """Text as far as the fonts have its characters, no longer than `LONGEST`."""
    composed = " ".join(normalize("NFC", text[:LONGEST]).split())
    return " ".join("".join(filter(has, composed)).split())


@lru_cache(maxsize=1024)
def has(character: str) -> bool:
    """Whether the fonts have a character, and it is one to be seen."""
    return category(character)[0] != "C" and shape(character) != shape(NO_CHARACTER)


def shape(character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(800, 40).getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=16)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Be Vietnam Pro in a size in pixels, Latin and Vietnamese in one file."""
    return ImageFont.truetype(FONTS / f"be-vietnam-pro-{weight}.woff2", size)
