"""No text of a record deceives its reader: what cannot be seen in it, or looks like something else, is told.

A warning, for a source may have been printed so; the record is published as it is, and nothing of it breaks out.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.attachments import unseen_problems
from generator.documents import Document, Group, texts_of
from generator.problems import Place, Problem
from generator.settings import Settings
from generator.unseen import may_hold


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """What deceives in the document's texts, once for each text and way."""
    if not may_hold(msgspec.json.encode(document.data).decode()):
        return
    for pointer, text in texts_of(document.data):
        yield from unseen_problems(text, Place(document.file), pointer)
