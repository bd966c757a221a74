"""What is remembered is made once, and whoever asks for it again has looked up what it was made from."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from generator.reads import listening, note, remembered

READ = ("record", "guide", "a-guide")


def made(number: int) -> int:
    note((*READ[:2], f"guide-{number % 2}"))
    return number


def test_what_is_remembered_is_noted_each_time() -> None:
    store: dict[Hashable, Any] = {}
    for _ in range(2):
        with listening() as heard:
            assert remembered(store, "one", lambda: made(1)) == 1
        assert heard == {("record", "guide", "guide-1")}


def test_who_looked_up_the_same_shares_what_was_looked_up() -> None:
    store: dict[Hashable, Any] = {}
    with listening():
        for number in range(4):
            remembered(store, number, lambda number=number: made(number))
    assert len({id(heard) for _, heard in store.values()}) == 2


def test_a_store_forgets_the_oldest_and_gives_the_same_again() -> None:
    store: dict[Hashable, Any] = {}
    with listening() as heard:
        for _ in range(2):
            found = [remembered(store, number, lambda number=number: made(number), 8) for number in range(20)]
            assert found == list(range(20))
            assert len(store) <= 8
            assert 19 in store
            assert 0 not in store
    assert len(heard) == 2
