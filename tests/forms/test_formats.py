"""Every format of every form of the reference site, and how long they take."""

from __future__ import annotations

import time

from forms.made import REAL
from generator.forms.docx import docx_of
from generator.forms.pdf import pdf_of
from generator.forms.xlsx import xlsx_of

SECONDS = 5
MAKERS = {"docx": (docx_of, b"PK"), "pdf": (pdf_of, b"%PDF-"), "xlsx": (xlsx_of, b"PK")}


def test_all_formats_of_all_forms_are_built_in_time() -> None:
    start = time.monotonic()
    for make, beginning in MAKERS.values():
        assert all(make(form).startswith(beginning) for form in REAL)
    assert time.monotonic() - start < SECONDS
