"""Measures `zhangbang check` and `build` on made-up records: `python bench/run.py --records 10000 --rounds 3`.

Each command runs as a whole process, in turns, beside the floor of any build: copying the finished site. This process
stays small, because Linux counts a parent's memory at the start of a child into the child's peak.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parent
CLOCK = datetime(2026, 7, 1, 4, tzinfo=UTC)
"""The building date, on which the newest made-up calls are open."""

COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"
MEGABYTE = 1_000_000
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
SAMPLING = 0.05


class Usage(NamedTuple):
    """What one process and those it started used: seconds, megabytes, and how many ran at once."""

    wall: float
    cpu: float
    largest: float
    together: float
    processes: int


class Round(NamedTuple):
    """One turn of each measured command."""

    check: Usage
    build: Usage
    copy: Usage


LABELS: Mapping[str, str] = {
    "wall": "wall, s",
    "cpu": "user + sys CPU, s",
    "largest": "peak memory of the largest process, MB",
    "together": "peak memory of all processes, MB",
    "processes": "processes at once",
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=PROJECT / ".zhangbang" / "bench.json", help="the JSON file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhangbang-bench-") as folder:
        found = measure(Path(folder), options.records, options.rounds, options.seed)
    print(table(found))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def measure(folder: Path, records: int, rounds: int, seed: int) -> dict[str, Any]:
    """The figures of all rounds, and of what they were measured on."""
    project = folder / "project"
    run([str(BENCH / "corpus.py"), "--records", str(records), "--seed", str(seed), "--out", str(project)], folder)
    require_no_problems(project, folder)
    done = [one_round(project, folder) for _ in range(rounds)]
    return {
        "platform": platform.platform(),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "records": records,
        "seed": seed,
        "rounds": rounds,
        "content": size_of(project / "content"),
        "site": size_of(project / "site"),
        "figures": dict(figures(done)),
    }


def one_round(project: Path, folder: Path) -> Round:
    """Checks, builds into no older site, and copies what was built."""
    copy = folder / "copy"
    for old in (project / "site", copy):
        shutil.rmtree(old, ignore_errors=True)
    check = run(["-m", "generator", "check", "--root", str(project)], folder)
    build = run(["-m", "generator", "build", "--root", str(project), "--site", str(project / "site")], folder)
    return Round(check, build, run(["-c", COPY, str(project / "site"), str(copy)], folder))


def require_no_problems(project: Path, folder: Path) -> None:
    """Stops where the made-up records have problems: their wording would be measured too."""
    run(["-m", "generator", "check", "--root", str(project), "--format", "json"], folder)
    if json.loads((folder / "output").read_text(encoding="utf-8")):
        raise SystemExit(f"the made-up records have problems:\n{(folder / 'output').read_text(encoding='utf-8')}")


def run(arguments: Sequence[str], folder: Path) -> Usage:
    """One run of this Python with `arguments`, its output kept in `folder`; its failure is ours."""
    return measured([sys.executable, *arguments], folder)


def measured(command: Sequence[str], folder: Path) -> Usage:
    """One run of a command, its output kept in `folder`; its failure is ours."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(CLOCK.timestamp()))}
    os.sync()
    with (folder / "output").open("wb") as output, (folder / "errors").open("wb") as errors:
        start = perf_counter()
        child = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=errors)
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


def figures(rounds: Sequence[Round]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each command's measures over all rounds, then the build's time in copies of its site."""
    for name in Round._fields:
        usages = [getattr(one, name) for one in rounds]
        yield name, {measure: spread([getattr(usage, measure) for usage in usages]) for measure in Usage._fields}
    for measure in ("wall", "cpu"):
        ratios = [getattr(one.build, measure) / getattr(one.copy, measure) for one in rounds]
        yield f"build ÷ copy, {measure}", {"ratio": spread(ratios)}


def spread(values: Sequence[float]) -> dict[str, Any]:
    """The least, middle and greatest of the values, and all in their order."""
    rounded = [round(value, 3) for value in values]
    return {"min": min(rounded), "median": median(rounded), "max": max(rounded), "rounds": rounded}


def table(found: Mapping[str, Any]) -> str:
    """The figures as Markdown."""
    site, content = found["site"], found["content"]
    lines = [
        f"{found['records']:,} records ({content['bytes'] / MEGABYTE:.0f} MB) → {site['files']:,} files "
        f"({site['bytes'] / MEGABYTE:.0f} MB); {found['rounds']} rounds; Python {found['python']}, "
        f"{found['cpus']} CPUs, {found['platform']}",
        "",
        "| command | measure | min | median | max |",
        "|---|---|---:|---:|---:|",
        *(line for name, measures in found["figures"].items() for line in rows(name, measures)),
    ]
    return "\n".join(lines)


def rows(name: str, measures: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """A command's lines: what tells one process from several only where there were several."""
    alone = "processes" in measures and measures["processes"]["max"] == 1
    for measure, values in measures.items():
        if not (alone and measure in ("together", "processes")):
            yield row(name, measure, values)


def row(name: str, measure: str, values: Mapping[str, float]) -> str:
    """One line of the table."""
    shown = " | ".join(
        f"{values[key]:.2f}" if values[key] < 100 else f"{values[key]:.0f}" for key in ("min", "median", "max")
    )
    return f"| {name} | {LABELS.get(measure, '')} | {shown} |"


if __name__ == "__main__":
    main()
