"""A process that feeds targets within limits of time and memory, and says of each input how it went.

It reads jobs, one a line: `[target, first, last]` for numbered inputs, `[target, file]` for one that was kept. It
writes a line before each input and one after it, so that whoever started it knows what it died of.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import FrameType

from fuzzing.bombs import BOMBS
from fuzzing.inputs import FAMILIES, made
from fuzzing.targets import TARGETS, badly_told

SECONDS = 2.0
"""The processor time that one input may take."""

MEGABYTES = 500
"""The memory that one input may take beyond what the program itself has."""

STUCK = 60.0
"""The processor time after which the system ends the process: what it does cannot be interrupted otherwise."""

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


def _kilobytes() -> int:
    """The most memory that this process has ever held."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // 1024 if sys.platform == "darwin" else used


def _limit_memory() -> None:
    """Whatever asks for much more than is allowed is refused it, where the system can do so."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmData"))
        bound = (held << 10) + ((MEGABYTES + 200) << 20)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def _inputs(job: Sequence[str | int]) -> Iterator[tuple[int | str, Callable[[], bytes]]]:
    target = str(job[0])
    numbers = range(int(job[1]), int(job[2])) if len(job) == 3 else job[1:]
    for number in numbers:
        yield number, lambda number=number: data_of(target, number)  # type: ignore[misc]


def main() -> None:
    """Takes jobs until there are no more."""
    for target in TARGETS:
        for seed in _seeds(target)[:_WARMING]:
            list(TARGETS[target].run(seed))
    signal.signal(signal.SIGPROF, _ring)
    _limit_memory()
    base = _kilobytes()
    limit = float(sys.argv[1])
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        for number, make in _inputs(job):
            data = make()
            print(json.dumps({"begun": number}), flush=True)
            answer: Mapping[str, object] = fed(str(job[0]), data, limit)
            more = (_kilobytes() - base) >> 10
            if more > MEGABYTES and not answer["fault"]:
                answer = {**answer, "fault": f"it took {more} MB"}
            print(json.dumps({"ended": number, **answer, "mb": more}), flush=True)
            if more > MEGABYTES:
                return  # the next one starts afresh
        print(json.dumps({"done": True}), flush=True)


if __name__ == "__main__":
    main()
