"""The watchlist: what a reader keeps is kept, a hostile or broken file changes nothing else, and nothing is run."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.render.assets import FOLDER
from generator.render.takewords import WATCH_WORDS

from .conftest import NewContext
from .payloads import FIRST
from .taking import load
from .watching import MARKER

pytestmark = pytest.mark.browser

STAR = "challenge/sample-2025-motor"
SEARCH = {"name": "电机", "query": "q=%E7%94%B5%E6%9C%BA&domain=motor"}
FILE: dict[str, Any] = {"format": "zhangbang-watch", "version": 1, "stars": [STAR], "searches": [SEARCH]}
FULL = """() => { Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError"); }; }"""
FORBIDDEN = """() => Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("not allowed", "SecurityError"); } })"""
DONE = {"done": True, "told": ""}


@pytest.fixture(scope="module")
def reader(open_context: NewContext) -> Page:
    return open_context().new_page()


@pytest.fixture
def watching(reader: Page, home: str) -> Page:
    """A page of a reader who has kept nothing yet."""
    reader.goto(f"{home}zh/index.html")
    reader.evaluate("localStorage.clear()")
    return load(reader, home, "watch.js")


def do(page: Page, name: str, *given: Any) -> Any:
    return page.evaluate("([name, given]) => zhangbang.watch[name](...given)", [name, list(given)])


def add(page: Page, data: Any) -> Any:
    return do(page, "importJson", data if isinstance(data, str) else json.dumps(data))


def kept(page: Page) -> Any:
    """What the browser holds."""
    return json.loads(page.evaluate("localStorage.getItem('zb-watch')") or "null")


def keep(page: Page, home: str, text: str) -> None:
    """Opens the page anew with `text` in its storage."""
    page.evaluate("text => localStorage.setItem('zb-watch', text)", text)
    load(page, home, "watch.js")


# -- stars and searches ---------------------------------------------------------------------------------------
def test_stars_and_searches_last_until_they_are_taken_away(watching: Page, home: str) -> None:
    assert do(watching, "star", STAR) == DONE
    assert do(watching, "saveSearch", "  电 机 ", "?q=%E7%94%B5%E6%9C%BA") == DONE
    load(watching, home, "watch.js")
    assert do(watching, "isStarred", STAR)
    assert do(watching, "stars") == [STAR]
    assert do(watching, "searches") == [{"name": "电 机", "query": "q=%E7%94%B5%E6%9C%BA"}]
    assert do(watching, "unstar", STAR) == do(watching, "dropSearch", "电 机") == DONE
    assert (do(watching, "stars"), do(watching, "searches")) == ([], [])


def test_the_same_again_changes_nothing_and_says_so(watching: Page) -> None:
    for call in (("star", STAR), ("saveSearch", "电机", "q=a"), ("unstar", "list/none"), ("dropSearch", "none")):
        do(watching, *call)
        assert do(watching, *call) == {"done": True, "told": "already"}


def test_two_searches_of_one_name_stand_side_by_side(watching: Page) -> None:
    for query in ("q=a", "q=b", "q=c", "q=b"):
        do(watching, "saveSearch", "电机", query)
    assert [search["name"] for search in do(watching, "searches")] == ["电机", "电机 (2)", "电机 (3)"]


NO_STARS: tuple[Any, ...] = (
    "", "x", "challenge/", "form/x", "challenge/../x", "challenge/X", "challenge/a--b", "challenge/" + "a" * 200,
    "javascript:alert(1)", "challenge/a\n", None, 1, {}, [STAR],
)  # fmt: skip
NO_SEARCHES: tuple[tuple[Any, Any], ...] = (
    ("", "q=a"), (" \u200b\u202e", "q=a"), ("长" * 81, "q=a"), (None, "q=a"), (1, "q=a"), ("x", ""), ("x", None),
    ("x", "q=<b>"), ("x", 'q="'), ("x", "q=a b"), ("x", "a" * 2001), ("x", "q=a#b"), ("x", "//example.org"), ("x", {}),
)  # fmt: skip


@pytest.mark.parametrize("star", NO_STARS)
def test_what_names_no_record_is_not_watched(star: Any, watching: Page) -> None:
    assert do(watching, "star", star) == {"done": False, "told": "bad_star"}
    assert kept(watching) is None


@pytest.mark.parametrize(("name", "query"), NO_SEARCHES)
def test_a_search_without_a_name_or_with_a_strange_query_is_not_saved(name: Any, query: Any, watching: Page) -> None:
    assert do(watching, "saveSearch", name, query) == {"done": False, "told": "bad_search"}
    assert kept(watching) is None


def test_a_name_may_hold_any_text_in_one_line(watching: Page) -> None:
    assert do(watching, "saveSearch", "<img src=x>\n\u202e\u200b'\"", "q=a") == DONE
    assert do(watching, "searches") == [{"name": "<img src=x> '\"", "query": "q=a"}]


# -- visits ---------------------------------------------------------------------------------------------------
def test_new_is_what_came_since_the_visit_before(watching: Page, home: str) -> None:
    rows = [{"id": day, "updated": day} for day in (20250531, 20250601, 20250602, None, "20250603")]
    do(watching, "star", STAR)
    assert do(watching, "visit", "2025-06-01T09:00") is None
    assert do(watching, "newSince", rows) == [], "on a first visit nothing is new"
    assert do(watching, "visit", "2025-06-01T09:20") is None
    load(watching, home, "watch.js")
    assert do(watching, "visit", "2025-06-03T10:00") == "2025-06-01T09:20"
    assert [row["id"] for row in do(watching, "newSince", rows)] == [20250601, 20250602]
    assert do(watching, "visit", "2025-06-03T10:29") == "2025-06-01T09:20", "a reload is the same visit"


def test_who_watches_nothing_leaves_no_trace(watching: Page) -> None:
    do(watching, "visit", "2025-06-01T09:00")
    do(watching, "newSince", [])
    assert watching.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("moment", ["", "2025-06-31T00:00", "now", None, 1])
def test_a_moment_that_is_none_is_not_noted(moment: Any, watching: Page) -> None:
    do(watching, "star", STAR)
    do(watching, "visit", moment)
    assert kept(watching)["seenAt"] is None


# -- files ----------------------------------------------------------------------------------------------------
def test_what_is_exported_comes_back_whole_on_another_computer(
    watching: Page, open_context: NewContext, home: str
) -> None:
    do(watching, "star", STAR)
    do(watching, "saveSearch", *SEARCH.values())
    text = do(watching, "exportJson")
    other = load(open_context().new_page(), home, "watch.js")
    assert add(other, text) == {"added": 2, "already": 0, "refused": 0, "told": "imported"}
    assert (do(other, "stars"), do(other, "searches")) == ([STAR], [SEARCH])
    assert add(other, "\ufeff" + text) == {"added": 0, "already": 2, "refused": 0, "told": "imported"}


def test_a_file_adds_to_what_is_there_and_takes_nothing_away(watching: Page) -> None:
    do(watching, "star", "guide/mine")
    do(watching, "saveSearch", SEARCH["name"], "q=mine")
    assert add(watching, FILE)["added"] == 2
    assert do(watching, "stars") == ["guide/mine", STAR]
    assert do(watching, "searches") == [{**SEARCH, "query": "q=mine"}, {**SEARCH, "name": "电机 (2)"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "not_json"), ("{", "not_json"), ("zhangbang.watch.star('guide/x')", "not_json"), ("null", "not_ours")]
    + [("[]", "not_ours"), ('"x"', "not_ours"), ("{}", "not_ours"), (json.dumps({**FILE, "format": "x"}), "not_ours")]
    + [(json.dumps({**FILE, "version": version}), "newer") for version in (2, 99)]
    + [(json.dumps({**FILE, "version": version}), "not_ours") for version in (0, "1", None, 1.5)]
    + [('{"__proto__": ' + json.dumps(FILE) + "}", "not_ours"), (" " * 2_000_001, "too_large")]
    + [("[" * 100_000, "not_json")],
    ids=lambda value: str(value)[:24],
)
def test_a_file_that_is_no_watchlist_is_refused_with_the_reason(text: str, told: str, watching: Page) -> None:
    do(watching, "star", "guide/mine")
    before = kept(watching)
    assert add(watching, text) == {"added": 0, "already": 0, "refused": 0, "told": told}
    assert kept(watching) == before


def test_a_tampered_file_gives_only_what_is_in_the_right_form(watching: Page) -> None:
    stars = [STAR, *FIRST, None, 1, {}, [], {"__proto__": {"polluted": 1}}, "challenge/__proto__"]
    searches: list[Any] = [SEARCH, *({"name": text, "query": text} for text in FIRST), None, "x", [], {"name": "x"}]
    hidden = {**SEARCH, "name": "x", "href": "javascript:alert(1)", "constructor": {"prototype": {"polluted": 1}}}
    told = add(
        watching, {**FILE, "stars": stars, "searches": [*searches, hidden], "toString": "x", "lastVisit": FIRST[0]}
    )
    assert (told["added"], told["refused"]) == (3, len(stars) - 1 + len(searches) - 1)
    assert (do(watching, "stars"), do(watching, "searches")) == ([STAR], [SEARCH, {**SEARCH, "name": "x"}])
    assert do(watching, "lastVisit") is None
    assert watching.evaluate("({}).polluted ?? null") is None
    assert watching.evaluate(f"window.{MARKER} ?? null") is None


def test_lists_that_are_none_are_refused(watching: Page) -> None:
    told = add(watching, {**FILE, "stars": {"length": 10**9}, "searches": "x"})
    assert told == {"added": 0, "already": 0, "refused": 2, "told": "imported"}


def test_a_huge_file_fills_the_watchlist_and_no_more(watching: Page) -> None:
    told = add(watching, {**FILE, "stars": [f"guide/g{n}" for n in range(6_000)], "searches": [SEARCH]})
    assert (told["added"], told["refused"]) == (5_001, 1_000)
    assert do(watching, "star", STAR) == {"done": False, "told": "too_many"}
    assert add(watching, do(watching, "exportJson"))["already"] == 5_001, "what is exported can be imported"


# -- storage that fails ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("break_it", "told"), [(FULL, "full"), (FORBIDDEN, "forbidden")], ids=["full", "forbidden"])
def test_where_nothing_can_be_stored_the_page_says_so_and_keeps_it_until_it_is_left(
    break_it: str, told: str, watching: Page, home: str
) -> None:
    watching.evaluate(break_it)
    assert do(watching, "star", STAR) == {"done": False, "told": told}
    assert do(watching, "saveSearch", *SEARCH.values()) == {"done": False, "told": told}
    assert add(watching, {**FILE, "stars": ["list/x"]}) == {"added": 1, "already": 1, "refused": 0, "told": told}
    assert (do(watching, "stars"), do(watching, "searches")) == ([STAR, "list/x"], [SEARCH])
    assert do(watching, "told") == "held"
    assert json.loads(do(watching, "exportJson"))["stars"] == [STAR, "list/x"]
    load(watching, home, "watch.js")
    assert (do(watching, "stars"), do(watching, "told")) == ([], "")


def test_what_could_not_be_stored_is_stored_with_the_next_change(watching: Page) -> None:
    do(watching, "star", "guide/first")
    watching.evaluate("() => { window.setItem = Storage.prototype.setItem; }")
    watching.evaluate(FULL)
    do(watching, "star", STAR)
    assert kept(watching)["stars"] == ["guide/first"], "what was stored stays"
    watching.evaluate("() => { Storage.prototype.setItem = window.setItem; }")
    assert do(watching, "star", "list/x") == DONE
    assert kept(watching)["stars"] == ["guide/first", STAR, "list/x"]


@pytest.mark.parametrize("text", ["{", "null", json.dumps({**FILE, "stars": [STAR, "<b>"]})])
def test_a_store_that_cannot_be_read_is_set_aside_and_not_lost(text: str, watching: Page, home: str) -> None:
    keep(watching, home, text)
    assert do(watching, "told") == "set_aside"
    assert do(watching, "star", "guide/new") == DONE
    assert watching.evaluate("localStorage.getItem('zb-watch-aside')") == text
    assert do(watching, "stars") == [*([STAR] if STAR in text else []), "guide/new"]
    assert do(watching, "told") == ""


def test_the_store_of_a_newer_version_is_left_as_it_is(watching: Page, home: str) -> None:
    text = json.dumps({**FILE, "version": 2, "folders": []})
    keep(watching, home, text)
    assert do(watching, "told") == "newer"
    assert do(watching, "star", "guide/x") == {"done": False, "told": "newer"}
    assert do(watching, "star", "guide/y") == {"done": False, "told": "newer"}
    assert do(watching, "stars") == ["guide/x", "guide/y"]
    assert watching.evaluate("localStorage.getItem('zb-watch')") == text


def test_each_thing_told_has_its_words() -> None:
    script = (FOLDER / "watch.js").read_text("utf-8")
    told = set(re.findall(r'(?:told: |told \? |return |[?:] )"([a-z_]+)"', script)) - {"added", "refused"}
    assert {"full", "forbidden", "newer", "set_aside", "not_json", "bad_search", "imported"} <= told <= set(WATCH_WORDS)
