"""No two records say the same: one challenge of a list, one award of it, one document stands here once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from generator.catalog import programme_of, year_of
from generator.lang import folded
from generator.model.parts import Party
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record, Success, Winner
from generator.problems import Problem, problem
from generator.problems.wording import Severity
from generator.rules.evidence import Evidence

Key = tuple[Hashable, ...]


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Entries that another record of the same list holds, and documents that another record describes."""
    for entry, key_of in ENTRIES.items():
        yield from _entries(evidence, entry, key_of)
    for document, sort_of in DOCUMENTS.items():
        yield from _documents(evidence, document, sort_of)


def _entries(evidence: Evidence, cls: type[Record], key_of: Callable[[Evidence, Any], Key]) -> Iterator[Problem]:
    """Entries with one key, unless the source tells them apart by their codes."""
    held: dict[Key, dict[str | None, Record]] = defaultdict(dict)
    for record in evidence.standing(cls):
        code: str | None = getattr(record, "code", None)
        alike = held[key_of(evidence, record)]
        first = next(iter(alike.values()), None) if code is None else alike.get(code) or alike.get(None)
        if first is not None:
            yield _repeated(evidence, record, first, record.title.zh)
        alike.setdefault(code, record)


def _challenge(_evidence: Evidence, challenge: Challenge) -> Key:
    """Its title under its headings, in its list, or else in its guide, from its owner."""
    headings = (text and folded(text.zh) for text in (challenge.topic, challenge.group))
    holder = ("list", challenge.list) if challenge.list else ("guide", challenge.guide)
    return (*holder, folded(challenge.title.zh), *headings, _unit(challenge.owner))


def _winner(evidence: Evidence, winner: Winner) -> Key:
    """Its lead and challenge in its list; parallel winners of one challenge have different leads."""
    subject = winner.challenge if winner.challenge and winner.lead else folded(winner.title.zh)
    return (*_publication(evidence, winner), subject, _unit(winner.lead))


def _success(evidence: Evidence, success: Success) -> Key:
    """Its units and what they did, in its list."""
    subject = success.winner or success.challenge if success.units else None
    units = frozenset(_unit(unit) for unit in success.units)
    return (*_publication(evidence, success), subject or folded(success.title.zh), units)


def _publication(evidence: Evidence, record: Winner | Success) -> Key:
    """The list, or else the programme and year."""
    if record.list is not None:
        return ("list", record.list)
    programme = programme_of(evidence.catalog, record)
    return ("programme", programme and programme.id, year_of(evidence.catalog, record))


def _unit(party: Party | None) -> Key:
    if party is None:
        return ()
    return ("name", folded(party.name.zh)) if party.organisation is None and party.name else ("id", party.organisation)


def _documents(evidence: Evidence, cls: type[Record], sort_of: Callable[[Any], Key]) -> Iterator[Problem]:
    """Records of one document number: with one title certainly the same, of one sort perhaps parts of one document."""
    by_title: dict[Key, Record] = {}
    by_sort: dict[Key, Record] = {}
    for record in evidence.standing(cls):
        number: str | None = getattr(record, "number", None)
        if number is None:
            continue
        sort = (folded(number), *sort_of(record))
        same = by_title.setdefault((folded(number), folded(record.title.zh)), record)
        alike = by_sort.setdefault(sort, record)
        if same is not record:
            yield _repeated(evidence, record, same, number)
        elif alike is not record:
            yield _repeated(evidence, record, alike, number, "warning")


def _repeated(
    evidence: Evidence, record: Record, first: Record, value: str, severity: Severity | None = None
) -> Problem:
    words = {"other": evidence.file(first), "first": first.id}
    return problem("record-repeated", evidence.place(record), value=value, words=words, severity=severity)


ENTRIES: Mapping[type[Record], Callable[[Evidence, Any], Key]] = {
    Challenge: _challenge,
    Winner: _winner,
    Success: _success,
}
"""What two entries have in common that are one."""

DOCUMENTS: Mapping[type[Record], Callable[[Any], Key]] = {
    Programme: lambda programme: (programme.region,),
    Guide: lambda guide: (guide.call, guide.region, guide.track),
    ListRecord: lambda listing: (listing.publishes, listing.region, listing.list_type),
}
"""What two records of one document number have in common that are perhaps one."""
