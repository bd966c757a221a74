"""The data page tells of every file what is so, links to it, and shows examples that run."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from exports.published import fixture_site, with_files
from exports.sites import HOME, site_with
from pages import pages_of, target_of

from generator.exports.files import data_files
from generator.model.parts import LANGS, Lang
from generator.render.data import data_page, rows_of, size
from generator.render.examples import EXAMPLES, examples
from generator.render.view import View
from generator.urls import SitePath

ROW = re.compile(r'<tr><td data-label="[^"]*"><a href="([^"]*)" download>.*?</tr>', re.DOTALL)


def rows(page: str) -> dict[str, str]:
    """The rows of the tables of files, by the path that they lead to."""
    return {match[1]: match[0] for match in ROW.finditer(page)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_file_stands_on_the_page_with_its_own_checksum_and_length(published_site: Path, lang: Lang) -> None:
    page = pages_of(published_site)[f"{lang}/data.html"]
    found = {target_of(f"{lang}/data.html", href)[0]: row for href, row in rows(page.html).items()}
    files = {f"data/{file.name}": file.read_bytes() for file in (published_site / "data").iterdir()}
    assert set(found) == set(files)
    sums = (published_site / "data/SHA256SUMS").read_text("utf-8")
    for path, row in found.items():
        digest = re.search(r'<code class="zb-hash">([0-9a-f]{64})</code>', row)
        assert digest
        assert f"{digest[1]}  {path.removeprefix('data/')}\n" in sums or path.endswith("SHA256SUMS")
        assert size(len(files[path])) in row


def test_rows_are_the_records_of_the_kind(published_site: Path) -> None:
    found = rows(pages_of(published_site)["en/data.html"].html)
    listed = json.loads((published_site / "api/v1/challenges/index.json").read_text("utf-8"))
    for name in ("challenges.csv", "challenges.jsonl"):
        counted = re.search(r'class="zb-num">(\d+)</td>', found[f"../data/{name}"])
        assert counted
        assert int(counted[1]) == len(listed["items"])


@pytest.mark.parametrize(
    ("length", "expected"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (1024, "1.0 KB"), (1536, "1.5 KB"), (5 * 2**20, "5.0 MB"),
     (2**40, "1024.0 GB")],
)  # fmt: skip
def test_lengths_are_told_as_people_read_them(length: int, expected: str) -> None:
    assert size(length) == expected


def test_only_examples_whose_files_are_there_are_shown() -> None:
    site = site_with()
    assert list(examples({}, {})) == []
    page = data_page(site, "zh")
    assert "urlopen" not in page.content
    assert "{csv}" not in page.content


@pytest.mark.parametrize("lang", LANGS)
def test_examples_name_full_addresses(published_site: Path, lang: Lang) -> None:
    html = unescape(pages_of(published_site)[f"{lang}/data.html"].html)
    assert all(f'id="example-{example.id}"' in html for example in (*EXAMPLES,))
    assert not re.search(r"\{(csv|sums|sqlite|metadata|table)\}", html)


def code(site: Path, example: str) -> str:
    """An example's text, with the site's folder in place of its address."""
    html = pages_of(site)["zh/data.html"].html
    found = re.search(rf'id="example-{example}">.*?<pre class="zb-code"><code>(.*?)</code></pre>', html, re.DOTALL)
    assert found
    return re.sub(r"https?://[^\"]*?/(?=data/)", f"{site.as_uri()}/", unescape(found[1]))


def test_the_python_example_runs(published_site: Path) -> None:
    text = code(published_site, "python")
    assert "file://" in text
    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True, encoding="utf-8")
    listed = json.loads((published_site / "api/v1/challenges/index.json").read_text("utf-8"))
    assert ran.stdout.split()[0] == str(len(listed["items"]))


def test_the_query_of_the_sqlite_example_answers(published_site: Path) -> None:
    query = re.search(r'sqlite3 zhangbang.sqlite "(.*?)"', code(published_site, "sqlite"))
    assert query
    with sqlite3.connect(f"file:{published_site}/data/zhangbang.sqlite?mode=ro", uri=True) as database:
        answer = database.execute(query[1]).fetchall()
    database.close()
    assert sum(count for _, count in answer) > 0


def test_the_checksums_can_be_checked_as_the_page_says(published_site: Path) -> None:
    text = "sha256sum --check --ignore-missing SHA256SUMS"
    assert text in code(published_site, "curl")
    subprocess.run(text.split(), cwd=published_site / "data", capture_output=True, check=True)


def test_a_site_without_an_address_leads_to_its_files_by_relative_links() -> None:
    site = with_files(fixture_site())._replace(url="")
    content = data_page(site, "en").content
    assert "https://example.org" not in content.replace("https://example.org/git", "")
    assert 'href="../data/zhangbang.xlsx"' in content


def test_the_whole_comes_first_and_kinds_in_their_own_order() -> None:
    v = View(with_files(fixture_site()), "zh", SitePath("zh/data.html"))
    names = [row.file.name for row in rows_of(v)]
    assert names[:3] == ["zhangbang.xlsx", "zhangbang.sqlite", "records.csv"]
    assert names.index("programmes.csv") < names.index("guides.csv") < names.index("challenges.csv")
    assert len(names) == len(data_files(v.site.made))


def test_nothing_on_the_page_loads_from_elsewhere(published_site: Path) -> None:
    page = pages_of(published_site)["zh/data.html"]
    loaded = [e.attributes.get("src") for e in page.elements if "src" in e.attributes]
    assert loaded
    assert not any("//" in str(address) for address in loaded)
    assert HOME
