"""Memory that was freed goes back to the system, or nothing happens."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from generator import memory

PIECES, SIZE = 4_000, 8_000


def resident() -> int:
    """How many bytes of this process lie in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


def test_what_lies_between_things_that_stay_is_given_back() -> None:
    pieces = [bytearray(SIZE) for _ in range(PIECES)]
    staying = pieces[::50]
    del pieces
    before = resident()
    memory.give_back()
    assert before - resident() > PIECES * SIZE // 2
    assert len(staying) == PIECES // 50


@pytest.mark.parametrize("wrong", [AttributeError, OSError, TypeError])
def test_a_library_that_keeps_nothing_is_left_alone(wrong: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(name: str | None) -> object:
        raise wrong(name)

    memory._trim.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", refused)
    memory.give_back()
    memory._trim.cache_clear()
