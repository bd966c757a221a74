"""What lies beside the records and is published is only what it seems: a drawing that is more than one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import checked, found_in
from test_logo import DRAWING, SVG

from generator.pipeline import files_with_errors
from generator.plugin import guest_of

PICTURE = "content/pages/zh/picture.svg"


def test_a_drawing_beside_the_prose_is_published(small_project: Path) -> None:
    (small_project / PICTURE).write_text(DRAWING, "utf-8")
    assert found_in(small_project) == []
    assert "zh/picture.svg" in guest_of(small_project, ("zh",)).files


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
        SVG.format('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
        SVG.format('<image href="https://evil.example/x.png"/>'),
        SVG.format("<style>@import url(https://evil.example/x.css)</style>"),
        SVG.replace("<svg ", '<svg onload="alert(1)" '),
        "<p>x</p>",
        "",
    ],
)
def test_one_that_holds_more_than_drawing_is_refused_and_left_out(small_project: Path, drawing: str) -> None:
    (small_project / PICTURE).write_text(drawing, "utf-8")
    assert found_in(small_project) == [f"{PICTURE} drawing-refused"]
    left_out = files_with_errors(checked(small_project).problems)
    assert "zh/picture.svg" not in guest_of(small_project, ("zh",), left_out).files
