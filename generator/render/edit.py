"""The pages on which records are written in the browser: one for each kind, and one that leads to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from generator.editing import data_path
from generator.hosts import LONGEST, Host
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.render.page import Crumb, Page, Sheet, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import edit_path

WORDS = (
    "required", "choose", "yes", "no", "date_exact", "date_vague", "amount_one", "amount_range", "amount_text", "way",
    "by", "named_by", "remove", "removed", "remove_named", "add_field", "add_named", "add_item", "search_field",
    "moved", "up_named", "down_named", "colon", "undo", "undone", "new_title", "edit_title", "no_record",
    "unreadable", "problems_n", "no_problems", "still_n", "draft_kept", "draft_back", "draft_changed",
    "draft_elsewhere", "draft_failed", "draft_discarded", "open_new", "open_edit", "opened_whole", "opened_paste",
    "opened_edit", "copied", "by_hand", "saved", "with_problems", "no_changes", "changes_n", "no_title", "path",
    "blocked_control", "needs_id", "set_day", "loading",
)  # fmt: skip
"""The words that the browser fills in, as labels `edit_…`."""

BOTH = ("preview_sources", "preview_indicators", "yes", "no")
"""Words of the preview, which may be looked at in either language."""

LABELS = frozenset({f"edit_{word}" for word in (*WORDS, *BOTH)})
"""The labels whose names are put together here."""

SCRIPTS = (
    "shards.js", "files.js", "sha256.js", "edityaml.js", "edittranslated.js", "editcheck.js", "editrules.js",
    "editdiff.js", "editsend.js", "editfields.js", "editwords.js", "editpreview.js", "edit.js",
)  # fmt: skip
"""What a form's page loads, in this order."""

SUGGESTED: Mapping[str, tuple[str, ...]] = {
    "programme": ("summary", "issuers", "number", "valid"),
    "guide": ("summary", "issuers", "published_on", "windows"),
    "list": ("guide", "issuers", "published_on", "declared_total"),
    "challenge": ("summary", "owner", "need", "indicators", "owner_payment", "term"),
    "winner": ("challenge", "list", "lead", "members", "support"),
    "success": ("winner", "list", "units", "accepted_on"),
    "organisation": ("type", "region", "credit_code"),
    "form": ("guide", "audience"),
    "notice": ("issuers", "changes"),
}
"""Keys that need not be there but mostly are: the form shows them from the beginning."""


def edit_pages(site: Site, lang: Lang) -> Iterator[Sheet]:
    """The form of every kind, and the page that leads to them."""
    yield Sheet(edit_path(lang), partial(_index, site, lang))
    shared = cache(lambda: data_path(site.settings))
    for kind in KINDS:
        yield Sheet(edit_path(lang, kind), partial(_form, site, lang, kind, shared))


def _index(site: Site, lang: Lang) -> Page:
    path = edit_path(lang)
    v = View(site, lang, path)
    heading = v.L("edit_index_title")
    content = render("edit_index.html", v=v, kinds=KINDS, host=site.host)
    crumbs = (home_crumb(v), (heading, ""))
    return Page(path, lang, titled(v, heading), v.L("edit_index_lead"), content, "edit", crumbs)


def _form(site: Site, lang: Lang, kind: str, shared: Callable[[], str]) -> Page:
    path = edit_path(lang, kind)
    v = View(site, lang, path)
    heading = v.L("edit_new_title", label=v.L(f"kind_{kind}"))
    crumbs: tuple[Crumb, ...] = (home_crumb(v), (v.L("edit_index_title"), edit_path(lang)), (heading, ""))
    content = render(
        "edit.html",
        v=v,
        kind=kind,
        heading=heading,
        data=json.dumps(_settings(v, kind), ensure_ascii=False, sort_keys=True),
        shared=shared(),
        scripts=SCRIPTS,
    )
    return Page(path, lang, titled(v, heading), v.L("edit_lead"), content, "edit", crumbs, listed=False)


def _settings(v: View, kind: str) -> dict[str, Any]:
    """What the page's scripts need that other pages do not."""
    both = {
        word: {"zh": v.settings.labels[f"edit_{word}"].zh, "en": v.settings.labels[f"edit_{word}"].en} for word in BOTH
    }
    return {
        "kind": kind,
        "base": v.root,
        "lang": v.lang,
        "label": v.L(f"kind_{kind}"),
        "suggested": SUGGESTED[kind],
        "words": {word: v.L(f"edit_{word}") for word in WORDS},
        "both": both,
        "host": host_data(v.site.host) if v.site.host else None,
    }


def host_data(host: Host) -> dict[str, Any]:
    """The host's addresses with their places left open, as the browser fills them."""
    pattern = host.pattern
    branch = quote(host.branch)
    return {
        "label": pattern.label,
        "new_file": f"{host.repository}/{pattern.new.replace('{branch}', branch)}",
        "edit_file": f"{host.repository}/{pattern.edit.replace('{branch}', branch)}",
        "name": pattern.name,
        "value": pattern.value,
        "whole": host.kind != "github",
        "longest": LONGEST,
    }
