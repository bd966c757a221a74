"""The same data as the site's for whoever asks on the command line: in one format, of some kinds and domains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator.exports.about import licence_of
from generator.exports.bulk import Bulk, bulk_of, compile_workbook, compile_zip
from generator.exports.csvs import FOLDER, compile_csvs
from generator.exports.datapackage import compile_datapackage
from generator.exports.encoding import compact, listing
from generator.exports.lines import lines_of
from generator.exports.sqlite import compile_sqlite
from generator.exports.values import DATA_FILE, Base, Json, exported, plain
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS
from generator.model.records import KINDS
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


class Answer(NamedTuple):
    """The files, by their names, and how many records they hold."""

    files: tuple[Artifact, ...]
    records: int


def answer_of(site: Site, asked: Asked) -> Answer:
    """The files that were asked for."""
    values = tuple(_values(site, asked))
    files = (Artifact(file.path.removeprefix(FOLDER), file.data) for file in FORMATS[asked.format](site, asked, values))
    return Answer(tuple(files), len(values))


def _values(site: Site, asked: Asked) -> Iterator[Json]:
    base = _base(site)
    for kind in KINDS:
        if not asked.kinds or kind in asked.kinds:
            found = (plain(site, record, base) for record in exported(site, kind))
            yield from (value for value in found if not asked.domains or asked.domains & _domains(value))


def _domains(value: Json) -> set[str]:
    return {domain["id"] for domain in value.get("domains", ())}


def _base(site: Site) -> Base:
    """Links lead to the site where its address is known, else from its folder of data."""
    root = site.url.rstrip("/") + "/"
    return Base(f"{root}{API}", root) if site.url else DATA_FILE


def _bulk(site: Site, asked: Asked, values: Iterable[Json]) -> Bulk:
    return bulk_of(site, values, None if asked.is_whole else asked.kinds or frozenset(KINDS))


def _csv(site: Site, asked: Asked, values: tuple[Json, ...]) -> Iterator[Artifact]:
    bulk = _bulk(site, asked, values)
    files = tuple(compile_csvs(bulk.tables, bulk.rows))
    yield from (*files, compile_datapackage(site, bulk.tables, files))


def _xlsx(site: Site, asked: Asked, values: tuple[Json, ...]) -> Iterator[Artifact]:
    yield compile_workbook(_bulk(site, asked, values))


def _sqlite(site: Site, asked: Asked, values: tuple[Json, ...]) -> Iterator[Artifact]:
    bulk = _bulk(site, asked, values)
    yield compile_sqlite(bulk.tables, bulk.rows)


def _json(site: Site, _: Asked, values: tuple[Json, ...]) -> Iterator[Artifact]:
    licence = dict(zip(LANGS, licence_of(site.settings), strict=True))
    head = {"as_of": site.moment[:10], "licence": licence, "count": len(values)}
    yield Artifact(f"{FOLDER}zhangbang.json", listing(head, map(compact, values)))


def _jsonl(_: Site, asked: Asked, values: tuple[Json, ...]) -> Iterator[Artifact]:
    for kind in KINDS:
        if not asked.kinds or kind in asked.kinds:
            yield lines_of(kind, (compact(value) for value in values if value["kind"] == kind))


def _zip(site: Site, asked: Asked, values: tuple[Json, ...]) -> Iterator[Artifact]:
    yield compile_zip(site, (*_csv(site, asked, values), *_jsonl(site, asked, values)))


FORMATS: Mapping[str, Callable[[Site, Asked, tuple[Json, ...]], Iterator[Artifact]]] = MappingProxyType(
    {"csv": _csv, "xlsx": _xlsx, "sqlite": _sqlite, "json": _json, "jsonl": _jsonl, "zip": _zip}
)
"""What each format is made of."""

FOLDERS = frozenset({"csv", "jsonl"})
"""The formats of several files."""
