"""The fixture's site and a hostile one, with all their files made once."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from conftest import AS_OF, assemble, publish

from exports.data import compile_bulk
from exports.hostile import hostile_catalog
from exports.sites import HOME, made
from generator.exports.blocks import parts_of, plan_of
from generator.exports.encoding import compact
from generator.exports.rows import Row, rows_of
from generator.exports.stock import Stock, block_of
from generator.exports.tables import Table, of_kinds, tables_of
from generator.exports.values import exported, plain
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site


@cache
def fixture_site() -> Site:
    """The fixture's records as if they were real."""
    with tempfile.TemporaryDirectory() as folder:
        found = check(publish(assemble(Path(folder) / "project")))
    assert found.settings is not None
    return site_of(found.catalog, found.settings, f"{AS_OF}T00:00", HOME, "")


@cache
def hostile_site() -> Site:
    """Records with every key there is, and the worst in each."""
    return made(hostile_catalog())


SITES = {"fixture": fixture_site, "hostile": hostile_site}


class Bulk(NamedTuple):
    """A site's tables, and the rows that are in them."""

    tables: tuple[Table, ...]
    rows: Mapping[str, list[Row]]
    stock: Stock


@cache
def bulk(name: str) -> Bulk:
    """The tables and rows of one of the sites."""
    return bulk_of(SITES[name]())


def bulk_of(site: Site, kinds: frozenset[str] | None = None) -> Bulk:
    """The tables of some kinds, or of all, with their rows both as they are made and as they wait in a block."""
    every = tables_of(site.settings.labels)
    plan = plan_of(site, every if kinds is None else of_kinds(every, kinds))
    values = [plain(site, record) for record in exported(site) if kinds is None or record.kind in kinds]
    rows = defaultdict(list, rows_of(plan.recipes, values))
    return Bulk(plan.tables, rows, Stock((block_of("challenge", parts_of(plan, values, map(compact, values))),)))


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """All files of one of the sites, by their paths."""
    return {file.path: file.data for file in compile_bulk(SITES[name]())}
