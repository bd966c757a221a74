"""What rules look at: a document with its groups of keys, or all documents and the catalog they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.catalog import Catalog
from generator.documents import Document
from generator.model.parts import RecordId

Known = Mapping[str, Mapping[RecordId, tuple[str, ...]]]
"""Every id that some file claims, valid or not, by kind, with those files."""


class Evidence(NamedTuple):
    """All valid documents, the catalog they make, and the ids that exist."""

    documents: tuple[Document, ...]
    known: Known
    catalog: Catalog
