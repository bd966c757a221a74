"""The fields of a record in which a search looks, read plainly from the catalog, each with its English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.catalog import PARTY_ROLES, Catalog
from generator.model.parts import Indicator, Lang, Text
from generator.model.records import Organisation, Record

SEARCHED = frozenset({"programme", "guide", "list", "challenge", "winner", "success", "organisation"})
CODES = ("code", "number")
NEED = ("need", "summary")
AFTER_INDICATORS = ("expected", "background")
LAST = ("topic", "group", "ip", "cooperation", "note")


def searched(catalog: Catalog) -> Iterator[Record]:
    """The records that a search may find."""
    return (r for r in catalog.every() if r.kind in SEARCHED and not r.sample and r.withdrawn is None)


def fields_of(catalog: Catalog, record: Record, lang: Lang) -> tuple[str, ...]:
    """The title, codes, units, need, indicators and the rest, without the empty ones."""
    texts = [_in(lang, text) for text in _texts(catalog, record)]
    codes = [str(value) for key in CODES if (value := getattr(record, key, None))]
    return (_in(lang, record.title), *(text for text in (*codes, *texts) if text))


def _in(lang: Lang, text: Text | str | None) -> str:
    if isinstance(text, str) or text is None:
        return text or ""
    return text.zh if lang == "zh" else text.en or ""


def _texts(catalog: Catalog, record: Record) -> Iterator[Text | str | None]:
    yield from _units(catalog, record)
    yield from (getattr(record, key, None) for key in NEED)
    yield from _indicators(getattr(record, "indicators", ()))
    yield from (getattr(record, key, None) for key in AFTER_INDICATORS)
    solver = getattr(record, "solver", None)
    yield from (solver.statement, solver.consortium) if solver else ()
    yield from (getattr(record, key, None) for key in LAST)


def _units(catalog: Catalog, record: Record) -> Iterator[Text | None]:
    if isinstance(record, Organisation):
        yield from _names(record)
    for role in PARTY_ROLES:
        value = getattr(record, role, None)
        for party in value if isinstance(value, tuple) else (value,):
            if party is None or isinstance(party, Text):
                yield party
                continue
            yield party.name
            unit = catalog.find(Organisation, party.organisation)
            yield from _names(unit) if unit else ()


def _names(unit: Organisation) -> Iterator[Text | None]:
    yield unit.title
    yield unit.short
    yield from (former.name for former in unit.names)


def _indicators(indicators: Iterable[Indicator]) -> Iterator[Text]:
    for it in indicators:
        value = " ".join(str(part) for part in (it.value, it.value_to, it.unit) if part is not None)
        yield Text(zh=f"{it.name.zh} {value}", en=f"{it.name.en or ''} {value}")
        if it.note:
            yield it.note
