"""The page of the API: every address with an example, what is promised, and a place to try them in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.exports.api_schemas import FILES, FOLDER, SHARED
from generator.exports.openapi import PATH, Operation, operations
from generator.exports.promise import CHANGES, PROMISES
from generator.model.parts import Lang
from generator.model.records import FOLDERS
from generator.render.assets import asset_path
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath, absolute

SCRIPT = "explorer.js"
WORDS = ("loading", "loaded", "shown", "missing", "failed", "disk")
"""The words that the browser fills in, as labels `api_…`."""

LABELS = frozenset(f"api_{word}" for word in WORDS)


class Entry(NamedTuple):
    """One address: the way as documented, and the way to the file or to an example of it."""

    path: str
    href: str


class Row(NamedTuple):
    """The addresses of one kind of record, or of the domains, regions or years."""

    words: str
    listing: Entry
    one: Entry
    lines: Entry | None


def explorer_page(site: Site, lang: Lang) -> Page:
    """The page."""
    path = SitePath(f"{lang}/api.html")
    v = View(site, lang, path)
    found = operations(site)
    heading, lead = v.L("api_title"), v.L("api_lead")
    content = render(
        "api.html",
        v=v,
        choices=[v.say(operation.summary) for operation in found],
        rows=list(_rows(v, found)),
        overviews=[(_entry(v, operation), v.say(operation.summary)) for operation in found if operation.tag == "index"],
        data=json.dumps(_data(v, found), ensure_ascii=False),
        openapi=v.to(PATH),
        schemas=[(name, v.to(f"{FOLDER}{name}.json")) for name in (*FILES.values(), SHARED)],
        promises=[v.L(name) for name in PROMISES],
        changes=CHANGES,
        script=v.to(asset_path(SCRIPT)),
    )
    about = {
        "@type": "WebAPI",
        "name": heading,
        "description": lead,
        "url": absolute(site.url, path),
        "termsOfService": site.settings.site.data_licence_url,
        "documentation": absolute(site.url, PATH),
    }
    return Page(path, lang, titled(v, heading), lead, content, "", (home_crumb(v), (heading, "")), data=about)


def _rows(v: View, found: tuple[Operation, ...]) -> Iterator[Row]:
    at = {operation.path: operation for operation in found}
    for operation in found:
        if not operation.listing:
            continue
        folder = operation.listing.split("/")[-2]
        words = v.L(f"kinds_{FOLDERS[folder]}" if folder in FOLDERS else f"{folder}_title")
        lines = at.get(f"data/{folder}.jsonl")
        listing = _entry(v, at[operation.listing])
        yield Row(words, listing, _entry(v, operation), _entry(v, lines) if lines else None)


def _entry(v: View, operation: Operation) -> Entry:
    return Entry(f"/{operation.path}", v.to(operation.file) if operation.is_there else "")


def _data(v: View, found: tuple[Operation, ...]) -> dict[str, Any]:
    """What the browser needs: the addresses in the order of the page's list, and words."""
    return {
        "root": v.root,
        "words": {word: v.L(f"api_{word}") for word in WORDS},
        "operations": [_told(operation) for operation in found],
    }


def _told(operation: Operation) -> dict[str, Any]:
    told = {"path": operation.path, "id": operation.example, "listing": operation.listing}
    return {**{key: value for key, value in told.items() if value}, "choices": operation.choices}
