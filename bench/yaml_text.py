"""Records as YAML text, laid out as editors do: short groups on one line, long texts on lines of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 120
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@` ]|(?:true|false|null|yes|no|on|off)\Z)(?!.*(?:: | #|[:\s]\Z)).+\Z")
_NUMBER = re.compile(r"[-+.0-9eE_]+\Z")
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?\Z")


def yaml_text(record: Mapping[str, Any]) -> str:
    """The record's file without its first comment line; loading it strictly gives the record again."""
    return "\n".join(_mapping(record, "")) + "\n"


def _mapping(group: Mapping[str, Any], pad: str) -> Iterator[str]:
    for key, value in group.items():
        yield from _entry(f"{pad}{key}:", value, pad + "  ")


def _entry(head: str, value: Any, pad: str) -> Iterator[str]:
    short = _flow(value)
    if short is not None and len(head) + len(short) < WIDTH:
        yield f"{head} {short}"
    elif isinstance(value, Mapping):
        yield head
        yield from _mapping(value, pad)
    elif isinstance(value, (list, tuple)):
        yield head
        for item in value:
            yield from _item(item, pad)
    elif "\n" in value:
        yield f"{head} |-"
        yield from (pad + line for line in value.splitlines())
    else:
        yield f"{head} {_scalar(value, flow=False)}"


def _item(value: Any, pad: str) -> Iterator[str]:
    """One entry of a list, its first line marked with a dash."""
    short = _flow(value)
    if short is not None and len(pad) + len(short) < WIDTH:
        yield f"{pad}- {short}"
    elif isinstance(value, Mapping):
        lines = list(_mapping(value, pad + "  "))
        yield f"{pad}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{pad}- {_scalar(value, flow=False)}"


def _flow(value: Any) -> str | None:
    """The value on one line where it is a scalar, or a group or list of short scalars; else none."""
    if isinstance(value, Mapping):
        if not all(_is_short(inner) for inner in value.values()):
            return None
        return "{" + ", ".join(f"{key}: {_scalar(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        if not all(isinstance(item, str) and _is_short(item) for item in value):
            return None
        return "[" + ", ".join(map(_scalar, value)) + "]"
    return _scalar(value, flow=False) if _is_short(value) else None


def _is_short(value: Any) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, str) and len(value) < WIDTH and "\n" not in value)


def _scalar(value: str | int | float, flow: bool = True) -> str:
    """The scalar as it stands where no reader would take it for something else, otherwise in quotes."""
    if not isinstance(value, str):
        return json.dumps(value)
    plain = _PLAIN.match(value) and (_DAY.match(value) or not _NUMBER.match(value))
    if plain and not (flow and any(mark in value for mark in ",[]{}")):
        return value
    return json.dumps(value, ensure_ascii=False)
