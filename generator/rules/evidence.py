"""What rules look at: a document with its groups of keys, or all documents and the catalog they make.

Documents may be at odds with their schemas, for one run reports every problem: a rule looks at what is rightly shaped,
and says nothing of what the schema has already said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from generator.catalog import Catalog
from generator.documents import Document
from generator.model.parts import RecordId
from generator.model.records import Record
from generator.problems import Place
from generator.settings import Settings

R = TypeVar("R", bound=Record)

Known = Mapping[str, Mapping[RecordId, tuple[str, ...]]]
"""Every id that some file claims, valid or not, by kind, with those files."""


class Past(NamedTuple):
    """The valid records that an earlier revision held in files that differ since, and the paths of all such files."""

    documents: tuple[Document, ...]
    changed: frozenset[str]


class Evidence(NamedTuple):
    """All documents that could be read, the catalog that the valid ones make, the ids there are, the site's choices."""

    documents: tuple[Document, ...]
    known: Known
    catalog: Catalog
    settings: Settings | None

    def standing(self, *classes: type[R]) -> Iterator[R]:
        """The valid records of these kinds that are not withdrawn, kind by kind in the order of their ids."""
        return (record for cls in classes for record in self.catalog.of(cls).values() if record.withdrawn is None)

    def place(self, record: Record) -> Place:
        """The file of a valid record."""
        return Place(self.file(record))

    def file(self, record: Record) -> str:
        """The path of a valid record's file."""
        return self.catalog.files[(record.kind, record.id)]
