"""A site's colours can be read, or the nearest that can is told; what is accepted reaches the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY, build
from hypothesis import given
from hypothesis import strategies as st
from small import found_in

from generator.colours import ENOUGH, SCHEMES, Colours, Pair, colour_problems, contrast, readable, style_of

SHEET = (REPOSITORY / "generator/theme/assets/zhangbang.css").read_text("utf-8")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS, st.sampled_from(sorted(SCHEMES)))
def test_what_is_proposed_is_accepted(colour: str, name: str) -> None:
    better = readable(colour, SCHEMES[name])
    light = Colours(primary=better) if name == "light" else Colours(dark=Pair(primary=better))
    assert list(colour_problems(light, "site.yml")) == []
    assert better == colour or contrast(colour, SCHEMES[name].ground) < ENOUGH


@given(COLOURS)
def test_words_in_any_accepted_colour_can_be_read_on_dark_pages_too(colour: str) -> None:
    dark = re.search(r'slate"\]\{--zb-link:(#\w{6})', style_of(Colours(primary=colour)))
    assert dark
    assert contrast(dark[1], SCHEMES["dark"].ground) >= ENOUGH


def grounds(scheme: str) -> set[str]:
    """Every ground that the style sheet names for light or for dark pages."""
    light, dark = (SHEET.index(start) for start in (":root {", '[data-md-color-scheme="slate"] {'))
    part = SHEET[light:dark] if scheme == "light" else SHEET[dark : SHEET.index("}", dark)]
    return set(re.findall(r"--zb-(?:ground|raised|over-ground): (#\w{3,6});", part))


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_hardest_ground_is_one_of_the_style_sheets(scheme: str) -> None:
    whole = {ground if len(ground) == 7 else "#" + "".join(c * 2 for c in ground[1:]) for ground in grounds(scheme)}
    hardest = min(whole, key=lambda ground: contrast(ground, SCHEMES[scheme].towards))
    assert SCHEMES[scheme].ground == hardest


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_programs_own_colours_would_be_accepted(scheme: str) -> None:
    start = SHEET.index(":root {" if scheme == "light" else '[data-md-color-scheme="slate"] {')
    named = dict(re.findall(r"--zb-(link|seal): (#\w{6});", SHEET[start : SHEET.index("}", start)]))
    assert all(contrast(colour, SCHEMES[scheme].ground) >= ENOUGH for colour in named.values())
    assert len(named) == 2


def test_a_sites_colours_are_a_style_sheet_of_every_page(small_project: Path, tmp_path: Path) -> None:
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write('colours: {primary: "#0A5C36", dark: {accent: "#ffd700"}}\n')
    built = build(small_project, tmp_path / "site")
    (sheet,) = (built / "assets/zb").glob("colours.*.css")
    assert sheet.read_text("utf-8") == (
        ":root{--zb-link:#0a5c36;--zb-link-hover:#074026;}\n"
        '[data-md-color-scheme="slate"]{--zb-link:#76a48e;--zb-link-hover:#9fbfb0;--zb-seal:#ffd700;}\n'
    )
    for page in ("index.html", "zh/index.html", "en/guides/a-guide.html"):
        html = (built / page).read_text("utf-8")
        assert html.index("zhangbang.") < html.index(f"assets/zb/{sheet.name}")


@pytest.mark.parametrize("written", ["blue", "#fff", "0b4f8a", '"#0b4f8a;}body{display:none"', '"#0b4f8g"', "1"])
def test_what_is_no_colour_is_a_located_problem(small_project: Path, written: str) -> None:
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write(f"colours:\n  primary: {written}\n")
    (found,) = found_in(small_project)
    assert found.startswith("site_config/site.yml:")
    assert "settings-invalid" in found or "/colours" in found
