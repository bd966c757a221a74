"""Columns: for each document the values that facets and sorting go by, as indexes into the manifest's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from generator.catalog import Catalog, Key, domains_of, programme_of, year_of
from generator.dates import interval
from generator.lifecycle import numbered_deadlines
from generator.model.parts import Money, Solver
from generator.model.records import Challenge, Record
from generator.money import in_yuan
from generator.render.view import Site
from generator.settings import Term, ancestors

YUAN_IN_WAN = 10_000


class Table:
    """Values numbered in the order in which they first come."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.numbers: dict[Any, int] = {value: i for i, value in enumerate(values)}

    def number(self, value: Any) -> int:
        """The value's number; none is -1."""
        return -1 if value is None else self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[Any]:
        """The values by their numbers."""
        return list(self.numbers)


class Tables:
    """The manifest's tables, filled as documents are read."""

    def __init__(self) -> None:
        self.kind, self.status, self.programme, self.level = Table(), Table(), Table(), Table()
        self.domain, self.region, self.types, self.solver, self.audience = Table(), Table(), Table(), Table(), Table()


def columns_of(site: Site, keys: Sequence[Key], start: int, tables: Tables) -> dict[str, Any]:
    """The columns of one segment of documents, those from number `start` on."""
    timelines, deadlines = Table(), Table()
    columns: dict[str, Any] = {"from": start, "n": len(keys)}
    rows = [_row(site, site.catalog.at(key), tables, timelines, deadlines) for key in keys]
    columns.update(zip(_COLUMNS, map(list, zip(*rows, strict=True)) if rows else ([] for _ in _COLUMNS), strict=True))
    columns["timelines"] = timelines.values()
    columns["deadlineSets"] = deadlines.values()
    return columns


_COLUMNS = (
    "kind", "domain", "region", "year", "programme", "timeline", "deadlines",
    "owner", "support", "level", "types", "solver", "newest", "updated",
)  # fmt: skip


def _row(site: Site, record: Record, tables: Tables, timelines: Table, deadlines: Table) -> tuple[Any, ...]:
    catalog = site.catalog
    programme = programme_of(catalog, record)
    timeline = site.timelines[(record.kind, record.id)]
    solver: Solver | None = getattr(record, "solver", None)
    support = getattr(record, "support", None)
    return (
        tables.kind.number(record.kind),
        [tables.domain.number(domain) for domain in domains_of(catalog, record)],
        tables.region.number(getattr(record, "region", None)),
        year_of(catalog, record) or 0,
        tables.programme.number(programme.id if programme is not None else None),
        timelines.number(tuple([(p.since, tables.status.number(p.status)) for p in timeline])),
        deadlines.number(_deadlines(catalog, record, tables)),
        _wan(getattr(record, "owner_payment", None)),
        _wan(support.amount if support is not None else None),
        tables.level.number(record.level if isinstance(record, Challenge) else None),
        [tables.types.number(each) for each in (record.types if isinstance(record, Challenge) else ())],
        [tables.solver.number(kind) for kind in (solver.kinds if solver is not None else ())],
        _newest(site, record),
        _number(record.updated_on),
    )


def _deadlines(catalog: Catalog, record: Record, tables: Tables) -> tuple[tuple[Any, ...], ...]:
    """Audience, region and moment of each deadline, and its number where it is not the first of its kind."""
    return tuple(
        (tables.audience.number(d.window.audience), tables.region.number(d.window.region), d.moment)
        + ((number,) if number > 1 else ())
        for d, number in numbered_deadlines(catalog, record)
    )


def _wan(money: Money | None) -> list[float | None] | None:
    """The bounds of an amount in 万元; nothing where no figure is stated."""
    bounds = in_yuan(money) if money is not None else None
    if bounds is None:
        return None
    return [None if end is None else float(end / YUAN_IN_WAN) for end in bounds]


def _newest(site: Site, record: Record) -> int:
    """The day by which newer records come first, as yyyymmdd."""
    return _number(site.latest[(record.kind, record.id)][:10])


@lru_cache(1 << 14)
def _number(day: str) -> int:
    found = interval(day) if day else None
    return found.first.year * 10_000 + found.first.month * 100 + found.first.day if found is not None else 0


def facets_of(site: Site, tables: Tables) -> Mapping[str, Any]:
    """The tables with what their values are called in both languages; regions with all that they lie in."""
    settings = site.settings
    for region in list(tables.region.numbers):
        for outer in ancestors(settings.regions, region):
            tables.region.number(outer)
    words = settings.vocabularies

    def above(region: str) -> str | None:
        return settings.regions[region].parent

    programmes = site.catalog.records["programme"]
    return {
        "kind": tables.kind.values(),
        "status": tables.status.values(),
        "audience": tables.audience.values(),
        "domain": [[d, *_names(settings.domains[d])] for d in tables.domain.values()],
        "region": [
            [
                r,
                settings.regions[r].label.zh,
                settings.regions[r].label.en,
                tables.region.number(settings.regions[r].parent),
            ]
            for r in tables.region.values()
        ],
        "programme": [[p, programmes[p].title.zh, programmes[p].title.en] for p in tables.programme.values()],
        "level": [[k, words["tech_level"][k].zh, words["tech_level"][k].en] for k in tables.level.values()],
        "types": [[k, words["tech_type"][k].zh, words["tech_type"][k].en] for k in tables.types.values()],
        "solver": [[k, words["org_type"][k].zh, words["org_type"][k].en] for k in tables.solver.values()],
    }


def _names(term: Term) -> tuple[str, str | None]:
    return term.label.zh, term.label.en
