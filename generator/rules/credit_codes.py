"""A unified social credit code ends in the check character that its other characters give (GB 32100-2015, annex A)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The standard's characters, each worth its place: the letters I, O, S, V and Z are left out."""

WRITTEN = re.compile(rf"[{ALPHABET}]{{18}}\Z")
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """A code of the right form whose last character is not the one that the others give."""
    code = document.data.get("credit_code")
    if not isinstance(code, str) or not WRITTEN.match(code):
        return
    expected = check_character(code[:17])
    if code[17] != expected:
        place = Place(document.file)
        yield problem("credit-code-check", place, pointer=("credit_code",), value=code, found=code[17], due=expected)


def check_character(body: str) -> str:
    """The check character of a code's first 17 characters."""
    total = sum(weight * ALPHABET.index(character) for weight, character in zip(WEIGHTS, body, strict=True))
    return ALPHABET[-total % 31]
