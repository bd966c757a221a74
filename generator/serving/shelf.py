"""Files that are made many at once, kept for the next that asks: compressed, and of no more than so many bytes."""

from __future__ import annotations

import zlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from threading import Lock

from generator.model.artifacts import Artifact

LIMIT = 48 * 1024 * 1024
"""How many compressed bytes are kept of one state of the site."""

Batch = tuple[str, ...]
"""What the files of one making have in common."""


class Shelf:
    """Files by the batch in which they are made; of batches that do not fit, those that were asked for longest ago go.

    A batch is made once however many ask for it at the same time.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit, self._size = limit, 0
        self._held: OrderedDict[Batch, dict[str, bytes]] = OrderedDict()
        self._names: dict[Batch, frozenset[str]] = {}
        self._lock = Lock()
        self._making: defaultdict[Batch, Lock] = defaultdict(Lock)

    def take(self, batch: Batch, path: str, make: Callable[[], Iterable[Artifact]], whole: bool = True) -> bytes | None:
        """The file of the batch at `path`, if it is one of it; without the `whole`, what comes after it is not made."""
        with self._lock:
            making = self._making[batch]
        with making:
            return self._kept(batch, path) or self._made(batch, path, make, whole)

    def _kept(self, batch: Batch, path: str) -> bytes | None:
        with self._lock:
            found = self._held.get(batch, {}).get(path)
            if found is not None:
                self._held.move_to_end(batch)
        return None if found is None else zlib.decompress(found)

    def _made(self, batch: Batch, path: str, make: Callable[[], Iterable[Artifact]], whole: bool) -> bytes | None:
        if batch in self._names and path not in self._names[batch]:
            return None
        names: list[str] = []
        passed: dict[str, bytes] = {}
        size, wanted = 0, None
        for artifact in make():
            names.append(artifact.path)
            wanted = artifact.data if artifact.path == path else wanted
            if size <= self._limit:
                passed[artifact.path] = zlib.compress(artifact.data, 1)
                size += len(passed[artifact.path])
            else:
                passed.clear()
            if wanted is not None and not whole:
                break
        else:
            self._names[batch] = frozenset(names)
        if size <= self._limit:
            self._put(batch, passed, size)
        return wanted

    def _put(self, batch: Batch, files: dict[str, bytes], size: int) -> None:
        with self._lock:
            self._drop(batch)
            while self._held and self._size + size > self._limit:
                self._drop(next(iter(self._held)))
            self._held[batch] = files
            self._size += size

    def _drop(self, batch: Batch) -> None:
        gone = self._held.pop(batch, {})
        self._size -= sum(map(len, gone.values()))
