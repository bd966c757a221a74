"""`data/metadata.json`: how Datasette shows the database, and the query that searches it.

`datasette zhangbang.sqlite --metadata metadata.json`; https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.exports.about import both
from generator.exports.csvs import FOLDER
from generator.exports.datapackage import NAME, json_bytes
from generator.exports.grams import QUERY
from generator.exports.sqlite import SEARCH
from generator.exports.tables import RECORDS, Table
from generator.lang import say
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.render.view import Site

PATH = f"{FOLDER}metadata.json"
FACETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "records": ("kind", "status", "year", "region", "programme"),
        "units": ("key", "record_kind", "organisation"),
        "deadlines": ("audience", "action", "region", "record_kind"),
        "rules": ("kind", "strength", "audience"),
        "sources": ("record_kind", "confidence"),
        "texts": ("key",),
        "domains": ("domain", "record_kind"),
        "regions": ("region", "record_kind"),
        "states": ("status", "record_kind"),
    }
)
"""What the tables are counted by at first, where it is not their first choices."""
USUAL_FACETS = ("status", "year", "region", "programme", "organisation")
MOST_FACETS = 5
LABELS = frozenset({"data_search", "data_search_about"})


def compile_metadata(site: Site, tables: Sequence[Table]) -> Artifact:
    """What Datasette reads beside the database."""
    return Artifact(PATH, json_bytes(metadata(site, tables)))


def metadata(site: Site, tables: Sequence[Table]) -> dict[str, Any]:
    """Title, licence, tables with their facets, and the search for words of any length."""
    told = site.settings.site
    return {
        "title": _said(told.title),
        "description": _said(told.description),
        "license": _said(told.data_licence),
        "license_url": told.data_licence_url,
        "source": _said(told.publisher),
        **({"source_url": site.url} if site.url else {}),
        "databases": {
            NAME: {
                "tables": {table.name: _table(table) for table in tables},
                "queries": {
                    SEARCH: {
                        "sql": QUERY,
                        "title": _said(site.settings.labels["data_search"]),
                        "description": _said(site.settings.labels["data_search_about"]),
                        "params": ["q"],
                    }
                },
            }
        },
    }


def _table(table: Table) -> dict[str, Any]:
    names = {column.name for column in table.columns}
    return {
        "title": _said(table.title),
        "description": _said(table.description),
        "facets": list(_facets(table, names)),
        **({"label_column": "title_zh"} if "title_zh" in names else {}),
        **({"fts_table": SEARCH, "fts_pk": "rowid"} if table.name == RECORDS else {}),
    }


def _facets(table: Table, names: set[str]) -> tuple[str, ...]:
    """A few columns that fall into groups: those that the table is asked for, else the usual and its choices."""
    if table.name in FACETS:
        return FACETS[table.name]
    chosen = [column.name for column in table.columns if column.choices]
    usual = [name for name in USUAL_FACETS if name in names]
    return tuple(dict.fromkeys((*usual[:3], *chosen, *usual)))[:MOST_FACETS]


def _said(text: Text) -> str:
    zh, en = both(text)
    return f"{zh} {en}" if en != zh else say(text, "zh")
