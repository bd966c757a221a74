"""Addresses are flat, relative and safe to click."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_plus, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.urls import (
    SitePath,
    absolute,
    api_path,
    as_uri,
    calendar_path,
    check_path,
    compare_path,
    edit_path,
    facet_path,
    feed_path,
    in_language,
    in_query,
    index_path,
    is_reserved,
    is_within,
    opensearch_path,
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
    ("address", "is_so"),
    [
        ("", True),
        ("a.html", True),
        ("../a/b.html#c", True),
        ("?q=a:b", True),
        ("#a:b", True),
        ("a/b:c", True),
        ("/a", True),
        ("a:b", False),
        ("https://example.org/", False),
        ("javascript:alert(1)", False),
        ("//example.org/a", False),
        ("\\\\example.org", False),
        ("a\\b", False),
        (" a", False),
        ("a ", False),
        ("a\tb", False),
        ("a\x00b", False),
    ],
)
def test_an_address_is_within_the_site_where_no_browser_takes_it_elsewhere(address: str, is_so: bool) -> None:
    assert is_within(address) is is_so


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


@given(st.from_regex(r"(https?|[a-z]{1,6}):[a-z0-9.:@/?#\[\]% -]*", fullmatch=True))
def test_an_address_becomes_a_link_by_its_scheme_alone(address: str) -> None:
    try:
        is_safe = urlsplit(address).scheme in ("http", "https", "mailto")
    except ValueError:
        is_safe = False
    assert safe_href(address) == (address if is_safe else None)


@pytest.mark.parametrize("site", ["https://example.org/calls", "https://example.org/calls/"])
def test_absolute_addresses_have_one_slash(site: str) -> None:
    assert absolute(site, "zh/a b.html") == "https://example.org/calls/zh/a%20b.html"


WORDS = st.text(st.characters(exclude_categories=("Cs",)))


@given(WORDS)
def test_words_in_a_query_keep_their_letters_and_come_out_unchanged(words: str) -> None:
    written = in_query(words)
    assert unquote_plus(written) == words
    assert all(sign.isalnum() or sign in "%+_.~-" or sign in "·—‘’“”…、。《》！（），：；？" for sign in written)
    assert not words.isalpha() or written == words


@given(WORDS)
def test_an_absolute_address_is_quoted_as_the_standard_library_does(words: str) -> None:
    assert absolute("https://example.org/base/", words) == f"https://example.org/base/{quote(words)}"


def test_every_kind_of_file_has_its_place() -> None:
    assert check_path("zh", "p") == "zh/programmes/p-check.html"
    assert check_path("en", "p", "t") == "en/programmes/p-t-check.html"
    assert edit_path("zh") == "zh/edit/index.html"
    assert edit_path("zh", "guide") == "zh/edit/guide.html"
    assert compare_path("en") == "en/compare.html"
    assert facet_path("zh", "years", "2025", 2) == "zh/years/2025.page-2.html"
    assert feed_path("zh", "domains/motors") == "feeds/zh/domains/motors.xml"
    assert calendar_path("en", "all") == "calendars/en/all.ics"
    assert opensearch_path("zh") == "opensearch-zh.xml"
    assert api_path("guides", "x") == "api/v1/guides/x.json"


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("https://example.org/榜 单", "https://example.org/%E6%A6%9C%20%E5%8D%95"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%zz%2", "https://example.org/%25zz%252"),
        ('https://example.org/"<>\\^`{|}', "https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("https://example.org/!#$%26'()*+,/:;=?@~", "https://example.org/!#$%26'()*+,/:;=?@~"),
        ("https://example.org/[a]", "https://example.org/%5Ba%5D"),
        ("https://example.org/half\ud83d", "https://example.org/half?"),
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_an_address_is_written_in_ascii_where_it_may_become_a_link(address: str | None, uri: str | None) -> None:
    assert as_uri(address) == uri


@given(st.text(st.characters(codec=None)))
def test_any_address_that_becomes_a_link_is_a_uri(rest: str) -> None:
    found = as_uri(f"https://example.org/{rest}")
    assert found is None or re.fullmatch(r"(?:[!#-;=?-Z_a-z~]|%[0-9A-Fa-f]{2})+", found)


@pytest.mark.parametrize(
    ("words", "written"),
    [("电机 2025", "电机+2025"), ("a+b", "a%2Bb"), ("100%", "100%25"), ("a&b=c", "a%26b%3Dc"), ("é.~-_", "é.~-_"),
     ("  ", "++"), ("", ""), ("\n", "%0A"), ("“榜”", "“榜”"), ("榜，题。\u3000", "榜，题。%E3%80%80")],
)  # fmt: skip
def test_signs_in_a_query_are_encoded(words: str, written: str) -> None:
    assert in_query(words) == written


@pytest.mark.parametrize("record_id", ["a-check", "-check", "index", "page-"])
def test_the_names_of_pages_that_hold_figures_are_reserved(record_id: str) -> None:
    assert is_reserved(record_id)


@pytest.mark.parametrize("record_id", ["check", "a-check-b", "indexes", "a-page-2"])
def test_names_that_only_resemble_them_are_free(record_id: str) -> None:
    assert not is_reserved(record_id)
