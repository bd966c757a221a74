"""Mutants that no test can tell from the program, each with the reason; one that there is no more fails the tests."""

from __future__ import annotations

from collections.abc import Mapping

SHORT_WAY = "MarkupSafe's own function, which is asked then, writes the same; this is only quicker"

EQUIVALENTS: Mapping[str, Mapping[str, str]] = {
    "generator.dates": {
        "SHANGHAI: 'Asia/Shanghai' → 'XXAsia/Shanghai' in timezone(timedelta(hours=8), 'Asia/Shanghai')": (
            "the name of the zone is for whoever prints a moment while looking for a mistake; no page shows it"
        ),
        "is_after: later.first > earlier.last → later.first >= earlier.last": "the two were just found to differ",
    },
    "generator.feeds.ics": {
        "folded: return f'{content}\\r\\n' → pass": "what follows cuts no short line either",
    },
    "generator.render.markup": {
        "quoted: '_escape_inner' → 'XX_escape_inner' in getattr(markupsafe, '_escape_inner', _quoted_plainly)": (
            SHORT_WAY
        ),
        "written: return quoted(value) → pass": SHORT_WAY,
        "written: return value → pass": SHORT_WAY,
        "escape: return marked(quoted(value)) → pass": SHORT_WAY,
        "escape: return value → pass": SHORT_WAY,
    },
    "generator.exports.values": {
        "clean: return written → pass": "a printable text has nothing to be replaced; this is only quicker",
    },
    "generator.policy.counts": {
        "_is_counted: return False → return None": "it is asked as a condition",
    },
    "generator.yamlio": {
        "places: missing.discard(pointer) → pass": "it only ends the search once all is found",
    },
}
"""By module and name."""
