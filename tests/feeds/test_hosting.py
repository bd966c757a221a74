"""Hosts are told where records are now that had another address before."""

from __future__ import annotations

import json
import re
from pathlib import Path

from conftest import build
from pages import BASE, pages_of
from small import put

OLD, NEW = "guides/sample-2025-old-claim", "guides/sample-2025-claim"


def test_each_host_reads_the_same_redirects(published_site: Path) -> None:
    expected = [(f"{BASE}{lang}/{OLD}.html", f"{BASE}{lang}/{NEW}.html") for lang in ("en", "zh")]
    lines = (published_site / "_redirects").read_text().splitlines()
    assert [tuple(line.split(" ")) for line in lines] == [(*one, "301") for one in expected]
    entries = re.findall(r"^(\S+) (\S+);$", (published_site / "redirects.map").read_text(), re.MULTILINE)
    assert entries == expected


def test_every_redirect_leads_from_a_page_that_sends_on_to_a_page_that_does_not(published_site: Path) -> None:
    for line in (published_site / "_redirects").read_text().splitlines():
        old, new, _ = line.removeprefix(BASE).replace(f" {BASE}", " ").split(" ")
        assert "http-equiv" in pages_of(published_site)[old].html
        assert 'http-equiv="refresh"' not in pages_of(published_site)[new].html


def test_a_page_that_moved_sends_on_names_the_new_one_and_links_to_it(published_site: Path) -> None:
    page = pages_of(published_site)[f"en/{OLD}.html"]
    (refresh,) = [meta["content"] for meta in page.every("meta") if meta.get("http-equiv") == "refresh"]
    assert refresh == "0; url=../../en/guides/sample-2025-claim.html"
    canonical = [link["href"] for link in page.every("link") if link.get("rel") == "canonical"]
    assert canonical == [f"https://example.org{BASE}en/{NEW}.html"]
    assert "../../en/guides/sample-2025-claim.html" in page.links
    assert "noindex" not in page.html


def test_where_the_record_is_not_for_search_engines_its_old_page_is_not_either(built_site: Path) -> None:
    html = pages_of(built_site)[f"en/{OLD}.html"].html
    assert ('content="noindex"' in html, 'rel="canonical"' in html, 'http-equiv="refresh"' in html) == (
        True, False, True
    )  # fmt: skip


def test_the_api_keeps_a_file_at_the_old_id_on_every_host(published_site: Path) -> None:
    alias = json.loads((published_site / f"api/v1/{OLD}.json").read_text("utf-8"))
    assert alias["moved_to"]["id"] == "sample-2025-claim"
    assert "api/" not in (published_site / "_redirects").read_text()


def test_github_leaves_nothing_out_and_there_is_a_domain_only_where_it_is_set(published_site: Path) -> None:
    assert (published_site / ".nojekyll").read_bytes() == b""
    assert not (published_site / "CNAME").exists()


def test_a_site_without_renamed_records_has_no_redirects(small_project: Path, tmp_path: Path) -> None:
    site = build(small_project, tmp_path / "site")
    assert (site / "_redirects").read_bytes() == (site / "redirects.map").read_bytes() == b""


def test_two_earlier_ids_lead_to_one_page(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "organisation", id="c", formerly=["a", "b"])
    lines = (build(small_project, tmp_path / "site") / "_redirects").read_text().splitlines()
    assert [line.split()[1] for line in lines] == [
        f"{BASE}{lang}/organisations/c.html" for lang in ("en", "en", "zh", "zh")
    ]


# -- what was taken down ------------------------------------------------------------------------------------------


def test_what_was_taken_down_stays_known_everywhere_and_is_listed_nowhere(published_site: Path) -> None:
    name = "challenges/sample-2025-03-controller"
    for lang in ("zh", "en"):
        assert 'content="noindex"' in pages_of(published_site)[f"{lang}/{name}.html"].html
        assert f"/{lang}/{name}.html" in (published_site / f"feeds/{lang}/changed.xml").read_text("utf-8")
    tombstone = json.loads((published_site / f"api/v1/{name}.json").read_text("utf-8"))
    assert tombstone["withdrawn"]["on"]
    assert name not in (published_site / "sitemap.xml").read_text("utf-8")
    rows = json.loads((published_site / "api/v1/challenges/index.json").read_text("utf-8"))
    assert "sample-2025-03-controller" not in {row["id"] for row in rows["items"]}
    assert "sample-2025-03-controller" in json.dumps(rows.get("withdrawn", ()))


def test_a_site_in_one_language_redirects_in_that_one(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "organisation", id="c", formerly=["a"])
    site = small_project / "site_config/site.yml"
    site.write_text(site.read_text("utf-8") + "\nlanguages: [zh]\n", "utf-8")
    built = build(small_project, tmp_path / "site")
    assert (built / "_redirects").read_text() == f"{BASE}zh/organisations/a.html {BASE}zh/organisations/c.html 301\n"
    assert "/en/" not in (built / "404.html").read_text("utf-8")
