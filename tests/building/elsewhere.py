"""`elsewhere.py SEED WORD…` runs the command line as if folders were listed in another order, by a seed."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

_scandir, _listdir = os.scandir, os.listdir


class _Shuffled:
    """The entries of a folder in an order of their own."""

    def __init__(self, found: list[os.DirEntry[str]]) -> None:
        self._entries = iter(found)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: BaseException | TracebackType | type[BaseException] | None) -> None:
        del raised

    def close(self) -> None:
        """There is nothing to close."""


def shuffle(seed: str) -> None:
    """From now on folders are listed in an order that depends on the seed."""
    chance = random.Random(seed)

    def scandir(*given: Any) -> _Shuffled:
        with _scandir(*given) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        return _Shuffled(chance.sample(found, len(found)))

    def listdir(*given: Any) -> list[Any]:
        found = sorted(_listdir(*given))
        return chance.sample(found, len(found))

    os.scandir, os.listdir = scandir, listdir  # type: ignore[assignment]


def main() -> None:
    """Runs what the command line says."""
    shuffle(sys.argv.pop(1))
    from generator.cli import main as run

    run()


if __name__ == "__main__":
    main()
