"""Between a field's answer and its words on paper: what stands in a blank, and what was written there."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from generator.dates import is_calendar_date
from generator.forms.answers import options_of
from generator.model.parts import Field

NUMBERED = re.compile(r"^\s*(?:\d+|[一二三四五六七八九十]+)\s*[.．、)）]\s*")
"""The number before a label."""
_SPACES = re.compile(r"\s+")
_LINES = " 　_＿\t\n"
"""What a blank is drawn with where it holds nothing."""


def shown(field: Field, answer: str, is_short: bool = False) -> str:
    """How an answer stands on paper: a day as 2025年3月1日 (short 2025.03.01), an option by its label, others as is."""
    if field.type == "date":
        return _short_day(answer) if is_short else _day_shown(answer)
    if field.type == "choice":
        return next((option.label.zh for option in options_of(field) if option.id == answer), answer)
    return answer


def _short_day(answer: str) -> str:
    return answer.replace("-", ".") if is_calendar_date(answer) else answer


def _day_shown(answer: str) -> str:
    if not is_calendar_date(answer):
        return answer
    day = date.fromisoformat(answer)
    return f"{day.year}年{day.month}月{day.day}日"


def answer_in(field: Field, text: str) -> str:
    """What was written in a blank, without the line that it was written on and the unit behind; options by their ids.

    How numbers, days and codes are kept is for `tidy`.
    """
    bare = text.strip(_LINES)
    if field.type == "choice":
        known = (option.id for option in options_of(field) if alike(option.label.zh) == alike(bare))
        return next(known, text if bare else "")
    if field.unit:
        return bare.removesuffix(field.unit).strip(_LINES)
    return text if bare else ""


def alike(text: str) -> str:
    """A text for comparing: spaces, full and half width, and what stands around a label do not count."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).strip(":*").casefold()
