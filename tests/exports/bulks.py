"""The fixture's site and a hostile one, with all their files made once."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from conftest import AS_OF, assemble, publish

from exports.hostile import hostile_catalog
from exports.sites import HOME, made
from generator.exports.bulk import Bulk, bulk_of, compile_bulk
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site


@cache
def fixture_site() -> Site:
    """The fixture's records as if they were real."""
    with tempfile.TemporaryDirectory() as folder:
        found = check(publish(assemble(Path(folder) / "project")))
    assert found.settings is not None
    return site_of(found.catalog, found.settings, f"{AS_OF}T00:00", HOME, "")


@cache
def hostile_site() -> Site:
    """Records with every key there is, and the worst in each."""
    return made(hostile_catalog())


SITES = {"fixture": fixture_site, "hostile": hostile_site}


@cache
def bulk(name: str) -> Bulk:
    """The tables and rows of one of the sites."""
    return bulk_of(SITES[name]())


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """All files of one of the sites, by their paths."""
    return {file.path: file.data for file in compile_bulk(SITES[name]())}
