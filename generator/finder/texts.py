"""What of a record can be found: its texts in both languages, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from generator.catalog import Catalog, Key
from generator.model.parts import Domain, Indicator, Issuer, Party, Solver, Text
from generator.model.records import Organisation, Record

SEARCHED = ("programme", "guide", "list", "challenge", "winner", "success", "organisation")
CODES = ("code", "number", "credit_code")
PARTIES = ("owner", "lead", "members", "units", "issuers", "recommender")
FIRST = ("need", "summary")
LATER = (
    "expected", "background", "topic", "group", "chain", "ip", "cooperation", "benefit_sharing", "payment_terms",
    "review", "consortium", "state_text", "grade", "note",
)  # fmt: skip
LISTS = ("topics", "achievements", "agreements", "addressees")


class Fields(NamedTuple):
    """A record's fields in one language, the title first; the same number of fields need not stand in the other."""

    title: str
    others: tuple[str, ...]


class Document(NamedTuple):
    """What can be found of a record."""

    key: Key
    zh: Fields
    en: Fields


def document_of(catalog: Catalog, record: Record) -> Document:
    """The record with its findable fields in both languages."""
    return Document((record.kind, record.id), *fields_of(catalog, record))


def fields_of(catalog: Catalog, record: Record) -> tuple[Fields, Fields]:
    """The record's findable fields in Chinese and in English, in the order in which they weigh."""
    texts = [text for text in _texts(catalog, record) if text is not None]
    chinese = dict.fromkeys([text.zh for text in texts])
    english = dict.fromkeys([text.en for text in texts if text.en])
    zh, en = record.title.zh, record.title.en or ""
    chinese.pop(zh, None)
    english.pop(en, None)
    return Fields(zh, tuple(chinese)), Fields(en, tuple(english))


class _Names(NamedTuple):
    """The names of a kind's keys that hold texts to be found."""

    codes: tuple[str, ...]
    parties: tuple[str, ...]
    first: tuple[str, ...]
    lists: tuple[str, ...]
    later: tuple[str, ...]


@cache
def _names_in(kind: type[Record]) -> _Names:
    there = {field.name for field in msgspec.structs.fields(kind)}
    return _Names(*(tuple(name for name in names if name in there) for names in (CODES, PARTIES, FIRST, LISTS, LATER)))


def _texts(catalog: Catalog, record: Record) -> Iterator[Text | None]:
    names = _names_in(type(record))
    for name in names.codes:
        code = getattr(record, name)
        yield Text(zh=code, en=code) if code else None
    for role in names.parties:
        named = getattr(record, role)
        for party in named if isinstance(named, tuple) else (named,):
            yield from _names(catalog, party)
    if isinstance(record, Organisation):
        yield from (name.name for name in record.names)
        yield record.short
    for name in names.first:
        yield getattr(record, name)
    for indicator in getattr(record, "indicators", ()):
        yield _indicator(indicator)
    solver: Solver | None = getattr(record, "solver", None)
    if solver is not None:
        yield solver.statement
        yield solver.consortium
    for domain in getattr(record, "domains", ()):
        if isinstance(domain, Domain):
            yield from (domain.name, *domain.topics)
    for name in names.lists:
        yield from getattr(record, name)
    for name in names.later:
        text = getattr(record, name)
        if isinstance(text, Text):
            yield text


def _names(catalog: Catalog, party: Party | Issuer | Text | None) -> Iterator[Text | None]:
    if party is None or isinstance(party, Text):
        yield party
        return
    yield party.name
    unit = catalog.find(Organisation, party.organisation)
    if unit is not None:
        yield unit.title
        yield from (name.name for name in unit.names)


def _indicator(indicator: Indicator) -> Text:
    figure = _figure(indicator.value, indicator.value_to, indicator.unit)
    return Text(zh=f"{indicator.name.zh} {figure}".strip(), en=f"{indicator.name.en or ''} {figure}".strip() or None)


def _figure(*parts: object) -> str:
    return " ".join([str(part) for part in parts if part is not None])
