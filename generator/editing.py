"""What of a record the form in the browser needs beside its data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.problems import Pointer, written


def written_numbers(data: Any) -> Mapping[str, str]:
    """By pointer the numbers that JavaScript cannot tell from whole ones, as they are written: 6.0 is 6 to it."""
    return dict(_points(data, ()))


def _points(value: Any, at: Pointer) -> Iterator[tuple[str, str]]:
    if value.__class__ is float and value.is_integer():
        yield written(at), json.dumps(value)
    elif value.__class__ is dict:
        for key, inner in value.items():
            yield from _points(inner, (*at, key))
    elif value.__class__ is list:
        for i, inner in enumerate(value):
            yield from _points(inner, (*at, i))
