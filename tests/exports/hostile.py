"""Records as their schemas allow them at the worst: every key there is, and in each what breaks careless writers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from generator.catalog import Catalog, resolve
from generator.documents import REFERENCE_KEYS, Document, document_of
from generator.exports.columns import items_of, resolved, schemas
from generator.model.records import KINDS

TEXTS = (
    "=1+1",
    "+86 731 5555 0000",
    "-5%",
    "@SUM(A1)",
    "\t=cmd|' /C calc'!A0",
    " =HYPERLINK(\"http://x\",\"y\")",
    "＝1＋1",
    "'quoted'",
    "''",
    "\x00\x01\x02\x08\x0b\x0c\x1f",
    "lone \ud800 high, \udfff low",
    "\ufffe\uffff\ufeff",
    "a\r\nb\rc\nd",
    "_x0041_ and _x000D_ stay",
    "a,b;\"c\"\r\n",
    "<script>&amp;]]></script>",
    "\u2028line\u2029paragraph\u0085next",
    "𠮷野家 😀👩‍👩‍👧‍👦",
    "电机",
    "0012",
    "1e5",
    "TRUE",
    "2025-06-01",
    " leading and trailing ",
    "null",
    "؜‮evil",
)  # fmt: skip
LONG = "很长的文字=" * 9_000
"""Longer than a cell of Excel may be."""

DATES: tuple[Any, ...] = (
    "2025",
    "2025-02",
    "2024-02-29",
    "2025-06-01T17:00",
    "1899-12-31",
    "1900-02-28",
    "0001-01-01",
    "9999-12-31",
    {"text": {"zh": "上半年"}},
    {"from": "2025-01", "to": "2025-06-30T08:30", "text": {"zh": "=上半年", "en": "first half"}},
)
AMOUNTS: tuple[Any, ...] = (
    {"wan": 50},
    {"yuan": 123456.78},
    {"yi": 0.1},
    {"wan": {"min": 10}},
    {"wan": {"max": 0.3}, "qualifier": "at_most"},
    {"yuan": 1e22},
    {"yuan": 0},
    {"wan": 5, "qualifier": "about", "text": {"zh": "约5万"}},
    {"text": {"zh": "若干"}},
)
NUMBERS = (0, -1, 0.1 + 0.2, 1e300, 5e-324, 2**53 + 1, 10**25, 96.5)
INTEGERS = (0, 1, 2025, 2**31, 2**53 + 1, 2**64)
IDS = ("h-0", "h-1", "h-2", "gone", "taken-down")
"""Two records of each kind that there are, one that there is not, one withdrawn."""


def hostile_catalog(seed: int = 1, each: int = 3) -> Catalog:
    """Some records of every kind, and one of each that was withdrawn."""
    chance = Random(seed)
    documents = [_document(kind, f"h-{i}", chance) for kind in KINDS for i in range(each)]
    taken_down = [_withdrawn(kind, chance) for kind in KINDS]
    return resolve((*documents, *taken_down))


def _document(kind: str, record_id: str, chance: Random, **more: Any) -> Document:
    data = {**_object(schemas()[kind], chance, 0), "id": record_id, "updated_on": "2025-01-02", **more}
    data.pop("sample", None)
    if "formerly" in data:  # no two records of a kind may claim one id
        data["formerly"] = [f"once-{record_id}-{i}" for i, _ in enumerate(data["formerly"])]
    if not more:
        data.pop("withdrawn", None)
    return document_of(f"content/{KINDS[kind].folder}/{record_id}.yml", kind, record_id, data)


def _withdrawn(kind: str, chance: Random) -> Document:
    return _document(kind, "taken-down", chance, withdrawn={"on": "2025-01-01", "reason": {"zh": "撤下"}})


def _value(key: str, node: Mapping[str, Any], chance: Random, depth: int) -> Any:
    node = resolved(node)
    part = node.get("part")
    if key in REFERENCE_KEYS and part == "id":
        return chance.choice(IDS)
    if part in _PARTS:
        return _PARTS[part](chance)
    if "enum" in node:
        return chance.choice(node["enum"])
    if node.get("type") == "array":
        return _list(key, node, chance, depth)
    if "properties" in node:
        return _object(node, chance, depth)
    return _TYPES.get(str(node.get("type")), _text)(chance)


def _list(key: str, node: Mapping[str, Any], chance: Random, depth: int) -> list[Any]:
    if depth > 3:
        return []
    return [_value(key, items_of(node), chance, depth + 1) for _ in range(chance.randint(1, 3))]


def _object(node: Mapping[str, Any], chance: Random, depth: int) -> dict[str, Any]:
    needed = node.get("required", ())
    keys = (key for key in node["properties"] if key in needed or (depth < 4 and chance.random() < 0.85))
    return {key: _value(key, node["properties"][key], chance, depth + 1) for key in keys}


def _text(chance: Random) -> str:
    return chance.choice(TEXTS) if chance.random() < 0.98 else LONG


def _both(chance: Random) -> dict[str, str]:
    found = {"zh": _text(chance), "en": _text(chance)}
    return found if chance.random() < 0.5 else {"zh": found["zh"]}


_PARTS: Mapping[str, Callable[[Random], Any]] = {
    "text": _both,
    "date": lambda chance: chance.choice(DATES),
    "day": lambda chance: chance.choice(("2025-01-02", "1850-05-05")),
    "money": lambda chance: chance.choice(AMOUNTS),
    "id": lambda chance: chance.choice(("motors", "xiangtan", "no-such-place")),
}
_TYPES: Mapping[str, Callable[[Random], Any]] = {
    "integer": lambda chance: chance.choice(INTEGERS),
    "number": lambda chance: chance.choice(NUMBERS),
    "boolean": lambda chance: chance.random() < 0.5,
}
