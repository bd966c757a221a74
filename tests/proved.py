"""Which tests have passed as proofs on the files as they are: a run of `make prove` that was cut off goes on there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

FOLDER = "PROVED"
"""The variable that names the folder in which it is noted; nothing is where it is not set."""

GIVEN = ("MOTO", "PEERS", "PYTHONS", "VENDOR")
"""What else a proof is made with."""

TALLY = "tally"


class Proved:
    """A plugin of pytest that leaves out what passed before on the same files, and notes at once what passes now.

    `tallies` are what tests have counted that passed, then or now, by their names.
    """

    def __init__(self, root: Path) -> None:
        self.file = _file_of(root)
        self.tallies = dict(_noted(self.file)) if self.file else {}
        self._left_out = 0
        self._passed = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leaves out what passed before."""
        before = [item for item in items if item.nodeid in self.tallies]
        items[:] = [item for item in items if item.nodeid not in self.tallies]
        config.hook.pytest_deselected(items=before)
        self._left_out = len(before)

    def pytest_report_collectionfinish(self) -> list[str]:
        """Says how many did."""
        return [f"passed before on the same files: {self._left_out} ({self.file})"] if self._left_out else []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remembers which test passed, and was not skipped."""
        if report.when == "call" and report.passed:
            self._passed = report.nodeid

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Notes a test that passed, with what it counted."""
        failed = item.session.testsfailed
        result = yield
        if item.session.testsfailed == failed and self._passed == item.nodeid:
            self._note(item.nodeid, _tally_of(item))
        return result

    def total(self) -> Counter[str]:
        """What all tests that passed have counted."""
        return sum(self.tallies.values(), Counter[str]())

    def _note(self, name: str, tally: Counter[str]) -> None:
        self.tallies[name] = tally
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as notes:
                notes.write(json.dumps([name, tally]) + "\n")


def _tally_of(item: pytest.Item) -> Counter[str]:
    return Counter[str](dict(item.user_properties).get(TALLY))


def _noted(file: Path) -> Iterator[tuple[str, Counter[str]]]:
    """What is noted in the file, but for a line that was cut off."""
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            name, tally = json.loads(line)
        except ValueError:
            continue
        yield name, Counter(tally)


def _file_of(root: Path) -> Path | None:
    """Where it is noted what passed on the files as they are now; nowhere without a folder for it, or without git."""
    folder = os.environ.get(FOLDER)
    listed: Any = folder and subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True
    )
    if not listed or listed.returncode:
        return None
    found = blake2b(repr([sys.version, *map(os.environ.get, GIVEN)]).encode(), digest_size=16)
    for name in sorted({name for name in listed.stdout.split(b"\0") if name}):
        path = root / os.fsdecode(name)
        found.update(repr([name, path.read_bytes() if path.is_file() else None]).encode())
    return Path(str(folder)) / f"{found.hexdigest()}.jsonl"
