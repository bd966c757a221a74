"""A unified social credit code ends in the check character that its other characters give (GB 32100-2015, annex A)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.creditcode import check_character, is_written_right
from generator.documents import Document, Group
from generator.problems import Place, Problem, problem
from generator.settings import Settings


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """A code of the right form whose last character is not the one that the others give."""
    code = document.data.get("credit_code")
    if not isinstance(code, str) or not is_written_right(code):
        return
    expected = check_character(code[:17])
    if code[17] != expected:
        place = Place(document.file)
        yield problem("credit-code-check", place, pointer=("credit_code",), value=code, found=code[17], due=expected)
