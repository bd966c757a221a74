"""The site's own words as the build and the browser's scripts take them from the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "generator" / "defaults"


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def label(key: str, lang: str) -> str:
    """A label of the site."""
    return _read("labels.yml")[key][lang]


def status_word(status: str, lang: str) -> str:
    """What a state is called."""
    return _read("vocabularies.yml")["status"][status][lang]
