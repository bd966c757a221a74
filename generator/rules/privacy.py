"""No private person's mobile number is published: eleven digits that begin with 13 to 19, alone or in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings

MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9A-Za-z])")


def problems(document: Document, groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Texts that hold what looks like a mobile number; addresses are not texts."""
    for pointer, group in groups:
        for key, value in group.items():
            if key == "url":
                continue
            for text in value if value.__class__ is list else (value,):
                found = MOBILE.search(text) if text.__class__ is str and len(text) > 10 else None
                if found:
                    yield problem("personal-data", Place(document.file), pointer=(*pointer, key), value=found[0])
