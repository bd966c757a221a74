"""Measures the exports of made-up records: `python bench/exports.py --records 10000 --rounds 3`.

The records are read once. Each step then runs in a process of its own, forked from this one, so that its time and the
memory it adds are its own; files are made and not written. The last line is the workbook as XlsxWriter makes it, which
ours is not made with: it needs `pip install xlsxwriter` and is left out without it.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import io
import json
import multiprocessing
import os
import platform
import resource
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from corpus import write_project
from run import CLOCK, MEGABYTE, PEAK_UNIT, PROJECT

from generator.exports.api import compile_api
from generator.exports.bulk import Bulk, bulk_of, compile_bulk, compile_sums, compile_workbook, compile_zip
from generator.exports.csvs import compile_csvs
from generator.exports.files import made
from generator.exports.lines import lines_of
from generator.exports.rows import plains, rows_of
from generator.exports.sqlite import compile_sqlite
from generator.parallel import cores, workers
from generator.pipeline import EXPORTERS, check
from generator.render.pages import site_of
from generator.render.view import Site

Step = Callable[[], object]


class Spent(NamedTuple):
    """What one step took: seconds, and the megabytes that it added to what was there."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=PROJECT / ".zhangbang" / "bench-exports.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhangbang-bench-") as folder:
        site = read(Path(folder), options.records, options.seed)
    found = {name: [measured(step) for _ in range(options.rounds)] for name, step in steps(site).items()}
    print("\n".join(table(found, options.records)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def read(folder: Path, records: int, seed: int) -> Site:
    """The site of made-up records that count as real ones."""
    project = folder / "project"
    write_project(project, records, seed)
    for file in project.glob("content/*/**/*.yml"):
        file.write_text(file.read_text("utf-8").replace("\nsample: true\n", "\n"), "utf-8")
    found = check(project, workers())
    if found.settings is None or found.has_errors:
        raise SystemExit(f"the made-up records have {len(found.problems)} problems")
    gc.freeze()
    return site_of(found.catalog, found.settings, f"{CLOCK:%Y-%m-%dT%H:%M}", "https://example.org/", "")


def steps(site: Site) -> Mapping[str, Step]:
    """What is measured, by name."""
    values = list(plains(site))
    bulk = bulk_of(site, values)
    files = [*compile_bulk(site, values), lines_of("challenge", (json.dumps(value).encode() for value in values))]
    found: dict[str, Step] = {
        "plain values": lambda: run_out(plains(site)),
        "rows of all tables": lambda: rows_of(bulk.tables, values, site.url),
        "CSV": lambda: run_out(compile_csvs(bulk.tables, bulk.rows)),
        "SQLite": lambda: compile_sqlite(bulk.tables, bulk.rows),
        "Excel, one process": lambda: compile_workbook(bulk),
        "Excel": lambda: compile_workbook(bulk, cores()),
        "ZIP and checksums": lambda: (compile_zip(site, files, cores()), compile_sums(map(made, files))),
        "API and JSON Lines": lambda: run_out(compile_api(site)),
        "all exporters of a build, one after another": lambda: [run_out(each(site)) for each in EXPORTERS],
    }
    if importlib.util.find_spec("xlsxwriter"):
        found["Excel by XlsxWriter, constant memory"] = partial(by_library, bulk)
    return found


def run_out(made: Iterator[Any]) -> None:
    """Makes every file and keeps none."""
    deque(made, maxlen=0)


def by_library(bulk: Bulk) -> bytes:
    """The same cells by XlsxWriter, without headings in two languages."""
    from xlsxwriter import Workbook

    whole = io.BytesIO()
    guesses = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(whole, {"constant_memory": True, **guesses}) as book:
        for table_made in bulk.tables:
            sheet = book.add_worksheet(table_made.name)
            for number, row in enumerate(bulk.rows[table_made.name]):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return whole.getvalue()


def measured(step: Step) -> Spent:
    """One run of a step in a process of its own."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_tell, args=(step, theirs))
    child.start()
    found: Spent = ours.recv()
    child.join()
    return found


def _tell(step: Step, to: Connection) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = perf_counter()
    step()
    wall = perf_counter() - start
    after, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + others.ru_utime + others.ru_stime
    to.send(Spent(wall, cpu, (after.ru_maxrss - before.ru_maxrss) * PEAK_UNIT / MEGABYTE))


def table(found: Mapping[str, list[Spent]], records: int) -> Iterator[str]:
    """The figures as Markdown: least and middle wall time, CPU time, added memory."""
    yield f"{records:,} records; Python {platform.python_version()}, {os.cpu_count()} CPUs, {platform.platform()}\n"
    yield "| step | wall, s | median | CPU, s | MB added |"
    yield "|---|---:|---:|---:|---:|"
    for name, spent in found.items():
        walls, cpu = [one.wall for one in spent], min(one.cpu for one in spent)
        yield f"| {name} | {min(walls):.2f} | {median(walls):.2f} | {cpu:.2f} | {max(s.memory for s in spent):.0f} |"


if __name__ == "__main__":
    main()
