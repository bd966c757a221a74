"""Between a field's answer and its words on paper: what is written in a blank, and the answer that it is."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from generator.forms.answers import options_of
from generator.model.parts import Field

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_SPACES = re.compile(r"\s+")
_NUMERIC = frozenset({"number", "money", "percent"})
_CODES = frozenset({"credit_code", "postcode", "phone", "email"})


def shown(field: Field, answer: str) -> str:
    """How an answer stands on paper: a day as 2025年3月1日, an option by its label, anything else as it is."""
    if field.type == "date":
        return _day_shown(answer)
    if field.type == "choice":
        return next((option.label.zh for option in options_of(field) if option.id == answer), answer)
    return answer


def _day_shown(answer: str) -> str:
    try:
        day = date.fromisoformat(answer)
    except ValueError:
        return answer
    return f"{day.year}年{day.month}月{day.day}日"


def answer_in(field: Field, text: str) -> str:
    """The answer that a text is; what cannot be one stays as it was written, for the check to tell."""
    if not text.strip() or not text.strip(" 　_＿\t\n"):
        return ""
    if field.type in _NUMERIC:
        return _number(text, field.unit)
    if field.type == "date":
        return _day(text)
    if field.type in _CODES:
        return _code(text, field)
    if field.type == "choice":
        return _option(text, field)
    return text


def _number(text: str, unit: str | None) -> str:
    """A plain decimal: no unit behind it, no separators of thousands, no full-width digits."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    ends = (unicodedata.normalize("NFKC", end) for end in (unit, "%") if end)
    bare = next((narrow.removesuffix(end) for end in ends if narrow.endswith(end)), narrow).strip(" _")
    digits = re.sub(r"[,\s]", "", bare)
    return digits if not digits or re.fullmatch(r"[+-]?\d+(\.\d+)?", digits) else text.strip()


def _day(text: str) -> str:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else text.strip()
    except ValueError:
        return text.strip()


def _code(text: str, field: Field) -> str:
    narrow = unicodedata.normalize("NFKC", text).strip()
    return _SPACES.sub("", narrow).upper() if field.type == "credit_code" else narrow


def _option(text: str, field: Field) -> str:
    """The option of that label; else what was written, which is no option."""
    return next((option.id for option in options_of(field) if alike(option.label.zh) == alike(text)), text.strip())


def alike(text: str) -> str:
    """A text for comparing: spaces, full and half width, and what stands around a label do not count."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).strip(":*").casefold()
