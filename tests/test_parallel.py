"""Shared work gives the same results in the same order, wherever and by however many processes it is done."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cluster import WorkStopped
from generator.parallel import (
    DIED,
    LEAST,
    Recipe,
    Start,
    State,
    cores,
    plain,
    quotas,
    split,
    workers,
)

STARTS: tuple[Start, ...] = ("fork", "spawn")


def times(factor: int, number: int) -> int:
    return factor * number


def process(_: object, __: object) -> int:
    return os.getpid()


def process_for_a_while(_: object, __: object) -> int:
    time.sleep(0.01)
    return os.getpid()


def process_and_state(state: list[int], _: object) -> tuple[int, int]:
    return os.getpid(), id(state)


def end_elsewhere(_: object, number: int) -> int:
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail_at_three(_: object, number: int) -> int:
    if number == 3:
        raise ValueError(f"chunk {number}")
    return number


def never(_: bytes) -> int:
    raise LookupError("no state can be made")


def unneeded() -> Recipe[int]:
    raise AssertionError("nobody asks how to make what is there already")


@pytest.mark.parametrize(("jobs", "start"), [(1, "fork"), (2, "fork"), (3, "fork"), (20, "fork"), (2, "spawn")])
def test_results_keep_the_chunks_order(jobs: int, start: Start) -> None:
    with workers(jobs, start=start) as shared:
        assert list(shared.each(times, plain(3), range(10))) == [3 * n for n in range(10)]


def test_chunks_go_to_other_processes() -> None:
    with workers(2, start="spawn") as shared:
        assert os.getpid() not in set(shared.each(process, plain(0), range(4)))


@pytest.mark.parametrize("jobs", [2, 3])
def test_beside_forked_processes_this_one_works_too(jobs: int) -> None:
    with workers(jobs, start="fork") as shared:
        busy = set(shared.each(process_for_a_while, plain(0), range(40)))
    assert os.getpid() in busy
    assert len(busy) == jobs


@pytest.mark.parametrize("chunks", [(), ("one",)])
def test_a_lone_chunk_stays_in_this_process(chunks: Sequence[str]) -> None:
    with workers(4) as shared:
        assert list(shared.each(process, State(0, unneeded), chunks)) == [os.getpid()] * len(chunks)


def test_one_process_needs_no_recipe_and_looks_no_chunk_ahead() -> None:
    results = workers(1).each(times, State(2, unneeded), count())
    assert [next(results) for _ in range(3)] == [0, 2, 4]


def test_a_forked_process_inherits_the_state() -> None:
    unsendable = State({"lock": threading.Lock()}, unneeded)
    with workers(2, start="fork") as shared:
        assert len(set(shared.each(process_and_state, unsendable, range(6)))) <= 2


def test_a_spawned_process_makes_the_state_once_for_all_work_with_it() -> None:
    state = plain([1, 2, 3])
    with workers(2, start="spawn") as shared:
        seen = [found for _ in range(2) for found in shared.each(process_and_state, state, range(6))]
    assert len(set(seen)) == len({pid for pid, _ in seen}) <= 2


def test_spawned_processes_get_each_works_own_state() -> None:
    with workers(2, start="spawn") as shared:
        assert [list(shared.each(times, plain(factor), range(3))) for factor in (1, 5)] == [[0, 1, 2], [0, 5, 10]]


@pytest.mark.parametrize("start", STARTS)
def test_a_process_that_dies_is_told_with_what_to_do(start: Start) -> None:
    with workers(2, start=start) as shared:
        with pytest.raises(WorkStopped) as lost:
            list(shared.each(end_elsewhere, plain(0), range(9)))
        assert str(lost.value) == DIED
        assert list(shared.each(times, plain(1), range(9))) == list(range(9))


@pytest.mark.parametrize("start", STARTS)
def test_what_a_chunk_raises_is_raised_here(start: Start) -> None:
    with workers(2, start=start) as shared, pytest.raises(ValueError, match="chunk 3"):
        list(shared.each(fail_at_three, plain(0), range(9)))


def test_a_state_that_cannot_be_made_is_told_by_its_own_error() -> None:
    with workers(2, start="spawn") as shared, pytest.raises(LookupError, match="no state"):
        list(shared.each(times, State(1, lambda: Recipe(never, b"")), range(9)))


def test_chunks_are_sent_as_results_are_taken() -> None:
    sent: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(1_000):
            sent.append(number)
            yield number

    with workers(2, start="fork") as shared:
        results = shared.each(times, plain(1), chunks())
        assert next(results) == 0
        assert len(sent) < 20
        results.close()  # type: ignore[attr-defined]


def test_no_copy_is_made_of_a_process_with_threads() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        with workers(2) as shared:
            assert list(shared.each(times, plain(2), range(3))) == [0, 2, 4]
            with pytest.raises(AssertionError, match="nobody asks"):
                list(shared.each(times, State(2, unneeded), range(3)))
    finally:
        done.set()
        waiting.join()


@given(st.integers(0, 5_000), st.integers(1, 9), st.integers(1, 300))
def test_chunks_are_all_items_in_their_order(total: int, jobs: int, least: int) -> None:
    chunks = split(range(total), jobs, least)
    assert [item for chunk in chunks for item in chunk] == list(range(total))
    assert len(chunks) == 1 or min(map(len, chunks)) >= least
    assert max(map(len, chunks)) <= max(2_000, 2 * least)


def test_chunks_are_smaller_than_a_share() -> None:
    assert max(map(len, split(range(10_000), 2))) <= 10_000 / 2 / 4


def test_little_work_is_one_chunk() -> None:
    assert len(split(range(2 * LEAST - 1), 8)) == 1


@pytest.mark.parametrize(
    ("written", "cores_given"),
    [("max 100000", []), ("200000 100000", [2]), ("150000 100000", [2]), ("50000 100000", [1]), ("nonsense", [])],
)
def test_a_containers_quota_is_read(tmp_path: Path, written: str, cores_given: list[int]) -> None:
    own = tmp_path / "cgroup"
    own.write_text("1:cpu:/else\n0::/one/two\n")
    (tmp_path / "one/two").mkdir(parents=True)
    (tmp_path / "one/cpu.max").write_text(f"{written}\n")
    assert list(quotas(tmp_path, own)) == cores_given


def test_every_group_around_a_process_limits_it(tmp_path: Path) -> None:
    own = tmp_path / "cgroup"
    own.write_text("0::/one\n")
    (tmp_path / "one").mkdir()
    (tmp_path / "one/cpu.max").write_text("400000 100000\n")
    (tmp_path / "cpu.max").write_text("300000 100000\n")
    assert list(quotas(tmp_path, own)) == [4, 3]


def test_no_quota_is_found_where_there_are_no_groups(tmp_path: Path) -> None:
    assert list(quotas(tmp_path, tmp_path / "none")) == []


@pytest.mark.parametrize(("limits", "expected"), [([], 4), ([9], 4), ([2, 3], 2), ([0], 1)])
def test_as_many_processes_are_used_as_there_are_cores(
    limits: list[int], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.parallel.quotas", lambda *_: iter(limits))
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(4), raising=False)
    assert cores() == workers().count == expected
