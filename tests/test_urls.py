"""Addresses are flat, relative and safe to click."""

from __future__ import annotations

from urllib.parse import quote, unquote_plus, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.urls import (
    SitePath,
    absolute,
    facet_path,
    in_language,
    in_query,
    index_path,
    is_reserved,
    record_path,
    root_of,
    safe_href,
)

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


def test_addresses_are_those_of_the_contract() -> None:
    assert record_path("zh", "guides", "xiangtan-2024") == "zh/guides/xiangtan-2024.html"
    assert index_path("en", "guides") == "en/guides/index.html"
    assert index_path("en", "guides", 2) == "en/guides/page-2.html"
    assert facet_path("zh", "years", "2025") == "zh/years/2025.html"


@given(st.sampled_from(("zh", "en")), IDS, st.integers(1, 500), st.integers(1, 500))
def test_pages_of_indices_and_records_never_share_an_address(lang: str, record_id: str, page: int, other: int) -> None:
    language = "zh" if lang == "zh" else "en"
    if not is_reserved(record_id):
        assert record_path(language, "guides", record_id) != index_path(language, "guides", page)
        assert facet_path(language, "domains", record_id, page) != index_path(language, "domains")
        assert facet_path(language, "domains", record_id, page) != facet_path(
            language, "domains", f"{record_id}x", other
        )


@pytest.mark.parametrize(
    ("path", "root"), [("index.html", ""), ("zh/index.html", "../"), ("zh/guides/x.html", "../../")]
)
def test_the_way_to_the_root_climbs_every_folder(path: str, root: str) -> None:
    assert root_of(SitePath(path)) == root


def test_a_page_has_its_twin_in_the_other_language() -> None:
    assert in_language(SitePath("zh/guides/x.html"), "en") == "en/guides/x.html"


@pytest.mark.parametrize("record_id", ["index", "page-2", "page-", "page-x"])
def test_the_sites_own_names_are_reserved(record_id: str) -> None:
    assert is_reserved(record_id)


@pytest.mark.parametrize("record_id", ["index-2", "pages", "page", "my-page-2"])
def test_other_names_are_free(record_id: str) -> None:
    assert not is_reserved(record_id)


@pytest.mark.parametrize("address", ["https://example.org/", "HTTP://example.org", "mailto:office@example.org"])
def test_addresses_that_are_safe_become_links(address: str) -> None:
    assert safe_href(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "x",
     "//evil.example", "/etc/passwd", "file:///etc/passwd", "java\nscript:x", "http", "ftp://example.org", "http://[::1"],
)  # fmt: skip
def test_other_addresses_never_become_links(address: str | None) -> None:
    assert safe_href(address) is None


@given(st.text())
def test_no_address_raises(address: str) -> None:
    found = safe_href(address)
    assert found is None or urlsplit(found).scheme.lower() in ("http", "https", "mailto")


@pytest.mark.parametrize("site", ["https://example.org/calls", "https://example.org/calls/"])
def test_absolute_addresses_have_one_slash(site: str) -> None:
    assert absolute(site, "zh/a b.html") == "https://example.org/calls/zh/a%20b.html"


WORDS = st.text(st.characters(exclude_categories=("Cs",)))


@given(WORDS)
def test_words_in_a_query_keep_their_letters_and_come_out_unchanged(words: str) -> None:
    written = in_query(words)
    assert unquote_plus(written) == words
    assert all(sign.isalnum() or sign in "%+_.~-" for sign in written)
    assert not words.isalpha() or written == words


@given(WORDS)
def test_an_absolute_address_is_quoted_as_the_standard_library_does(words: str) -> None:
    assert absolute("https://example.org/base/", words) == f"https://example.org/base/{quote(words)}"
