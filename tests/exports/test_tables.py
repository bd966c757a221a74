"""Tables cover the schemas: names that tell columns apart, titles in both languages, links to what there is."""

from __future__ import annotations

import re

import pytest

from exports.sites import words
from generator.exports.columns import EXPANSIONS, Node, Path, items_of, resolved, schemas
from generator.exports.tables import CHILDREN, RECORDS, Table, child_paths, of_kinds, tables_of
from generator.model.records import KINDS

TABLES = {table.name: table for table in tables_of(words().labels)}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_columns_have_names_of_their_own_and_words_in_both_languages(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    for told in (table, *table.columns):
        assert told.title.zh and told.title.en, told.name
        assert told.description.zh and told.description.en, told.name
        assert re.search("[\u4e00-\u9fff]", told.title.zh), told.name
        assert not re.search("[\u4e00-\u9fff]", told.title.en.replace("in 字", "")), told.name


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_keys_and_links_are_columns_and_lead_to_keys(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert set(table.key) <= set(names)
    for link in table.links:
        assert link.column in names
        assert TABLES[link.table].key == (link.found_in,)
    assert table.name == RECORDS or "record" in {link.column for link in table.links}


def _lists(node: Node, path: Path = ()) -> list[Path]:
    """The paths of all lists in a record that are not within another list."""
    found = []
    for key, written in node.get("properties", {}).items():
        inner = resolved(written)
        if inner.get("type") == "array":
            found.append((*path, key))
        elif inner.get("part") not in EXPANSIONS:
            found += _lists(inner, (*path, key))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_texts_or_things_is_a_table(kind: str) -> None:
    covered = {path for child in CHILDREN for path in child_paths(child, kind)}
    for path in _lists(schemas()[kind]):
        if path in covered or path == ("domains",) or path[0] == "withdrawn":
            continue
        node = schemas()[kind]
        for key in path:
            node = resolved(items_of(node)["properties"][key])
        item = items_of(node)
        assert "properties" not in item and item.get("part") not in EXPANSIONS, f"no table for {'.'.join(path)}"


def test_every_child_is_a_key_of_some_kind() -> None:
    for child in CHILDREN:
        assert len({path for kind in KINDS for path in child_paths(child, kind)}) == len(child.paths), child


def test_tables_of_some_kinds_hold_nothing_of_others() -> None:
    found = {table.name: table for table in of_kinds(TABLES.values(), frozenset({"challenge"}))}
    assert {"records", "challenges", "indicators", "units"} <= found.keys()
    assert not {"guides", "sections", "fields"} & found.keys()
    assert all(link.column == "record" for table in found.values() for link in table.links)
