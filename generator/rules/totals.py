"""A list holds no more entries than it declares, each in its own place, and no more money than it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.model.parts import Money
from generator.model.records import Challenge, Guide, ListRecord, Record, Success, Winner
from generator.money import in_yuan
from generator.problems import Problem, problem
from generator.rules.evidence import Evidence

COUNTED: Mapping[str, type[Record]] = {
    "needs": Challenge,
    "challenges": Challenge,
    "shortlist": Winner,
    "winners": Winner,
    "successes": Success,
}
"""What the declared total of a list counts, by what it publishes; that of a progress report may count anything."""

AT_LEAST = (None, "over", "at_least")
"""Qualifiers of an amount that is no less than its figure."""

AT_MOST = (None, "at_most")
"""Qualifiers of an amount that is no more than its figure."""


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Totals and amounts that the records exceed, and places in a list that two of them take."""
    holders: Iterator[ListRecord | Guide] = evidence.standing(ListRecord, Guide)
    for holder in holders:
        yield from _total(evidence, holder)
    for listing in evidence.standing(ListRecord):
        yield from _amount(evidence, listing)
    yield from _places(evidence)


def _total(evidence: Evidence, holder: ListRecord | Guide) -> Iterator[Problem]:
    held = sum(entry.withdrawn is None for entry in _entries(evidence, holder))
    if holder.declared_total is not None and held > holder.declared_total:
        words = {"total": holder.declared_total, "held": held}
        yield problem("total-exceeded", evidence.place(holder), pointer=("declared_total",), words=words)


def _entries(evidence: Evidence, holder: ListRecord | Guide) -> tuple[Record, ...]:
    """What the declared total counts: the kind that a list publishes; a guide's own directions or tasks."""
    if isinstance(holder, Guide):
        return evidence.catalog.referring(holder, Challenge, "guide")
    counted = COUNTED.get(holder.publishes)
    return evidence.catalog.referring(holder, counted, "list") if counted else ()


def _amount(evidence: Evidence, listing: ListRecord) -> Iterator[Problem]:
    """Supports that together are certainly more than the list's amount: only figures that bound it are counted."""
    bounds = in_yuan(listing.amount) if listing.amount and listing.amount.qualifier in AT_MOST else None
    if bounds is None or bounds.high is None:
        return
    awards = (award for award in evidence.catalog.referring(listing, Winner, "list") if award.withdrawn is None)
    total = sum((_least(award.support.amount) for award in awards if award.support), Decimal(0))
    if total > bounds.high:
        words = {"sum": _wan(total), "amount": _wan(bounds.high)}
        yield problem("amount-exceeded", evidence.place(listing), pointer=("amount",), words=words)


def _least(amount: Money | None) -> Decimal:
    """What an amount is at the least, in yuan."""
    bounds = in_yuan(amount) if amount and amount.qualifier in AT_LEAST else None
    return (bounds and bounds.low) or Decimal(0)


def _wan(yuan: Decimal) -> str:
    return f"{(yuan / 10_000).normalize():f}"


def _places(evidence: Evidence) -> Iterator[Problem]:
    """Numbers and codes of one list, or of one guide where there is no list, that stand in two of its records."""
    taken: dict[tuple[object, ...], Record] = {}
    for record in evidence.standing(Challenge, Winner, Success):
        holder = (
            ("list", listed) if (listed := getattr(record, "list", None)) else ("guide", getattr(record, "guide", None))
        )
        for key in ("seq", "code"):
            value = getattr(record, key, None)
            if holder[1] is None or value is None:
                continue
            first = taken.setdefault((*holder, record.kind, key, value), record)
            if first is not record and not _side_by_side(first, record):
                words = {"other": evidence.file(first), "label": key}
                yield problem("seq-repeated", evidence.place(record), pointer=(key,), value=str(value), words=words)


def _side_by_side(first: Record, record: Record) -> bool:
    """Whether two awards or results belong to one challenge, whose code both then bear."""
    challenge = getattr(first, "challenge", None)
    if challenge is not None:
        return bool(challenge == getattr(record, "challenge", None))
    return isinstance(first, Winner) and isinstance(record, Winner) and first.state == record.state == "parallel"
