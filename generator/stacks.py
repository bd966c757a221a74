"""Records as they were written, each read when it is asked for; while anybody has one, it is the same object.

As values records take several times the room of their bytes, and each process that works on them copies them by
counting its references. So a build keeps the bytes, in one piece, and of the records those asked for lately.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import msgspec
from msgspec.structs import astuple, force_setattr

from generator.documents import Document, Written, record_of
from generator.model.parts import RecordId
from generator.model.records import KINDS, Record, unpacked

K = TypeVar("K")
V = TypeVar("V")

LATELY = 120_000
"""How many records stay read once a catalog is at rest, where 10,000 take 45 MB; of more, those asked for lately."""

_WORDS = 250_000
"""How many words are looked through for one to share."""


class Stacks:
    """The records of valid documents, in the order given."""

    __slots__ = (
        "_alive", "_before", "_comments", "_given", "_keys",
        "_lately", "_lock", "_most", "_packed", "_places", "_words",
    )  # fmt: skip

    def __init__(self, documents: Sequence[Document], before: Stacks | None = None) -> None:
        """Stacks of the documents; what was read `before` from the very same bytes is taken from there."""
        self._keys = tuple((document.kind, document.id) for document in documents)
        self._places: dict[str, dict[RecordId, int]] = {kind: {} for kind in KINDS}
        for place, (kind, record_id) in enumerate(self._keys):
            self._places[kind][record_id] = place
        self._packed: Sequence[bytes] = tuple(document.packed for document in documents)
        self._comments = {place: document.comments for place, document in enumerate(documents) if document.comments}
        self._given = {
            place: _named(record_of(document), document.id)
            for place, document in enumerate(documents)
            if not document.packed
        }
        self._lately: dict[int, Record] = before._held(self._keys, self._packed) if before is not None else {}
        self._before: dict[int, Record] = {}
        self._alive: WeakValueDictionary[int, Record] = WeakValueDictionary(self._lately)
        self._most = sys.maxsize
        self._words: dict[str, str] = {}
        self._lock = Lock()

    def kind(self, kind: str) -> Mapping[RecordId, Record]:
        """The records of a kind by id."""
        return _Shelf(self._places[kind], self._read)

    def written(self, kind: str, record_id: RecordId) -> Written | None:
        """The record as its file has it; none where only its data was given."""
        place = self._places.get(kind, {}).get(record_id)
        return None if place is None or place in self._given else self._written(place)

    def sources(self) -> Mapping[tuple[str, RecordId], Written]:
        """All that was written, by kind and id."""
        return _Shelf({key: n for n, key in enumerate(self._keys) if n not in self._given}, self._written)

    def rest(self) -> None:
        """Keeps from now on the bytes in one piece, and only the records that were asked for lately."""
        self._packed, self._most = _Joined(self._packed), LATELY
        if len(self._lately) > self._most:
            self._lately = {}

    def _read(self, place: int) -> Record:
        found = self._lately.get(place)
        return found if found is not None else self._fetched(place)

    def _fetched(self, place: int) -> Record:
        with self._lock:
            found = self._before.get(place) or self._alive.get(place) or self._made(place)
            self._lately[place] = found
            if len(self._lately) >= self._most:
                self._before, self._lately = self._lately, {}
        return found

    def _made(self, place: int) -> Record:
        given = self._given.get(place)
        if given is not None:
            return given
        kind, record_id = self._keys[place]
        if len(self._words) > _WORDS:
            self._words = {}
        made = self._alive[place] = _named(unpacked(kind, self._packed[place]), record_id)
        _share(made, self._words)
        return made

    def _written(self, place: int) -> Written:
        return Written(self._packed[place], self._comments.get(place, b""))

    def _held(self, keys: Sequence[tuple[str, RecordId]], packed: Sequence[bytes]) -> dict[int, Record]:
        """Those of the records that are read already and were made of the very same bytes, by their new places."""
        places = (self._places[kind].get(record_id, -1) for kind, record_id in keys)
        return {
            new: self._lately[old]
            for new, old in enumerate(places)
            if old in self._lately and packed[new] and packed[new] is self._packed[old]
        }


class _Joined(Sequence[bytes]):
    """Bytes in one piece: what is forked shares it, for nobody counts references in it."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._whole = b"".join(parts)
        self._ends = array("Q", accumulate(map(len, parts), initial=0))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]  # nobody asks for several
        return self._whole[self._ends[place] : self._ends[place + 1]]


class _Shelf(Mapping[K, V]):
    """What lies at some places, by its name."""

    __slots__ = ("_at", "_places")

    def __init__(self, places: Mapping[K, int], at: Callable[[int], V]) -> None:
        self._places, self._at = places, at

    def __getitem__(self, key: K) -> V:
        return self._at(self._places[key])

    def get(self, key: K, default: Any = None) -> Any:
        """The thing of that name, or `default`."""
        place = self._places.get(key)
        return default if place is None else self._at(place)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[K]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _share(part: msgspec.Struct, words: dict[str, str]) -> None:
    """Lets a part that nobody has seen yet hold those of the `words` that say the same as its own, and adds the others.

    Two thirds of what records take are words, and two thirds of the words stand elsewhere too.
    """
    for name, value in zip(part.__struct_fields__, astuple(part), strict=True):
        if value.__class__ is str:
            known = words.setdefault(value, value)
            if known is not value:
                force_setattr(part, name, known)
        elif value.__class__ is tuple:
            if value and value[0].__class__ is str:
                force_setattr(part, name, tuple([words.setdefault(word, word) for word in value]))
            else:
                for inner in value:
                    if isinstance(inner, msgspec.Struct):
                        _share(inner, words)
        elif isinstance(value, msgspec.Struct):
            _share(value, words)


def _named(record: Record, file_id: RecordId) -> Record:
    """The record under its file's name, by which all others know it, whatever id it states."""
    return record if record.id == file_id else msgspec.structs.replace(record, id=file_id)
