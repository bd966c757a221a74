"""Many inputs shared out among processes with limits, and what came of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, NamedTuple, TypeAlias

from conftest import REPOSITORY

from fuzzing.targets import TARGETS

Job: TypeAlias = tuple[str | int, ...]
"""A target with the first of its numbers and the one behind the last, or with one name."""

Said: TypeAlias = Mapping[str, Any]
"""What a process says of one input."""

CHUNK = 250


class Fault(NamedTuple):
    """An input that was neither good nor told as it should be."""

    target: str
    number: int | str
    what: str
    trace: str = ""

    def __str__(self) -> str:
        return f"{self.target} {self.number}: {self.what}\n{self.trace}"


class Tally(NamedTuple):
    """How many inputs there were, how many of them were good or told, how long the slowest took, and the faults."""

    inputs: int
    ways: Mapping[str, int]
    slowest_ms: int
    slowest: str
    most_mb: int
    faults: tuple[Fault, ...]


def jobs_for(total: int) -> Iterator[Job]:
    """So many inputs, shared among the targets as each has its part of them, the numbers of each from 0."""
    whole = sum(target.share for target in TARGETS.values())
    for name, target in TARGETS.items():
        count = -(-total * target.share // whole)
        yield from ((name, first, min(first + CHUNK, count)) for first in range(0, count, CHUNK))


def kept_in(folder: Path) -> list[Job]:
    """The inputs that were kept because something was wrong with them once: a folder for each target."""
    return [(path.parent.name, str(path)) for path in sorted(folder.glob("*/*")) if path.is_file()]


def run(jobs: Iterable[Job], workers: int = 1, seconds: float = 2.0) -> Tally:
    """What came of the jobs; an input that took more than `seconds` of processor time is a fault."""
    waiting: SimpleQueue[Job] = SimpleQueue()
    for job in jobs:
        waiting.put(job)
    with ThreadPoolExecutor(workers) as pool:
        shares = list(pool.map(lambda _: list(_worked(waiting, seconds)), range(workers)))
    return _tally([said for share in shares for said in share])


def _tally(said: Sequence[Said]) -> Tally:
    slowest = max(said, key=lambda one: one["ms"], default={"ms": 0, "target": "", "ended": ""})
    faults = (Fault(one["target"], one["ended"], one["fault"], one.get("trace", "")) for one in said if one["fault"])
    return Tally(
        len(said),
        Counter(one["way"] for one in said),
        round(slowest["ms"]),
        f"{slowest['target']} {slowest['ended']}",
        max((one["mb"] for one in said), default=0),
        tuple(faults),
    )


def _worked(waiting: SimpleQueue[Job], seconds: float) -> Iterator[Said]:
    """What one process after the other says of the jobs that it takes; where one dies, the next goes on behind it."""
    left: Job | None = None
    while left or not waiting.empty():
        with _Child(seconds) as child:
            while child.is_alive:
                try:
                    job = left or waiting.get_nowait()
                except Empty:
                    return
                left = yield from child.work(job)


class _Child:
    """A process that is fed with jobs."""

    def __init__(self, seconds: float) -> None:
        tests = REPOSITORY / "tests"
        path = os.pathsep.join((str(REPOSITORY), str(tests), os.environ.get("PYTHONPATH", "")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fuzzing.child", str(seconds)],
            cwd=tests,
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.is_alive = True
        if self._next() != {"ready": True}:
            raise RuntimeError("the process that is to be fed does not start")

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def work(self, job: Job) -> Generator[Said, None, Job | None]:
        """What becomes of each input; the part of the job that is left where the process ends before it is done."""
        self._tell(job)
        left: Job | None = job
        begun: int | str | None = None
        while (said := self._next()) is not None:
            if "done" in said:
                return None
            if "begun" in said:
                begun = said["begun"]
                continue
            yield {"target": job[0], **said}
            left, begun = _behind(job, said["ended"]), None
        self.is_alive = False
        if begun is None:
            if left == job:
                raise RuntimeError(f"the first input of {job} cannot be made: {self._end()}")
            return left
        yield {
            "target": job[0],
            "ended": begun,
            "fault": f"the process ended: {self._end()}",
            "way": "fault",
            "ms": 0,
            "mb": 0,
        }
        return _behind(job, begun)

    def _tell(self, job: Job) -> None:
        stdin = self._pipe(self._process.stdin)
        stdin.write(json.dumps(job) + "\n")
        stdin.flush()

    def _next(self) -> Any:
        """The next line that the process writes; nothing where it has ended."""
        line = self._pipe(self._process.stdout).readline()
        return json.loads(line) if line else None

    def _end(self) -> int:
        self._process.kill()
        return self._process.wait()

    @staticmethod
    def _pipe(found: IO[str] | None) -> IO[str]:
        assert found is not None
        return found


def _behind(job: Job, number: int | str) -> Job | None:
    """What is left of a job behind that input."""
    is_more = isinstance(number, int) and number + 1 < int(job[2])
    return (job[0], number + 1, job[2]) if is_more and isinstance(number, int) else None
