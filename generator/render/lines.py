"""A text in lines: where Chinese and English may be broken, and where a text too long ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from generator.yamltext import WIDE_RUN

Width: TypeAlias = Callable[[str], float]
"""How wide words are."""

NOT_FIRST = frozenset("，。、；：？！）］｝】〕》〉」』”’％‰…—～·,.;:?!)]}%/-–")
NOT_LAST = frozenset("（［｛【〔《〈「『“‘([{￥$#")
"""What no line begins with, and what none ends with (GB/T 15834—2011, 5.1)."""

ELLIPSIS = "…"
_TOKEN = re.compile(
    r"\s+|“[^“”\s]{1,8}”|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]+|.", re.DOTALL
)
"""Blanks, a short quotation, a run of other scripts, or one character of Chinese."""


def em(words: str) -> float:
    """About how wide words are in an ordinary sans-serif font, as multiples of its size."""
    return sum(1.0 if WIDE_RUN.match(c) else 0.62 if c.isupper() else 0.55 for c in words)


def wrapped(text: str, width: Width, limit: float, most: int) -> tuple[str, ...]:
    """The text in lines of at most `limit`, each as full as it can be; what no line is left for becomes an ellipsis."""
    lines = _filled(_measured(text, width, limit), limit)
    if len(lines) > most:
        return (*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, limit))
    return lines


def balanced(text: str, width: Width, limit: float, most: int) -> tuple[str, ...]:
    """The same lines, but of even length where all of the text fits, as titles are set."""
    units = _measured(text, width, limit)
    lines = _filled(units, limit)
    return _even(units, limit, lines) if len(lines) <= most else wrapped(text, width, limit, most)


class _Unit(NamedTuple):
    """What stands on one line: its characters, how wide they are, and how wide with the blank behind them."""

    text: str
    width: float
    whole: float


def _measured(text: str, width: Width, limit: float) -> tuple[_Unit, ...]:
    """The units of a text; one that no line holds is broken anywhere."""
    parts = (part for unit in _units(text) for part in _parts(unit, width, limit))
    return tuple(_Unit(part, width(part.rstrip()), width(part)) for part in parts)


def _even(units: tuple[_Unit, ...], limit: float, lines: tuple[str, ...]) -> tuple[str, ...]:
    """As many lines, none much longer than another, so that the last is no lone character."""
    narrow, wide = max(limit / 2, max((unit.width for unit in units), default=0)), limit
    for _ in range(8 if len(lines) > 1 else 0):
        middle = (narrow + wide) / 2
        found = _filled(units, middle)
        if len(found) == len(lines):
            lines, wide = found, middle
        else:
            narrow = middle
    return lines


def _filled(units: tuple[_Unit, ...], limit: float) -> tuple[str, ...]:
    """Units put on a line as long as they fit."""
    lines, used = [""], 0.0
    for unit in units:
        if used and used + unit.width > limit:
            lines.append("")
            used = 0.0
        lines[-1] += unit.text
        used += unit.whole
    return tuple(line.rstrip() for line in lines if line.strip())


def _parts(unit: str, width: Width, limit: float) -> Iterator[str]:
    """A unit as it is, or in as many parts as lines hold."""
    if width(unit.rstrip()) <= limit:
        yield unit
        return
    part = ""
    for character in unit:
        if part and width(part + character) > limit:
            yield part
            part = ""
        part += character
    yield part


def _units(text: str) -> Iterator[str]:
    """What may stand together on no two lines: words with the blank behind them, characters with their punctuation."""
    unit = ""
    for token in _TOKEN.findall(" ".join(text.split())):
        joins = token[0] in NOT_FIRST or not unit.strip() or unit.rstrip()[-1] in NOT_LAST
        if token.isspace() or joins:
            unit += token
        else:
            yield unit
            unit = token
    if unit:
        yield unit


def _cut(text: str, width: Width, limit: float) -> str:
    """As much of the text as fits with an ellipsis behind it."""
    while text and width(text + ELLIPSIS) > limit:
        text = text[:-1]
    return text.rstrip().rstrip("".join(NOT_FIRST | NOT_LAST)) + ELLIPSIS
