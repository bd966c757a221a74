"""The main templates look as they did when somebody last looked: what changed is shown in red in a picture.

The pictures in golden/ were taken with Debian's chromium and its fonts, fonts-noto-cjk and fonts-liberation; another
smoothing of letters is within what is allowed, another font is not. `pytest --update-golden` takes them anew.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from .conftest import BUILT_AT, NewContext
from .pages import BY_TEMPLATE
from .pictures import SHARE, difference, keep

GOLDEN = Path(__file__).parent / "golden"
MOST = 2 * 1024 * 1024
"""Bytes of all pictures."""

FONTS = ("Noto Sans CJK SC", "Liberation Sans")


class Look(NamedTuple):
    """A page and how it is looked at."""

    path: str
    width: int
    scheme: str

    @property
    def name(self) -> str:
        """The picture's name."""
        return f"{self.path.replace('/', '-').removesuffix('.html')}-{self.width}-{self.scheme}"


LOOKS = (
    Look("zh/index.html", 1280, "light"),
    Look("en/index.html", 360, "dark"),
    Look("zh/find.html", 360, "light"),
    Look("en/find.html", 1280, "dark"),
    Look(f"zh/{BY_TEMPLATE['challenge'][0]}", 360, "light"),
    Look(f"en/{BY_TEMPLATE['challenge'][0]}", 1280, "light"),
    Look(f"zh/{BY_TEMPLATE['programme'][0]}", 1280, "dark"),
    Look(f"en/{BY_TEMPLATE['programme'][0]}", 360, "light"),
    Look(f"zh/{BY_TEMPLATE['organisation'][0]}", 1280, "light"),
    Look("zh/stats.html", 1280, "light"),
    Look("en/stats.html", 360, "dark"),
    Look(f"zh/{BY_TEMPLATE['form'][0]}", 360, "dark"),
    Look("404.html", 360, "light"),
)
HEIGHT = {360: 1500, 1280: 1200}
"""How much of a page is looked at."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def viewer(open_context: NewContext) -> Iterator[Page]:
    """A page whose pictures are alike wherever they are taken."""
    page = open_context(device_scale_factor=1).new_page()
    page.clock.set_fixed_time(BUILT_AT)
    yield page
    page.close()


def taken(page: Page, home: str, look: Look, file: Path) -> Path:
    """The page's picture as it looks so."""
    page.set_viewport_size({"width": look.width, "height": HEIGHT[look.width]})
    page.emulate_media(color_scheme=look.scheme)
    page.goto(home + look.path, wait_until="networkidle" if "find" in look.path else "load")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled", caret="hide")
    return file


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_page_looks_as_it_did(
    look: Look, viewer: Page, home: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found, golden = taken(viewer, home, look, tmp_path / "found.png"), GOLDEN / f"{look.name}.png"
    if request.config.getoption("update_golden"):
        keep(found, golden)
    assert golden.exists(), "pytest --update-golden takes the picture"
    share, shown = difference(golden, found)
    shown.save(tmp_path / "difference.png")
    assert share <= SHARE, f"{share:.2%} of {look.name} look otherwise: {tmp_path / 'difference.png'}"


def test_the_fonts_are_those_of_the_pictures() -> None:
    assert shutil.which("fc-list"), "fontconfig tells which fonts there are"
    there = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    assert [font for font in FONTS if font not in there] == []


def test_a_changed_colour_size_or_block_is_noticed(tmp_path: Path) -> None:
    golden = GOLDEN / f"{LOOKS[0].name}.png"
    with Image.open(golden) as picture:
        whole = picture.convert("RGB")
    box = whole.copy()
    ImageDraw.Draw(box).rectangle((100, 300, 140, 330), fill="#8a4b00")
    moved, smaller = whole.rotate(0, translate=(0, 4), fillcolor="white"), whole.crop((0, 0, 1280, 1199))
    for name, changed in {"box": box, "size": smaller, "moved": moved}.items():
        changed.save(tmp_path / f"{name}.png")
        assert difference(golden, tmp_path / f"{name}.png")[0] > SHARE, name


def test_a_letter_set_a_pixel_aside_is_no_change(tmp_path: Path) -> None:
    golden = GOLDEN / f"{LOOKS[0].name}.png"
    with Image.open(golden) as picture:
        picture.convert("RGB").rotate(0, translate=(1, 0), fillcolor="white").save(tmp_path / "aside.png")
    assert difference(golden, tmp_path / "aside.png")[0] <= SHARE


def test_the_pictures_are_few_and_small() -> None:
    kept = {file.stem: file.stat().st_size for file in GOLDEN.glob("*.png")}
    assert kept.keys() == {look.name for look in LOOKS}
    assert sum(kept.values()) < MOST
