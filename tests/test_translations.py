"""English that is older than its Chinese says so where it stands; two pages tell what there is to do."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

import msgspec
import pytest
from conftest import REPOSITORY
from small import catalog, document, held

from generator import coverage
from generator.glossary import Entry
from generator.hosts import Host
from generator.model.parts import LANGS, Lang
from generator.model.records import KINDS
from generator.passages import digest
from generator.render.pages import record_page, site_of
from generator.render.translations import glossary_page, translations_page
from generator.render.view import Site
from generator.schemas import read_schemas, title_at
from generator.settings import Settings, read_settings

HOST = Host("https://github.com/example/r", "main", "github")
MARK = "older than the Chinese"
OLD = {"zh": "新的说明", "en": "The <old> remark"}


@cache
def settings() -> Settings:
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return found


def site(**keys: Any) -> Site:
    """A site of one unit whose title alone is accounted for, and of a programme that names it."""
    unit = document("organisation", title={"zh": "某校", "en": "A school"}, translated=[digest("某校")], **keys)
    other = document("programme", issuers=[{"organisation": "a-organisation"}], note=OLD, summary=OLD)
    return site_of(
        catalog(unit, other), settings(), "2025-06-15T00:00", "https://example.org/", HOST.repository, host=HOST
    )


def page(made: Site, lang: Lang, kind: str = "organisation") -> str:
    return record_page(made, lang, held(made.catalog, kind)).content


def test_english_that_is_outdated_is_marked_with_its_chinese_beside_it() -> None:
    shown = page(site(note={**OLD, "en": "First line\nsecond line"}), "en")
    assert f'<p>First line</p><p><span class="zb-older">second line <small class="zb-older__mark">({MARK})' in shown
    assert "English texts on this page that are older than the Chinese: 1." in shown
    assert '<dt>Note</dt><dd>First line\nsecond line</dd><dd lang="zh-CN">新的说明</dd>' in shown
    assert 'href="../../zh/organisations/a-organisation.html" hreflang="zh-CN"' in shown


def test_what_a_text_holds_stays_text() -> None:
    assert html.escape("The <old> remark") in page(site(note=OLD), "en")


def test_the_chinese_page_says_nothing_of_it() -> None:
    assert "zb-older" not in page(site(note=OLD), "zh")
    assert "早于中文" not in page(site(note=OLD), "zh")


def test_up_to_date_english_and_records_without_an_account_are_not_marked() -> None:
    made = site(note=OLD)
    assert page(site(), "en").count("zb-older") == 0
    assert "zb-older" not in page(made, "en", "programme")


def test_a_marked_title_is_marked_wherever_it_is_linked() -> None:
    made = site(short={"zh": "校", "en": "School"})
    renamed = site_of(
        catalog(
            document("organisation", title={"zh": "新校", "en": "A school"}, translated=[digest("某校")]),
            document("programme", issuers=[{"organisation": "a-organisation"}]),
        ),
        settings(), "2025-06-15T00:00", "https://example.org/", "",
    )  # fmt: skip
    link = re.search(r"<a href=\"[^\"]*organisations/a-organisation.html\">.*?</a>", page(renamed, "en", "programme"))
    assert link is not None
    assert MARK in link[0]
    assert MARK not in page(made, "en", "programme")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_translations_counts_and_lists(lang: Lang) -> None:
    made = site(note=OLD, short={"zh": "没有英文"})
    content = translations_page(made, lang).content
    row = re.search(r"<tr><th scope=\"row\">(?:全部|All)</th>(.*?)</tr>", content, re.DOTALL)
    assert row is not None
    whole = made.coverage.whole
    figures = [int(figure) for figure in re.findall(r'class="zb-num">(\d+)', row[1])]
    assert figures == [whole.texts, whole.english, whole.missing, whole.outdated, whole.untracked]
    assert (whole.outdated, whole.missing) == (1, len(made.coverage.missing))
    assert 'lang="zh-CN">新的说明</td>' in content
    assert 'lang="zh-CN">没有英文</td>' in content
    assert f'href="../{lang}/edit/organisation.html?id=a-organisation"' in content
    assert "zhangbang import translations --accept" in content


def test_of_many_tasks_the_first_are_listed_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "MOST_TASKS", 2)
    made = site(names=[{"name": {"zh": f"名{i}"}} for i in range(7)])
    content = translations_page(made, "en").content
    assert f"The first 2 of {made.coverage.whole.missing};" in content


def test_where_nothing_is_to_be_done_the_page_says_so() -> None:
    empty = site_of(catalog(), settings(), "2025-06-15T00:00", "", "")
    assert "No English is older than its Chinese" in translations_page(empty, "en").content
    assert "100 %" in translations_page(empty, "en").content


@pytest.mark.parametrize("lang", LANGS)
def test_the_glossary_page_holds_every_term(lang: Lang) -> None:
    made = site()
    content = html.unescape(glossary_page(made, lang).content)
    for entry in made.settings.glossary:
        assert f'<th scope="row" lang="zh-CN">{entry.zh}</th>' in content
        assert all(form in content for form in (*entry.en, *entry.refused))
    assert "https://github.com/example/r/issues/new?" in content
    assert len(made.settings.glossary) >= 30


def test_a_site_without_terms_says_so() -> None:
    made = site()
    made = made._replace(settings=_without_terms(made.settings), host=None)
    content = glossary_page(made, "en").content
    assert "No terms yet." in content
    assert "issues/new" not in content


def _without_terms(found: Settings) -> Settings:
    return msgspec.structs.replace(found, glossary=())


def test_the_glossary_that_ships_asks_for_nothing_that_it_refuses() -> None:
    for entry in settings().glossary:
        assert isinstance(entry, Entry)
        assert not {form.lower() for form in entry.en} & {form.lower() for form in entry.refused}


# -- what a place is called -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "pointer", "zh", "en"),
    [
        ("challenge", ("title",), "标题", "Title"),
        ("programme", ("rules", 2, "statement"), "规则 3 · 内容", "Rules 3 · Statement"),
        ("guide", ("windows", 0, "closes", "text"), None, None),
        ("organisation", ("nothing", 1, "there"), "nothing 2 · there", "nothing 2 · there"),
    ],
)
def test_a_place_is_called_by_its_keys(
    kind: str, pointer: tuple[str | int, ...], zh: str | None, en: str | None
) -> None:
    found = title_at(kind, pointer)
    assert found.zh and found.en
    if zh is not None:
        assert (found.zh, found.en) == (zh, en)


def test_every_key_of_every_kind_has_a_name_of_its_own() -> None:
    for kind in KINDS:
        for key in read_schemas()[kind]["properties"]:
            assert title_at(kind, (key,)).zh != key
