"""What rules look at: a document with its groups of keys, or all documents and the catalog they make.

Documents may be at odds with their schemas, for one run reports every problem: a rule looks at what is rightly shaped,
and says nothing of what the schema has already said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.catalog import Catalog
from generator.documents import Document
from generator.model.parts import RecordId

Known = Mapping[str, Mapping[RecordId, tuple[str, ...]]]
"""Every id that some file claims, valid or not, by kind, with those files."""


class Past(NamedTuple):
    """The valid records that an earlier revision held in files that differ since, and the paths of all such files."""

    documents: tuple[Document, ...]
    changed: frozenset[str]


class Evidence(NamedTuple):
    """All documents that could be read, the catalog that the valid ones make, and the ids that exist."""

    documents: tuple[Document, ...]
    known: Known
    catalog: Catalog
