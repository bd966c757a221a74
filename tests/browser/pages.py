"""One page of the fixture site for each template, and two where what it shows takes two shapes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.parts import LANGS

BY_TEMPLATE: Mapping[str, tuple[str, ...]] = {
    "home": ("index.html",),
    "index": ("organisations/index.html",),
    "facets": ("regions/index.html",),
    "facet": ("domains/motors.html", "regions/hunan.html"),
    "programme": ("programmes/sample-2025-open-challenge.html",),
    "guide": ("guides/sample-2025-claim.html",),
    "list": ("lists/sample-2025-challenges.html", "lists/sample-2025-winners.html"),
    "challenge": ("challenges/sample-2025-01-motor.html",),
    "winner": ("winners/sample-2025-winner-motor.html",),
    "success": ("successes/sample-2024-success-alloy.html",),
    "organisation": ("organisations/sample-motor-works.html",),
    "form": ("forms/sample-2025-need-form.html", "forms/sample-2025-claim-form.html"),
    "notice": ("notices/sample-2025-extension.html",),
    "moved": ("guides/sample-2025-old-claim.html",),
    "withdrawn": ("challenges/sample-2025-03-controller.html",),
    "problems": ("problems.html",),
    "rules": ("rules.html",),
    "stats": ("stats.html",),
    "check": ("programmes/sample-2025-open-challenge-tackling-check.html",),
    "check_tracks": ("programmes/sample-2025-open-challenge-check.html",),
    "due": ("due.html",),
    "changes": ("changes.html",),
    "find": ("find.html",),
    "compare": ("compare.html",),
    "edit": ("edit/challenge.html", "edit/notice.html"),
    "edit_index": ("edit/index.html",),
    "api": ("api.html",),
    "data": ("data.html",),
    "translations": ("translations.html",),
    "glossary": ("glossary.html",),
}
PROSE = ("about.html", "commands.html", "components.html", "how-to-review.html")
ROOT: Mapping[str, str] = {"language": "index.html", "notfound": "404.html"}
PARTIALS = frozenset(
    {"charts", "citation", "crumbs", "footer", "form_fields", "form_paper", "head", "header", "macros"}
) | {"prose_foot"}

OWNERS: Mapping[str, str] = {
    path: BY_TEMPLATE["programme"][0] for name in ("check", "check_tracks") for path in BY_TEMPLATE[name]
}
"""Pages that belong to a record's page."""

INNER = (*(path for paths in BY_TEMPLATE.values() for path in paths), *PROSE)
"""Paths below a language's folder."""

BILINGUAL = tuple(f"{lang}/{path}" for lang in LANGS for path in INNER)
"""Paths of the pages that exist in both languages."""

PAGES = (*BILINGUAL, *ROOT.values())

MOVED = frozenset(f"{lang}/{path}" for lang in LANGS for path in BY_TEMPLATE["moved"])
"""Pages that send their reader on, to the page that `NOW` names."""

NOW = "guides/sample-2025-claim.html"
WITHDRAWN = frozenset(f"{lang}/{path}" for lang in LANGS for path in BY_TEMPLATE["withdrawn"])
EDITING = frozenset(f"{lang}/{path}" for lang in LANGS for path in BY_TEMPLATE["edit"])
UNLISTED = WITHDRAWN | EDITING | {ROOT["notfound"]}
"""Pages that search engines are asked to leave out."""

SAME_TEMPLATES = ("domains/index.html", "years/index.html", "years/2025.html")
"""Paths of pages that differ from one above in their words only."""

SAMPLES = tuple(f"{lang}/{path}" for lang in LANGS for path in ("index.html", "challenges/sample-2025-01-motor.html"))
"""Pages that differ where records are marked as invented: a home page with nothing open, a banner."""


STAY = "?stay"
"""Asked for so, a page that sends its reader on is handed out without that, to be looked at."""


def address(home: str, path: str) -> str:
    """Where a page is opened: those that lead on by themselves in a way that they do not."""
    return f"{home}{path}{'#choose' if path == ROOT['language'] else STAY if path in MOVED else ''}"
