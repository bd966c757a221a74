"""The finder: its form and empty places, which the browser fills from the index; without scripts, the ways in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.finder.shards import ENTRANCE, FOLDER
from generator.lang import say
from generator.lifecycle import STATUSES
from generator.model.parts import Lang, Text
from generator.model.records import KINDS
from generator.render.assets import asset_path
from generator.render.page import FACETS, Page, home_crumb, titled
from generator.render.takewords import take_words, watch_words
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath, index_path

SORTS = ("relevance", "deadline", "owner", "support", "newest", "updated")
LISTS = ("kind", "status", "domain", "region", "year", "programme", "due", "level", "types", "solver")
"""What can be chosen from lists, in the order of the page."""

OPEN = ("kind", "status", "domain")
"""The lists that stand open at first."""

WORDS = (
    "count", "none", "page", "cover", "rest_broken", "loading", "broken", "stale", "retry", "reload", "inside",
    "due_past", "due_7", "due_30", "due_90", "due_later", "due_none", "star", "pick",
)  # fmt: skip
"""The words that the browser fills in, as labels `find_…`."""

LABELS = frozenset(
    {f"find_{word}" for word in WORDS} | {f"find_sort_{sort}" for sort in SORTS} | {f"find_by_{name}" for name in LISTS}
)
"""The labels whose names are put together here."""

SCRIPTS = ("shards.js", "search.js", "facets.js", "finder.js")
_SHARED = ("comma", "owner_payment", "government_support", "closes")
_FOUND = ("programme", "guide", "list", "challenge", "winner", "success", "organisation")
_BROWSED = ("guide", "list", "challenge", "winner", "success", "programme", "organisation")


class Finder(NamedTuple):
    """What the finder's template needs: the browser's words and ways as JSON, and what can be chosen."""

    data: str
    base: str
    manifest: str
    action: str
    sorts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str, bool], ...]
    """Each list's name and words, and whether it stands open at first."""
    audiences: Mapping[str, Text]
    assets: Mapping[str, str]


def find_page(site: Site, lang: Lang) -> Page:
    """The finder."""
    path = SitePath(f"{lang}/find.html")
    v = View(site, lang, path)
    heading, lead = v.L("find_title"), v.L("find_lead")
    content = render(
        "find.html", v=v, finder=finder_on(v), ways=list(_ways(v)), desk=json.dumps(_desk(v), ensure_ascii=False)
    )
    return Page(path, lang, titled(v, heading), lead, content, "find", (home_crumb(v), (heading, "")))


def finder_on(v: View, **scope: str) -> Finder:
    """What the finder's template needs on this page; `scope` is what all of the page is about, such as a domain."""
    up = "../" * (v.path.count("/") - 1)
    data = {**_data(v), "up": up, "scope": {name: [value] for name, value in scope.items()}}
    return Finder(
        data=json.dumps(data, ensure_ascii=False, sort_keys=True),
        base=f"{v.root}{FOLDER}/",
        manifest=ENTRANCE.removeprefix(f"{FOLDER}/"),
        action=f"{up}find.html",
        sorts=tuple((sort, v.L(f"find_sort_{sort}")) for sort in SORTS),
        lists=tuple((name, v.L(f"find_by_{name}"), name in OPEN) for name in LISTS),
        audiences=v.settings.vocabularies["audience"],
        assets={name: asset_path(name) for name in SCRIPTS},
    )


def _desk(v: View) -> dict[str, Any]:
    """The words of the desk, and where each kind's pages lie."""
    return {
        "desk": {"chosen": v.L("take_chosen")},
        "take": take_words(v.settings, v.lang),
        "watch": watch_words(v.settings, v.lang),
        "folders": {kind: KINDS[kind].folder for kind in _FOUND},
    }


def _data(v: View) -> dict[str, Any]:
    words = {**{word: v.L(f"find_{word}") for word in WORDS}, **{word: v.L(word) for word in _SHARED}}
    chosen = ("audience", "deadline")
    vocabularies = {name: {k: say(t, v.lang) for k, t in v.settings.vocabularies[name].items()} for name in chosen}
    kinds = {kind: v.L(f"kinds_{kind}") for kind in _FOUND}
    return {"words": words, **vocabularies, "kind": kinds, "status": STATUSES}


def _ways(v: View) -> Iterator[tuple[str, str]]:
    yield from ((v.index(KINDS[kind].folder), v.L(f"kinds_{kind}")) for kind in _BROWSED)
    yield from ((v.to(index_path(v.lang, facet)), v.L(f"{facet}_title")) for facet in FACETS)
