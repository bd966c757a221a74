"""Nobody files under a programme that is no longer in force when the window closes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import programme_of
from generator.dates import is_after
from generator.model.parts import Date
from generator.model.records import Challenge, Guide, ListRecord
from generator.problems import Problem, problem
from generator.rules.evidence import Evidence


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Windows that certainly close after their programme has ended; a warning where its end is approximate."""
    holders: Iterator[Guide | ListRecord | Challenge] = evidence.standing(Guide, ListRecord, Challenge)
    for holder in holders:
        programme = programme_of(evidence.catalog, holder) if holder.windows else None
        valid = programme.valid if programme else None
        if programme is None or valid is None or valid.to is None:
            continue
        for i, window in enumerate(holder.windows):
            if window.closes is not None and is_after(window.closes, valid.to):
                yield problem(
                    "programme-expired",
                    evidence.place(holder),
                    pointer=("windows", i, "closes"),
                    value=_shown(window.closes),
                    words={"programme": programme.id, "end": _shown(valid.to)},
                    severity="warning" if valid.approximate else None,
                )


def _shown(written: Date) -> str:
    return written if isinstance(written, str) else written.text.zh
