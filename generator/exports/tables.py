"""The tables that CSV, Excel, SQLite and the data package share: one of all records, one for each kind, one for each
thing that records repeat.

Every row names its record. `tests/exports/test_agreement.py` holds that no value of a record is missing from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator.exports.columns import (
    EXPANSIONS,
    At,
    Column,
    Node,
    Path,
    Words,
    columns_of,
    expanded,
    items_of,
    linked,
    node_at,
    own,
    schemas,
    told,
)
from generator.exports.values import BOOKKEEPING, RENAMED
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.schemas import hint_of, label_of

RECORDS = "records"
OMITTED = (("sample",), ("withdrawn",), *((key,) for key in BOOKKEEPING))
"""Keys that no exported record has: those that have the first two are left out."""
UNITS, NAMES = "units", "names"
PARTIES = frozenset({"party", "issuer", "contact"})
"""Parts that stand alone in one kind and in lists in others: they are rows of the same table."""


class Link(NamedTuple):
    """A column whose values are found in a column of another table."""

    column: str
    table: str
    found_in: str


class Table(NamedTuple):
    """A table: its columns, what tells its rows apart, and where they stand in the plain values of which kinds."""

    name: str
    title: Text
    description: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...]
    kinds: tuple[str, ...]
    paths: Mapping[str, tuple[Path, ...]] = MappingProxyType({})
    """For each kind the lists whose items are the rows; none where every record is one row."""


class Child(NamedTuple):
    """A table of repeated things: the keys they stand under, dotted; `within` numbers the group around them."""

    name: str
    paths: tuple[str, ...]
    within: str | None = None
    named: bool = False
    """Whether the site's own words name it, and not the schema."""


CHILDREN: tuple[Child, ...] = (
    Child("sources", ("sources",)),
    Child(UNITS, ("issuers", "owner", "lead", "members", "units", "recommender"), named=True),
    Child("windows", ("windows",)),
    Child("indicators", ("indicators",)),
    Child("rules", ("rules",)),
    Child("topics", ("topics",)),
    Child("achievements", ("achievements",)),
    Child("support_options", ("support.options",)),
    Child("figures", ("figures",)),
    Child("stages", ("stages",)),
    Child("tracks", ("tracks",)),
    Child("goals", ("goals",)),
    Child("domains_stated", ("domains",), named=True),
    Child("legal_basis", ("legal_basis",)),
    Child("contacts", ("contacts", "contact_route"), named=True),
    Child("texts", ("addressees", "channels", "agreements", "filing.materials"), named=True),
    Child("events", ("events",)),
    Child("declared", ("declared",)),
    Child(NAMES, ("names",)),
    Child("changes", ("changes",)),
    Child("inconsistencies", ("inconsistencies",)),
    Child("sections", ("sections",)),
    Child("fields", ("sections.fields",), "section"),
    Child("conditions", ("conditions",)),
)
"""What records repeat; a list that is not named here is one cell of its record."""

_FIRST = (
    *("id", "record", "title_zh", "title_en", "status", "status_label_zh", "status_label_en", "year"),
    *("region", "region_name_zh", "region_name_en", "programme", "programme_title_zh", "programme_title_en"),
)
_LAST = ("updated_on", "page_zh", "page_en")


def tables_of(words: Words) -> tuple[Table, ...]:
    """Every table, those that most people want first; which they are and what they hold does not depend on records."""
    kinds = (_kind_table(kind, words) for kind in KINDS)
    children = {table.name: table for table in (*_worked_out(words), *(_child_table(c, words) for c in CHILDREN))}
    early = (children.pop(name) for name in ("deadlines", UNITS, "indicators"))
    return (_records_table(words), *kinds, *early, *children.values())


def labels() -> frozenset[str]:
    """The site's own words that tables are described with."""
    asked: defaultdict[str, Text] = defaultdict(lambda: Text(zh="", en=""))
    tables_of(asked)
    return frozenset(asked)


def of_kinds(tables: Iterable[Table], kinds: frozenset[str]) -> tuple[Table, ...]:
    """The tables that hold something of these kinds, without links to records that may not be among the rows."""
    return tuple(
        table._replace(kinds=held, links=tuple(link for link in table.links if link.column == "record"))
        for table in tables
        if (held := tuple(kind for kind in table.kinds if kind in kinds))
    )


def row_path(kind: str, path: Path) -> Path:
    """Where in plain values the schema's path lies."""
    return (RENAMED.get((kind, path[0]), path[0]), *path[1:])


def child_paths(child: Child, kind: str) -> tuple[Path, ...]:
    """The child's paths that a kind has."""
    steps = (tuple(path.split(".")) for path in child.paths)
    return tuple(path for path in steps if _repeats(node_at(kind, path), kind, path))


def _repeats(node: Node | None, kind: str, path: Path) -> bool:
    """Whether rows stand there: a list, or a single unit or contact. A kind's `domains` as bare ids are worked out."""
    if node is None or (path == ("domains",) and (kind, "domains") not in RENAMED):
        return False
    return node.get("type") == "array" or node.get("part") in PARTIES


def _records_table(words: Words) -> Table:
    node = schemas()["challenge"]["properties"]
    title = tuple(columns_of({"properties": {"title": node["title"]}}, words, At((), ())))
    updated = tuple(columns_of({"properties": {"updated_on": node["updated_on"]}}, words, At((), ())))
    columns = (
        own(words, "record", "string", (), "key"),
        own(words, "record_kind", "string", ("kind",))._replace(name="kind"),
        own(words, "record_id", "string", ("id",))._replace(name="id"),
        *title,
        *_standing(words),
        *updated,
        *_pages(words),
    )
    return _table(RECORDS, *told(words, RECORDS), columns, ("record",), tuple(KINDS))


def _kind_table(kind: str, words: Words) -> Table:
    schema = schemas()[kind]
    lists = (path for child in CHILDREN for path in child_paths(child, kind) if _is_list(kind, path))
    left_out = frozenset((*lists, ("domains",), *OMITTED))
    written = columns_of(schema, words, At((), ()), left_out)
    record = own(words, "record", "string", (), "key", RECORDS)
    every = (record, *_standing(words), *written, *_extras(kind, words), *_pages(words))
    columns = _in_order({column.name: column for column in every}.values())
    return _table(KINDS[kind].folder, words[f"kinds_{kind}"], hint_of(schema), columns, ("id",), (kind,))


def _is_list(kind: str, path: Path) -> bool:
    node = node_at(kind, path)
    return node is not None and node.get("type") == "array"


def _extras(kind: str, words: Words) -> Iterator[Column]:
    """What is worked out for one kind alone."""
    if kind == "list":
        yield own(words, "objections_until", "date", ("objections_until", "to"))
        yield own(words, "objections_until_moment", "datetime", ("objections_until", "moment"))
        yield own(words, "objections_until_worked_out", "boolean", ("objections_until", "worked_out"))
    if kind == "notice":
        yield own(words, "target", "string", ("target",), "key", RECORDS)


def _standing(words: Words) -> Iterator[Column]:
    """What the site works out for every record: its state, year, place and programme."""
    yield own(words, "status", "string", ("status", "id"))
    yield from expanded("text", "status_label", *told(words, "status_label"), words, ("status", "label"))
    yield own(words, "status_as_of", "date", ("status", "as_of"))
    yield own(words, "status_until", "datetime", ("status", "recompute_on"), "first")
    yield own(words, "year", "integer", ("year",))
    yield own(words, "region", "string", ("region",))
    yield from expanded("text", "region_name", *told(words, "region_name"), words, ("regions", "0", "name"))
    yield from linked("programme", "programme", *told(words, "programme"), words, ("programme",))


def _pages(words: Words) -> Iterator[Column]:
    yield own(words, "page_zh", "string", ("pages", "zh"), "page")
    yield own(words, "page_en", "string", ("pages", "en"), "page")


def _in_order(columns: Iterable[Column]) -> tuple[Column, ...]:
    """What readers look for first, then the schema's order, then where to read on."""
    named = {column.name: column for column in columns}
    first = [named.pop(name) for name in _FIRST if name in named]
    last = [named.pop(name) for name in _LAST if name in named]
    return (*first, *named.values(), *last)


def _child_table(child: Child, words: Words) -> Table:
    paths = {kind: found for kind in KINDS if (found := child_paths(child, kind))}
    first = node_at(*next((kind, found[0]) for kind, found in paths.items()))
    assert first is not None, f"no schema has {child.paths}"
    columns: dict[str, Column] = {}
    left_out = frozenset({("fields",)}) if child.name == "sections" else frozenset[Path]()
    for kind, found in paths.items():
        for path in found:
            for column in _item_columns(kind, path, words, left_out):
                columns.setdefault(column.name, column)
    merged = len(child.paths) > 1
    numbered = ("key",) if merged else (child.within,) if child.within else ()
    keyed = tuple(own(words, name, "string" if name == "key" else "integer", ()) for name in numbered)
    title, hint = told(words, child.name) if child.named else (label_of(first), hint_of(first))
    rows = {kind: tuple(row_path(kind, path) for path in found) for kind, found in paths.items()}
    return _rows_table(child.name, title, hint, (*keyed, *columns.values()), numbered, rows, words)


def _item_columns(kind: str, path: Path, words: Words, left_out: frozenset[Path]) -> Iterator[Column]:
    node = node_at(kind, path)
    assert node is not None
    item = items_of(node)
    part = str(item.get("part", ""))
    if part in EXPANSIONS:
        name = "amount" if part == "money" else "text"
        yield from expanded(part, name, *told(words, f"item_{name}"), words, ())
    else:
        yield from columns_of(item, words, At((), ()), left_out)


def _worked_out(words: Words) -> Iterator[Table]:
    """The tables of what the site works out: deadlines, states by time, domains and regions."""
    yield _of_all("deadlines", _deadline_columns(words), ("deadlines",), words)
    states = (own(words, "since", "datetime", ("since",)), own(words, "status", "string", ("status",)))
    yield _of_all("states", states, ("status", "timeline"), words)
    for name in ("domain", "region"):
        named = expanded("text", "name", *told(words, "name"), words, ("name",))
        yield _of_all(f"{name}s", (own(words, name, "string", ("id",)), *named), (f"{name}s",), words)


def _deadline_columns(words: Words) -> tuple[Column, ...]:
    window = schemas()["common"]["$defs"]["window"]["properties"]
    whose = columns_of({"properties": {key: window[key] for key in ("audience", "action")}}, words, At((), ()))
    return (
        *whose,
        own(words, "region", "string", ("region", "id")),
        *expanded("text", "region_name", *told(words, "region_name"), words, ("region", "name")),
        own(words, "moment", "datetime", ("moment",)),
        *expanded("date", "written", *told(words, "written"), words, ("written",)),
        own(words, "reason", "string", ("reason",)),
        own(words, "stated_by", "string", ("stated_by",), "key", RECORDS),
        own(words, "moved_by", "array", ("moved_by",), "json"),
    )


def _of_all(name: str, columns: tuple[Column, ...], path: Path, words: Words) -> Table:
    """A table of what any kind of record may have worked out."""
    return _rows_table(name, *told(words, name), columns, (), dict.fromkeys(KINDS, (path,)), words)


def _rows_table(
    name: str,
    title: Text,
    hint: Text,
    columns: tuple[Column, ...],
    numbered: tuple[str, ...],
    rows: Mapping[str, tuple[Path, ...]],
    words: Words,
) -> Table:
    """A table whose rows are items of records: each names its record and its place in it."""
    named = (
        own(words, "record", "string", (), "key", RECORDS),
        own(words, "record_kind", "string", ()),
        own(words, "record_id", "string", ()),
        *(column for column in columns if column.name in numbered),
        own(words, "position", "integer", ()),
    )
    rest = (column for column in columns if column.name not in numbered)
    made = _table(name, title, hint, (*named, *rest), ("record", *numbered, "position"), tuple(rows))
    return made._replace(paths=MappingProxyType(dict(rows)))


def _table(
    name: str, title: Text, hint: Text, columns: tuple[Column, ...], key: tuple[str, ...], kinds: tuple[str, ...]
) -> Table:
    links = tuple(Link(c.name, *_found_in(c.target)) for c in columns if c.target is not None)
    return Table(name, title, hint, columns, key, links, kinds)


def _found_in(target: str) -> tuple[str, str]:
    return (RECORDS, "record") if target == RECORDS else (KINDS[target].folder, "id")
