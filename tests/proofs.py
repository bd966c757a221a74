"""The figures of long proofs, kept where the page of promises is made from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from conftest import REPOSITORY

FOLDER = REPOSITORY / ".zhangbang" / "proofs"


def keep(name: str, **figures: int | float | str) -> None:
    """Writes what a proof found, with the day on which it ran."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    held = {**figures, "date": datetime.now(UTC).date().isoformat()}
    (FOLDER / f"{name}.json").write_text(json.dumps(held, sort_keys=True) + "\n", encoding="utf-8")
