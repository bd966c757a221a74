"""What offices write in cells: amounts, days, terms and names of units, read without guessing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from generator.dates import is_calendar_date
from generator.forms.texts import half_width
from generator.yamlio import Json

UNIT_WORDS: Mapping[str, str] = MappingProxyType({"亿元": "yi", "万元": "wan", "元": "yuan", "亿": "yi", "万": "wan"})
NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "／", "N/A", "n/a"})
"""How an office writes that there is nothing."""

_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)"
_UNIT = r"(亿元|万元|元|亿|万)?"
_BEFORE: Mapping[str, str] = {
    "约": "about", "大约": "about", "近": "almost", "逾": "over", "超过": "over", "超": "over", "大于": "over",
    "不超过": "at_most", "不高于": "at_most", "最高": "at_most", "至多": "at_most", "≤": "at_most",
    "不低于": "at_least", "不少于": "at_least", "至少": "at_least", "≥": "at_least",
}  # fmt: skip
_AFTER: Mapping[str, str] = {
    "左右": "about", "以上": "at_least", "及以上": "at_least", "以内": "at_most", "以下": "at_most", "余": "over",
}  # fmt: skip
_AMOUNT = re.compile(
    rf"({'|'.join(sorted(_BEFORE, key=len, reverse=True))})?(?:人民币|RMB|[¥￥])?{_NUMBER}{_UNIT}"
    rf"(?:[-~～—–至到]+{_NUMBER}{_UNIT})?(?:人民币)?({'|'.join(sorted(_AFTER, key=len, reverse=True))})?(?:元整|整)?\Z",
    re.ASCII,
)

_DAY = r"(\d{4})(?:[年./-]\s*(\d{1,2})(?:[月./-]\s*(\d{1,2})日?|月)?|年)?"
_DATE = re.compile(rf"{_DAY}\Z", re.ASCII)
_SPAN = re.compile(rf"{_DAY}\s*(?:-|—|–|~|～|至|到)+\s*{_DAY}\Z", re.ASCII)
_MONTHS = re.compile(r"(\d{1,3})个月\Z", re.ASCII)

_OPEN, _CLOSE = "([{（【〔《“", ")]}）】〕》”"
_COUNTED = re.compile(r"(?:(?<=\s)|(?<=[；;、，,])|^)[(（]?\d{1,2}[.．、)）](?=\s*[^\d\s])", re.MULTILINE)
_ABBREVIATED = re.compile(r",\s*(?:Ltd|Inc|LLC|L\.L\.C|Corp|S\.A|GmbH|PLC|Co\b)", re.IGNORECASE)
_ROLE = re.compile(r"(牵头|承担|揭榜|参与|参加|联合|合作|协作)(?:单位|方)?\s*[:：]\s*")
LEADING = frozenset({"牵头", "承担", "揭榜"})


class Unit(NamedTuple):
    """A unit's name as printed, and the role that stands before it, if one does."""

    name: str
    role: str = ""


def narrow(text: str) -> str:
    """The text without white space, its full-width digits and signs plain; ① stays what it is, for it is no digit."""
    return "".join(half_width(text).split())


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return narrow(text) in NOTHING or text.strip() in NOTHING


def money_of(text: str, unit: str | None) -> dict[str, Json] | None:
    """The amount with its unit, `unit` where the cell names none; none where it is no amount, or no unit is known."""
    match = _AMOUNT.match(narrow(text))
    if match is None:
        return None
    before, low, low_unit, high, high_unit, after = match.groups()
    stated = UNIT_WORDS.get(high_unit or low_unit or "", unit)
    if stated is None or (low_unit and high_unit and UNIT_WORDS[low_unit] != UNIT_WORDS[high_unit]):
        return None
    amount: Json = number_of(low) if high is None else {"min": number_of(low), "max": number_of(high)}
    qualifier = _BEFORE.get(before or "") or _AFTER.get(after or "")
    return {stated: amount, **({"qualifier": qualifier} if qualifier and high is None else {})}


def number_of(text: str) -> int | float:
    """The number that digits and separators write."""
    value = Decimal(text.replace(",", ""))
    return int(value) if value == value.to_integral_value() else float(value)


def unit_in(heading: str) -> str | None:
    """The unit of money that a heading names in brackets or after a stroke: 支持经费（万元）."""
    match = re.search(r"[(\[:/,](?:单位:?)?(?:人民币)?(亿元|万元|元)[)\]]?\Z", narrow(heading).replace("。", ""))
    return UNIT_WORDS[match[1]] if match else None


def date_of(text: str) -> str | None:
    """The year, month or day that a cell writes, in ISO."""
    match = _DATE.match(narrow(text).removesuffix("止").removesuffix("前"))
    return None if match is None else _iso(*match.groups())


def term_of(text: str) -> dict[str, Json]:
    """The term in its parts where it is plain, else as worded."""
    written = narrow(text)
    span, months = _SPAN.match(written), _MONTHS.match(written)
    first, last = (_iso(*span.groups()[:3]), _iso(*span.groups()[3:])) if span else (None, None)
    if first and last:
        return {"from": first, "to": last}
    if months:
        return {"months_max": int(months[1]), "text": {"zh": text.strip()}}
    return {"text": {"zh": " ".join(text.split())}}


def units_of(text: str) -> tuple[Unit, ...]:
    """The units that a cell names, in their order: parted by 、；, line breaks, and commas outside of “Co., Ltd.”."""
    found: list[Unit] = []
    role = ""
    for piece in _pieces(_COUNTED.sub("\n", text)):
        stated = _ROLE.match(piece)
        role = stated[1] if stated else role
        name = clean_name(piece[stated.end() :] if stated else piece)
        if name and not is_nothing(name):
            found.append(Unit(name, role))
    return tuple(found)


def clean_name(text: str) -> str:
    """The name on one line, without spaces between Chinese characters and without signs at its ends."""
    line = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(text.split()))
    return line.strip(" 、，,；;。.　") if not line.endswith(("Ltd.", "Inc.", "Corp.")) else line.strip(" 、，,；;。　")


def lines_of(text: str) -> tuple[str, ...]:
    """What stands on lines of its own, or between semicolons, without its numbering."""
    parts = re.split(r"[；;\n]+", _COUNTED.sub("\n", text))
    return tuple(line for part in parts if (line := " ".join(part.split()).strip("。 ")))


def _pieces(text: str) -> Iterator[str]:
    """The text cut at separators that stand in no brackets."""
    kept = {match.start() for match in _ABBREVIATED.finditer(text)}
    depth, begin = 0, 0
    for i, sign in enumerate(text):
        depth = max(depth + (sign in _OPEN) - (sign in _CLOSE), 0)
        if sign in "\r\n" or (sign in "、；;，," and depth == 0 and i not in kept):
            depth = 0
            yield text[begin:i]
            begin = i + 1
    yield text[begin:]


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    written = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return written if is_calendar_date(written) else None
