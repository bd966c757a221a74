"""What is looked up while a part of the site is made: whatever reads alike later need not be made again.

While somebody listens, every way to a record notes what it was asked for. One listens at a time, in one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeAlias, TypeVar

Read: TypeAlias = tuple[str, ...]
"""What was looked up: its sort, then its names, such as `("record", "guide", "xiangtan-2024")`."""

K = TypeVar("K")
V = TypeVar("V")

_heard: dict[Hashable, Any] = {}
"""What was looked up lately for what is remembered, each but once."""

_MOST_HEARD = 100_000

_noted: set[Read] | None = None


def note(read: Read) -> None:
    """Tells whoever listens that this was looked up."""
    if _noted is not None:
        _noted.add(read)


@contextmanager
def listening() -> Iterator[set[Read]]:
    """Everything that is looked up within the block; whoever listened before hears it too."""
    global _noted
    before, heard = _noted, set[Read]()
    _noted = heard
    try:
        yield heard
    finally:
        _noted = before
        if before is not None:
            before |= heard


@contextmanager
def unheard() -> Iterator[None]:
    """What is looked up within the block is noted by nobody: whoever does so notes what it comes to."""
    global _noted
    before, _noted = _noted, None
    try:
        yield
    finally:
        _noted = before


def remembered(store: dict[Hashable, Any], key: Hashable, make: Callable[[], V], most: int = 0) -> V:
    """What `make` gave when `key` was first asked for; what it looked up is noted each time.

    Where `most` is given, the store forgets a quarter of what it has, the oldest, when there is more in it.
    """
    kept = store.get(key)
    if kept is None:
        with listening() as reads:  # somebody may hear it who asks later
            value = make()
        _put(store, key, (value, _shared(reads)), most)
        return value
    if _noted is not None:
        _noted.update(kept[1])
    found: V = kept[0]
    return found


def _put(store: dict[Hashable, Any], key: Hashable, entry: object, most: int) -> None:
    if most and len(store) >= most:
        for old in list(islice(store, most // 4)):
            store.pop(old, None)
    store[key] = entry


def _shared(reads: set[Read]) -> frozenset[Read]:
    """What was looked up, as one object for all who looked up the same: most pieces about a record do."""
    if len(_heard) > _MOST_HEARD:
        _heard.clear()
    heard = frozenset(reads)
    found: frozenset[Read] | None = _heard.get(heard)
    if found is None:
        found = frozenset(_heard.setdefault(read, read) for read in reads)
        _heard[found] = found
    return found


class Lookup(Mapping[K, V]):
    """A mapping that notes what is looked up in it: one entry, or all of them."""

    __slots__ = ("_all", "_held", "_one")

    def __init__(self, held: Mapping[K, V], one: Callable[[K], Read], all: Read) -> None:
        self._held, self._one, self._all = held, one, all

    def __getitem__(self, key: K) -> V:
        note(self._one(key))
        return self._held[key]

    def get(self, key: K, default: Any = None) -> Any:
        """The entry, or `default`."""
        note(self._one(key))
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        note(self._one(key))  # type: ignore[arg-type]
        return key in self._held

    def __iter__(self) -> Iterator[K]:
        note(self._all)
        return iter(self._held)

    def __len__(self) -> int:
        note(self._all)
        return len(self._held)

    def keys(self) -> KeysView[K]:
        """Every key."""
        note(self._all)
        return self._held.keys()

    def values(self) -> ValuesView[V]:
        """Every value."""
        note(self._all)
        return self._held.values()

    def items(self) -> ItemsView[K, V]:
        """Every key with its value."""
        note(self._all)
        return self._held.items()


class WorkedOut(Mapping[K, V]):
    """A mapping whose entries are worked out when they are first asked for, and note what they were made from."""

    __slots__ = ("_keys", "_make", "_store")

    def __init__(self, keys: Callable[[], Mapping[K, Any]], make: Callable[[K], V]) -> None:
        self._keys, self._make = keys, make
        self._store: dict[Hashable, Any] = {}

    def __getitem__(self, key: K) -> V:
        return remembered(self._store, key, lambda: self._make(key))

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())
