"""What a unit's page holds besides its record: all its parts in others by date, and how often it had each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from generator.dates import BEGINNING, Moment, opens_at
from generator.model.parts import Date
from generator.model.records import Challenge, Organisation, Record, Winner
from generator.render.view import ROLES, View

ABOVE = "parent"
"""The part of a unit that others lie below: no record of work, so it stands apart."""

DATED = ("published_on", "decided_on", "accepted_on")
"""The keys that tell of what day a record is, the first that is there."""


class Entry(NamedTuple):
    """One record and the unit's parts in it, with its date in words and as a moment, its year, and its amounts."""

    record: Record
    roles: tuple[str, ...]
    since: Moment
    year: str
    date: str
    amounts: tuple[tuple[str, str], ...]


def organisation_values(v: View, organisation: Organisation) -> Mapping[str, Any]:
    """Everything that the template asks for: the newest year first, and in it the newest record."""
    parts = dict(v.roles(organisation))
    subordinate = parts.pop(ABOVE, ())
    entries = sorted(_entries(v, parts), key=lambda entry: (entry.since, entry.record.id), reverse=True)
    return {
        "totals": [(role, len(parts[role])) for role in ROLES if role in parts],
        "count": len(entries),
        "years": [(year, list(found)) for year, found in groupby(entries, key=lambda entry: entry.year)],
        "subordinate": subordinate,
    }


def _entries(v: View, parts: Mapping[str, Sequence[Record]]) -> Iterator[Entry]:
    held: dict[Record, list[str]] = defaultdict(list)
    for role, records in parts.items():
        for record in dict.fromkeys(records):
            held[record].append(role)
    for record, roles in held.items():
        written = _date(v, record)
        year = v.record_year(record)
        since = (opens_at(written) if written is not None else None) or str(year or BEGINNING)
        amounts = tuple(_amounts(v, record))
        yield Entry(record, tuple(roles), since, since[:4], v.date(written) or str(year or ""), amounts)


def _date(v: View, record: Record) -> Date | None:
    """The day of a record: its own, else that of the list or guide that it stands in."""
    holders = (record, v.listing(record), v.guide(record))
    dates = (getattr(holder, name, None) for holder in holders if holder is not None for name in DATED)
    return next((date for date in dates if date is not None), None)


def _amounts(v: View, record: Record) -> Iterator[tuple[str, str]]:
    """What the record says of money: what the owner pays, and what government gives."""
    if not isinstance(record, (Challenge, Winner)):
        return
    if record.owner_payment is not None:
        yield v.L("owner_payment"), v.money(record.owner_payment)
    support = record.support
    amounts = (support.options or ((support.amount,) if support.amount else ())) if support else ()
    if amounts:
        yield v.L("government_support"), " / ".join(map(v.money, amounts))
