"""Work shared among processes: the same results in the same order, however many there are."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_SHARING = 500
"""Below so many items a second process costs more than it saves."""

_work: Callable[[int], Any] | None = None


def cores() -> int:
    """How many processes the machine runs at once; one where it cannot fork."""
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    return len(os.sched_getaffinity(0)) if can_fork and hasattr(os, "sched_getaffinity") else 1


def in_shares(work: Callable[[Sequence[T]], R], items: Sequence[T], jobs: int, worth: int = WORTH_SHARING) -> list[R]:
    """What `work` makes of each contiguous share of `items`, in order; `jobs` processes forked from this one."""
    count = min(jobs, max(1, len(items) // worth))
    if count == 1:
        return [work(items)]
    bounds = [len(items) * i // count for i in range(count + 1)]
    return _forked(lambda i: work(items[bounds[i] : bounds[i + 1]]), count, count)


def in_turns(work: Callable[[T], R], items: Sequence[T], jobs: int) -> list[R]:
    """What `work` makes of each item, in order; each goes to whichever process is free, so that uneven work is even."""
    if jobs < 2 or len(items) < 2:
        return [work(item) for item in items]
    return _forked(lambda i: work(items[i]), len(items), jobs)


def _forked(work: Callable[[int], R], count: int, jobs: int) -> list[R]:
    """What `work` makes of each number below `count` in processes forked from this one."""
    global _work
    _work = work  # inherited by the forked processes
    try:
        with multiprocessing.get_context("fork").Pool(min(jobs, count)) as pool:
            return pool.map(_call, range(count), chunksize=1)
    finally:
        _work = None


def _call(share: int) -> Any:
    assert _work is not None, "set before the processes were forked"
    return _work(share)
