"""The rows of every table, picked from records' plain values: what is not there stays empty, and nothing is made up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from generator.exports.columns import Column, Path, Take
from generator.exports.stock import Cell
from generator.exports.tables import Table
from generator.exports.values import DATA_FILE, Json, exported, plain
from generator.render.view import Site
from generator.urls import absolute

Row: TypeAlias = list[Cell]
Rows: TypeAlias = Mapping[str, list[Row]]
"""Tables' rows by their names; a row has a cell for each column."""

Fill: TypeAlias = Callable[[Row, Any], None]
Spot: TypeAlias = int | Fill
"""Where a value goes: into the cell of that number as it is, or through a function."""
Tree: TypeAlias = Mapping[str, Spot]

_LINK = frozenset({"kind", "id", "href", "title"})
_in_one_cell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Recipe(NamedTuple):
    """How one table's rows are made from a record of one kind; a record is one row where there are no paths."""

    table: str
    width: int
    tree: Tree
    paths: tuple[Path, ...]
    record: int
    head: tuple[int, int, int]
    """The cells for the record's kind and id, and for the item's place in its list."""
    key: int | None
    """The cell for the key that an item stands under, where the table's items stand under several."""
    group: int | None
    """The cell for the number of the group that an item stands in."""


Recipes: TypeAlias = Mapping[str, Sequence[Recipe]]
"""By the kinds of record."""


def plains(site: Site) -> Iterator[Json]:
    """The plain values of every exported record, with links from `/data/`."""
    return (plain(site, record, DATA_FILE) for record in exported(site))


def recipes_of(tables: Sequence[Table], site_url: str = "") -> Recipes:
    """How the rows of these tables are made, by the kinds of record.

    Addresses of pages begin at the site's, where it is known; else they lead there from the file.
    """
    found: dict[str, list[Recipe]] = {}
    for table in tables:
        tree = tree_of(table.columns, site_url)
        for kind in table.kinds:
            found.setdefault(kind, []).append(_recipe(table, kind, tree))
    return found


def rows_of(recipes: Recipes, values: Iterable[Json]) -> Rows:
    """The rows by their tables, in the order of the records and of what they repeat; of tables without rows nothing."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for value in values:
        named = key_of(value)
        for recipe in recipes.get(value["kind"], ()):
            _add(recipe, rows, value, named)
    return rows


def _add(recipe: Recipe, rows: dict[str, list[Row]], value: Json, named: str) -> None:
    if not recipe.paths:
        row: Row = [None] * recipe.width
        row[recipe.record] = named
        _fill(recipe.tree, row, value)
        rows[recipe.table].append(row)
        return
    for path in recipe.paths:
        for group, items in _items(value, path):
            for position, item in enumerate(items, 1):
                rows[recipe.table].append(_item_row(recipe, value, named, path[-1], group, position, item))


def _item_row(recipe: Recipe, value: Json, named: str, key: str, group: int, position: int, item: Any) -> Row:
    row: Row = [None] * recipe.width
    kind, record_id, place = recipe.head
    row[recipe.record], row[kind], row[record_id], row[place] = named, value["kind"], value["id"], position
    if recipe.key is not None:
        row[recipe.key] = key
    if recipe.group is not None:
        row[recipe.group] = group
    _fill(recipe.tree, row, item)
    return row


def _items(value: Any, path: Path, group: int = 1) -> Iterator[tuple[int, list[Any]]]:
    """The list at a path, with the number of the group that it stands in; what stands alone is a list of one."""
    found = value.get(path[0])
    if found is None:
        return
    held = found if isinstance(found, list) else [found]
    if len(path) == 1:
        yield group, held
        return
    for number, inner in enumerate(held, 1):
        yield from _items(inner, path[1:], number)


def _fill(tree: Tree, row: Row, value: Any) -> None:
    """Puts the parts of a value into the cells that they belong in."""
    for key, part in value.items():
        spot = tree.get(key)
        if spot is None:
            continue
        if spot.__class__ is int:
            row[spot] = part
        else:
            spot(row, part)  # type: ignore[operator]


# -- how each table's rows are made ---------------------------------------------------------------------------------


def _recipe(table: Table, kind: str, tree: Tree) -> Recipe:
    spots = {column.name: i for i, column in enumerate(table.columns)}
    numbered = table.key[1:-1]
    return Recipe(
        table=table.name,
        width=len(table.columns),
        tree=tree,
        paths=table.paths.get(kind, ()),
        record=spots["record"],
        head=(spots["record_kind"], spots["record_id"], spots["position"]) if table.paths else (0, 0, 0),
        key=spots["key"] if "key" in numbered else None,
        group=next((spots[name] for name in numbered if name != "key"), None),
    )


def tree_of(columns: Sequence[Column], site_url: str = "") -> Tree:
    """Where the parts of a value go; columns without a path are filled by who makes the rows."""
    spots = [(c.path, _TAKES[c.take](i, site_url)) for i, c in enumerate(columns) if c.path]
    return _branches(spots)


def _branches(spots: Iterable[tuple[Path, Spot]]) -> Tree:
    """The spots by the first step of their paths."""
    by_step: dict[str, list[tuple[Path, Spot]]] = {}
    for path, spot in spots:
        by_step.setdefault(path[0], []).append((path[1:], spot))
    return {step: _joint(inner) for step, inner in by_step.items()}


def _joint(spots: Sequence[tuple[Path, Spot]]) -> Spot:
    """One spot for all that is picked from the same value: the value itself, and its parts."""
    here = [spot for path, spot in spots if not path]
    deeper = [(path, spot) for path, spot in spots if path]
    if deeper:
        here.append(_into(_branches(deeper)))
    return here[0] if len(here) == 1 else _all_of([spot if callable(spot) else _as_is(spot) for spot in here])


def _into(tree: Tree) -> Fill:
    if tree.keys() == {"0"}:
        first = tree["0"]
        assert callable(first), "a list's first item is looked into"
        return lambda row, items: first(row, items[0]) if items else None

    if all(spot.__class__ is int for spot in tree.values()):
        return _cells(tree)  # type: ignore[arg-type]

    def fill(row: Row, value: Any) -> None:
        if isinstance(value, dict):
            _fill(tree, row, value)

    return fill


def _cells(spots: Mapping[str, int]) -> Fill:
    """The same where every part is a cell as it is, as in texts: most values are."""

    def fill(row: Row, value: Any) -> None:
        if isinstance(value, dict):
            for key, part in value.items():
                if key in spots:
                    row[spots[key]] = part

    return fill


def _all_of(fills: Sequence[Fill]) -> Fill:
    def fill(row: Row, value: Any) -> None:
        for one in fills:
            one(row, value)

    return fill


def _as_is(spot: int) -> Fill:
    """A value without parts: one key is a word in some records and a text in others."""

    def fill(row: Row, value: Any) -> None:
        if not isinstance(value, dict):
            row[spot] = value

    return fill


# -- what becomes of a value ----------------------------------------------------------------------------------------


def _link(spot: int, _: str) -> Fill:
    def fill(row: Row, value: Any) -> None:
        row[spot] = value["id"] if is_held(value) else None

    return fill


def _key(spot: int, _: str) -> Fill:
    def fill(row: Row, value: Any) -> None:
        row[spot] = key_of(value) if is_held(value) else None

    return fill


def _json(spot: int, _: str) -> Fill:
    def fill(row: Row, value: Any) -> None:
        held = list(_listed(value))
        row[spot] = _in_one_cell(held) if held else None

    return fill


def _first(spot: int, _: str) -> Fill:
    def fill(row: Row, value: Any) -> None:
        row[spot] = value[0] if value else None

    return fill


def _page(spot: int, site_url: str) -> Fill:
    root = absolute(site_url, "") if site_url else DATA_FILE.root

    def fill(row: Row, value: Any) -> None:
        row[spot] = value if "://" in value else root + value.rpartition("../")[2]

    return fill


_TAKES: Mapping[Take, Callable[[int, str], Spot]] = {
    "value": lambda spot, _: spot,
    "link": _link,
    "key": _key,
    "json": _json,
    "first": _first,
    "page": _page,
}


def _listed(values: Iterable[Any]) -> Iterator[Any]:
    """The items of a list that stays in one cell: of links the ids."""
    for value in values:
        if not is_link(value):
            yield value
        elif is_held(value):
            yield value["id"]


def is_link(value: Any) -> bool:
    """Whether a value names another record."""
    return isinstance(value, dict) and value.keys() >= {"kind", "id"} and value.keys() <= _LINK


def is_held(link: Json) -> bool:
    """Whether a link leads to a record that exports hold: only of those the title is told."""
    return "title" in link


def key_of(value: Json) -> str:
    """What tells a record from all others: `kind/id`."""
    return f"{value['kind']}/{value['id']}"
