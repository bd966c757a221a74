"""A period does not end before it begins, and a range's least is not above its most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.dates import closes_at, opens_at
from generator.documents import Document, Group
from generator.model.parts import Date
from generator.problems import Place, Problem, problem
from generator.settings import Settings

ENDS = (("from", "to"), ("opens", "closes"))
BOUNDS = (*((f"{name}min", f"{name}max") for name in ("", "members_", "months_", "rate_")), ("value", "value_to"))
_BEGINNINGS = frozenset(first for first, _ in (*ENDS, *BOUNDS))


def problems(document: Document, groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Periods whose first moment is not before their last, and ranges whose least is above their most."""
    for pointer, group in groups:
        if _BEGINNINGS.isdisjoint(group):
            continue
        for first, last in ENDS:
            if first in group and last in group and _is_reversed(group[first], group[last]):
                ends = {"start": _shown(group[first]), "end": _shown(group[last])}
                yield problem("dates-reversed", Place(document.file), pointer=(*pointer, last), words=ends)
        for least, most in BOUNDS:
            if least in group and most in group and _is_above(group[least], group[most]):
                ends = {"start": group[least], "end": group[most]}
                yield problem("range-reversed", Place(document.file), pointer=(*pointer, most), words=ends)


def _is_reversed(first: Any, last: Any) -> bool:
    try:
        start, end = opens_at(msgspec.convert(first, Date)), closes_at(msgspec.convert(last, Date))
    except msgspec.ValidationError:
        return False
    return start is not None and end is not None and start >= end


def _is_above(least: Any, most: Any) -> bool:
    numbers = (int, float)
    return isinstance(least, numbers) and isinstance(most, numbers) and least > most


def _shown(written: Any) -> str:
    return written if isinstance(written, str) else str(written["text"]["zh"])
