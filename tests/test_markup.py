"""What stands in a page is text: nothing that a record says becomes markup, or ends the element that it stands in."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from exports.sites import BASE, HOME, site_with
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.render import markup
from generator.render.markup import in_chinese, joined, marked, written
from generator.render.page import Crumb, Page, structured
from generator.urls import SitePath

SIGNS = st.text(st.sampled_from("<>/!-\"'&\u2028\u2029 scripta榜"), max_size=20)


def linked(data: dict[str, Any] | None, *crumbs: Crumb) -> str:
    """A page's data for machines, as it is written into the page."""
    page = Page(SitePath("zh/x.html"), "zh", "", "", "", data=data, crumbs=crumbs)
    return structured(site_with(*BASE), page)


def graph_of(written: str) -> list[dict[str, Any]]:
    """The same read back from the script element."""
    found = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>\n', written, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


# -- Chinese in English -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        ("no Chinese at all", []),
        ("the 榜单 list", ["榜单"]),
        ("榜", ["榜"]),
        ("湘科发〔2024〕12号 and 《通知》", ["湘科发〔2024〕12号", "通知》"]),
        ("a，b", []),
        ('<a title="榜单" href="x">榜</a>', ["榜"]),
        ("a < 榜", ["榜"]),
        ("㐀鿿豈龎", ["㐀鿿豈龎"]),
        ("X榜X12 X", ["榜"]),
    ],
)
def test_runs_of_chinese_are_marked_and_tags_are_not(html: str, marks: list[str]) -> None:
    found = in_chinese(html)
    assert re.findall(r'<span lang="zh-CN">(.*?)</span>', found) == marks
    assert re.sub(r'<span lang="zh-CN">(.*?)</span>', r"\1", found) == html


@given(st.text(st.sampled_from('ab<> ="榜单，号〔2〕'), max_size=30))
def test_marking_changes_no_word(html: str) -> None:
    found = in_chinese(html)
    assert found.replace('<span lang="zh-CN">', "").replace("</span>", "") == html


# -- what is safe -------------------------------------------------------------------------------------------------


@given(st.text())
def test_text_is_escaped_alike_without_the_function_in_c(words: str) -> None:
    assert markup._quoted_plainly(words) == markup.quoted(words)
    assert type(markup._quoted_plainly(words)) is str


@pytest.mark.parametrize(
    ("values", "between", "found", "is_safe"),
    [
        ((), "<", "", False),
        (("<a>", 1), ", ", "<a>, 1", False),
        ((Markup("<b>"), "<a>"), "<", "<b>&lt;&lt;a&gt;", True),
        (("<a>", "<b>"), Markup("<br>"), "&lt;a&gt;<br>&lt;b&gt;", True),
        (("<a>",), Markup("<br>"), "&lt;a&gt;", True),
        ((Markup("<b>"), None, 2), "", "<b>None2", True),
    ],
)
def test_what_is_joined_is_safe_where_a_part_is(
    values: tuple[object, ...], between: str, found: str, is_safe: bool
) -> None:
    assert joined(values, between) == found
    assert isinstance(joined(values, between), Markup) is is_safe


def test_parts_are_joined_with_nothing_between_them() -> None:
    assert joined(("a", "b")) == "ab"
    assert joined(("a", marked("<b>"))) == "a<b>"


@pytest.mark.parametrize("value", [None, 0, 1.5, ("<a>",)])
def test_what_is_no_text_is_written_as_its_text_is(value: object) -> None:
    assert written(value) == written(str(value))


# -- data for machines --------------------------------------------------------------------------------------------


@given(SIGNS | st.text(st.characters(exclude_categories=("Cs",)), max_size=30), SIGNS)
def test_no_text_ends_the_script_that_holds_it(words: str, crumb: str) -> None:
    found = linked({"name": words}, (crumb, ""))
    inner = found.removeprefix('<script type="application/ld+json">').removesuffix("</script>\n")
    assert not set(inner) & set("<\u2028\u2029")
    data, crumbs = graph_of(found)
    assert data == {"name": words}
    assert crumbs["itemListElement"][0]["name"] == crumb


def test_the_way_to_a_page_is_told_step_by_step() -> None:
    (crumbs,) = graph_of(linked(None, ("首页", "zh/index.html"), ("榜题", "")))
    assert crumbs == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "首页", "item": f"{HOME}zh/index.html"},
            {"@type": "ListItem", "position": 2, "name": "榜题"},
        ],
    }


def test_a_page_that_tells_nothing_has_no_script() -> None:
    assert linked(None) == ""
    assert graph_of(linked({"name": "x"})) == [{"name": "x"}]
