"""What a table's words may stand for here: units, regions, domains and choices by name, records by code or title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from generator.catalog import Catalog
from generator.importing.targets import CHOICES
from generator.lang import folded
from generator.model.parts import RecordId
from generator.model.records import Challenge, Organisation, Record, Winner
from generator.settings import Settings, Term

Word: TypeAlias = str
"""A text as `folded` leaves it."""

SUFFIXES = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "省", "市", "区", "县", "州")


class Known(NamedTuple):
    """The words that are known, each with what it stands for; units and records with all that have the name."""

    units: Mapping[Word, tuple[RecordId, ...]]
    records: Mapping[str, Mapping[Word, tuple[RecordId, ...]]]
    regions: Mapping[Word, str]
    domains: Mapping[Word, str]
    choices: Mapping[str, Mapping[Word, str]]


def known_in(catalog: Catalog, settings: Settings) -> Known:
    """What the records and the settings know."""
    return Known(
        _gathered(pair for unit in catalog.of(Organisation).values() for pair in _unit_names(unit)),
        {cls.kind: _gathered(_handles(catalog.of(cls).values())) for cls in (Challenge, Winner)},
        _unambiguous(_region_names(settings.regions)),
        _unambiguous((term.label.zh, term.id) for term in settings.domains.values()),
        {name: _labels(settings, name) for name in CHOICES.values()},
    )


def _unit_names(unit: Organisation) -> Iterator[tuple[str, RecordId]]:
    yield unit.title.zh, unit.id
    yield from ((former.name.zh, unit.id) for former in unit.names)


def _handles(records: Iterable[Record]) -> Iterator[tuple[str, RecordId]]:
    for record in records:
        yield record.title.zh, record.id
        code = getattr(record, "code", None)
        if code:
            yield code, record.id


def _region_names(regions: Mapping[str, Term]) -> Iterator[tuple[str, str]]:
    """Each region's name, without its 省 or 市 too, and after the names above it."""
    for region in regions.values():
        above = regions.get(region.parent or "")
        names = {region.label.zh, _short(region.label.zh)}
        yield from ((name, region.id) for name in names)
        if above is not None:
            yield from (
                (f"{front}{name}", region.id) for front in (above.label.zh, _short(above.label.zh)) for name in names
            )


def _short(name: str) -> str:
    """A region's name without what kind of region it is."""
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix) and len(name) - len(suffix) >= 2), "")
    return name.removesuffix(suffix)


def _labels(settings: Settings, vocabulary: str) -> Mapping[Word, str]:
    return {folded(label.zh): key for key, label in settings.vocabularies[vocabulary].items()}


def _gathered(pairs: Iterable[tuple[str, RecordId]]) -> Mapping[Word, tuple[RecordId, ...]]:
    found: dict[Word, dict[RecordId, None]] = defaultdict(dict)
    for name, record_id in pairs:
        found[folded(name)][record_id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Mapping[Word, str]:
    return {name: ids[0] for name, ids in _gathered(pairs).items() if len(ids) == 1}
