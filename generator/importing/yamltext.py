"""Data as YAML text for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.yamlio import Json

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff（）“”、，。；：！？《》〔〕—·/._-]*\Z")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def yaml_of(data: dict[str, Json]) -> str:
    """The mapping as block YAML, which `parse_yaml` reads back as it was."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def scalar(value: Json) -> str:
    """One value on one line."""
    if isinstance(value, str):
        plain = _PLAIN.match(value) and value.lower() not in _WORDS
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {scalar(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(scalar, value)) + "]"
    return json.dumps(value)


def _mapping(data: dict[str, Json], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in data.items():
        if isinstance(value, (dict, list)) and value and len(scalar(value)) > 80:
            yield f"{pad}{scalar(key)}:"
            yield from _mapping(value, depth + 1) if isinstance(value, dict) else _items(value, depth + 1)
        else:
            yield f"{pad}{scalar(key)}: {scalar(value)}"


def _items(items: list[Json], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for item in items:
        if isinstance(item, dict) and item:
            first, *rest = _mapping(item, depth + 1)
            yield f"{pad}- {first.strip()}"
            yield from rest
        else:
            yield f"{pad}- {scalar(item)}"
