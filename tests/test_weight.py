"""Pages are light: what a reader of a record loads besides its words is little, and says nothing twice."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from generator.model.parts import LANGS
from generator.model.records import KINDS

RECORD, FRAME = 8 * 1024, 5 * 1024
"""The most bytes that a record's page, and a page without content, may take on their way."""

_MAIN = re.compile(rb"<main.*</main>", re.DOTALL)
_VERBATIM = re.compile(r"<(pre|script|textarea)\b.*?</\1>", re.DOTALL)


FULL = frozenset({"form", "programme"})
"""The kinds whose pages hold more than their record: a form to be filled in, and the finder."""


def record_pages(site: Path) -> Iterator[tuple[str, Path]]:
    """Every page of a record with its kind."""
    for kind, cls in KINDS.items():
        for lang in LANGS:
            folder = site / lang / cls.folder
            yield from ((kind, file) for file in folder.glob("*.html") if not file.stem.startswith(("index", "page-")))


def sent(page: bytes) -> int:
    """How many bytes of a page are sent by a host that compresses."""
    return len(gzip.compress(page))


def test_a_records_page_is_light(published_site: Path) -> None:
    weights = {str(file): sent(file.read_bytes()) for kind, file in record_pages(published_site) if kind not in FULL}
    assert {name: weight for name, weight in weights.items() if weight > RECORD} == {}
    assert len(weights) > 50


def test_a_page_without_content_is_light(published_site: Path) -> None:
    assert max(sent(_MAIN.sub(b"", file.read_bytes())) for _, file in record_pages(published_site)) <= FRAME


def test_a_page_holds_no_blank_lines(published_site: Path) -> None:
    for _, file in record_pages(published_site):
        assert "\n\n" not in _VERBATIM.sub("…", file.read_text("utf-8"))
