"""Machines are told what they may read, and where the data lies: only files that the site has."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.robotparser import RobotFileParser

from exports.sites import BASE, HOME, site_with

from feeds.made import by_path
from generator.feeds.robots import compile_llms, compile_robots


def test_everything_may_be_read_but_the_finders_own_files(published_site: Path) -> None:
    robots = RobotFileParser()
    robots.parse((published_site / "robots.txt").read_text("utf-8").splitlines())
    assert robots.site_maps() == [f"{HOME}sitemap.xml"]
    for path in ("zh/index.html", "en/find.html", "feeds/zh/all.xml", "data/changes.json", "api/v1/index.json"):
        assert robots.can_fetch("any", f"{HOME}{path}")
    assert not robots.can_fetch("any", f"{HOME}search/x.js")


def test_a_site_that_does_not_know_its_address_names_no_sitemap() -> None:
    (data,) = by_path(compile_robots(site_with(*BASE, url=""))).values()
    assert data == b"User-agent: *\nDisallow: /search/\n"


def test_llms_txt_is_a_heading_a_summary_and_links_to_files_that_are_there(published_site: Path) -> None:
    lines = (published_site / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ") and lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == ["## Data", "## Pages"]
    links = re.findall(r"\]\((\S+)\)", "\n".join(lines))
    assert f"{HOME}feeds/en/all.xml" in links and f"{HOME}sitemap.xml" in links
    assert len(links) == len(set(links)) > 10
    assert [link for link in links if not (published_site / link.removeprefix(HOME)).is_file()] == []


def test_llms_txt_leaves_out_what_the_site_does_not_have() -> None:
    (data,) = by_path(compile_llms(site_with(*BASE), ["api/v1/openapi.json", "en/find.html"])).values()
    assert re.findall(r"\]\((\S+)\)", data.decode()) == [
        f"{HOME}api/v1/openapi.json",
        f"{HOME}en/find.html",
    ]
