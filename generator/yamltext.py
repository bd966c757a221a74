"""Records as an editor would write them: YAML in this project's style, which `yamlio` reads back as the same value.

Short groups and lists of plain values stand on one line, everything else in blocks two spaces deep; texts are quoted
only where they must be, and those of several lines keep them. Keys stay in their order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from generator.yamlio import FORBIDDEN, Json, reads_as_text

WIDTH = 100
"""A group or list stands on one line of at most so many characters."""

_UNSAFE_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~<.\s]")
_UNSAFE = re.compile(r": |:\Z| #|\s\Z")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:#]")
_ELSEWHERE = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null|[-+]?[0-9][-+0-9_.:a-fxoT]*)\Z")
"""What other readers of YAML may take for something else than text; a day is left plain, as editors write it."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def yaml_of(data: Mapping[str, Json], *, schema: str | None = None) -> str:
    """The record as a file's text, with the line by which editors find its schema, where its address is given."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join((*head, *_mapping(data, ""))) + "\n"


def _mapping(data: Mapping[str, Json], pad: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{pad}{_scalar(key, is_flow=False)}:", value, pad)


def _entry(before: str, value: Json, pad: str) -> Iterator[str]:
    """`before`, then the value on its line if it fits there, else below it."""
    flow = _flow(value)
    if isinstance(value, str):
        yield from _text(before, value, pad)
    elif flow is not None and (not isinstance(value, dict | list) or _fits(before, flow) or not value):
        yield f"{before} {flow}"
    elif isinstance(value, dict):
        yield before
        yield from _mapping(value, f"{pad}  ")
    elif isinstance(value, list):
        yield before
        for item in value:
            yield from _item(item, f"{pad}  ")


def _fits(before: str, flow: str) -> bool:
    return len(before) + 1 + len(flow) <= WIDTH


def _item(item: Json, pad: str) -> Iterator[str]:
    """One item behind its dash; a group that does not fit there begins on that line."""
    flow = _flow(item)
    if isinstance(item, dict) and item and (flow is None or not _fits(f"{pad}-", flow)):
        first, *rest = _mapping(item, f"{pad}  ")
        yield f"{pad}- {first[len(pad) + 2 :]}"
        yield from rest
    else:
        yield from _entry(f"{pad}-", item, pad)


def _text(before: str, text: str, pad: str) -> Iterator[str]:
    if "\n" in text and _is_plain_lines(text):
        yield f"{before} |-"
        yield from (f"{pad}  {line}" if line else "" for line in text.split("\n"))
    else:
        yield f"{before} {_scalar(text, is_flow=False)}"


def _flow(value: Json) -> str | None:
    """The value on one line; none for groups within groups and for texts of several lines."""
    if isinstance(value, dict):
        parts = [_flat(inner) for inner in value.values()]
        pairs = zip(value, parts, strict=True)
        return None if None in parts else "{" + ", ".join(f"{_scalar(k, is_flow=True)}: {p}" for k, p in pairs) + "}"
    if isinstance(value, list):
        parts = [_flat(inner) for inner in value]
        return None if None in parts else "[" + ", ".join(part or "" for part in parts) + "]"
    return _flat(value)


def _flat(value: Json) -> str | None:
    if isinstance(value, dict | list) or (isinstance(value, str) and "\n" in value):
        return None
    return _scalar(value, is_flow=True) if isinstance(value, str) else json.dumps(value)


def _scalar(text: str, *, is_flow: bool) -> str:
    """The text as it is where YAML takes it for itself, else in double quotes."""
    if FORBIDDEN.search(text):
        raise ValueError(f"no record may hold the control characters of {text!r}")
    return text if _is_safe(text, is_flow=is_flow) else _quoted(text)


def _is_safe(text: str, *, is_flow: bool) -> bool:
    return (
        bool(text)
        and all(map(_is_shown, text))
        and _UNSAFE_START.match(text) is None
        and _UNSAFE.search(text) is None
        and not (is_flow and _UNSAFE_IN_FLOW.search(text))
        and reads_as_text(text)
        and (_ELSEWHERE.match(text) is None or _DAY.match(text) is not None)
    )


def _is_plain_lines(text: str) -> bool:
    """Whether the text can stand in lines of its own, and come back as it was."""
    return (
        all(c == "\n" or _is_shown(c) for c in text)
        and not text.startswith((" ", "\n"))
        and not text.endswith("\n")
        and text.strip() != ""
    )


def _is_shown(character: str) -> bool:
    return character.isprintable() or character == "\u3000"


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return "".join(c if _is_shown(c) else _escaped(ord(c)) for c in written)


def _escaped(code: int) -> str:
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
