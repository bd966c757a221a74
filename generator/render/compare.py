"""The page on which up to four challenges stand side by side; its script fills it from the files of `compared`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.model.parts import Lang
from generator.render.compared import FILES, FOLDER, ROWS, held
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import compare_path

GROUPS: Mapping[str, tuple[str, ...]] = {
    "money": ("state", "deadline", "owner_payment", "government_support", "rd_input", "total_investment", "own_funds"),
    "who": ("who_may_claim", "owner", "programme", "level", "region", "domain", "tech_level", "tech_type", "term"),
    "need": ("need", "indicators"),
    "requirements": (
        "cooperation", "ip", "benefit_sharing", "payment_terms", "agreements", "contract_by", "binding_rules",
        "contact_route",
    ),
    "sources": ("sources", "updated_on"),
}  # fmt: skip
"""The rows of the table in their groups."""

PROSE = ("need", "sources", "updated_on")
"""Rows of which nobody need be told that they differ."""

WORDS = (
    "held", "removed", "already", "full", "loading", "unknown", "added", "broken", "other_indicators", "differs",
    "same", "item", "caption", "differ_n", "one_more", "remove", "remove_named", "add", "add_named", "too_many",
    "copied", "bad_id", "cleared",
)  # fmt: skip
"""The words that the browser fills in, as labels `compare_…`."""

NAMED: Mapping[str, str] = {"deadline": "compare_deadline", "level": "compare_level"}
"""Rows whose label has another name."""

LABELS = frozenset(
    {f"compare_{word}" for word in WORDS}
    | {f"compare_group_{group}" for group in GROUPS}
    | {NAMED.get(row, row) for row in ("state", *ROWS)}
)
"""The labels whose names are put together here."""


def compare_page(site: Site, lang: Lang) -> Page:
    """The page of a language."""
    path = compare_path(lang)
    v = View(site, lang, path)
    heading, lead = v.L("compare_title"), v.L("compare_lead")
    content = render("compare.html", v=v, data=json.dumps(_data(v), ensure_ascii=False, sort_keys=True))
    return Page(path, lang, titled(v, heading), lead, content, "compare", (home_crumb(v), (heading, "")))


def _data(v: View) -> dict[str, Any]:
    """What the script needs: where the files are and which there are, the rows and their groups, its words."""
    return {
        "base": v.to(f"{FOLDER}{v.lang}/"),
        "files": " ".join(held(v.site)),
        "count": FILES,
        "rows": {row: v.L(NAMED.get(row, row)) for row in ("state", *ROWS)},
        "groups": [{"label": v.L(f"compare_group_{group}"), "rows": rows} for group, rows in GROUPS.items()],
        "prose": PROSE,
        "words": {word: v.L(f"compare_{word}") for word in WORDS},
        "own": {"stated": v.L("not_stated")},
    }
