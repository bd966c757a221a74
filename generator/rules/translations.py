"""Titles are in both languages; a missing English one is a warning, for the Chinese is shown in its place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem, problem
from generator.rules.evidence import Evidence


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Titles without English."""
    for document in evidence.documents:
        title = document.data["title"]
        if isinstance(title, dict) and "en" not in title:
            yield problem("translation-missing", Place(document.file), pointer=("title",))
