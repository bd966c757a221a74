"""The words that `takeaway.js` and `watch.js` fill in: those of files to take home, and those of the watchlist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.lang import say
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.settings import Settings

COLUMNS = (
    "kind", "title", "status", "number", "programme", "sponsor", "owner", "area", "region", "year", "opens", "claim_by",
    "internal", "deadlines", "owner_payment", "support", "term", "own_funds", "quota", "excerpt", "source",
    "source_url", "link", "id",
)  # fmt: skip
"""The headings of tables and the names of facts, as labels `take_…`; the names of COLUMNS in takeaway.js."""

FORMATS = ("csv", "xlsx", "md", "docx", "txt", "ics", "sheet")
"""The formats, each with the name of its button as label `take_as_…`; the names of FORMATS in takeaway.js."""

TAKE_WORDS = (
    *COLUMNS, *(f"as_{name}" for name in FORMATS),
    "digest", "digest_lead", "list_name", "sheet_name", "calendar", "heading", "offset",
    "nothing", "failed", "reading", "as_link", "linked",
)  # fmt: skip

WATCH_WORDS = (
    "full", "forbidden", "newer", "set_aside", "held", "too_large", "not_json", "not_ours", "bad_star", "bad_search",
    "too_many", "already", "imported", "heading", "local", "star", "unstar", "save_search", "search_name", "drop",
    "export", "import", "new", "new_since", "empty",
)  # fmt: skip
"""What the watchlist tells, and the names of its buttons, as labels `watch_…`."""

LABELS = frozenset({*(f"take_{word}" for word in TAKE_WORDS), *(f"watch_{word}" for word in WATCH_WORDS)})


def take_words(settings: Settings, lang: Lang) -> Mapping[str, Any]:
    """The words that `zhangbang.takeaway.make` is given; Chinese tables have the English headings beside theirs."""
    return {
        **_labels(settings, lang, "take", TAKE_WORDS),
        "one": _labels(settings, lang, "kind", tuple(KINDS)),
        "many": _labels(settings, lang, "kinds", tuple(KINDS)),
        "beside": _labels(settings, "en", "take", COLUMNS) if lang == "zh" else {},
    }


def watch_words(settings: Settings, lang: Lang) -> Mapping[str, str]:
    """What is told of the watchlist, by the names that `zhangbang.watch` answers with."""
    return _labels(settings, lang, "watch", WATCH_WORDS)


def _labels(settings: Settings, lang: Lang, prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    return {name: say(settings.labels[f"{prefix}_{name}"], lang) for name in names}
