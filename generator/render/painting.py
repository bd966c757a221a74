"""Pictures for links that are shared: the one home of Pillow, which draws words with the packaged fonts.

A picture has sixteen colours, from ink to paper and from accent to paper, so its file is a quarter of what true colour
takes. Nothing of the machine is looked at: the same words give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from generator.forms.fonts import SANS, SERIF, drawn
from generator.render.lines import balanced, wrapped

WIDTH, HEIGHT = 1200, 630
EDGE = 72
ROOM = WIDTH - 2 * EDGE
BAND = 16
"""How high the band of accent at the top is."""
KICKER, SMALL = 30, 28
TITLES = ((64, 84, 2), (56, 74, 3), (46, 62, 4))
"""Size, distance of lines and most lines of a title: the first in which all of it fits, else the last, cut."""
SECOND = (30, 42, 2)
FACTS = 4
QUIET = 178
"""How strong the ink of words beside the title is, of 255."""
INKS, TINTS = 12, 4
"""How many of the sixteen colours lie between ink and paper, and between accent and paper."""

Rgb = tuple[int, int, int]


class Look(NamedTuple):
    """The colours of all pictures of a site, as #rrggbb."""

    ink: str
    paper: str
    accent: str


class Words(NamedTuple):
    """What stands on a picture: what it is about, its title in two languages, its facts, and the site's name."""

    kicker: str
    title: str
    second: str
    facts: tuple[str, ...]
    site: str


def painted(words: Words, look: Look) -> bytes:
    """The picture as PNG of 1200 × 630."""
    ink, accent = Image.new("L", (WIDTH, HEIGHT)), Image.new("L", (WIDTH, HEIGHT))
    on_ink, on_accent = ImageDraw.Draw(ink), ImageDraw.Draw(accent)
    on_accent.rectangle((0, 0, WIDTH, BAND), fill=255)
    y = EDGE - 8
    on_accent.text((EDGE, y), _one_line(words.kicker, KICKER), fill=255, font=_font(SANS, KICKER))
    _below(on_ink, words, y + KICKER + 34)
    _foot(on_ink, on_accent, words)
    return _file(ink, accent, look)


def _below(page: ImageDraw.ImageDraw, words: Words, y: int) -> None:
    """The title, and below it the title in the other language."""
    size, step, lines = _title(_known(words.title))
    for number, line in enumerate(lines):
        page.text((EDGE, y + number * step), line, fill=255, font=_font(SERIF, size))
    y += len(lines) * step + 14
    size, step, most = SECOND
    for number, line in enumerate(balanced(_known(words.second), _width(SANS, size), ROOM, most)):
        page.text((EDGE, y + number * step), line, fill=QUIET, font=_font(SANS, size))


def _title(title: str) -> tuple[int, int, tuple[str, ...]]:
    """A title's size, the distance of its lines, and the lines."""
    fits = (one for one in TITLES if len(wrapped(title, _width(SERIF, one[0]), ROOM, one[2] + 1)) <= one[2])
    size, step, most = next(fits, TITLES[-1])
    return size, step, balanced(title, _width(SERIF, size), ROOM, most)


def _foot(page: ImageDraw.ImageDraw, accent: ImageDraw.ImageDraw, words: Words) -> None:
    """The facts above a line, and the site's name below it."""
    bottom = HEIGHT - EDGE - 4
    page.line((EDGE, bottom - 22, WIDTH - EDGE, bottom - 22), fill=96, width=2)
    accent.rectangle((EDGE, bottom, EDGE + 26, bottom + 26), fill=255)
    page.text((EDGE + 42, bottom - 6), _one_line(words.site, SMALL), fill=255, font=_font(SANS, SMALL))
    width = _width(SANS, SMALL)
    facts = [line for fact in words.facts for line in wrapped(_known(fact), width, ROOM, 2)][:FACTS]
    for number, fact in enumerate(facts):
        y = bottom - 34 - (len(facts) - number) * 40
        page.text((EDGE, y), fact, fill=255, font=_font(SANS, SMALL))


def _one_line(text: str, size: int) -> str:
    return "".join(wrapped(_known(text), _width(SANS, size), ROOM - 42, 1))


def _known(text: str) -> str:
    """The text with a geta for every character that the fonts lack."""
    return "".join(drawn(text, {}))


def _width(font: str | Path, size: int) -> Callable[[str], float]:
    """How wide words are: the sum of their characters, each asked for once."""
    of_one = _widths(font, size)
    return lambda words: sum(map(of_one, words))


@cache
def _widths(font: str | Path, size: int) -> Callable[[str], float]:
    return cache(_font(font, size).getlength)


@cache
def _font(path: str | Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _file(ink: Image.Image, accent: Image.Image, look: Look) -> bytes:
    """The two inks as one picture of sixteen colours."""
    page = ink.point([INKS - 1 - value * INKS // 256 for value in range(256)])
    tint = accent.point([INKS + TINTS - 1 - value * TINTS // 256 for value in range(256)])
    page.paste(tint, mask=accent.point([255 if value * TINTS >= 256 else 0 for value in range(256)]))
    picture = Image.frombytes("P", page.size, page.tobytes())
    picture.putpalette([channel for colour in _palette(look) for channel in colour])
    out = BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()


def _palette(look: Look) -> Iterator[Rgb]:
    paper = _rgb(look.paper)
    yield from _between(_rgb(look.ink), paper, INKS)
    yield from _between(_rgb(look.accent), paper, TINTS)


def _between(one: Rgb, other: Rgb, count: int) -> Iterator[Rgb]:
    for step in range(count):
        yield tuple(a + (b - a) * step // (count - 1) for a, b in zip(one, other, strict=True))  # type: ignore[misc]


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
