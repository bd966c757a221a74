"""What follows from changes: states and deadlines of records, whether their own files changed or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.catalog import Catalog, windows_of
from generator.dates import start_of
from generator.differences.saying import Words, say_date
from generator.lifecycle import deadlines_of, status_at, timeline_of
from generator.model.parts import LANGS, RecordId, Text
from generator.model.records import Record

STATE = Text(zh="状态", en="State")
DEADLINE = Text(zh="有效截止", en="Effective deadline")
NONE = Text(zh="无", en="none")


class Consequence(NamedTuple):
    """A record of which something follows from what changed: what, and what it was and is on the comparison's day."""

    kind: str
    id: RecordId
    title: Text
    about: Text
    before: Text
    after: Text


def consequences(before: Catalog, after: Catalog, words: Words, day: str) -> tuple[Consequence, ...]:
    """Every state and effective deadline that differs, of records that are on both sides."""
    pairs = ((_earlier(before, one), one) for one in after.every())
    found = (each for old, new in pairs if old is not None for each in _of_record(before, after, old, new, words, day))
    return tuple(sorted(found, key=lambda one: (one.about.en or "", one.kind, one.id)))


def _earlier(before: Catalog, record: Record) -> Record | None:
    """The record as it was, by its name or a former one."""
    held = before.records[record.kind]
    return next((held[name] for name in (record.id, *record.formerly) if name in held), None)


def _of_record(
    before: Catalog, after: Catalog, old: Record, new: Record, words: Words, day: str
) -> Iterator[Consequence]:
    was, now = _state(before, old, words, day), _state(after, new, words, day)
    if was != now:
        yield Consequence(new.kind, new.id, new.title, STATE, was, now)
    then, since = _deadlines(before, old), _deadlines(after, new)
    if then != since:
        yield Consequence(new.kind, new.id, new.title, DEADLINE, then or NONE, since or NONE)


def _state(catalog: Catalog, record: Record, words: Words, day: str) -> Text:
    site = words.settings.site
    timeline = timeline_of(catalog, record, site.closing_soon_days, words.settings.holidays)
    status = status_at(timeline, start_of(date.fromisoformat(day)))
    return words.settings.vocabularies.get("status", {}).get(status) or Text(zh=status, en=status)


def _deadlines(catalog: Catalog, record: Record) -> Text | None:
    """The deadlines that bind in the record's own windows; those that it takes from another are told there."""
    if windows_of(catalog, record)[0] is not record:
        return None
    written = [deadline.written for deadline in deadlines_of(catalog, record)]
    zh, en = (", ".join(say_date(one, lang) for one in written) for lang in LANGS)
    return Text(zh=zh, en=en) if written else None
