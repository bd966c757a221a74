"""All files of data in waves of pieces: those of a wave are made beside each other, from what earlier waves wrote.

First every record is worked out once, in blocks; these are joined into files; what is written is packed and described;
and what describes is summed up. What one wave leaves for the next lies in a folder that is no part of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.exports import api, blocks
from generator.exports.about import about
from generator.exports.api_schemas import compile_api_schemas
from generator.exports.blocks import PARTS
from generator.exports.bulk import compile_sums, compile_zip, is_packed, zip_member
from generator.exports.changes import compile_changes
from generator.exports.csvs import compile_csv
from generator.exports.datapackage import compile_datapackage
from generator.exports.datasette import compile_metadata
from generator.exports.dcat import compile_catalogue
from generator.exports.funnel import compile_funnel
from generator.exports.lines import compile_lines
from generator.exports.ocds import compile_ocds
from generator.exports.openapi import compile_openapi
from generator.exports.sqlite import compile_sqlite
from generator.exports.stock import LINES, RELEASES, SHORT, TABLE, Stock
from generator.exports.tables import Table, tables_of
from generator.exports.xlsx import compile_xlsx, sheet_member
from generator.exports.zips import Member, member_in, stored
from generator.model.artifacts import Artifact, File, Made
from generator.model.records import KINDS
from generator.pieces import Piece
from generator.render.view import Site

SHEETS, MEMBERS = f"{PARTS}sheets/", f"{PARTS}zip/"
"""Where the compressed sheets of the workbook and the compressed files of the ZIP file wait."""

_AT_ONCE = 2**20


class Written(NamedTuple):
    """What lies below a folder: the paths in the order of the pieces that made them, and the files that are told of."""

    folder: Path
    paths: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()

    def below(self, start: str) -> list[str]:
        """The paths that begin so, in their order."""
        return [path for path in self.paths if path.startswith(start)]

    @property
    def stock(self) -> Stock:
        """The blocks."""
        return Stock(self.folder / path for path in self.below(blocks.FOLDER))


Wave: TypeAlias = Callable[[Site, Written], Iterator[Piece[File]]]


def records(site: Site, _: Written) -> Iterator[Piece[File]]:
    """Each record's own file, and the blocks."""
    return blocks.pieces(site)


def joined(site: Site, written: Written) -> Iterator[Piece[File]]:
    """What holds many records, the longest work first."""
    tables, stock = tables_of(site.settings.labels), written.stock
    yield "data sqlite", lambda: (compile_sqlite(tables, stock),)
    numbered = sorted(enumerate(tables, 1), key=lambda found: (-_weight(found[1], stock), found[0]))
    for number, table in numbered:
        yield f"data sheet {table.name}", partial(_sheet, number, table, stock)
    for _, table in numbered:
        yield f"data csv {table.name}", partial(_one, compile_csv, table, stock)
    for kind in KINDS:
        yield f"data lines {kind}", partial(_one, compile_lines, kind, stock)
    yield "data ocds", lambda: (compile_ocds(site, stock.texts(RELEASES)),)
    yield "data changes", lambda: compile_changes(site)
    yield "data metadata", lambda: (compile_metadata(site, tables),)
    yield "data funnel", lambda: compile_funnel(site)
    yield from api.pieces(site, cache(lambda: dict(stock.shorts(SHORT))))
    yield "api openapi", lambda: compile_openapi(site)
    yield "api schemas", compile_api_schemas


def described(site: Site, written: Written) -> Iterator[Piece[File]]:
    """What holds or describes whole files."""
    tables, stock = tables_of(site.settings.labels), written.stock
    sheets = sorted(written.below(SHEETS))
    words, told = site.settings.labels, about(site)
    yield "data xlsx", lambda: (compile_xlsx(tables, stock, told, words, _members(written.folder, sheets)),)
    yield "data package", lambda: (compile_datapackage(site, tables, written.made),)
    for path in filter(is_packed, written.paths):
        yield f"data zip {path}", partial(_packed, written.folder, path)


def archived(site: Site, written: Written) -> Iterator[Piece[File]]:
    """The ZIP file."""
    held = sorted(filter(is_packed, written.paths))
    yield "data zip", lambda: (compile_zip(site, held, _all_members(written, held)),)


def catalogued(site: Site, written: Written) -> Iterator[Piece[File]]:
    """The catalogue of the files so far."""
    yield "data catalogue", lambda: compile_catalogue(site._replace(made=written.made))


def summed(_: Site, written: Written) -> Iterator[Piece[File]]:
    """The checksums of all."""
    yield "data sums", lambda: (compile_sums(written.made),)


WAVES: tuple[Wave, ...] = (records, joined, described, archived, catalogued, summed)
"""The waves in their order."""


def narrowed(written: Written) -> Callable[[str], bytes | None]:
    """What stands for all that a piece is made from, by its name, besides what it looks up.

    None for one that is made from everything that earlier waves wrote.
    """
    stock, sums = written.stock, {file.path: file.sha256.encode() for file in written.made}

    def found(name: str) -> bytes | None:
        sort, _, rest = name.partition(" ")
        what, _, which = rest.partition(" ")
        if sort == "api":
            return stock.digest(SHORT)
        if what in _PARTS:
            return stock.digest(*_PARTS[what](which))
        return sums.get(which) if what == "zip" else None

    return found


_PARTS: Mapping[str, Callable[[str], tuple[str, str | None]]] = {
    "sheet": lambda table: (TABLE + table, None),
    "csv": lambda table: (TABLE + table, None),
    "lines": lambda kind: (LINES, kind),
    "ocds": lambda _: (RELEASES, None),
    **dict.fromkeys(("changes", "metadata", "funnel"), lambda _: ("", None)),
}
"""The parts of blocks that pieces are made from, by what they make: there and of which kind; some read none."""


def _one(compile_one: Callable[..., File], *given: object) -> Iterator[File]:
    yield compile_one(*given)


def _weight(table: Table, stock: Stock) -> int:
    """About how many cells a table has."""
    return stock.size(TABLE + table.name) * (len(stock.filled(table.name)) + 5)


def _sheet(number: int, table: Table, stock: Stock) -> Iterator[Artifact]:
    yield Artifact(f"{SHEETS}{number:03}", stored(sheet_member(number, table, stock)))


def _packed(folder: Path, path: str) -> Iterator[Artifact]:
    yield Artifact(f"{MEMBERS}{path}", stored(zip_member(path, _chunks(folder / path))))


def _members(folder: Path, paths: Iterable[str]) -> Iterator[Member]:
    return (member_in((folder / path).read_bytes()) for path in paths)


def _all_members(written: Written, held: Sequence[str]) -> Iterator[Member]:
    """The files as members: those that wait, and the description, which was written last."""
    waiting = frozenset(written.below(MEMBERS))
    for path in held:
        if f"{MEMBERS}{path}" in waiting:
            yield from _members(written.folder, (f"{MEMBERS}{path}",))
        else:
            yield zip_member(path, _chunks(written.folder / path))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(_AT_ONCE), b"")
