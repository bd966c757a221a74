"""A batch is made once, however many ask; what does not fit is made again, and nothing is kept beyond the limit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from threading import Barrier, Thread

from generator.model.artifacts import Artifact
from generator.serving.shelf import Shelf


class Maker:
    """Makes files of random bytes, which no compression makes smaller, and counts."""

    def __init__(self, count: int, size: int) -> None:
        self.data = [random.Random(i).randbytes(size) for i in range(count)]
        self.made = 0

    def __call__(self) -> Iterator[Artifact]:
        for i, data in enumerate(self.data):
            self.made += 1
            yield Artifact(f"{i}", data)


def test_a_batch_is_made_once_for_all_its_files() -> None:
    shelf, maker = Shelf(), Maker(3, 100)
    assert [shelf.take(("a",), f"{i}", maker) for i in (2, 0, 1, 2)] == [maker.data[i] for i in (2, 0, 1, 2)]
    assert maker.made == 3


def test_a_batch_is_made_once_for_all_that_ask_at_the_same_time() -> None:
    shelf, maker, start = Shelf(), Maker(3, 100), Barrier(8)
    found: list[bytes | None] = []

    def ask() -> None:
        start.wait()
        found.append(shelf.take(("a",), "1", maker))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [maker.data[1]] * 8
    assert maker.made == 3


def test_a_file_that_a_batch_does_not_hold_is_known_not_to_be_there() -> None:
    shelf, maker = Shelf(), Maker(3, 100)
    assert [shelf.take(("a",), "9", maker) for _ in range(3)] == [None] * 3
    assert maker.made == 3


def test_an_empty_file_is_a_file() -> None:
    assert Shelf().take(("a",), "x", lambda: [Artifact("x", b"")]) == b""


def test_no_more_is_made_than_the_file_where_not_the_whole_is_wanted() -> None:
    shelf, maker = Shelf(), Maker(3, 100)
    assert shelf.take(("a",), "0", maker, whole=False) == maker.data[0]
    assert maker.made == 1
    assert shelf.take(("a",), "2", maker, whole=False) == maker.data[2]
    assert shelf.take(("a",), "9", maker, whole=False) is None


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    shelf, makers = Shelf(limit=2500), {name: Maker(1, 1000) for name in "abc"}
    for name in "abac":
        shelf.take((name,), "0", makers[name])
    shelf.take(("a",), "0", makers["a"])
    assert (makers["a"].made, makers["b"].made) == (1, 1)
    shelf.take(("b",), "0", makers["b"])
    assert makers["b"].made == 2


def test_a_batch_that_does_not_fit_is_answered_all_the_same() -> None:
    shelf, maker = Shelf(limit=1500), Maker(4, 1000)
    assert [shelf.take(("a",), f"{i}", maker) for i in (3, 0)] == [maker.data[3], maker.data[0]]
    assert maker.made == 8
