"""Which record of the one side is which of the other: by kind and id, by `formerly`, else by what they say.

A record keeps its identity when its file moves to another folder. One that was renamed without `formerly` is known
again where most of what it said is still said; that is told as a risk.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from generator.catalog import Key
from generator.documents import Document
from generator.yamlio import Json

Side: TypeAlias = dict[str, Document]
"""Documents by file."""

Known: TypeAlias = Literal["id", "formerly", "likeness"]

ALIKE = 0.6
"""What share of what two records say must be the same for one to be the other renamed."""

_TRIED = 10
"""How many records, those that share most of what is rare, are held against one that is new."""

_UNTELLING = frozenset({"id", "formerly", "updated_on", "sources", "sample", "year"})
"""What tells nothing of which record is which."""

_COMMON = 20
"""A statement that more records than this make tells nothing of which is which."""


class Pair(NamedTuple):
    """A record on both sides, or on one alone, and by what it is known again."""

    before: Document | None
    after: Document | None
    known_by: Known = "id"


def pairs_of(before: Iterable[Document], after: Iterable[Document]) -> tuple[Pair, ...]:
    """Every record of either side, once."""
    old, new = ({document.file: document for document in side} for side in (before, after))
    steps = (_by_file, _by_key, _renamed, _alike)
    pairs = [pair for step in steps for pair in _taken(old, new, step(old, new))]
    return (*pairs, *(Pair(one, None) for one in old.values()), *(Pair(None, one) for one in new.values()))


def _taken(old: Side, new: Side, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Of these pairs those that are still to be had, taken out of both sides."""
    for pair in tuple(pairs):
        before, after = pair.before, pair.after
        if before is not None and after is not None and before.file in old and after.file in new:
            del old[before.file], new[after.file]
            yield pair


def _by_file(old: Side, new: Side) -> Iterator[Pair]:
    return (Pair(old[file], document) for file, document in new.items() if file in old)


def _by_key(old: Side, new: Side) -> Iterator[Pair]:
    waiting: dict[Key, list[Document]] = defaultdict(list)
    for document in old.values():
        waiting[(document.kind, document.id)].append(document)
    for document in new.values():
        yield from (Pair(earlier, document) for earlier in waiting[(document.kind, document.id)])


def _renamed(old: Side, new: Side) -> Iterator[Pair]:
    """Those that say in `formerly` what they were called."""
    by_key = {(document.kind, document.id): document for document in old.values()}
    for document in new.values():
        names = ((document.kind, earlier) for earlier in document.formerly)
        yield from (Pair(by_key[name], document, "formerly") for name in names if name in by_key)


def _alike(old: Side, new: Side) -> Iterator[Pair]:
    """Those that say nearly the same, the most alike first."""
    found = sorted(_likenesses(old, new), key=lambda one: (-one[0], one[1], one[2]))
    return (Pair(old[earlier], new[later], "likeness") for _, earlier, later in found)


def _likenesses(old: Side, new: Side) -> Iterator[tuple[float, str, str]]:
    """How alike the files of each side are, where they are alike enough, found by what both say."""
    said = {file: frozenset(_statements(document)) for file, document in old.items()}
    saying: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for file, statements in said.items():
        for statement in statements:
            saying[statement].append(file)
    for later, document in new.items() if old else ():
        own = frozenset(_statements(document))
        telling = (saying[statement] for statement in own if 0 < len(saying.get(statement, ())) <= _COMMON)
        shared = Counter(file for files in telling for file in files)
        for earlier, _ in shared.most_common(_TRIED):
            likeness = 2 * len(own & said[earlier]) / (len(own) + len(said[earlier]))
            if likeness >= ALIKE:
                yield likeness, earlier, later


def _statements(document: Document) -> Iterator[tuple[str, ...]]:
    """Every single value with the keys that lead to it, but for names, and for what records of one source share."""
    for key, value in document.data.items():
        if key not in _UNTELLING:
            yield from _leaves(value, (document.kind, key))


def _leaves(value: Json, way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*way, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, way)
    else:
        yield (*way, repr(value))
