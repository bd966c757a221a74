"""Measures the exports of made-up records: `python bench/exports.py --records 10000 --rounds 3`.

The records are read once. Each step then runs in a process of its own, forked from this one, so that its time and the
memory it adds are its own; files are written, as in a build. The last line is the workbook as XlsxWriter makes
it, which ours is not made with: it needs `pip install xlsxwriter` and is left out without it.
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
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from corpus import write_project
from run import CLOCK, MEGABYTE, PEAK_UNIT, PROJECT

from generator import editing, writer
from generator.exports.files import is_told, noted
from generator.exports.stock import Stock
from generator.exports.tables import Table, tables_of
from generator.exports.waves import WAVES, Written
from generator.feeds.atom import compile_feeds
from generator.feeds.ics import compile_calendars
from generator.model.artifacts import File, Made
from generator.parallel import cores
from generator.pipeline import check
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
        made = steps(site, Path(folder) / "site")
        found = {name: [measured(step) for _ in range(options.rounds)] for name, step in made.items()}
    print("\n".join(table(found, options.records)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def read(folder: Path, records: int, seed: int) -> Site:
    """The site of made-up records that count as real ones."""
    project = folder / "project"
    write_project(project, records, seed)
    for file in project.glob("content/*/**/*.yml"):
        file.write_text(file.read_text("utf-8").replace("\nsample: true\n", "\n"), "utf-8")
    found = check(project, cores())
    if found.settings is None or found.has_errors:
        raise SystemExit(f"the made-up records have {len(found.problems)} problems")
    gc.freeze()
    return site_of(found.catalog, found.settings, f"{CLOCK:%Y-%m-%dT%H:%M}", "https://example.org/", "")


def steps(site: Site, folder: Path) -> Mapping[str, Step]:
    """What is measured, by name: the pieces of each wave by the words that their names share, and feeds."""
    written, found = Written(folder), dict[str, Step]()
    for wave in WAVES:
        groups: dict[str, list[Step]] = defaultdict(list)
        shares = []
        for name, make in wave(site, written):
            group = "blocks" if wave is WAVES[0] else " ".join(name.split()[: 1 if name.startswith("api") else 2])
            groups[group].append(partial(write, folder / "again", make))
            shares.append(write(folder, make))
        found |= {group: partial(run_all, made) for group, made in groups.items()}
        paths = chain(written.paths, *(paths for paths, _ in shares))
        told = chain(written.made, *(told for _, told in shares))
        written = Written(folder, tuple(paths), tuple(told))
    for lang in site.settings.site.languages:
        found[f"feeds, {lang}"] = partial(write, folder / "again", partial(compile_feeds, site, lang))
        found[f"calendars, {lang}"] = partial(write, folder / "again", partial(compile_calendars, site, lang))
    found["editor"] = partial(run_all, [partial(write, folder / "again", make) for _, make in editing.pieces(site)])
    if importlib.util.find_spec("xlsxwriter"):
        found["Excel by XlsxWriter, constant memory"] = partial(
            by_library, tables_of(site.settings.labels), written.stock
        )
    return found


def write(folder: Path, make: Callable[[], Iterable[File]]) -> tuple[tuple[str, ...], list[Made]]:
    """Writes the files of a piece, measured as a build measures them."""
    told: list[Made] = []
    return writer.write(folder, (noted(file, told) if is_told(file.path) else file for file in make())), told


def run_all(made: Iterable[Step]) -> None:
    """Makes one after another."""
    for step in made:
        step()


def by_library(tables: Sequence[Table], stock: Stock) -> bytes:
    """The same cells by XlsxWriter, without headings in two languages."""
    from xlsxwriter import Workbook

    whole = io.BytesIO()
    guesses = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(whole, {"constant_memory": True, **guesses}) as book:
        for made in tables:
            sheet = book.add_worksheet(made.name)
            rows = (row for chunk in stock.chunks(made.name) for row in chunk.rows(len(made.columns)))
            for number, row in enumerate(rows):
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
