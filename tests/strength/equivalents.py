"""Mutants that no test can tell from the program, each with the reason; one that there is no more fails the tests."""

from __future__ import annotations

from collections.abc import Mapping

EQUIVALENTS: Mapping[str, Mapping[str, str]] = {
    "generator.dates": {
        "SHANGHAI: 'Asia/Shanghai' → 'XXAsia/Shanghai' in timezone(timedelta(hours=8), 'Asia/Shanghai')": (
            "the name of the zone is for whoever prints a moment while looking for a mistake; no page shows it"
        ),
        "is_after: later.first > earlier.last → later.first >= earlier.last": "the two were just found to differ",
    },
}
"""By module and name."""
