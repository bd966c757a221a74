"""What of a record can be found: its texts in both languages, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog import Catalog
from generator.model.parts import Domain, Indicator, Issuer, Party, Solver, Text
from generator.model.records import Organisation, Record

SEARCHED = ("programme", "guide", "list", "challenge", "winner", "success", "organisation")
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
    """A record with what can be found of it."""

    record: Record
    zh: Fields
    en: Fields


def document_of(catalog: Catalog, record: Record) -> Document:
    """The record with its findable fields in both languages."""
    return Document(record, *fields_of(catalog, record))


def fields_of(catalog: Catalog, record: Record) -> tuple[Fields, Fields]:
    """The record's findable fields in Chinese and in English, in the order in which they weigh."""
    texts = [text for text in _texts(catalog, record) if text is not None]
    chinese = dict.fromkeys(t.zh for t in texts)
    english = dict.fromkeys(t.en for t in texts if t.en)
    en = record.title.en or ""
    return (
        Fields(record.title.zh, tuple(t for t in chinese if t != record.title.zh)),
        Fields(en, tuple(t for t in english if t != en)),
    )


def _texts(catalog: Catalog, record: Record) -> Iterator[Text | None]:
    for name in ("code", "number", "credit_code"):
        code = getattr(record, name, None)
        yield Text(zh=code, en=code) if code else None
    for role in PARTIES:
        named = getattr(record, role, ())
        for party in named if isinstance(named, tuple) else (named,):
            yield from _names(catalog, party)
    if isinstance(record, Organisation):
        yield from (name.name for name in record.names)
        yield record.short
    yield from (getattr(record, name, None) for name in FIRST)
    yield from (_indicator(indicator) for indicator in getattr(record, "indicators", ()))
    solver: Solver | None = getattr(record, "solver", None)
    if solver is not None:
        yield from (solver.statement, solver.consortium)
    for domain in getattr(record, "domains", ()):
        if isinstance(domain, Domain):
            yield from (domain.name, *domain.topics)
    yield from (text for name in LISTS for text in getattr(record, name, ()))
    later = (getattr(record, name, None) for name in LATER)
    yield from (text for text in later if isinstance(text, Text))


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
    figure = " ".join(str(part) for part in (indicator.value, indicator.value_to, indicator.unit) if part is not None)
    return Text(zh=f"{indicator.name.zh} {figure}".strip(), en=f"{indicator.name.en or ''} {figure}".strip() or None)
