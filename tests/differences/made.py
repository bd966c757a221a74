"""Comparisons made of small records, without git, and what is asked of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import small
from conftest import REPOSITORY
from versions import commit

from generator.differences.entries import Entry, entry_of
from generator.differences.records import titles_of
from generator.differences.result import Comparison
from generator.differences.saying import Words
from generator.differences.shapes import spot_of
from generator.differences.walk import changes
from generator.documents import Document
from generator.history import Unknown, span_of
from generator.problems import Problem
from generator.review import Unset, review
from generator.settings import Settings, read_settings

DAY = date(2025, 7, 1)
UPDATED = "2025-07-01"


@cache
def site_settings() -> Settings:
    settings, problems = read_settings(REPOSITORY / "site_config")
    assert settings is not None, problems
    return settings


def words(*documents: Document) -> Words:
    """The site's words, and the titles of these records."""
    return Words(site_settings(), titles_of(documents))


def entries(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Entry]:
    """What the change of a small record's keys is in words."""
    old, new = small.data(kind, **before), small.data(kind, **after)
    return [entry_of(change, words()) for change in changes(old, new, spot_of(kind))]


def said(found: Entry, lang: str = "zh") -> str:
    """One entry on one line."""
    parts = [found.about, found.happened, found.before, found.after]
    texts = [getattr(one, lang) for one in parts if one is not None]
    return " | ".join(texts)


def compared(project: Path, span: str = "HEAD") -> Comparison:
    """What differs in the project over the span, on the tests' day."""
    found = review(project, span_of(span), span, DAY)
    assert not isinstance(found, (Unknown, Unset)), found
    return found


def published(project: Path, kind: str, **keys: Any) -> Path:
    """A small record in the project, committed."""
    path = small.put(project, kind, **keys)
    commit(project)
    return path


def codes(found: Comparison) -> list[str]:
    return [one.code for one in found.warnings]


def warning(found: Comparison, code: str) -> Problem:
    (one,) = [one for one in found.warnings if one.code == code]
    return one
