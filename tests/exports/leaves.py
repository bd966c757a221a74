"""Every single value of a record with the path to it, and the same worked out from the rows of tables.

The two know nothing of how rows are made: one walks a record's plain values, the other goes by the paths that columns
declare. What tables leave out is said here, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from exports.sites import HOME
from generator.exports.columns import NAMED_LINKS, Column
from generator.exports.sheetml import CUT
from generator.exports.tables import RECORDS, Table
from generator.exports.values import Json

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
Leaves: TypeAlias = dict[Path, Any]
Read: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""What was read back from a format: each table's rows, with the cells that are not empty by their column."""

LINK = {"kind", "id", "href"}
LOST = object()
NAMING = ("target", "stated_by")
"""Links whose kind is not known from the key they stand under."""


def leaves_of(value: Json) -> Leaves:
    """What a record's plain values say, without what tables have in another way or need not repeat."""
    return {path: leaf for path, leaf in _walked(value, ()) if leaf is not None and not _is_elsewhere(path)}


def _is_elsewhere(path: Path) -> bool:
    """What tables leave out.

    Where the API's files are, for tables have none; which records link to this one, for each link stands in their own
    rows; that a moment changes the state, for the table of states tells when; the first day of what is one day.
    """
    return (
        path[-1] in ("href", "api_url")
        or path[0] == "linked_from"
        or (path[:2] == ("status", "recompute_on") and path[2] != 0)
        or path == ("objections_until", "from")
    )


def _walked(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, inner in _parts(value, path):
            yield from _walked(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(inner for inner in value if not _is_link(inner) or "title" in inner):
            yield from _walked(inner, (*path, i))
    else:
        yield path, value


def _parts(value: Json, path: Path) -> Iterator[tuple[str, Any]]:
    if "currency" in value:
        assert (value["currency"], value["unit"]) == ("CNY", "yuan"), "columns of amounts are in yuan, and say so"
        yield from ((key, inner) for key, inner in value.items() if key not in ("currency", "unit"))
    elif path and _is_link(value):
        yield from _link(value, path)
    else:
        yield from value.items()


def _is_link(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= LINK - {"href"} and value.keys() <= LINK | {"title"}


def _link(value: Json, path: Path) -> Iterator[tuple[str, Any]]:
    """A link is the id of a record of a known kind; to what the data do not hold there is none."""
    is_held = "title" in value
    if path[-1] in NAMING and (is_held or path[-1] == "target"):
        yield "kind", value["kind"]
        yield "id", value["id"]
    elif is_held:
        yield "id", value["id"]
        if value["kind"] in NAMED_LINKS:
            yield "title", value["title"]


class Found(NamedTuple):
    """What tables say of a record, and the paths of what a cell was too small for."""

    leaves: Leaves
    lost: list[Path]

    def is_lost(self, path: Path) -> bool:
        """Whether a path leads into a cell that was cut."""
        return any(path[: len(lost)] == lost for lost in self.lost)


def leaves_in(tables: Sequence[Table], read: Read) -> dict[str, Found]:
    """What the rows of all tables say of each record; two that say it differently fail."""
    found: dict[str, Found] = {}
    for table in tables:
        for row in read[table.name]:
            held = found.setdefault(row["record"], Found({}, []))
            for path, leaf in _said_by(table, row):
                if leaf is LOST:
                    held.lost.append(path)
                else:
                    assert held.leaves.setdefault(path, leaf) == leaf, (table.name, row["record"], path)
    return found


def _said_by(table: Table, row: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    base = _place(table, row)
    for column in table.columns:
        if column.path and column.name in row:
            path = (*base, *(0 if step == "0" else step for step in column.path))
            yield from _said(column, path, row[column.name])


def _place(table: Table, row: Mapping[str, Any]) -> Path:
    """The path of the item that a row is."""
    if not table.paths:
        return ()
    paths = table.paths[row["record_kind"]]
    path = next(p for p in paths if "key" not in row or p[-1] == row["key"])
    if "section" in table.key:
        return (path[0], row["section"] - 1, path[1], row["position"] - 1)
    return path if path[-1] in ALONE else (*path, row["position"] - 1)


ALONE = ("owner", "lead", "recommender", "contact_route")
"""Keys with one unit or contact, not a list of them."""


def _said(column: Column, path: Path, cell: Any) -> Iterator[tuple[Path, Any]]:
    match column.take:
        case "value":
            yield path, cell
        case "link":
            yield (*path, "id"), cell
        case "key":
            kind, _, record_id = cell.partition("/")
            yield from (((*path, "kind"), kind), ((*path, "id"), record_id))
        case "first":
            yield (*path, 0), cell
        case "page":
            yield path, "../" + cell.removeprefix(HOME)
        case "json" if cell.endswith(CUT):
            yield path, LOST
        case "json":
            is_links = path[-1] in ("forms", "moved_by")
            parts = [{"id": part} for part in json.loads(cell)] if is_links else json.loads(cell)
            yield from ((p, leaf) for p, leaf in _walked(parts, path) if leaf is not None)


def every_record(tables: Sequence[Table], read: Read) -> list[str]:
    """The records, as the table of all of them names them."""
    assert tables[0].name == RECORDS
    return [row["record"] for row in read[RECORDS]]
