"""What one process used, with all that it started: wall and CPU time, memory, how many ran at once.

The measuring process stays small, because Linux counts a parent's memory at the start of a child into the child's peak.
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parent
CLOCK = datetime(2026, 7, 1, 4, tzinfo=UTC)
"""The building date, on which the newest made-up calls are open."""

MEGABYTE = 1_000_000
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
SAMPLING = 0.2
NOTHING: Mapping[str, str] = {}


class Usage(NamedTuple):
    """What one process and those it started used: seconds, megabytes, and how many ran at once."""

    wall: float
    cpu: float
    largest: float
    together: float
    processes: int


def run(arguments: Sequence[str], folder: Path) -> Usage:
    """One run of this Python with `arguments`, its output kept in `folder`; its failure is ours."""
    return measured([sys.executable, *arguments], folder)


def measured(command: Sequence[str], folder: Path, at: Path = PROJECT, told: Mapping[str, str] = NOTHING) -> Usage:
    """One run of a command from the folder `at`, its output kept in `folder`; its failure is ours."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(CLOCK.timestamp())), **told}
    os.sync()
    with (folder / "output").open("wb") as output, (folder / "errors").open("wb") as errors:
        start = perf_counter()
        child = subprocess.Popen(command, cwd=at, env=environment, stdout=output, stderr=errors)
        with family_watched(child.pid) as family:
            _, status, usage = os.wait4(child.pid, 0)
        wall = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit("".join((folder / name).read_text(errors="replace") for name in ("output", "errors")))
    return used(wall, usage, family)


def used(wall: float, usage: resource.struct_rusage, family: Family) -> Usage:
    """What the system counted, and what was seen of processes that shared the work."""
    largest = usage.ru_maxrss * PEAK_UNIT / MEGABYTE
    together = max(largest, family.peak / MEGABYTE)
    return Usage(wall, usage.ru_utime + usage.ru_stime, largest, together, family.processes)


class Family:
    """The most memory that a process and those it started held at once, in bytes, and how many they were.

    A single process is left to the system's own count. Of several, each one's proportional share is added, so that
    pages they share count once. Only Linux tells; elsewhere there is always one.
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.processes = pid, 0, 1
        self.done = threading.Event()

    def watch(self) -> None:
        """Looks again and again until `done` is set."""
        while not self.done.wait(SAMPLING):
            members = list(descent(self.pid))
            self.processes = max(self.processes, len(members))
            if len(members) > 1:
                self.peak = max(self.peak, sum(map(proportional_share, members)))


@contextlib.contextmanager
def family_watched(pid: int) -> Iterator[Family]:
    """A watched family; the watching ends with the block."""
    family = Family(pid)
    watcher = threading.Thread(target=family.watch)
    watcher.start()
    try:
        yield family
    finally:
        family.done.set()
        watcher.join()


def descent(pid: int) -> Iterator[int]:
    """The process and all that descend from it, as far as the system tells."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in listed.read_text().split():
                yield from descent(int(child))


def proportional_share(pid: int) -> int:
    """The process's memory in bytes, shared pages divided among those who share them; none once it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def size_of(folder: Path) -> dict[str, int]:
    """How many files a folder holds, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return {"files": len(sizes), "bytes": sum(sizes)}
