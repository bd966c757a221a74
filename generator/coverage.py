"""How far the records are translated: counts by kind, and what is to be done, the outdated before the missing.

Invented records are left out, as they are of all figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

from generator.catalog import Catalog
from generator.model.parts import Text
from generator.model.records import KINDS, Record
from generator.passages import is_outdated, texts_of
from generator.problems import Pointer

MOST_TASKS = 300
"""How many outdated texts, and how many without English, are told one by one: the rest is counted."""


class Count(NamedTuple):
    """Of some records: the texts, those with English, and of these the outdated and those not kept account of."""

    texts: int = 0
    english: int = 0
    outdated: int = 0
    untracked: int = 0

    @property
    def missing(self) -> int:
        """The texts without English."""
        return self.texts - self.english

    @property
    def current(self) -> int:
        """The texts whose English is known to have been made from the Chinese that stands there now."""
        return self.english - self.outdated - self.untracked

    def __add__(self, other: Count) -> Count:  # type: ignore[override]  # counts are added, not joined
        return Count(*(mine + its for mine, its in zip(self, other, strict=True)))


class Task(NamedTuple):
    """A text to be translated, or to be looked at again."""

    record: Record
    pointer: Pointer
    text: Text


class Coverage(NamedTuple):
    """The counts of each kind, and the first of what is to be done.

    `behind` holds the outdated texts by what they are and not by what they say: a text of another record may say the
    same, and be up to date. They are the same as long as the `holders`, in which they stand, are kept.
    """

    kinds: Mapping[str, Count]
    outdated: tuple[Task, ...]
    missing: tuple[Task, ...]
    behind: frozenset[int]
    holders: tuple[Record, ...] = ()

    @property
    def whole(self) -> Count:
        """The counts of all kinds together."""
        return sum(self.kinds.values(), Count())


NOTHING = Coverage({}, (), (), frozenset())


def coverage_of(catalog: Catalog) -> Coverage:
    """How far the catalog's records are translated."""
    kinds: dict[str, Count] = {}
    outdated: list[Task] = []
    missing: list[Task] = []
    invented: list[Task] = []
    for kind in KINDS:
        records = tuple(catalog.records[kind].values())
        real = [record for record in records if not record.sample]
        kinds[kind] = _counted(real, outdated, missing)
        _counted([record for record in records if record.sample], invented, [])
    behind = {id(task.text): task.record for task in chain(outdated, invented)}
    holders = tuple(dict.fromkeys(behind.values()))
    return Coverage(kinds, tuple(islice(outdated, MOST_TASKS)), tuple(missing), frozenset(behind), holders)


def outdated_of(coverage: Coverage, record: Record) -> Iterator[tuple[Pointer, Text]]:
    """The outdated texts of one record, each with its place."""
    if record.translated and coverage.behind:
        yield from ((pointer, text) for pointer, text in texts_of(record) if id(text) in coverage.behind)


def _counted(records: list[Record], outdated: list[Task], missing: list[Task]) -> Count:
    """The counts; the outdated texts are added to `outdated`, the first of those without English to `missing`."""
    texts = english = behind = untracked = 0
    for record in records:
        digests = frozenset(record.translated) if record.translated else None
        for pointer, text in texts_of(record):
            texts += 1
            if not text.en:
                if len(missing) < MOST_TASKS:
                    missing.append(Task(record, pointer, text))
                continue
            english += 1
            if digests is None:
                untracked += 1
            elif is_outdated(text.zh, text.en, digests):
                behind += 1
                outdated.append(Task(record, pointer, text))
    return Count(texts, english, behind, untracked)
