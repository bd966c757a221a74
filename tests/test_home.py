"""The home page says first what can be claimed now, soonest first; and with nothing open what helps to wait."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import build
from pages import Page, pages_of
from small import put


def window(closes: str, **keys: Any) -> dict[str, Any]:
    return {"audience": "solver", "action": "claim", "closes": closes, **keys}


def home(project: Path, site: Path, lang: str = "zh", day: date = date(2025, 6, 15)) -> Page:
    return pages_of(build(project, site, as_of=day))[f"{lang}/index.html"]


def words(page: Page) -> str:
    return " ".join("".join(page.words).split())


def test_calls_stand_soonest_deadline_first_with_what_they_offer(small_project: Path, tmp_path: Path) -> None:
    for name, closes in (("late", "2025-09-01"), ("soon", "2025-06-20"), ("moved", "2025-07-01")):
        put(small_project, "guide", id=name, windows=[window("2025-06-01"), window(closes)])
    put(small_project, "guide", id="openly", windows=[{"audience": "solver", "action": "claim", "opens": "2025-06-01"}])
    put(small_project, "challenge", id="c", guide="soon", owner_payment={"wan": 300})
    page = home(small_project, tmp_path / "site")
    calls = re.findall(r'(?s)<li class="zb-call"[^>]*>(.*?)</li>', page.html)
    shown = [re.search(r"guides/([a-z-]+)\.html", call) for call in calls]
    assert [found[1] for found in shown if found] == ["soon", "moved", "late", "openly"]
    assert "300万元" in calls[0]
    assert "截止未注明" in calls[3]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", ["今天没有记录在册的开放征集", "2025年5月1日—5月20日", "订阅截止日历", "检索全部记录"]),
        (
            "en",
            ["No recorded call is open today", "1 May – 20 May 2025", "Subscribe to deadlines", "Search all records"],
        ),
    ],
)
def test_with_nothing_open_the_page_says_what_came_before_and_how_to_wait(
    lang: str, told: list[str], small_project: Path, tmp_path: Path
) -> None:
    put(small_project, "guide", windows=[window("2025-05-20", opens="2025-05-01")])
    shown = words(home(small_project, tmp_path / "site", lang))
    assert [said for said in told if said not in shown] == []


def test_days_that_lie_in_two_years_are_both_told_whole(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "guide", windows=[window("2025-02-20", opens="2024-12-01")])
    assert "2024年12月1日—2025年2月20日" in words(home(small_project, tmp_path / "site"))


def test_what_is_only_published_bears_no_state_unless_it_changes(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "organisation")
    put(small_project, "programme", id="lasting")
    put(small_project, "programme", id="bound", valid={"to": "2026-12-31"})
    made = pages_of(build(small_project, tmp_path / "site", as_of=date(2025, 6, 15)))
    states = {
        path: re.findall(r"zb-status--(\w+)", made[f"zh/{path}.html"].html.partition("<h2")[0])
        for path in ("organisations/a-organisation", "programmes/lasting", "programmes/bound")
    }
    assert list(states.values()) == [[], [], ["in_force"]]
    assert re.findall(r"zb-status--(\w+)", made["zh/programmes/index.html"].html) == ["in_force"]


@pytest.mark.parametrize(("lang", "name"), [("zh", "湖南省湘潭市岳塘区"), ("en", "Yuetang District, Xiangtan, Hunan")])
def test_a_region_is_named_with_those_it_lies_in_once(
    lang: str, name: str, small_project: Path, tmp_path: Path
) -> None:
    with (small_project / "site_config" / "regions.yml").open("a", encoding="utf-8") as file:
        file.write('- {id: yuetang, parent: xiangtan, label: {zh: 湘潭市岳塘区, en: "Yuetang District, Xiangtan"}}\n')
    put(small_project, "guide", region="yuetang", windows=[window("2025-06-20")])
    assert f"· {name}" in words(home(small_project, tmp_path / "site", lang))
