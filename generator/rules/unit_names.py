"""A unit has one record, is referred to by it wherever its name is printed, and is named once in an award.

Names are compared as `folded` leaves them, short names left out: those of different units are often the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog import parties_of
from generator.lang import folded
from generator.model.parts import Issuer, Party
from generator.model.records import (
    Challenge,
    Guide,
    ListRecord,
    Notice,
    Organisation,
    Programme,
    Record,
    Success,
    Winner,
)
from generator.problems import Pointer, Problem, problem
from generator.rules.evidence import Evidence

NAMING: tuple[type[Record], ...] = (Programme, Guide, ListRecord, Challenge, Winner, Success, Notice)
AWARDED = ("lead", "members", "units")

Names = Mapping[str, Organisation]


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Units with two records, names printed without the reference that they could have, and units named twice."""
    names: dict[str, Organisation] = {}
    codes: dict[str, Organisation] = {}
    for unit in evidence.standing(Organisation):
        yield from _twice(evidence, unit, names, codes)
    for record in evidence.standing(*NAMING):
        parties = tuple(parties_of(record))
        yield from _unlinked(evidence, record, parties, names)
        yield from _repeated(evidence, record, parties, names)


def _twice(
    evidence: Evidence, unit: Organisation, names: dict[str, Organisation], codes: dict[str, Organisation]
) -> Iterator[Problem]:
    """What an earlier record has claimed, once for each such record; the rest is claimed for this one."""
    others = {unit}
    for claims, key, pointer, value in _claimed(unit, names, codes):
        first = claims.setdefault(key, unit)
        if first not in others:
            others.add(first)
            words = {"other": evidence.file(first), "first": first.id}
            yield problem("unit-twice", evidence.place(unit), pointer=pointer, value=value, words=words)


def _claimed(
    unit: Organisation, names: dict[str, Organisation], codes: dict[str, Organisation]
) -> Iterator[tuple[dict[str, Organisation], str, Pointer, str]]:
    if unit.credit_code is not None:
        yield codes, unit.credit_code, ("credit_code",), unit.credit_code
    for pointer, name in _names(unit):
        yield names, folded(name), pointer, name


def _names(unit: Organisation) -> Iterator[tuple[Pointer, str]]:
    yield ("title", "zh"), unit.title.zh
    yield from ((("names", i, "name", "zh"), other.name.zh) for i, other in enumerate(unit.names))


def _unlinked(
    evidence: Evidence, record: Record, parties: tuple[tuple[Pointer, Party | Issuer], ...], names: Names
) -> Iterator[Problem]:
    for pointer, party in parties:
        unit = names.get(folded(party.name.zh)) if party.organisation is None and party.name else None
        if unit is not None and party.name is not None:
            at = (*pointer, "name")
            yield problem("unit-unlinked", evidence.place(record), pointer=at, value=party.name.zh, unit=unit.id)


def _repeated(
    evidence: Evidence, record: Record, parties: tuple[tuple[Pointer, Party | Issuer], ...], names: Names
) -> Iterator[Problem]:
    seen: set[str] = set()
    for pointer, party in parties:
        if pointer[0] not in AWARDED:
            continue
        key = _identity(party, names)
        if key in seen:
            yield problem("unit-repeated", evidence.place(record), pointer=pointer, value=_printed(party))
        seen.add(key)


def _identity(party: Party | Issuer, names: Names) -> str:
    """The unit's id, else its printed name, which no id can be."""
    if party.organisation is not None or party.name is None:
        return f"id {party.organisation}"
    name = folded(party.name.zh)
    return f"id {names[name].id}" if name in names else name


def _printed(party: Party | Issuer) -> str:
    return party.name.zh if party.name else str(party.organisation)
