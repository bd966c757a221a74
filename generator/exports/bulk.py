"""Everything at once: each table as CSV, all of them as Excel and SQLite, one ZIP file, and the checksums.

The steps are small and pure, so that they can be shared out and asked for one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.exports.about import About, Said, about, licence_of
from generator.exports.csvs import FOLDER, compile_csvs
from generator.exports.datapackage import compile_datapackage
from generator.exports.datasette import compile_metadata
from generator.exports.rows import Rows, plains, rows_of
from generator.exports.sqlite import compile_sqlite
from generator.exports.tables import Table, of_kinds, tables_of
from generator.exports.values import Json
from generator.exports.xlsx import compile_xlsx
from generator.exports.zips import pack_files, zip_of
from generator.model.artifacts import Artifact, Made
from generator.render.view import Site

ZIP = f"{FOLDER}zhangbang.zip"
SUMS = f"{FOLDER}SHA256SUMS"
PACKED = (".csv", ".jsonl", "datapackage.json")
"""What of the folder the ZIP file holds: what opens by itself elsewhere stays outside."""

LEVEL = 4
"""How hard the ZIP file is compressed: the usual 6 takes twice the time for a twentieth of the size."""


class Bulk(NamedTuple):
    """A site's tables and their rows, made once for every format."""

    site: Site
    tables: tuple[Table, ...]
    rows: Rows

    @property
    def about(self) -> About:
        """What the data say of themselves."""
        return about(self.site)


def bulk_of(site: Site, values: Iterable[Json] | None = None, kinds: frozenset[str] | None = None) -> Bulk:
    """The tables with the rows of these plain values, else of every exported record; of some kinds only, if named."""
    every = tables_of(site.settings.labels)
    tables = every if kinds is None else of_kinds(every, kinds)
    return Bulk(site, tables, rows_of(tables, plains(site) if values is None else values, site.url))


def compile_bulk(site: Site, values: Iterable[Json] | None = None, jobs: int = 1) -> Iterator[Artifact]:
    """All tables in every format; the ZIP file and the checksums want what others put into the folder too."""
    bulk = bulk_of(site, values)
    yield from compile_flat(bulk)
    yield compile_workbook(bulk, jobs)


def compile_flat(bulk: Bulk) -> Iterator[Artifact]:
    """CSV with its description, and SQLite with what Datasette reads beside it."""
    files = tuple(compile_csvs(bulk.tables, bulk.rows))
    yield from files
    yield compile_datapackage(bulk.site, bulk.tables, files)
    yield compile_sqlite(bulk.tables, bulk.rows)
    yield compile_metadata(bulk.site, bulk.tables)


def compile_workbook(bulk: Bulk, jobs: int = 1) -> Artifact:
    """The Excel workbook."""
    return compile_xlsx(bulk.tables, bulk.rows, bulk.about, bulk.site.settings.labels, jobs)


def compile_zip(site: Site, files: Iterable[Artifact], jobs: int = 1) -> Artifact:
    """`data/zhangbang.zip`: of the files in the folder those with rows, with a description and the licence."""
    told = about(site)
    held = sorted(file for file in files if is_packed(file.path))
    notes = (Artifact("README.md", _readme(told, held)), Artifact("LICENSE.txt", _lines((licence_of(site.settings),))))
    members = pack_files([(file.path.removeprefix(FOLDER), file.data) for file in (*notes, *held)], jobs, LEVEL)
    return Artifact(ZIP, zip_of(members, _day(told.as_of)))


def is_packed(path: str) -> bool:
    """Whether the ZIP file holds a file."""
    return path.startswith(FOLDER) and path.endswith(PACKED)


def compile_sums(found: Iterable[Made]) -> Artifact:
    """`data/SHA256SUMS` of the files in the folder, as `sha256sum --check` reads it there."""
    held = sorted((file.path.removeprefix(FOLDER), file.sha256) for file in found if file.path.startswith(FOLDER))
    return Artifact(SUMS, "".join(f"{digest}  {name}\n" for name, digest in held).encode())


def _readme(told: About, files: Sequence[Artifact]) -> bytes:
    title = "# " + " ".join(dict.fromkeys(told.title))
    listed = "".join(f"- `{file.path.removeprefix(FOLDER)}`\n" for file in files)
    return f"{title}\n\n".encode() + _lines(told.lines) + f"\n{listed}".encode()


def _lines(pairs: Iterable[Said]) -> bytes:
    """Each line in both languages, once where they are the same."""
    return "".join(f"{line}\n\n" for pair in pairs for line in dict.fromkeys(pair)).encode()


def _day(as_of: str) -> tuple[int, int, int]:
    year, month, day = map(int, as_of.split("-"))
    return year, month, day
