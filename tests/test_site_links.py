"""Prose pages lead to records and to other files of the site, from wherever the page lies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from exports.sites import site_with
from pages import pages_of, target_of
from small import document

from generator.model.parts import LANGS
from generator.plugin import sized
from generator.publishing import Asked, build_site
from generator.render.page import prose_page
from generator.urls import SitePath


def test_a_link_to_a_file_of_the_site_is_relative_to_the_page() -> None:
    page = prose_page(
        site_with(document("programme")), "zh", SitePath("zh/a.html"), "A", '<a href="site:data/x.csv">x</a>'
    )
    assert page.content == '<a href="../data/x.csv">x</a>'


def test_what_only_looks_like_one_stays() -> None:
    html = '<p>site:data/x.csv</p><a href="https://site:80/">x</a>'
    assert prose_page(site_with(document("programme")), "zh", SitePath("zh/a.html"), "A", html).content == html


def test_markup_of_prose_is_as_pages_have_it() -> None:
    html = '<pre><code class="language-sh">a</code></pre><pre><code>b</code></pre><img alt="c" src="d" /><br />'
    content = prose_page(site_with(document("programme")), "zh", SitePath("zh/a.html"), "A", html).content
    assert content == (
        '<pre><code class="language-sh">a</code></pre><pre><code tabindex="0">b</code></pre><img alt="c" src="d"><br>'
    )


def test_a_picture_beside_the_prose_says_its_size(repository: Path, tmp_path: Path) -> None:
    folders, html = (tmp_path, repository / "generator/pages/zh"), '<img alt="a" src="pictures/{}.png" />'
    known = next((repository / "generator/pages/zh/pictures").glob("*.png")).stem
    assert re.search(r'<img alt="a" src="[^"]*" width="\d+" height="\d+" />', sized(html.format(known), folders))
    for tag in (html.format("gone"), '<img width="9" src="pictures/x.png">', '<img src="https://example.org/x.png">'):
        assert sized(tag, folders) == tag


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_on_ocds_leads_to_files_that_are_there(lang: str, tmp_path: Path, repository: Path) -> None:
    from conftest import AS_OF, assemble

    project = assemble(tmp_path / "project")
    for each in LANGS:
        text = (repository / f"generator/pages/{each}/ocds.md").read_text("utf-8")
        (project / f"content/pages/{each}/ocds.md").write_text(text, "utf-8")
    site = tmp_path / "site"
    build_site(project, Asked(site, AS_OF))
    page = pages_of(site)[f"{lang}/ocds.html"]
    targets = {target_of(f"{lang}/ocds.html", link)[0] for link in page.links if "://" not in link}
    assert {"data/ocds.json", f"{lang}/data.html", f"{lang}/changes.html"} <= targets
    assert [target for target in targets if not (site / target).is_file()] == []
