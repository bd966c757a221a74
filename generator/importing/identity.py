"""Which record a row became: its id by the mapping's pattern, and a line in the record's file that tells the row."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.importing.cells import narrow
from generator.importing.mapping import PLACEHOLDER, TableMap
from generator.model.parts import RecordId

MARK = "# zhangbang import list: "
HEAD = 2_000
"""Within how many characters from a file's beginning its mark stands."""

_MARKED = re.compile(rf"^{re.escape(MARK)}row=([0-9a-f]{{12}}) text=([0-9a-f]{{12}}) (\S.*)$", re.MULTILINE)


class Origin(NamedTuple):
    """Of which table and row a record is: the table's name, and digests of the row's key and of its text."""

    table: str
    row: str
    text: str


def origin_of(mapping: TableMap, texts: Mapping[str, str]) -> Origin:
    """The origin of a row with these texts by key."""
    key = [narrow(texts.get(name, "")) for name in mapping.row_key]
    return Origin(mapping.origin, _digest(key), _digest(sorted(texts.items())))


def marked(origin: Origin) -> str:
    """The line that a record's file keeps of its origin."""
    return f"{MARK}row={origin.row} text={origin.text} {origin.table}\n"


def origin_in(text: str) -> Origin | None:
    """The origin that a record's file keeps, if it does."""
    match = _MARKED.search(text[:HEAD])
    return None if match is None else Origin(match[3].rstrip(), match[1], match[2])


def id_of(mapping: TableMap, texts: Mapping[str, str], origin: Origin) -> RecordId | None:
    """The row's id by the mapping's pattern; none where what it needs is empty or is no part of an id."""
    values = {name: _part(texts.get(name) or str(mapping.fixed.get(name, ""))) for name in ("seq", "code", "year")}
    values["key"] = origin.row[:8]
    if any(not values[match[1]] for match in PLACEHOLDER.finditer(mapping.id)):
        return None
    written = PLACEHOLDER.sub(lambda match: values[match[1]].zfill(int(match[2] or 0)), mapping.id)
    found = re.sub(r"-{2,}", "-", written).strip("-")
    return found if found and len(found) <= 100 else None


def _part(text: str) -> str:
    """The letters and digits of a text, with hyphens between; a text in Chinese has none."""
    return re.sub(r"[^a-z0-9]+", "-", narrow(text).lower()).strip("-")


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:12]
