"""A first visit is light: what a reader's browser fetches of a page, as it is sent, is little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import BUILT_AT, NewContext, serve
from .hosting import CompressingHost
from .pages import BY_TEMPLATE

MOST = 250 * 1024
RECORD = 60 * 1024
"""The most bytes of a first visit to any page, and to a record's or the home page."""

ASKING = "find.html"
"""The page that goes on fetching once it is there."""

LIGHT = ("home", "challenge", "list", "organisation", "stats")
HEAVY = ("find", "form", "edit")
"""Templates whose pages are light, and those whose scripts fetch more; every other is between them."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def compressed_home(published_site: Path) -> Iterator[str]:
    """The address of the fixture site on a host that compresses."""
    with serve(published_site, CompressingHost) as address:
        yield address


def fetched(open_context: NewContext, place: str) -> float:
    """The bytes, heads too, that come over the line on a first visit."""
    context = open_context()
    page = context.new_page()
    page.clock.set_fixed_time(BUILT_AT)
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda loaded: sizes.append(loaded["encodedDataLength"]))
    line.send("Network.enable")
    page.goto(place, wait_until="networkidle" if place.endswith(ASKING) else "load")
    page.evaluate("document.readyState")  # what was told before this was asked is heard
    context.close()
    return sum(sizes)


@pytest.mark.parametrize("name", [*LIGHT, *HEAVY])
def test_a_first_visit_is_light(name: str, open_context: NewContext, compressed_home: str) -> None:
    size = fetched(open_context, f"{compressed_home}zh/{BY_TEMPLATE[name][0]}")
    assert 5_000 < size <= (RECORD if name in LIGHT else MOST)


def test_what_comes_is_counted(open_context: NewContext, compressed_home: str, home: str) -> None:
    path = f"zh/{BY_TEMPLATE['home'][0]}"
    assert fetched(open_context, home + path) > 2 * fetched(open_context, compressed_home + path)
