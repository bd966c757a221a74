"""The same data as the site's for whoever asks on the command line: in one format, of some kinds and domains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.exports.about import about, licence_of
from generator.exports.blocks import parts_of, plan_of
from generator.exports.bulk import compile_zip, zip_member
from generator.exports.csvs import FOLDER, compile_csv
from generator.exports.datapackage import PATH as PACKAGE
from generator.exports.datapackage import compile_datapackage
from generator.exports.encoding import ROWS, compact, listed
from generator.exports.files import noted
from generator.exports.lines import compile_lines
from generator.exports.sqlite import compile_sqlite
from generator.exports.stock import LINES, Stock, block_of
from generator.exports.tables import Table, of_kinds, tables_of
from generator.exports.values import DATA_FILE, Base, Json, exported, plain
from generator.exports.xlsx import compile_xlsx, sheet_member
from generator.model.artifacts import Artifact, File, Made, Streamed
from generator.model.parts import LANGS
from generator.model.records import KINDS
from generator.pieces import shards_of
from generator.render.view import Site
from generator.urls import API


class Asked(NamedTuple):
    """A format, and the kinds and domains that records must be of; none means all."""

    format: str
    kinds: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.kinds and not self.domains

    def is_for(self, value: Json) -> bool:
        """Whether a record of these values is of the domains."""
        return not self.domains or any(domain["id"] in self.domains for domain in value.get("domains", ()))


class Answer(NamedTuple):
    """The files, by their names, and how many records they hold."""

    files: tuple[File, ...]
    records: int


class Held(NamedTuple):
    """What was asked for, in blocks for these tables."""

    site: Site
    asked: Asked
    tables: tuple[Table, ...]
    stock: Stock


def blocks_of(site: Site, asked: Asked) -> Iterator[Artifact]:
    """The records that were asked for, worked out: blocks in their order, each a file under its number."""
    plan = plan_of(site, _tables(site, asked))
    for number, (kind, values) in enumerate(_values(site, asked)):
        yield Artifact(str(number), block_of(kind, parts_of(plan, values, map(compact, values))))


def answer_of(site: Site, asked: Asked, blocks: Iterable[Path]) -> Answer:
    """The files that were asked for, made of these blocks while they are written."""
    stock = Stock(blocks)
    made = FORMATS[asked.format](Held(site, asked, _tables(site, asked), stock))
    named = (Streamed(file.path.removeprefix(FOLDER), file.chunks) for file in made)
    return Answer(tuple(named), stock.size(LINES))


def _tables(site: Site, asked: Asked) -> tuple[Table, ...]:
    every = tables_of(site.settings.labels)
    return every if asked.is_whole else of_kinds(every, asked.kinds or frozenset(KINDS))


def _values(site: Site, asked: Asked) -> Iterator[tuple[str, list[Json]]]:
    """The values of some neighbouring records of a kind at a time."""
    base = _base(site)
    for kind in _kinds(asked):
        held = site.catalog.records[kind]
        for _, keys in shards_of((kind, record.id) for record in exported(site, kind)):
            found = (plain(site, held[record_id], base) for _, record_id in keys)
            yield kind, [value for value in found if asked.is_for(value)]


def _kinds(asked: Asked) -> list[str]:
    return [kind for kind in KINDS if not asked.kinds or kind in asked.kinds]


def _base(site: Site) -> Base:
    """Links lead to the site where its address is known, else from its folder of data."""
    root = site.url.rstrip("/") + "/"
    return Base(f"{root}{API}", root) if site.url else DATA_FILE


def _csv(held: Held) -> Iterator[File]:
    """The description is made last, when the tables that it describes are written."""
    told: list[Made] = []
    yield from (noted(compile_csv(table, held.stock), told) for table in held.tables)
    yield Streamed(PACKAGE, (compile_datapackage(held.site, held.tables, told).data for _ in range(1)))


def _xlsx(held: Held) -> Iterator[File]:
    sheets = (sheet_member(number, table, held.stock) for number, table in enumerate(held.tables, 1))
    yield compile_xlsx(held.tables, held.stock, about(held.site), held.site.settings.labels, sheets)


def _sqlite(held: Held) -> Iterator[File]:
    yield compile_sqlite(held.tables, held.stock)


def _json(held: Held) -> Iterator[File]:
    licence = dict(zip(LANGS, licence_of(held.site.settings), strict=True))
    head = {"as_of": held.site.moment[:10], "licence": licence, "count": held.stock.size(LINES)}
    lines = (ROWS.join(lines.removesuffix(b"\n").split(b"\n")) for lines in held.stock.texts(LINES))
    yield Streamed(f"{FOLDER}zhangbang.json", listed(head, lines))


def _jsonl(held: Held) -> Iterator[File]:
    return (compile_lines(kind, held.stock) for kind in _kinds(held.asked))


def _zip(held: Held) -> Iterator[File]:
    """Members are made tables first, for the description tells their checksums, and stand in the order of names."""
    members = {file.path: zip_member(file.path, file.chunks) for file in (*_csv(held), *_jsonl(held))}
    yield compile_zip(held.site, sorted(members), (members[path] for path in sorted(members)))


FORMATS: Mapping[str, Callable[[Held], Iterator[File]]] = MappingProxyType(
    {"csv": _csv, "xlsx": _xlsx, "sqlite": _sqlite, "json": _json, "jsonl": _jsonl, "zip": _zip}
)
"""What each format is made of."""

FOLDERS = frozenset({"csv", "jsonl"})
"""The formats of several files."""
