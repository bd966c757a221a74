"""Numbers at the foot of a page are those of their registers; without them nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import build
from pages import Page
from small import found_in

from generator.registrations import PROVINCES, Footer, footer_problems

RIGHT = [
    ("icp", "湘ICP备2024000001号-1"),
    ("icp", "京ICP证030173号"),
    ("icp", "京ICP备05070218号"),
    ("icp", "粤B2-20090059-5"),
    ("police", "湘公网安备 43030402000001号"),
    ("police", "京公网安备11010502030143号"),
    ("site_id", "4303000001"),
    ("site_id", "bm01000001"),
]
WRONG = [
    ("icp", "湘ICP备2024000001"),
    ("icp", "湖南ICP备12345678号"),
    ("icp", "湘ICP备 12345678号"),
    ("icp", "x湘ICP备12345678号"),
    ("icp", '湘ICP备12345678号"><script>'),
    ("icp", "湘ICP备１２３４５６７８号"),
    ("icp", ""),
    ("police", "湘公网安备 4303040200000号"),
    ("police", "湘公网安备 11030402000001号"),
    ("police", "公网安备 43030402000001号"),
    ("site_id", "430300001"),
    ("site_id", "9903000001"),
    ("site_id", "bm0100001"),
]


@pytest.mark.parametrize(("key", "said"), RIGHT)
def test_what_a_register_gives_is_taken(key: str, said: str) -> None:
    assert list(footer_problems(Footer(**{key: said}), "site.yml")) == []


@pytest.mark.parametrize(("key", "said"), WRONG)
def test_what_no_register_gives_is_told_with_an_example(key: str, said: str) -> None:
    (found,) = footer_problems(Footer(**{key: said}), "site.yml")
    assert (found.code, found.pointer) == ("footer-number", ("footer", key))
    assert "例如" in found.remedy.zh


def test_every_province_of_the_mainland_has_its_sign() -> None:
    assert len(set(PROVINCES.values())) == 31


@pytest.mark.parametrize("written", ["footer: {icpp: x}", "footer: {site_id: 4303000001}", "footer: 湘ICP备12345678号"])
def test_a_footer_of_another_shape_is_a_located_problem(small_project: Path, written: str) -> None:
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write(f"{written}\n")
    (found,) = found_in(small_project)
    assert "settings-invalid /footer" in found


def test_the_foot_of_every_page_says_what_the_site_says(small_project: Path, tmp_path: Path) -> None:
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write(
            "footer:\n  sponsor: {zh: 某省科技厅, en: A department}\n  contact: {zh: 电话 0731-12345678}\n"
            '  icp: 湘ICP备2024000001号-1\n  police: 湘公网安备 43030402000001号\n  site_id: "4303000001"\n'
        )
    built = build(small_project, tmp_path / "site")
    for name, sponsor in (("zh/index.html", "主办单位：某省科技厅"), ("en/index.html", "Sponsor: A department")):
        page = Page((built / name).read_text("utf-8"))
        words = "".join(page.words)
        assert sponsor in words
        assert "4303000001" in words
        assert {"https://beian.miit.gov.cn/"} <= set(page.links)
        assert "https://beian.mps.gov.cn/#/query/webSearch?code=43030402000001" in page.links


def test_a_site_that_says_nothing_has_nothing_there(small_project: Path, tmp_path: Path) -> None:
    page = (build(small_project, tmp_path / "site") / "zh/index.html").read_text("utf-8")
    assert "beian" not in page
    assert "zb-body" not in page
