"""Rules and figures as short as a claim needs: what a rule of a kind asks, and what it says of figures."""

from __future__ import annotations

from typing import Any

import msgspec
from small import data

from generator.documents import Document, document_of
from generator.model.parts import Rule
from generator.model.records import KINDS
from generator.policy import comparisons_of
from generator.policy.comparison import Comparison, Result, Value, compare, exactly

LEAST: dict[str, Any] = {
    "strength": "hard",
    "statement": {"zh": "规则", "en": "Rule"},
    "cite": {"source": "notice", "quote": "原文"},
}
"""What every rule has."""


def rule(kind: str, **keys: Any) -> Rule:
    """A hard rule of the kind, called `r`."""
    return msgspec.convert({"id": "r", "kind": kind, **LEAST, **keys}, Rule)


def asked(kind: str, **keys: Any) -> tuple[Comparison, ...]:
    """What such a rule compares."""
    return comparisons_of(rule(kind, **keys))


def results(found: Rule, **figures: Any) -> list[Result]:
    """What each comparison of the rule says of the figures: numbers are exact, lists are words."""
    known: dict[str, Value] = {name: _value(figure) for name, figure in figures.items()}
    return [compare(comparison, known) for comparison in comparisons_of(found)]


def _value(figure: Any) -> Value:
    if isinstance(figure, list):
        return frozenset(figure)
    return exactly(figure) if type(figure) is int else figure


def filled(kind: str, **keys: Any) -> Document:
    """The smallest record of a kind without those of its keys that are none."""
    found = {key: value for key, value in data(kind, **keys).items() if value is not None}
    return document_of(f"content/{KINDS[kind].folder}/{found['id']}.yml", kind, found["id"], found)


def wan(amount: float) -> int:
    """An amount in 万元 as fen."""
    fen = round(amount * 1_000_000)
    assert abs(fen - amount * 1_000_000) < 0.01
    return fen
