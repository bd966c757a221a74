"""What changed in each record, in words, the most important to readers first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from generator.catalog import Key
from generator.differences.entries import UNSEEN, Entry, entry_of
from generator.differences.pairs import Known, Pair
from generator.differences.saying import Words, converted
from generator.differences.shapes import spot_of
from generator.differences.walk import NOTHING, Change, Step, changes
from generator.documents import Document
from generator.model.parts import RecordId, Text
from generator.model.records import KINDS
from generator.yamlio import Json

How: TypeAlias = Literal["added", "removed", "renamed", "unreadable", "changed", "moved", "formatted"]
HOWS: tuple[How, ...] = ("unreadable", "removed", "renamed", "added", "changed", "moved", "formatted")
"""What can happen to a record; the newer file of one that is `unreadable` cannot be compared.

`moved` and `formatted` change nothing for readers.
"""

_ORDER = {kind: place for place, kind in enumerate(("notice", *(kind for kind in KINDS if kind != "notice")))}
_FIRST = 0
"""What whole records that come or go weigh."""

FACTS: tuple[str, ...] = (
    "withdrawn", "sample", "type", "target", "changes", "state", "lead", "members", "owner", "units", "windows",
    "public_notice", "programme", "guide", "list", "challenge", "owner_payment", "support", "rd_input",
    "total_investment", "amount", "domains", "region", "need", "summary", "sources",
)  # fmt: skip
"""What is told of a new record, in this order."""

NO_WORDS = Text(zh="", en="")


class RecordDifference(NamedTuple):
    """What happened to one record: what it is now (was, if it is gone), what it was, and every change in words."""

    kind: str
    id: RecordId
    title: Text
    file: str
    how: How
    entries: tuple[Entry, ...] = ()
    was_id: RecordId | None = None
    was_file: str | None = None
    known_by: Known = "id"

    @property
    def is_seen(self) -> bool:
        """Whether readers see any of it."""
        return self.how not in ("changed", "moved", "formatted") or any(
            entry.what not in UNSEEN for entry in self.entries
        )

    @property
    def weight(self) -> int:
        """How much it matters to readers: the least number most."""
        return min((entry.weight for entry in self.entries), default=_FIRST)


class Compared(NamedTuple):
    """A record on either side, every change of its data, and the same in words."""

    pair: Pair
    changes: tuple[Change, ...]
    difference: RecordDifference


def compared(pairs: Iterable[Pair], words: Words) -> tuple[Compared, ...]:
    """What happened to each record."""
    return tuple(_compared(pair, words) for pair in pairs)


def unreadable(file: str, kind: str, record_id: RecordId, before: Document | None) -> RecordDifference:
    """A record whose newer file cannot be read; `before` is what the file held."""
    title = title_of(before) if before is not None else Text(zh=record_id, en=record_id)
    return RecordDifference(kind, record_id, title, file, "unreadable")


def in_order(found: Iterable[RecordDifference]) -> tuple[RecordDifference, ...]:
    """What matters most to readers first."""
    return tuple(sorted(found, key=lambda one: (not one.is_seen, one.weight, _ORDER[one.kind], one.id)))


def title_of(document: Document) -> Text:
    """A record's title, whatever its data looks like."""
    return converted(document.data.get("title"), Text) or Text(zh=document.id, en=document.id)


def titles_of(documents: Iterable[Document]) -> Mapping[Key, Text]:
    """The titles of these records."""
    return {(document.kind, document.id): title_of(document) for document in documents}


def _compared(pair: Pair, words: Words) -> Compared:
    before, after = pair.before, pair.after
    if before is not None and after is not None:
        found = changes(before.data, after.data, spot_of(after.kind))
        return Compared(pair, found, _changed(pair, before, after, found, words))
    if after is not None:
        return Compared(pair, (), _one_sided(after, "added", tuple(_facts(after, words))))
    assert before is not None
    return Compared(pair, (), _one_sided(before, "removed", ()))


def _changed(
    pair: Pair, before: Document, after: Document, found: tuple[Change, ...], words: Words
) -> RecordDifference:
    entries = sorted((entry_of(change, words) for change in found), key=lambda entry: entry.weight)
    return RecordDifference(
        after.kind,
        after.id,
        title_of(after),
        after.file,
        _how(before, after, bool(entries)),
        tuple(entries),
        before.id if before.id != after.id else None,
        before.file if before.file != after.file else None,
        pair.known_by,
    )


def _one_sided(document: Document, how: How, entries: tuple[Entry, ...]) -> RecordDifference:
    return RecordDifference(document.kind, document.id, title_of(document), document.file, how, entries)


def _how(before: Document, after: Document, is_changed: bool) -> How:
    if before.id != after.id:
        return "renamed"
    if is_changed:
        return "changed"
    return "moved" if before.file != after.file else "formatted"


def _facts(document: Document, words: Words) -> Iterator[Entry]:
    """What a new record says first."""
    spot = spot_of(document.kind)
    for key in FACTS:
        if key in document.data:
            for step, value in _single(document.data[key], Step(spot.at(key))):
                entry = entry_of(Change((step,), (key,), NOTHING, value), words)
                yield entry._replace(what="fact", happened=NO_WORDS)


def _single(value: Json, step: Step) -> Iterator[tuple[Step, Json]]:
    """A value, or each item of a list of groups, five at the most."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield from ((step._replace(spot=step.spot.item), item) for item in value[:5])
    else:
        yield step, value
