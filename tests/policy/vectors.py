"""The shared vectors: figures, rules of the real programmes, and what must come of the two."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.catalog import Catalog, resolve
from generator.content import SourcePath, find_sources, parse_source, read_source
from generator.documents import Document
from generator.model.records import Guide, Programme
from generator.policy.comparison import Figures, Value, exactly
from generator.policy.figures import figure_of
from generator.render.check import Held

FILE = Path(__file__).with_name("vectors.yml")
FEN_IN_WAN = 1_000_000


class Vector(NamedTuple):
    """Figures for one track, the highest support in fen, and the rules that must be met, broken or untold."""

    name: str
    programme: str
    track: str | None
    figures: Figures
    highest: int | None
    complete: bool
    expected: dict[str, str]


def read_vectors() -> list[Vector]:
    """The vectors of the file."""
    return [_vector(given) for given in yaml.safe_load(FILE.read_text("utf-8"))]


def real_catalog(root: Path) -> Catalog:
    """The programmes and guides of the reference content."""
    sources = (found for found in find_sources(root) if isinstance(found, SourcePath))
    texts = ((s, read_source(root, s)) for s in sources if s.kind in (Programme.kind, Guide.kind))
    documents = (parse_source(source, text) for source, text in texts if isinstance(text, str))
    return resolve(document for document in documents if isinstance(document, Document))


def held_by(catalog: Catalog, programme_id: str, track: str | None) -> list[Held]:
    """The rules of a programme and its guides on one track."""
    programme = catalog.of(Programme)[programme_id]
    holders = (programme, *catalog.referring(programme, Guide))
    return [Held(h, rule) for h in holders for rule in h.rules if rule.track in (None, track)]


def for_browser(figures: Figures) -> dict[str, Any]:
    """Figures as the page's script has them: numbers as text, to become BigInt there."""
    return {name: _plain(value) for name, value in figures.items()}


def _plain(value: Value) -> Any:
    if isinstance(value, bool):
        return value
    return sorted(value) if isinstance(value, frozenset) else str(value.low)


def _vector(given: dict[str, Any]) -> Vector:
    expected = {rule: status for status in ("meets", "breaks", "untested") for rule in given.get(status, ())}
    figures = {name: _value(name, value) for name, value in given["figures"].items()}
    highest = None if given["highest"] is None else _fen(given["highest"])
    return Vector(given["name"], given["programme"], given.get("track"), figures, highest, given["complete"], expected)


def _value(name: str, value: Any) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return frozenset(value)
    return exactly(_fen(value) if figure_of(name).form == "money" else value)


def _fen(wan: float) -> int:
    return int(Decimal(str(wan)) * FEN_IN_WAN)
