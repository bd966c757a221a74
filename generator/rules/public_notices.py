"""A public notice lasts as many days as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from generator.dates import interval
from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings
from generator.workdays import Kind, period_length

UNITS: Mapping[str, tuple[str, str]] = {"working": ("个工作日", "working days"), "natural": ("天", "days")}


class Stated(NamedTuple):
    """A period that states both its ends and its length."""

    first: date
    last: date
    days: int
    kind: Kind


def problems(document: Document, _groups: tuple[Group, ...], settings: Settings) -> Iterator[Problem]:
    """A length that the two ends do not give, whether the first day counts (as in most notices) or not.

    By article 201 of the Civil Code the day on which a period begins is not counted, so a notice may rightly run one
    day longer. Where a year's holidays are not known, working days are not counted.
    """
    stated = _stated(document.data.get("public_notice"))
    counted = period_length(settings.holidays, stated.first, stated.last, stated.kind) if stated else None
    if stated is None or counted is None or counted - stated.days in (0, 1):
        return
    zh, en = UNITS[stated.kind]
    words = {"start": stated.first, "end": stated.last, "counted": counted, "unit": zh, "unit_en": en}
    pointer = ("public_notice", "days")
    yield problem("notice-period", Place(document.file), pointer=pointer, value=stated.days, words=words)


def _stated(notice: Any) -> Stated | None:
    """The period, where it is whole and rightly shaped; other rules tell of reversed ends."""
    if not isinstance(notice, dict):
        return None
    first, last = _day(notice.get("from")), _day(notice.get("to"))
    days, kind = _count(notice.get("days")), notice.get("day_kind")
    if first is None or last is None or last < first or days is None or kind not in tuple(UNITS):
        return None
    return Stated(first, last, days, kind)


def _count(written: Any) -> int | None:
    """A whole number, also where it is written 5.0."""
    is_number = isinstance(written, (int, float)) and not isinstance(written, bool)
    return int(written) if is_number and written == int(written) else None


def _day(written: Any) -> date | None:
    found = interval(written) if isinstance(written, str) else None
    return found.first if found is not None and found.is_day else None
