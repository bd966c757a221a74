"""A process that feeds targets within limits of time and memory, and says of each input how it went.

It reads jobs, one a line: `[target, first, last]` for numbered inputs, `[target, file]` for one that was kept. It
writes a line before each input and one after it, so that whoever started it knows what it died of.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import IO

from fuzzing.bombs import BOMBS
from fuzzing.inputs import FAMILIES, made
from fuzzing.targets import TARGETS, badly_told

SECONDS = 2.0
"""The processor time that one input may take."""

MEGABYTES = 500
"""The memory that one input may take beyond what the program itself has."""

STUCK = 60.0
"""The processor time after which the system ends the process: what it does cannot be interrupted otherwise."""

_STATUS, _FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")

_WARMING = 3
"""Before it is measured, every target has had so many inputs: what is read once for all counts for none of them."""


class TooLong(BaseException):
    """An input took longer than it may."""


def data_of(target: str, number: int | str) -> bytes:
    """The input of that number, of that name among those made to do harm, or in that file."""
    if isinstance(number, str):
        return BOMBS[target][number]() if number in BOMBS.get(target, {}) else Path(number).read_bytes()
    seeds = _seeds(target)
    return (
        seeds[number]
        if number < min(_WARMING, len(seeds))
        else made(target, seeds, FAMILIES[TARGETS[target].family], number)
    )


@cache
def _seeds(target: str) -> Sequence[bytes]:
    return TARGETS[target].seeds()


def fed(target: str, data: bytes, limit: float = SECONDS) -> dict[str, str | float]:
    """What became of the input: `fault` and, for an error, its `trace`; `good` or `told`; and the milliseconds."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, STUCK)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        problems = list(TARGETS[target].run(data))
        signal.setitimer(signal.ITIMER_PROF, 0)
        answer = {"fault": badly_told(TARGETS[target], problems), "way": "told" if problems else "good"}
    except (TooLong, MemoryError, Exception) as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        answer = {"fault": _said(error), "trace": traceback.format_exc(limit=-6), "way": "fault"}
    return {**answer, "ms": (time.process_time() - started) * 1000}


def _said(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "generator" in frame.filename or "fuzzing" in frame.filename] or frames
    where = f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "?"
    return f"{type(error).__name__} in {where}: {str(error)[:120]}"


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


def _held(what: str) -> int:
    """The kilobytes that the system says of this process; 0 where it says nothing."""
    return next((int(line.split()[1]) for line in _STATUS.read_text().splitlines() if line.startswith(what)), 0)


@contextmanager
def _memory_limited() -> Iterator[Callable[[], int]]:
    """Whatever asks for much more than is allowed meanwhile is refused it; gives what says how many megabytes it took.

    What was held before, for the making of the input too, counts for nothing. Where a system has no `/proc`, nothing is
    limited and 0 is said.
    """
    if not _STATUS.exists():
        yield lambda: 0
        return
    _FORGET.write_text("5")  # the most that was ever held is from now on what is held now
    before = _held("VmRSS")
    bound = (_held("VmData") << 10) + ((MEGABYTES + 200) << 20)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, resource.RLIM_INFINITY))
    try:
        yield lambda: max(0, _held("VmHWM") - before) >> 10
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _inputs(job: Sequence[str | int]) -> Iterator[tuple[int | str, Callable[[], bytes]]]:
    target = str(job[0])
    numbers = range(int(job[1]), int(job[2])) if len(job) == 3 else job[1:]
    for number in numbers:
        yield number, lambda number=number: data_of(target, number)  # type: ignore[misc]


def _alone() -> IO[str]:
    """The way to whoever started this process; what anything else prints goes where errors go."""
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return said


def main() -> None:
    """Takes jobs until there are no more."""
    said = _alone()

    def tell(**words: object) -> None:
        print(json.dumps(words), file=said, flush=True)

    for target in TARGETS:
        for seed in _seeds(target)[:_WARMING]:
            list(TARGETS[target].run(seed))
    signal.signal(signal.SIGPROF, _ring)
    limit = float(sys.argv[1])
    tell(ready=True)
    for line in sys.stdin:
        job = json.loads(line)
        for number, make in _inputs(job):
            data = make()
            tell(begun=number)
            with _memory_limited() as taken:
                answer: Mapping[str, object] = fed(str(job[0]), data, limit)
                more = taken()
            if more > MEGABYTES and not answer["fault"]:
                answer = {**answer, "fault": f"it took {more} MB"}
            tell(ended=number, **answer, mb=more)
            if more > MEGABYTES:
                return  # the next one starts afresh
        tell(done=True)


if __name__ == "__main__":
    main()
