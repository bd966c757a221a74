"""A period does not end before it begins."""

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


def problems(document: Document, groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Periods whose first moment is not before their last."""
    for pointer, group in groups:
        for first, last in ENDS:
            if first in group and last in group and _is_reversed(group[first], group[last]):
                ends = {"start": _shown(group[first]), "end": _shown(group[last])}
                yield problem("dates-reversed", Place(document.file), pointer=(*pointer, last), words=ends)


def _is_reversed(first: Any, last: Any) -> bool:
    try:
        start, end = opens_at(msgspec.convert(first, Date)), closes_at(msgspec.convert(last, Date))
    except msgspec.ValidationError:
        return False
    return start is not None and end is not None and start >= end


def _shown(written: Any) -> str:
    return written if isinstance(written, str) else str(written["text"]["zh"])
