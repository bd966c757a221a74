"""The fields of a record in which a search looks, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.finder import texts
from generator.finder.index import documents_of
from generator.model.parts import Lang
from generator.model.records import Record
from generator.render.view import Site


def searched(catalog: Catalog) -> Iterator[Record]:
    """The records that a search may find."""
    return (r for r in catalog.every() if r.kind in texts.SEARCHED and not r.sample and r.withdrawn is None)


def fields_of(catalog: Catalog, record: Record, lang: Lang) -> tuple[str, ...]:
    """The title first, then the rest."""
    chinese, english = texts.fields_of(catalog, record)
    title, others = chinese if lang == "zh" else english
    return (title, *others)


def records_of(site: Site) -> list[Record]:
    """The records that can be found, in the finder's order."""
    return [site.catalog.at(key) for key in documents_of(site)[0]]
