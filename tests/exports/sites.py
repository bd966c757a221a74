"""Sites of records that a test makes up, and the fixture's, ready to be exported."""

from __future__ import annotations

from functools import cache
from typing import Any

from conftest import AS_OF, REPOSITORY
from small import catalog, document

from generator.catalog import Catalog
from generator.documents import Document
from generator.exports.values import Json, plain
from generator.render.pages import site_of
from generator.render.view import Site
from generator.settings import Settings, read_settings

HOME = "https://example.org/zhangbang/"
"""The address of the fixture's site."""

BASE = (document("programme"), document("list"))
"""The records that the smallest challenge belongs to."""


@cache
def words() -> Settings:
    """The repository's own settings."""
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return found


def site_with(*documents: Document, as_of: str = str(AS_OF), url: str = HOME) -> Site:
    """A site of these records."""
    return made(catalog(*documents), as_of, url)


def made(found: Catalog, as_of: str = str(AS_OF), url: str = HOME) -> Site:
    """A site of this catalog."""
    return site_of(found, words(), f"{as_of}T00:00", url, "")


def said(kind: str, *others: Document, **keys: Any) -> Json:
    """What is exported of the smallest record of a kind with `keys` set, beside the records that it belongs to."""
    own = document(kind, **keys)
    taken = {(own.kind, own.id)}
    beside = (other for other in (*others, *BASE) if not ((other.kind, other.id) in taken or taken.add(key_of(other))))
    site = site_with(own, *beside)
    return plain(site, site.catalog.records[kind][own.id])


def key_of(one: Document) -> tuple[str, str]:
    """The kind and id of a document."""
    return one.kind, one.id
