"""Holds a PDF against PDF/UA-1 with two validators that share no code: `page` and `pdfua`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import page
import pdfua
import pikepdf

_ZERO, _BARE = bytes.fromhex("1e0a001f"), bytes.fromhex("1ea001ff")
"""0.001 in a CFF table, written 0.001 and .001 (Technical Note 5176, table 5)."""


def findings(pdf: bytes, folder: Path) -> list[str]:
    """What either validator finds wrong; `folder` takes a copy for the one that reads files only."""
    copy = folder / "form.pdf"
    copy.write_bytes(pdf)
    return [*_by_page(pdf), *_by_pdfua(copy)]


def _by_page(pdf: bytes) -> Iterator[str]:
    report = page.validate_pdf_bytes(_legible(pdf), profile=page.ValidationProfile.PDF_UA_1)
    yield from (f"{failure.rule_id}: {failure.message}" for failure in report.failures)


def _by_pdfua(pdf: Path) -> Iterator[str]:
    found = (finding for outcome in pdfua.validate(str(pdf)).outcomes for finding in outcome.findings)
    yield from (f"{finding.rule_id}: {finding.message}" for finding in found)


def _legible(pdf: bytes) -> bytes:
    """The same document with the fonts' matrices written as .001: `page` 0.11 reads 0.001 as 0, and widths with it."""
    document = pikepdf.open(io.BytesIO(pdf))
    for part in document.objects:
        if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/CIDFontType0C":
            part.write(part.read_bytes().replace(_ZERO, _BARE))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
