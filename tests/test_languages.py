"""A site in Chinese alone: whole, linked cleanly, with nothing that leads to English pages, and the same data."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from pages import is_external, pages_of, target_of
from small import codes, put

from generator.pipeline import check


def test_every_chinese_page_of_the_bilingual_site_is_there_and_no_english_one(
    chosen_site: Path, published_site: Path
) -> None:
    bilingual = pages_of(published_site)
    assert set(pages_of(chosen_site)) == {path for path in bilingual if not path.startswith("en/")}
    assert [
        path
        for path in chosen_site.rglob("*")
        if re.search(r"(^|[/-])en([/.]|$)", path.relative_to(chosen_site).as_posix())
    ] == []


def test_no_link_leads_nowhere(chosen_site: Path) -> None:
    broken = [
        f"{name}: {link}"
        for name, page in pages_of(chosen_site).items()
        for link in page.links
        if not is_external(link) and link and not (chosen_site / target_of(name, link)[0]).is_file()
    ]
    assert broken == []


def test_nothing_offers_another_language(chosen_site: Path) -> None:
    for name, page in pages_of(chosen_site).items():
        assert [e for e in page.every("link") if e.get("hreflang")] == [], name
        assert [e for e in page.every("a") if "zb-language" in (e.get("class") or "")] == [], name
    assert "hreflang" not in (chosen_site / "sitemap.xml").read_text("utf-8")
    assert "/en/" not in (chosen_site / "llms.txt").read_text("utf-8")


def test_the_root_goes_on_to_the_chinese_pages(chosen_site: Path) -> None:
    root = pages_of(chosen_site)["index.html"]
    assert {"http-equiv": "refresh", "content": "0; url=zh/index.html"} in list(root.every("meta"))
    assert "zh/index.html" in root.links
    assert "English" not in "".join(root.words)


def test_no_file_names_an_english_page(chosen_site: Path) -> None:
    named = re.compile(r"(?:\.\./|zhangbang/|\")en/[a-z]")
    text = (
        path
        for path in chosen_site.rglob("*")
        if path.suffix in (".json", ".jsonl", ".xml", ".ics", ".csv", ".ttl", ".jsonld")
    )
    assert [str(path) for path in text if named.search(path.read_text("utf-8"))] == []


def test_the_data_keep_both_languages_and_their_promise(chosen_site: Path, published_site: Path) -> None:
    address = "api/v1/challenges/sample-2025-01-motor.json"
    ours, theirs = (json.loads((site / address).read_text("utf-8")) for site in (chosen_site, published_site))
    page = "../../../zh/challenges/sample-2025-01-motor.html"
    assert ours["pages"] == {"zh": page, "en": page}
    assert {**ours, "pages": 0} == {**theirs, "pages": 0}
    with (chosen_site / "data/challenges.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["page_en"] == row["page_zh"] for row in rows)
    assert rows[0]["title_en"]


def test_a_site_in_chinese_alone_is_not_asked_for_english(small_project: Path) -> None:
    put(
        small_project,
        "organisation",
        id="x",
        title={"zh": "某单位"},
        note={"zh": "新", "en": "old"},
        translated=["0" * 8],
    )
    assert codes(check(small_project).problems) == ["translation-missing", "translation-stale"]
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write("languages: [zh]\n")
    assert check(small_project).problems == ()
