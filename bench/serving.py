"""Measures `zhangbang serve`: `python bench/serving.py --records 10000`.

How long it takes until the first page is answered; from a record's file being saved until a real browser, which has its
page open, shows the change by itself; what the processes take of the memory meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from browser import chromium
from corpus import write_project
from measuring import MEGABYTE, PROJECT
from playwright.sync_api import Page

AS_OF = "2026-07-01"
KINDS = ("challenge", "guide", "list", "programme", "winner", "organisation")
TITLE = re.compile(r"(?m)^(title:\n  zh: ).*$|^(title: \{ ?zh: )[^,}]*")
PATIENCE = 120_000
REST = 1.5
"""Seconds that a writer rests between two edits: what all records say of one another is judged in them."""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=4, help="of each kind of record")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--project", type=Path, help="a project to copy, in place of made-up records")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        if chosen.project:
            shutil.copytree(chosen.project, project)
        else:
            write_project(project, chosen.records, chosen.seed)
        print(json.dumps(measure(project, chosen.edits), indent=2))


def measure(project: Path, edits: int) -> dict[str, Any]:
    """The figures: the first start, the next one, edits of records of each kind, and an edited label."""
    with served(project) as (first, _, _):
        pass
    with served(project) as (again, address, pid), chromium() as browser:
        time.sleep(3)  # what follows a start, such as judging all records, is over
        at_rest = memory(pid)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        by_kind = {kind: [edited(project, page, address, kind, n) for n in range(edits)] for kind in KINDS}
        every = sorted(seconds for found in by_kind.values() for seconds in found)
        return {
            "seconds until the first page": round(first, 2),
            "the same, started again": round(again, 2),
            "seconds from saving to showing": {"median": round(median(every), 3), "worst": round(every[-1], 3)},
            "by kind": {kind: [round(median(found), 3), round(max(found), 3)] for kind, found in by_kind.items()},
            "a label": round(relabelled(project, page, address), 3),
            "megabytes at rest": at_rest,
            "megabytes at most": peak(pid),
        }


def edited(project: Path, page: Page, address: str, kind: str, number: int) -> float:
    """Seconds from saving a record to its open page showing the new title."""
    files = sorted((project / "content" / f"{kind}s").rglob("*.yml"))
    file = files[(number * 7919) % len(files)]
    page.goto(f"{address}zh/{kind}s/{file.stem}.html", wait_until="load")
    time.sleep(REST)
    words = f"第{number}次改过的标题"
    text, found = TITLE.subn(lambda old: f"{old[1] or old[2]}{words}", file.read_text("utf-8"), count=1)
    assert found == 1, file
    started = time.perf_counter()
    file.write_text(text, "utf-8")
    page.locator("h1", has_text=words).wait_for()
    return time.perf_counter() - started


def relabelled(project: Path, page: Page, address: str) -> float:
    """Seconds from saving another word of the site's own to the open page showing it."""
    page.goto(f"{address}zh/about.html", wait_until="load")
    started = time.perf_counter()
    (project / "site_config/labels.yml").write_text("home: {zh: 起始之页, en: Beginning}\n", "utf-8")
    page.get_by_text("起始之页").first.wait_for(state="attached")
    return time.perf_counter() - started


@contextmanager
def served(project: Path) -> Iterator[tuple[float, str, int]]:
    """The project served: the seconds until its first page was there, its address, and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--root", str(project), "--as-of", AS_OF]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--address", f"127.0.0.1:{port}"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        while not answers(f"{address}zh/index.html"):
            assert process.poll() is None, "serve ended"
            time.sleep(0.02)
        yield time.perf_counter() - started, address, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def answers(address: str) -> bool:
    """Whether a page is there."""
    try:
        with urlopen(address, timeout=120) as found:
            return bool(found.read())
    except (URLError, OSError):
        return False


def memory(pid: int, name: str = "VmRSS") -> int:
    """What a process has of the memory, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) * 1024 // MEGABYTE


def peak(pid: int) -> int:
    """The most that a process had of the memory, in megabytes."""
    return memory(pid, "VmHWM")


if __name__ == "__main__":
    main()
