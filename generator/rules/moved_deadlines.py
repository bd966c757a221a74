"""A published closing date is never changed in silence: the record stays as published, and a notice says what is new.

Compared are the dates that each record stated at an earlier revision, by the audience and region of their windows,
whatever the windows' order. A date that a notice gave is published too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.catalog import Catalog, Key
from generator.dates import closes_at, same_date
from generator.documents import record_of
from generator.lifecycle import MOVING, closings_of
from generator.model.parts import Change, Date, FuzzyDate
from generator.model.records import Notice, Record
from generator.problems import Place, Pointer, Problem, problem
from generator.rules.evidence import Evidence, Past


class Stated(NamedTuple):
    """The closing dates of one window or of one change of a notice: of which record, for whom, and where they stand."""

    target: Key
    audience: str | None
    region: str | None
    dates: tuple[Date, ...]
    pointer: Pointer


class Told(NamedTuple):
    """A change that a notice tells, and whether the notice is new or has changed."""

    notice: Notice
    change: Change
    is_new: bool


def problems(evidence: Evidence, past: Past) -> Iterator[Problem]:
    """Closing dates that moved or vanished without a notice that says so."""
    catalog = evidence.catalog
    heirs = {(record.kind, earlier): record for record in catalog.every() for earlier in record.formerly}
    told = tuple(_told(catalog, past))
    for document in past.documents:
        old, key = record_of(document), (document.kind, document.id)
        new = catalog.records[document.kind].get(document.id) or heirs.get(key)
        if new is not None and old.withdrawn is None and new.withdrawn is None:
            place = Place(catalog.files[(new.kind, new.id)])
            others = [one for one in told if one.notice is not new]
            moves = _moves(tuple(_stated(old, new, heirs)), tuple(_stated(new, new, heirs)))
            yield from (_worded(place, *move) for move in moves if not _is_told(*move, others))


def _told(catalog: Catalog, past: Past) -> Iterator[Told]:
    for notice in catalog.of(Notice).values():
        if notice.type in MOVING and notice.withdrawn is None:
            is_new = catalog.files[(notice.kind, notice.id)] in past.changed
            yield from (Told(notice, change, is_new) for change in notice.changes)


def _stated(record: Record, now: Record, heirs: Mapping[Key, Record]) -> Iterator[Stated]:
    """The days that a record states for closing, as of what it is called `now`; wording without days binds nobody."""
    for i, window in enumerate(getattr(record, "windows", ())):
        if dates := _dated(closings_of(window)):
            yield Stated((now.kind, now.id), window.audience, window.region, dates, ("windows", i, "closes"))
    if isinstance(record, Notice) and record.type in MOVING:
        target = heirs.get((record.target.kind, record.target.id), record.target)
        for i, change in enumerate(record.changes):
            if dates := _dated((change.closes,) if change.closes is not None else ()):
                yield Stated(
                    (record.target.kind, target.id), change.audience, change.region, dates, ("changes", i, "closes")
                )


def _dated(dates: Sequence[Date]) -> tuple[Date, ...]:
    return tuple(date for date in dates if closes_at(date))


def _moves(then: Sequence[Stated], now: Sequence[Stated]) -> Iterator[tuple[Stated, Stated | None]]:
    """What was stated and is not so any more, each with what stands in its place."""
    left, gone = list(now), []
    for old in then:
        same = next((new for new in left if _whose(new) == _whose(old) and _moments(new) == _moments(old)), None)
        if same is None:
            gone.append(old)
        else:
            left.remove(same)
    for old in gone:
        new = next((new for new in left if _whose(new) == _whose(old)), None)
        if new is not None:
            left.remove(new)
        if new is None or not _holds(old, new):
            yield old, new


def _whose(stated: Stated) -> tuple[Key, str | None, str | None]:
    return stated.target, stated.audience, stated.region


def _moments(stated: Stated) -> list[str]:
    return sorted(closes_at(date) or "" for date in stated.dates)


def _holds(old: Stated, new: Stated) -> bool:
    """Whether every date still stands and the earliest is still the one that binds."""
    return _moments(old)[0] == _moments(new)[0] and set(_moments(old)) <= set(_moments(new))


def _is_told(old: Stated, new: Stated | None, told: Sequence[Told]) -> bool:
    """Whether a notice moves this deadline of this record to where it now is."""
    return any(_tells(one, old, new) for one in told if _reaches(one, old))


def _reaches(told: Told, stated: Stated) -> bool:
    change, target = told.change, (told.notice.target.kind, told.notice.target.id)
    return (
        target == stated.target
        and change.audience in (None, stated.audience)
        and change.region in (None, stated.region)
    )


def _tells(told: Told, old: Stated, new: Stated | None) -> bool:
    is_old = _among(told.change.closed, old.dates)
    if new is None:
        return is_old and told.is_new
    return _among(told.change.closes, new.dates) and (is_old or told.is_new)


def _among(written: Date | None, dates: Sequence[Date]) -> bool:
    return written is not None and any(same_date(written, date) for date in dates)


def _worded(place: Place, old: Stated, new: Stated | None) -> Problem:
    """The problem, with the keys of the notice to write."""
    was, now = _shown(old.dates), _shown(new.dates) if new else ""
    change = f'closed: "{_earliest(old)}"' + (f', closes: "{_earliest(new)}"' if new else "")
    kind, (target, target_id) = _kind(old, new), old.target
    return problem(
        "deadline-moved",
        place,
        pointer=new.pointer if new else old.pointer[:1],
        value=was,
        fate=f"改成了 {now}" if new else "不见了",
        fate_en=f"became {now}" if new else "is gone",
        notice=f"content/notices/{target_id}-{kind}.yml",
        keys=f"type: {kind}, target: {{kind: {target}, id: {target_id}}}, changes: [{{about: …, {change}}}]",
    )


def _kind(old: Stated, new: Stated | None) -> str:
    """The type of the notice to write."""
    if new is None:
        return "other"
    return "extension" if _moments(new)[0] > _moments(old)[0] else "correction"


def _earliest(stated: Stated) -> str:
    return _shown([min(stated.dates, key=lambda date: closes_at(date) or "")])


def _shown(dates: Sequence[Date]) -> str:
    return ", ".join(date.text.zh if isinstance(date, FuzzyDate) else date for date in dates)
