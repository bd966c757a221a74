"""The program's own prose stands on every site, speaks of the site it stands on, and gives way to the site's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, build, without_prose

PAGES = REPOSITORY / "generator" / "pages"
NAMES = sorted(path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_the_programs_prose_is_on_a_site_that_has_none(packaged_site: Path, name: str) -> None:
    page = (packaged_site / name).with_suffix(".html").read_text("utf-8")
    heading = re.search(r"^# (.+)$", (PAGES / name).read_text("utf-8"), re.MULTILINE)
    assert heading
    assert heading[1] in page
    assert "{{" not in page


def test_prose_names_the_site_it_stands_on(packaged_site: Path) -> None:
    assert "样例网站和网址" in (packaged_site / "zh/data-licence.html").read_text("utf-8")
    assert "Data from Sample site (address)" in (packaged_site / "en/data-licence.html").read_text("utf-8")


def test_a_sites_own_page_takes_the_place_of_the_programs(small_project: Path, tmp_path: Path) -> None:
    own = without_prose(small_project) / "content/pages/zh/how-to-claim.md"
    own.write_text("# 本省怎样揭榜\n\n{{ title }}，{{ 未知 }}。\n", "utf-8")
    site = build(small_project, tmp_path / "site")
    page = (site / "zh/how-to-claim.html").read_text("utf-8")
    assert "本省怎样揭榜" in page
    assert "样例网站，{{ 未知 }}。" in page
    assert "六件事" not in page
    assert "Six things" in (site / "en/how-to-claim.html").read_text("utf-8")


def test_the_programs_prose_links_no_record_of_one_site() -> None:
    assert [name for name in NAMES if "](record:" in (PAGES / name).read_text("utf-8")] == []


def test_every_page_is_in_both_languages() -> None:
    assert {name.partition("/")[2] for name in NAMES if name.startswith("zh/")} == {
        name.partition("/")[2] for name in NAMES if name.startswith("en/")
    }


def test_a_site_in_chinese_alone_has_the_chinese_guides_and_pictures_alone(small_project: Path, tmp_path: Path) -> None:
    from generator.links.internal import look_through

    with (without_prose(small_project) / "site_config/site.yml").open("a", encoding="utf-8") as settings:
        settings.write("languages: [zh]\n")
    shutil.rmtree(small_project / "content/pages/en")
    (small_project / "content/pages/zh/about.md").write_text("# 关于\n\n样例。\n", "utf-8")
    site = build(small_project, tmp_path / "site")
    assert not (site / "en").exists()
    assert {path.stem for path in (site / "zh/pictures").iterdir()} == {
        path.stem for path in (PAGES / "zh/pictures").iterdir()
    }
    assert look_through(site, None, 1).problems == ()
