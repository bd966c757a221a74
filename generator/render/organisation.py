"""What a unit's page holds besides its record: all its parts in others by date, and how often it had each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from generator.dates import BEGINNING, Moment, opens_at
from generator.funnel import Sum
from generator.model.parts import Date, Money
from generator.model.records import Challenge, Organisation, Record, Winner
from generator.money import in_yuan
from generator.render.view import ROLES, View

ABOVE = "parent"
"""The part of a unit that others lie below: no record of work, so it stands apart."""

DATED = ("published_on", "signed_on", "decided_on", "accepted_on")
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
        "sums": tuple(_sums(v, parts)),
        "has_amounts": any(entry.amounts for entry in entries),
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


def _sums(v: View, parts: Mapping[str, Sequence[Record]]) -> Iterator[tuple[str, str, int]]:
    """What it set out to pay, and what it was given as the lead: exact amounts added up, and of how many records."""
    offered = [record.owner_payment for record in parts.get("owner", ()) if isinstance(record, Challenge)]
    given = [record.support.amount for record in parts.get("lead", ()) if isinstance(record, Winner) and record.support]
    for words, amounts in ((v.L("owner_payment"), offered), (v.L("government_support"), given)):
        exact = [yuan for amount in amounts if amount is not None and (yuan := _exact(amount)) is not None]
        if exact:
            yield words, v.sum(Sum(sum(exact, Decimal(0)), len(exact))), len(exact)


def _exact(amount: Money) -> Decimal | None:
    """An amount in yuan that is one figure, and not about it or up to it."""
    bounds = in_yuan(amount)
    is_exact = bounds is not None and bounds.low == bounds.high and amount.qualifier is None
    return bounds.low if bounds is not None and is_exact else None


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
