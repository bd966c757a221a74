"""Measures zhangbang beside its peers on the same made-up records, in turns: `python bench/run.py --records 10000`.

Every run is a whole process. A round runs each contestant once, in an order that changes from round to round, and
ratios are worked out within a round, where the machine is in the same mood. Caches of the system are left as they are.
What a contestant needs before it can run (its content, a finished site to copy) is made before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from machine import described, file_system, load
from measuring import BENCH, CLOCK, PROJECT, Usage, run, size_of
from peers import ENVIRONMENT, Peers, run_hugo, run_jsonschema, run_mkdocs, run_pagefind
from report import table, write_report

Runs = dict[str, Usage]
"""What was measured, by the name of the run."""

COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"
MEMORY = Path("/dev/shm")
PLACES = "disk,memory"
GROWTH = (1_000, 10_000, 100_000)
QUICK = 1_000
NOT_ASKED = "data,feeds,forms"
"""What a site without data, feeds and documents leaves out."""

MOST = "forms,xlsx"
FORMS = {"pour": "Hugo, pouring", "render": "Hugo, rendering"}


class Place(NamedTuple):
    """A folder to work in, on a disk or in memory, and what lies in it."""

    name: str
    folder: Path

    @property
    def project(self) -> Path:
        """The made-up records."""
        return self.folder / "project"

    @property
    def site(self) -> Path:
        """The site that is built again and again."""
        return self.folder / "site"

    @property
    def finished(self) -> Path:
        """A finished site, which is only read."""
        return self.folder / "finished"

    def emptied(self, name: str) -> Path:
        """A folder that is not there yet."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.folder / name


Contestant = Callable[[Place, Peers, int], Runs]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", type=Path, default=ENVIRONMENT, help="the environment of the peers")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} records, one round, on the disk only")
    parser.add_argument("--growth", action="store_true", help=f"ours at {', '.join(map(str, GROWTH))} records too")
    parser.add_argument("--only", default="", help=f"some of {', '.join(CONTESTANTS | SLOW)}, with commas")
    parser.add_argument("--places", default=PLACES, help="where to work: disk, memory")
    parser.add_argument("--disk", type=Path, help="a folder on the disk to work in (default: the system's)")
    parser.add_argument("--out", type=Path, default=PROJECT / ".zhangbang" / "bench.json", help="the JSON file")
    parser.add_argument("--report", type=Path, help="the folder of RESULT.md and its charts (bench/ after a full run)")
    options = parser.parse_args()
    if options.quick:
        options.records, options.rounds, options.places = QUICK, 1, "disk"
    is_full = not options.quick and not options.only and options.places == PLACES
    options.report = options.report or (BENCH if is_full else options.out.parent)
    found = measure(options)
    write_report(found, options.report)
    print(table(found))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """The figures of all rounds in all places, and of what they were measured on; kept as JSON as they come."""
    peers = Peers(options.peers.absolute())
    found: dict[str, Any] = {
        "machine": described(),
        "peers": dict(peers.versions()),
        "left_out": list(peers.missing()),
        "records": options.records,
        "rounds": options.rounds,
        "seed": options.seed,
        "places": {},
    }
    print(*found["left_out"], sep="\n", file=sys.stderr)
    for name, at in places(options):
        with tempfile.TemporaryDirectory(prefix="zhangbang-bench-", dir=at) as folder:
            place = Place(name, Path(folder))
            prepare(place, peers, options.records, options.seed)
            found.setdefault("content", size_of(place.project / "content"))
            found.setdefault("site", size_of(place.finished))
            found.setdefault("weights", compared(place, place.finished))
            found["places"][name] = in_rounds(place, peers, options, is_first=not found["places"])
            found.setdefault("agreement", dict(agreements(place)))
            keep(found, options.out)
    if options.growth:
        found["growth"] = list(growth(options.disk, options.seed))
        keep(found, options.out)
    return found


def keep(found: Mapping[str, Any], out: Path) -> None:
    """Writes the figures so far."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def places(options: argparse.Namespace) -> Iterator[tuple[str, Path | None]]:
    """Where everything is measured: the disk, and memory where the system has such a file system."""
    asked = options.places.split(",")
    if "disk" in asked:
        yield "disk", options.disk
    if "memory" in asked and MEMORY.is_dir():
        yield "memory", MEMORY


def in_rounds(place: Place, peers: Peers, options: argparse.Namespace, is_first: bool) -> dict[str, Any]:
    """Every contestant once a round, each round beginning with another; those that take minutes only once in all."""
    done = []
    rounds, only = options.rounds, options.only.split(",") if options.only else list(CONTESTANTS | SLOW)
    names = [name for name in CONTESTANTS if name in only]
    for number in range(rounds):
        runs: Runs = {}
        before = load()
        for name in names[number % len(names) :] + names[: number % len(names)]:
            runs.update(CONTESTANTS[name](place, peers, number))
        if is_first and number == 0:
            for name in only:
                runs.update(SLOW[name](place, peers, number) if name in SLOW else {})
        done.append({"load": before, "runs": {name: usage._asdict() for name, usage in runs.items()}})
        print(f"{place.name}: round {number + 1} of {rounds}", file=sys.stderr)
    return {"file_system": file_system(place.folder), "rounds": done}


# -- before the clock starts --------------------------------------------------------------------------------------


def prepare(place: Place, peers: Peers, records: int, seed: int) -> None:
    """The records, a finished site of them, and what the peers make their pages of."""
    make_project(place, records, seed)
    run([str(BENCH / "ours.py"), str(place.project), str(place.finished)], place.folder)
    if peers.hugo:
        for form in FORMS:
            made = [form, str(place.project), str(place.finished), str(place.folder / f"hugo-{form}")]
            run([str(BENCH / "hugo.py"), *made], place.folder)


def make_project(place: Place, records: int, seed: int) -> None:
    """Made-up records; if the check says anything of them it stops, for its wording would be measured too."""
    told = ["--records", str(records), "--seed", str(seed), "--out", str(place.project)]
    run([str(BENCH / "corpus.py"), *told], place.folder)
    run(["-m", "generator", "check", "--root", str(place.project), "--format", "json"], place.folder)
    problems = (place.folder / "output").read_text(encoding="utf-8")
    if json.loads(problems):
        raise SystemExit(f"the made-up records have problems:\n{problems}")


def agreements(place: Place) -> Iterator[tuple[str, dict[str, float]]]:
    """How far what Hugo made are our pages, by their words and bytes."""
    for form, name in FORMS.items():
        if (place.folder / f"out-{form}").is_dir():
            yield name, compared(place, place.finished, place.folder / f"hugo-{form}", place.folder / f"out-{form}")


def compared(place: Place, *folders: Path) -> Any:
    """What `comparing.py` tells of folders, in a process of its own: this one stays small."""
    run([str(BENCH / "comparing.py"), *map(str, folders)], place.folder)
    return json.loads((place.folder / "output").read_text(encoding="utf-8"))


# -- the contestants ----------------------------------------------------------------------------------------------


def ours(place: Place, _peers: Peers, number: int) -> Runs:
    """Ours: the check, three builds from nothing, then what a change costs."""
    found = {"check": cold(place, check), "check again": check(place)}
    found["pages and finder"] = cold(place, lambda at: build(at, NOT_ASKED))
    found["most"] = cold(place, lambda at: build(at, MOST))
    found["everything"] = cold(place, build)
    found["nothing changed"] = build(place)
    change_a_record(place.project, 2 * number)
    found["one record, bulk"] = build(place)
    change_a_record(place.project, 2 * number + 1)
    found["one record"] = build(place, "bulk")
    return found


def cold(place: Place, work: Callable[[Place], Usage]) -> Usage:
    """Work without a site and without anything kept from earlier runs."""
    place.emptied("site")
    shutil.rmtree(place.project / ".zhangbang", ignore_errors=True)
    return work(place)


def check(place: Place) -> Usage:
    """`zhangbang check`."""
    return run(["-m", "generator", "check", "--root", str(place.project)], place.folder)


def build(place: Place, without: str = "") -> Usage:
    """`zhangbang build`, or a build without some parts."""
    if not without:
        told = ["--root", str(place.project), "--site", str(place.site), "--as-of", f"{CLOCK:%Y-%m-%d}"]
        return run(["-m", "generator", "build", *told], place.folder)
    return run([str(BENCH / "ours.py"), str(place.project), str(place.site), "--without", without], place.folder)


def change_a_record(project: Path, number: int) -> None:
    """Says something else in the summary of a challenge, in both languages."""
    files = sorted((project / "content" / "challenges").rglob("*.yml"))
    file = files[len(files) // 2 + number]
    text = file.read_text(encoding="utf-8")
    start, end = text.index("\nsummary:"), text.index("\nguide:")
    summary = re.sub(r'\b(zh: "?)', rf"\1第{number + 1}版：", text[start:end])
    summary = re.sub(r'\b(en: "?)', rf"\1Version {number + 1}, ", summary)
    file.write_text(text[:start] + summary + text[end:], encoding="utf-8")


def hugo(place: Place, peers: Peers, _number: int) -> Runs:
    """Hugo, both ways."""
    if peers.hugo is None:
        return {}
    return {
        name: run_hugo(peers.hugo, place.folder / f"hugo-{form}", place.emptied(f"out-{form}"), place.folder)
        for form, name in FORMS.items()
    }


def copy(place: Place, _peers: Peers, _number: int) -> Runs:
    """Copying the finished site: the floor of any build."""
    return {"copy": run(["-c", COPY, str(place.finished), str(place.emptied("copy"))], place.folder)}


def searches(place: Place, peers: Peers, _number: int) -> Runs:
    """Our finder's index from the records, and Pagefind's over our pages."""
    found = {
        "finder": run([str(BENCH / "texts.py"), "ours", str(place.project), str(place.emptied("index"))], place.folder)
    }
    if peers.pagefind:
        found["Pagefind"] = run_pagefind(peers.pagefind, place.finished, place.emptied("pagefind"), place.folder)
    return found


def jsonschema(place: Place, peers: Peers, _number: int) -> Runs:
    """check-jsonschema over every record."""
    return {"check-jsonschema": run_jsonschema(place.project, place.folder)} if peers.has_jsonschema else {}


def mkdocs(place: Place, _peers: Peers, _number: int) -> Runs:
    """MkDocs with Material over the record pages as Markdown."""
    source = place.emptied("mkdocs")
    run([str(BENCH / "asmarkdown.py"), str(place.finished), str(source)], place.folder)
    return {"MkDocs": run_mkdocs(source / "mkdocs.yml", place.folder)}


CONTESTANTS: Mapping[str, Contestant] = {"ours": ours, "hugo": hugo, "copy": copy, "searches": searches}
SLOW: Mapping[str, Contestant] = {"jsonschema": jsonschema, "mkdocs": mkdocs}
"""Those that take minutes: each runs once."""


# -- growth -------------------------------------------------------------------------------------------------------


def growth(disk: Path | None, seed: int) -> Iterator[dict[str, Any]]:
    """Ours from nothing on more and more records, one run each."""
    for records in GROWTH:
        with tempfile.TemporaryDirectory(prefix="zhangbang-bench-", dir=disk) as folder:
            place = Place("disk", Path(folder))
            make_project(place, records, seed)
            runs = {"check": cold(place, check), "everything": cold(place, build)}
            told = {name: usage._asdict() for name, usage in runs.items()}
            yield {"records": records, "load": load(), "site": size_of(place.site), "runs": told}


if __name__ == "__main__":
    main()
