"""The API's version and its history: every change that its users can see stands here, the newest first."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.parts import Text

VERSION = "1.0.0"
"""The first number is in every address and grows when something breaks; the second, when something is added."""


PROMISES = tuple(f"api_promise_{number}" for number in range(1, 8))
"""What users of the API may rely on, as labels, in the order in which they are read."""


class Change(NamedTuple):
    """One version: since when, and what it changed."""

    version: str
    since: str
    text: Text


CHANGES: tuple[Change, ...] = (
    Change(
        "1.0.0",
        "2026-11-27",
        Text(
            zh="第一版：九类记录，按类别、领域、地区、年度、计划的目录，代码表，JSON Lines，JSON Schema，OpenAPI。",
            en="First version: nine kinds of record; listings by kind, domain, region, year and programme; "
            "vocabularies; JSON Lines; JSON Schema; OpenAPI.",
        ),
    ),
)
