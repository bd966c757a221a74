"""Charts draw the figures of the data from zero, say them in words, and hold nothing that the page's policy bars."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from small import catalog, document

from generator.exports.funnel import PATH
from generator.model.parts import Lang
from generator.render.charts import Bar, Column, Drawn, Lane, Segment, bars, columns, grid
from generator.render.pages import facet_page, record_page, site_of
from generator.render.stats import stats_page
from generator.render.view import Site
from generator.settings import read_settings

CALLED = Drawn("name", "words")
HOSTILE = "<script>alert(1)</script>\"'&]]>\u202e"
CITE = {"source": "notice"}
AMONG = ("programmes", "years", "domains", "provinces")


def bar(label: str, *figures: int) -> Bar:
    return Bar(label, "", tuple(Lane((Segment(Decimal(0), Decimal(n), i),), str(n)) for i, n in enumerate(figures)))


def drawn(markup: str) -> ET.Element:
    """The drawing as XML; nothing in it may have a style, a script or an address."""
    assert not re.search(r"\bstyle=|<style|<script|href=|url\(", markup)
    return ET.fromstring(markup)


def texts(svg: ET.Element, kind: str = "") -> list[str]:
    return [text.text or "" for text in svg.iter("text") if kind in text.get("class", "")]


def widths(svg: ET.Element, side: str = "width") -> list[float]:
    return [float(rect.get(side, "").rstrip("%")) for rect in svg.iter("rect")]


def site(*documents: Any, as_of: str = "2025-06-15") -> Site:
    settings, _ = read_settings(REPOSITORY / "site_config")
    assert settings is not None
    return site_of(catalog(*documents), settings, f"{as_of}T00:00", "https://example.org/", "")


def figure(html: str, name: str) -> str:
    """The figure of that name on a page."""
    found = re.search(rf'(?s)<figure [^>]*id="{name}-chart">.*?</figure>', html)
    assert found, name
    return found[0]


def drawing(html: str, name: str) -> ET.Element:
    found = re.search(r'(?s)<svg class="zb-chart".*</svg>(?=\s*<figcaption>)', figure(html, name))
    assert found, name
    return drawn(found[0])


# -- drawings -------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=9))
def test_bars_are_as_long_as_their_figures_from_zero(figures: list[int]) -> None:
    svg = drawn(bars([bar(f"n{n}", n) for n in figures], CALLED))
    assert {rect.get("x") for rect in svg.iter("rect")} == {"0%"}
    unit = max(widths(svg)) / max(figures)
    assert widths(svg) == pytest.approx([n * unit for n in figures], abs=0.011)
    assert 40 < max(widths(svg)) <= 86
    assert texts(svg, "zb-chart__axis")[0] == "0"
    assert texts(svg, "zb-chart__figure") == [str(n) for n in figures]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=10))
def test_columns_are_as_high_as_their_figures(figures: list[int]) -> None:
    svg = drawn(columns([Column(str(2000 + n), "", (figure,)) for n, figure in enumerate(figures)], CALLED))
    heights = widths(svg, "height")
    unit = max(heights) / max(figures)
    assert heights == pytest.approx([n * unit for n in figures], abs=0.011)
    assert texts(svg, "zb-chart__figure") == [str(n) for n in figures]


def test_ticks_of_counts_are_whole_numbers() -> None:
    for most in (1, 2, 3, 7, 37, 250):
        ticks = texts(drawn(bars([bar("n", most)], CALLED)), "zb-chart__axis")
        assert all(tick.isdecimal() for tick in ticks), ticks
        assert 2 <= len(ticks) <= 6


def test_what_is_not_recorded_has_no_bar_and_no_zero() -> None:
    svg = drawn(columns([Column("2024", "", (None, None)), Column("2025", "", (2, None))], CALLED))
    assert len(list(svg.iter("rect"))) == 1
    assert texts(svg, "zb-chart__none") == ["–"]
    assert "0" not in texts(svg)
    assert texts(drawn(bars([Bar("2024", "本站无记录"), bar("2025", 2)], CALLED)), "zb-chart__none") == ["本站无记录"]


def test_squares_say_their_figures_and_shade_is_not_all_that_tells_them() -> None:
    svg = drawn(grid([("2025", [0, 1, 5]), ("2024", [2, 0, 3])], ["1", "2", "3"], CALLED))
    assert texts(svg, "zb-chart__shaded") == ["1", "5", "2", "3"]
    shades = [rect.get("class", "").rpartition("--")[2] for rect in svg.iter("rect")]
    assert shades == ["q0", "q1", "q5", "q2", "q0", "q3"]


def test_two_series_differ_by_more_than_colour() -> None:
    svg = drawn(bars([bar("n", 5, 3)], CALLED))
    assert [rect.get("class") for rect in svg.iter("rect")] == [
        "zb-chart__bar zb-chart__bar--0",
        "zb-chart__bar zb-chart__bar--1",
    ]
    style = (REPOSITORY / "generator/theme/assets/zhangbang.css").read_text("utf-8")
    assert re.search(r"\.zb-chart__bar--1 \{[^}]*stroke-dasharray", style)


def test_hostile_words_stay_words() -> None:
    for markup in (
        bars([Bar(HOSTILE, HOSTILE, bar("", 1).lanes)], CALLED),
        columns([Column(HOSTILE, HOSTILE, (1,))], CALLED),
        grid([(HOSTILE, [1])], [HOSTILE], CALLED),
    ):
        assert "<script" not in markup
        assert HOSTILE.replace(" ", "") in "".join(texts(drawn(markup))).replace(" ", "")


def test_a_drawing_is_named_and_described_by_the_page() -> None:
    svg = drawn(bars([bar("n", 1)], CALLED))
    assert (svg.get("role"), svg.get("aria-labelledby"), svg.get("aria-describedby")) == ("img", "name", "words")


@pytest.mark.parametrize("label", ["长" * 60, "long words " * 20, "x" * 200])
def test_labels_fit_a_phone(label: str) -> None:
    svg = drawn(bars([Bar(label, "27,440万元（1 条）", bar("", 1).lanes)], CALLED))
    from generator.render.charts import FONT, NARROW
    from generator.render.lines import em

    assert all(em(line) * FONT <= NARROW for line in texts(svg, "zb-chart__label"))


def test_the_same_figures_make_the_same_bytes() -> None:
    rows = [bar("甲", 3, 1), bar("乙", 2)]
    assert bars(rows, CALLED) == bars(rows, CALLED)


# -- on pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", AMONG)
def test_bars_on_the_page_show_the_figures_of_the_file(published_site: Path, lang: str, name: str) -> None:
    data = json.loads((published_site / PATH).read_text("utf-8"))[name]
    html = (published_site / f"{lang}/stats.html").read_text("utf-8")
    told = [(one["challenges"], one["calls"]) for one in data if one["challenges"] or one["calls"]]
    assert told
    figures = [int(words) for words in texts(drawing(html, name), "zb-chart__figure")]
    assert sorted(figures) == sorted(n for pair in told for n in pair if n)
    most = max(pair[0] for pair in told)
    assert str(most) in re.findall(r"\d+", figure(html, name).split('-says">')[1].split("</p>")[0])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_chart_has_a_sentence_and_its_data(published_site: Path, lang: str) -> None:
    html = (published_site / f"{lang}/stats.html").read_text("utf-8")
    found = re.findall(r'(?s)<figure class="zb-plot[^"]*" id="([a-z-]+)-chart">(.*?)</figure>', html)
    assert {name for name, _ in found} >= {"steps", *AMONG, "months", "spans", *(f"amounts-{name}" for name in AMONG)}
    for name, inner in found:
        assert re.search(rf'<p class="zb-plot__says" id="chart-{name}-says">[^<]{{8,}}</p>', inner), name
        for address in re.findall(r'<a href="\.\./([^"]+)" download>', inner):
            assert (published_site / address).is_file(), address
        assert "download>" in inner, name


def statistics(*documents: Any, lang: Lang = "zh", as_of: str = "2025-06-15") -> str:
    return stats_page(site(*documents, as_of=as_of), lang).content


def test_with_nothing_recorded_every_chart_says_so_and_draws_nothing() -> None:
    html = statistics(document("programme", sample=True))
    assert "<svg" not in html
    assert "本站还没有可以画成图的榜题记录" in html
    assert "没有写明确切金额" in html


def test_amounts_are_never_added_across_what_they_are() -> None:
    html = statistics(
        document("programme", mechanism="open_challenge"),
        document("list", year=2025, amount={"wan": 300}),
        document("challenge", owner_payment={"wan": 50}, support={"amount": {"wan": 20}, "mode": "fixed"}),
        document("challenge", id="capped", owner_payment={"wan": 9, "qualifier": "at_most"}),
    )
    said = texts(drawing(html, "amounts-years"), "zb-chart__figure")
    assert said == ["300万元（1 条）", "50万元（1 条）", "20万元（1 条）"]
    assert "写明的金额以2025 年 · 榜题榜单的总额为最多：300万元" in html
    assert re.search(r"(?s)发榜方支付</th>\s*<td[^>]*>50万元</td>\s*<td[^>]*>1</td>\s*<td[^>]*>1</td>", html)


@pytest.mark.parametrize(
    ("closes", "name", "words"),
    [
        ("2025-09-30", "ahead", "从2025年6月15日起的十二个月里，本站录有1个截止日期，最多的是2025年9月，1个"),
        ("2025-06-15", "ahead", "录有1个截止日期，最多的是2025年6月"),
        ("2025-06-14", "past", "此前十二个月里没有"),
        (
            "2025-03-01",
            "past",
            "2025年6月15日以后的截止日期，本站还没有记录。此前十二个月里有1个，最多的是2025年3月，1个",
        ),
        ("2020-03-01", "past", "2025年6月15日以后和此前十二个月的截止日期，本站都没有记录"),
        ("2027-03-01", "ahead", "从2025年6月15日起的十二个月里，本站没有截止日期的记录"),
    ],
)
def test_the_calendar_looks_ahead_and_else_back(closes: str, name: str, words: str) -> None:
    window = {"audience": "solver", "action": "claim", "closes": closes}
    html = statistics(document("programme"), document("guide", windows=[window]))
    assert words in figure(html, name) or closes == "2025-06-14"
    assert drawing(html, "months") is not None


def test_a_time_to_acceptance_is_drawn_from_its_least_to_its_most() -> None:
    html = statistics(
        document("programme"),
        document("list", published_on="2024-01-01"),
        document("challenge"),
        document("success", accepted_on="2025"),
    )
    svg = drawing(html, "spans")
    assert texts(svg, "zb-chart__figure") == ["366–730 天"]
    assert [rect.get("class", "")[-1] for rect in svg.iter("rect")] == ["0", "1"]
    assert "有验收记录的成果1个，其中1个两头的日期都有记录" in html


def test_many_times_are_drawn_by_class() -> None:
    many = [
        one
        for n in range(14)
        for one in (
            document("challenge", id=f"c{n}"),
            document("success", id=f"s{n}", challenge=f"c{n}", accepted_on=f"{2024 + n // 5}-06-01"),
        )
    ]
    html = statistics(document("programme"), document("list", published_on="2024-01-01"), *many)
    assert texts(drawing(html, "spans"), "zb-chart__figure") == ["5", "5", "4"]


def test_years_without_records_stand_between_those_with_them() -> None:
    html = statistics(
        document("programme", mechanism="open_challenge"),
        document("list", id="a-list", year=2021),
        document("list", id="b-list", year=2024),
        document("challenge"),
        document("challenge", id="b", list="b-list"),
    )
    svg = drawing(html, "years")
    assert texts(svg, "zb-chart__axis") == ["2021", "2022", "2023", "2024"]
    assert texts(svg, "zb-chart__none") == ["–", "–"]
    assert "2021 年、2024 年公布的榜题最多，本站录有1条" in html


def test_programmes_and_domains_have_their_own_years() -> None:
    held = site(
        document("programme", mechanism="open_challenge"),
        document("list", year=2024),
        document("challenge", id="one"),
        document("challenge", id="two"),
        document("challenge", id="three", year=2025),
    )
    programme = held.catalog.records["programme"]["a-programme"]
    for page in (record_page(held, "zh", programme), facet_page(held, "zh", "domains", "motors", 1)):
        assert "2024–2025年本站录有榜题3条、征集通知0份；2024年榜题最多，2条。" in page.content
        assert texts(drawing(page.content, "by-year"), "zb-chart__figure") == ["2", "1"]


def test_a_domain_of_which_nothing_is_recorded_has_no_chart() -> None:
    held = site(document("programme"))
    assert "zb-plot" not in facet_page(held, "zh", "domains", "motors", 1).content


def test_more_rows_than_a_chart_holds_are_in_the_table() -> None:
    lists = [document("list", id=f"l{n}", programme=f"p{n}", year=2025) for n in range(25)]
    programmes = [document("programme", id=f"p{n}", mechanism="open_challenge") for n in range(25)]
    html = statistics(*programmes, *lists, *(document("challenge", id=f"c{n}", list=f"l{n}") for n in range(25)))
    assert len(texts(drawing(html, "programmes"), "zb-chart__figure")) == 20
    assert "图中只画前 20 项，共 25 项；其余见表" in figure(html, "programmes")
