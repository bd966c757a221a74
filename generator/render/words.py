"""Which words the pages use: the package has every one of them, and a test holds it to that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from generator.exports import tables
from generator.exports.about import WORDS as ABOUT_LABELS
from generator.exports.changes import LABELS as CHANGE_LABELS
from generator.exports.datasette import LABELS as DATASETTE_LABELS
from generator.exports.dcat import LABELS as CATALOGUE_LABELS
from generator.exports.files import LABELS as FILE_LABELS
from generator.exports.funnel import NOTES
from generator.exports.ocds_awards import LABELS as OCDS_LABELS
from generator.exports.openapi import LABELS as API_LABELS
from generator.exports.xlsx import LABELS as XLSX_LABELS
from generator.feeds.atom import LABELS as FEED_LABELS
from generator.feeds.discovery import LABELS as SUBSCRIBE_LABELS
from generator.feeds.ics import LABELS as CALENDAR_LABELS
from generator.lifecycle import STATUSES
from generator.model.records import KINDS
from generator.render.assets import BROWSER_WORDS
from generator.render.check import WORDS as CHECK_WORDS
from generator.render.compare import LABELS as COMPARE_LABELS
from generator.render.data import LABELS as DATA_LABELS
from generator.render.edit import LABELS as EDIT_LABELS
from generator.render.explorer import LABELS as EXPLORER_LABELS
from generator.render.figures import LABELS as CHART_LABELS
from generator.render.find import LABELS as FIND_LABELS
from generator.render.form import LABELS as FORM_LABELS
from generator.render.pictures import LABELS as PICTURE_LABELS
from generator.render.rules import LABELS as RULE_LABELS
from generator.render.takewords import LABELS as TAKE_LABELS
from generator.render.templates import FOLDER
from generator.render.view import ROLES, WEEKDAYS
from generator.schemas import read_schemas
from generator.workdays import DAY_KINDS

_USED = re.compile(r"""\bv\.w\.(\w+)|\bL\("(\w+)"|\b"(nav_\w+|days_left|last_day|\w+_title)\"""")

_SUBSCRIBED = CHANGE_LABELS | FEED_LABELS | CALENDAR_LABELS | SUBSCRIBE_LABELS
_DATA = CATALOGUE_LABELS | FILE_LABELS | OCDS_LABELS | DATA_LABELS

CHOICES: Mapping[str, tuple[str, ...]] = {
    "mechanism": ("programme", "properties", "mechanism"),
    "level": ("programme", "properties", "level"),
    "call": ("guide", "properties", "call"),
    "publishes": ("list", "properties", "publishes"),
    "list_type": ("list", "properties", "list_type"),
    "basis": ("success", "properties", "basis"),
    "org_type": ("organisation", "properties", "type"),
    "tech_level": ("challenge", "properties", "level"),
    "tech_type": ("challenge", "properties", "types", "items"),
    "notice_type": ("notice", "properties", "type"),
    "audience": ("common", "$defs", "window", "properties", "audience"),
    "deadline": ("common", "$defs", "window", "properties", "audience"),
    "action": ("common", "$defs", "window", "properties", "action"),
    "inclusive": (
        "common", "$defs", "window", "properties", "also_stated", "items", "properties", "inclusive",
    ),
    "strength": ("common", "$defs", "rule", "properties", "strength"),
    "rule_kind": ("common", "$defs", "rule", "properties", "kind"),
    "confidence": ("common", "$defs", "source", "properties", "confidence"),
    "mode": ("common", "$defs", "support", "properties", "mode"),
    "paid": ("common", "$defs", "support", "properties", "paid"),
    "day_kind": ("common", "$defs", "public_notice", "properties", "day_kind"),
    "comparator": ("common", "$defs", "indicator", "properties", "comparator"),
    "field_type": ("common", "$defs", "form_field", "properties", "type"),
    "issuer_role": ("common", "$defs", "issuer", "properties", "role"),
}  # fmt: skip
"""The vocabularies and the schema that lists their choices."""


@cache
def required_labels() -> frozenset[str]:
    """The labels that templates and this package name, those made from the kinds, and the notes on figures."""
    sources = (*FOLDER.glob("*.html"), *Path(__file__).parent.glob("*.py"))
    named = {name for source in sources for found in _USED.findall(source.read_text("utf-8")) for name in found}
    whole = {name for name in named if name and not name.endswith("_")}
    kinds = {f"{prefix}_{kind}" for prefix in ("kind", "kinds", "lead") for kind in KINDS}
    days = {f"day_{kind}" for kind in DAY_KINDS}
    filled = {f"check_{word}" for word in CHECK_WORDS}
    filled |= FIND_LABELS | TAKE_LABELS | FORM_LABELS | API_LABELS | EXPLORER_LABELS | _SUBSCRIBED | _DATA
    filled |= EDIT_LABELS | COMPARE_LABELS | RULE_LABELS | CHART_LABELS | PICTURE_LABELS | set(BROWSER_WORDS)
    filled |= tables.labels() | ABOUT_LABELS | DATASETTE_LABELS | XLSX_LABELS
    return frozenset(whole | kinds | days | set(NOTES) | filled)


@cache
def required_words() -> Mapping[str, frozenset[str]]:
    """The choices of each vocabulary: the schemas' and the states'."""
    schemas = read_schemas()
    chosen = {vocabulary: frozenset(_enum(schemas, path)) for vocabulary, path in CHOICES.items()}
    return {
        **chosen,
        "status": frozenset(STATUSES),
        "role": frozenset(ROLES),
        "weekday": frozenset(WEEKDAYS),
        "unit": frozenset(),
    }


def _enum(schemas: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    node: Any = schemas
    for step in path:
        node = node[step]
    choices: list[str] = node["enum"]
    return choices
