"""A package depends on nothing but its parts and its day."""

from __future__ import annotations

import io
import zipfile

from generator.forms.packing import packed


def test_the_parts_stand_in_their_order_on_their_day() -> None:
    data = packed({"b.xml": "<乙/>", "a.xml": "<a/>"}, "2025-03-01")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [(m.filename, m.date_time[:3], m.create_system) for m in archive.infolist()] == [
            ("b.xml", (2025, 3, 1), 0),
            ("a.xml", (2025, 3, 1), 0),
        ]
        assert archive.read("b.xml").decode() == "<乙/>"
    assert data == packed({"b.xml": "<乙/>", "a.xml": "<a/>"}, "2025-03-01")
