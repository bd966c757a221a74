"""The finder's page: its form and empty places, which the browser fills; without scripts, the ways in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.lang import say
from generator.lifecycle import STATUSES
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.render.page import FACETS, Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath, index_path

FOLDER = "search"
SORTS = ("relevance", "deadline", "owner", "support", "newest")
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

_SHARED = ("comma", "owner_payment", "government_support", "closes")
_FOUND = ("programme", "guide", "list", "challenge", "winner", "success", "organisation")
_BROWSED = ("guide", "list", "challenge", "winner", "success", "programme", "organisation")


def find_page(site: Site, lang: Lang, manifest_path: str) -> Page:
    """The finder; `manifest_path` is the path of the index's manifest below the site's root."""
    path = SitePath(f"{lang}/find.html")
    v = View(site, lang, path)
    heading, lead = v.L("find_title"), v.L("find_lead")
    content = render(
        "find.html",
        v=v,
        data=json.dumps(_data(v), ensure_ascii=False, sort_keys=True),
        base=f"{v.root}{FOLDER}/",
        manifest=manifest_path.removeprefix(f"{FOLDER}/"),
        sorts=[(sort, v.L(f"find_sort_{sort}")) for sort in SORTS],
        lists=[(name, v.L(f"find_by_{name}"), name in OPEN) for name in LISTS],
        audiences=site.settings.vocabularies["audience"],
        ways=list(_ways(v)),
    )
    return Page(path, lang, titled(v, heading), lead, content, "find", (home_crumb(v), (heading, "")))


def _data(v: View) -> dict[str, Any]:
    words = {**{word: v.L(f"find_{word}") for word in WORDS}, **{word: v.L(word) for word in _SHARED}}
    chosen = ("audience", "deadline")
    vocabularies = {name: {k: say(t, v.lang) for k, t in v.settings.vocabularies[name].items()} for name in chosen}
    kinds = {kind: v.L(f"kinds_{kind}") for kind in _FOUND}
    return {"words": words, **vocabularies, "kind": kinds, "status": STATUSES}


def _ways(v: View) -> Iterator[tuple[str, str]]:
    yield from ((v.index(KINDS[kind].folder), v.L(f"kinds_{kind}")) for kind in _BROWSED)
    yield from ((v.to(index_path(v.lang, facet)), v.L(f"{facet}_title")) for facet in FACETS)
