"""Titles are in both languages; a missing English one is a warning, for the Chinese is shown in its place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """A title without English."""
    title = document.data.get("title")
    if isinstance(title, dict) and "zh" in title and "en" not in title:
        yield problem("translation-missing", Place(document.file), pointer=("title",))
