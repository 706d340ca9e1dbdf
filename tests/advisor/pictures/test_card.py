"""The preview card: one size, all text within the frame, Vietnamese drawn whole."""

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageColor

from advisor.pictures import card as drawing
from advisor.pictures.card import Card, blocks, colours, drawn, font, has, lines, png

TITLE = "Đã đến lúc lên bậc 3: monolith mô-đun"
NOTE = "Đội của bạn nên ở bậc kiến trúc nào, vì sao, và làm gì tiếp theo."
CARD = Card("Bậc Thang", TITLE, NOTE, advised=3)
LONG = Card("Bậc Thang", "kế hoạch nâng cấp " * 40, "dài " * 200, advised=1)
WIDE = Card("Bậc Thang", "W" * 500, "m" * 500)
FOREIGN = Card("Bậc Thang", "漢字 \u202e🙂 kế hoạch\x00\n\t<b>&amp;", "")
BLANK = Card("", "", "")
ALL = {"usual": CARD, "long": LONG, "wide": WIDE, "foreign": FOREIGN, "blank": BLANK}

every = pytest.mark.parametrize("card", ALL.values(), ids=ALL)


def picture(card: Card) -> Image.Image:
    return Image.open(BytesIO(png(card))).convert("RGB")


@every
def test_a_card_has_one_size_and_little_weight(card: Card) -> None:
    data = png(card)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 40_000


@every
def test_all_text_stays_left_of_the_steps_and_within_the_frame(card: Card) -> None:
    for line in lines(card):
        left, top, right, bottom = font(line.weight, line.size).getbbox(line.text, anchor="ls")
        assert line.y + top > 0
        assert line.y + bottom <= drawing.HEIGHT
        if not line.centred:
            assert line.x + left >= drawing.LEFT - 4
            assert line.x + right <= drawing.LEFT + drawing.TEXT_WIDTH + 1


@every
def test_lines_do_not_touch(card: Card) -> None:
    written = [line for line in lines(card) if not line.centred]
    for upper, lower in pairwise(written):
        assert upper.y + bottom_of(upper) < lower.y + top_of(lower)


def top_of(line: drawing.Line) -> float:
    return font(line.weight, line.size).getbbox(line.text, anchor="ls")[1]


def bottom_of(line: drawing.Line) -> float:
    return font(line.weight, line.size).getbbox(line.text, anchor="ls")[3]


def test_the_same_card_is_the_same_picture() -> None:
    assert png(CARD) == png(CARD)
    assert png(CARD) != png(CARD._replace(advised=2))


def test_title_and_note_are_drawn_whole() -> None:
    written = " ".join(line.text for line in lines(CARD) if not line.centred)
    assert written == f"Bậc Thang {TITLE} {NOTE}"


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    title = [line.text for line in lines(LONG) if line.weight == 800 and not line.centred]
    assert len(title) == 5
    assert title[-1].endswith("…")
    assert not any(text.endswith("…") for text in title[:-1])


def test_a_word_wider_than_a_line_is_cut() -> None:
    title = next(line.text for line in lines(WIDE) if line.weight == 800)
    assert title.startswith("WWW")
    assert title.endswith("…")


def test_the_picture_has_ink_where_the_title_is_and_none_on_a_blank_card() -> None:
    title = (drawing.LEFT, 170, drawing.LEFT + drawing.TEXT_WIDTH, 480)
    ground = ImageColor.getrgb(drawing.GROUND)
    assert ink(picture(CARD).crop(title), ground) > 10_000
    assert ink(picture(BLANK).crop(title), ground) == 0


def ink(image: Image.Image, ground: tuple[int, ...]) -> int:
    """How many pixels are clearly not the ground."""
    return sum(abs(pixel[0] - ground[0]) > 40 for pixel in image.get_flattened_data())


@pytest.mark.parametrize("advised", [None, 1, 2, 3, 4])
def test_the_advised_step_stands_out(advised: int | None) -> None:
    image = picture(CARD._replace(advised=advised))
    for number, top in enumerate(drawing.TOPS, start=1):
        x = drawing.FIRST_STEP + drawing.STEP * (number - 1) + 6
        fill, tread = colours(number, advised)
        assert near(image.getpixel((x, 620)), fill)
        assert near(image.getpixel((x, top + 6)), tread)
        assert (fill == drawing.LACQUER) == (advised in (None, number))


def near(pixel: object, colour: str) -> bool:
    """Whether a pixel is a colour, but for what the palette rounds."""
    assert isinstance(pixel, tuple)
    pairs = zip(pixel, ImageColor.getrgb(colour), strict=True)
    return all(abs(one - other) <= 8 for one, other in pairs)


@pytest.mark.parametrize("weight", [600, 800])
def test_vietnamese_is_drawn_and_not_boxes(weight: drawing.Weight) -> None:
    used = font(weight, 40)
    box = bytes(used.getmask(drawing.NO_CHARACTER))
    letters = "ĂÂĐÊÔƠƯ" + "ẾỆẴỮỢỄ" + "áàảãạ" + "ằẳẵặấầẩẫậềểễ" + "ốồổỗộớờởỡợứừửữựỳỵỷỹ"
    shapes = {letter: bytes(used.getmask(letter)) for letter in letters + letters.lower()}
    assert box not in shapes.values()
    assert len(set(shapes.values())) == len(shapes)
    assert shapes["Ệ".lower()] != bytes(used.getmask("e"))


def test_what_the_fonts_lack_is_left_out() -> None:
    assert drawn("漢字 \u202e🙂 kế hoạch\x00\n\t<b>") == "kế hoạch <b>"
    assert not has("漢")
    assert has("ữ")


def test_letters_in_parts_are_put_together() -> None:
    assert drawn("kế") == drawn("ke\u0302\u0301") == "kế"


def test_no_length_makes_more_work() -> None:
    assert len(drawn("a" * 10**6)) == drawing.LONGEST


def test_steps_rise_to_the_right_edge() -> None:
    steps = [block for block in blocks(CARD) if block.width == drawing.STEP]
    assert steps[-1].x + steps[-1].width == drawing.WIDTH
    assert sorted({block.y for block in steps}, reverse=True) == list(drawing.TOPS)
