"""Records in blocks, each worked out once for every file of data: in the API, in lines, tables, listings and releases.

No file depends on where a block ends and the next begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator.catalog import Key
from generator.exports.api import row
from generator.exports.encoding import ROWS, compact, spread
from generator.exports.lines import line_of
from generator.exports.ocds import releases_headed_by
from generator.exports.rows import Recipes, recipes_of, rows_of
from generator.exports.sqlite import SEARCH, searched_in
from generator.exports.stock import LINES, RELEASES, SHORT, TABLE, Part, block_of, listed_part, table_part
from generator.exports.tables import Table, tables_of
from generator.exports.values import Json, exported, plain
from generator.funnel import counts
from generator.model.artifacts import Artifact, File
from generator.model.records import KINDS, Programme, Record
from generator.pieces import Piece, shard_name, shards_of
from generator.render.view import Site
from generator.urls import api_path

PARTS = ".zhangbang-parts/"
"""The folder of what waits to be joined: it lies where the site is written, and is no part of it."""

FOLDER = f"{PARTS}blocks/"


class Plan(NamedTuple):
    """Which tables blocks hold, and how their rows are made."""

    tables: tuple[Table, ...]
    recipes: Recipes


def plan_of(site: Site, tables: tuple[Table, ...] | None = None) -> Plan:
    """The plan for these tables, else for all."""
    chosen = tables_of(site.settings.labels) if tables is None else tables
    return Plan(chosen, recipes_of(chosen, site.url))


def pieces(site: Site) -> Iterator[Piece[File]]:
    """Every block as a piece, in the order in which files hold them; it makes the files of its records too."""
    plan = plan_of(site)
    for kind in KINDS:
        for name, keys in shards_of((kind, record.id) for record in exported(site, kind)):
            yield f"data {shard_name(kind, name, keys)}", partial(compile_block, site, plan, kind, name, keys)


def compile_block(site: Site, plan: Plan, kind: str, name: str, keys: Sequence[Key]) -> Iterator[File]:
    """The files of these records in the API, but for programmes, and their block."""
    records = [site.catalog.of(KINDS[kind])[record_id] for _, record_id in keys]
    values = [plain(site, record) for record in records]
    written = list(map(compact, values))
    if kind != Programme.kind:
        for value, document in zip(values, written, strict=True):
            yield Artifact(api_path(KINDS[kind].folder, value["id"]), spread(document))
    releases = [compact(release) for record in records for release in releases_headed_by(site, record)]
    parts = {
        **parts_of(plan, values, map(line_of, values, written)),
        SHORT: listed_part([(value["id"], compact(row(value))) for value in values]),
        RELEASES: Part(ROWS.join(releases), len(releases)),
    }
    yield Artifact(block_path(kind, name), block_of(kind, parts))


def has_own_file(record: Record) -> bool:
    """Whether a record has a file of its own in the API: programmes have theirs among the listings."""
    return counts(record) and not isinstance(record, Programme)


def compile_record(site: Site, record: Record) -> Artifact:
    """The record's own file in the API."""
    return Artifact(api_path(record.folder, record.id), spread(compact(plain(site, record))))


def parts_of(plan: Plan, values: Sequence[Json], lines: Iterable[bytes]) -> dict[str, Part]:
    """These lines of the values, their rows in every table, and what they are found by."""
    rows = rows_of(plan.recipes, values)
    return {
        LINES: Part(b"".join(line + b"\n" for line in lines), len(values)),
        **{f"{TABLE}{table.name}": table_part(rows[table.name]) for table in plan.tables if table.name in rows},
        SEARCH: listed_part(list(searched_in(plan.tables, rows))),
    }


def block_path(kind: str, name: str) -> str:
    """Where a block lies."""
    return f"{FOLDER}{KINDS[kind].folder}/{name}.block"
