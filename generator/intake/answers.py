"""Answers in a file, as YAML or JSON: the blanks' keys, each with a text, a number or a list of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.intake.files import name_of, read_bytes
from generator.problems import Place, Problem, problem
from generator.yamlio import parse_yaml


def read_answers(path: Path) -> Mapping[str, Any] | Problem:
    """The answers in the file, or what keeps them from being read."""
    data, name = read_bytes(path), name_of(path)
    if isinstance(data, Problem):
        return data
    try:
        found = parse_yaml(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        return problem("file-not-utf8", Place(name), offset=error.start)
    if isinstance(found, Problem | dict):
        return found
    kind = ("列表", "a list") if isinstance(found, list) else ("单个值", "a single value")
    return problem("yaml-not-mapping", Place(name, 1, 1), actual=kind[0], actual_en=kind[1])
