"""At how many branches of the lower layers tests go each way, measured by coverage.py in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from conftest import PROOFS, REPOSITORY
from test_layers import LAYERS, PACKAGE

MEASURED = frozenset().union(*LAYERS[:7])
"""The modules and packages of layers 0 to 6: values, what is read and checked, the catalog and the rules."""

TESTS = tuple(
    f"tests/{name}"
    for name in (
        *(f"test_{name}.py" for name in (
            "amendments", "cache", "calls", "catalog", "check_cases", "colours", "content", "coverage", "credit_codes",
            "dates", "documents", "due", "examining", "exemptions", "expiry", "following", "formatting", "funnel",
            "glossary", "history", "hosts", "imagetext", "lang", "leaks", "lifecycle", "limits", "links_needed", "logo",
            "memory", "money", "parallel", "passages", "personal", "pieces", "program", "quotations", "reads",
            "registrations", "repeats", "rules", "schemas", "sequence", "settings", "siteaddress", "sources", "stacks",
            "timing", "totals", "translations", "unit_names", "urls", "workdays", "yamlcomments", "yamlio", "yamltext",
        )),
        "policy",
        "rewriting/test_migrating.py",
        "links/test_external.py",
        "entry/test_problems.py",
    )
)  # fmt: skip
"""The tests that concern those layers; none of them opens a browser or builds a site."""

RC = """
[run]
branch = True
source = generator
parallel = True
concurrency = multiprocessing, thread
data_file = {folder}/data
[report]
exclude_also =
    if TYPE_CHECKING:
"""


class Branches(NamedTuple):
    """The branches of a module, those that were taken, and the others as `line→line`."""

    count: int
    taken: int
    missing: tuple[str, ...]


def measured(folder: Path) -> Mapping[str, Branches]:
    """The branches of every measured module, by the tests that concern the lower layers; they must pass."""
    rc = folder / "rc"
    rc.write_text(RC.format(folder=folder), "utf-8")
    options = ("-q", "-x", "-p", "no:cacheprovider", f"--basetemp={folder / 'tests'}")
    _coverage("run", f"--rcfile={rc}", "-m", "pytest", *options, *TESTS)
    _coverage("combine", f"--rcfile={rc}", "--quiet")
    _coverage("json", f"--rcfile={rc}", "--quiet", "-o", str(folder / "found.json"))
    found = json.loads((folder / "found.json").read_text("utf-8"))["files"]
    return {name: _branches(told) for file, told in sorted(found.items()) if (name := _measured(file))}


def _coverage(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coverage", *arguments],
        capture_output=True, text=True, check=False, cwd=REPOSITORY, env=_surroundings(),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr


def _surroundings() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in PROOFS.values()}
    return {**kept, "PYTHONPATH": str(REPOSITORY)}


def _measured(file: str) -> str:
    """The module that a file is, where it is one of the measured; else nothing."""
    path = REPOSITORY / file
    if not path.is_relative_to(PACKAGE):
        return ""
    name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    return name if name.partition(".")[0] in MEASURED else ""


def _branches(told: Mapping[str, object]) -> Branches:
    summary, missing = told["summary"], told["missing_branches"]
    assert isinstance(summary, dict)
    assert isinstance(missing, list)
    ways = tuple(f"{start}→{'end' if end < 0 else end}" for start, end in missing)
    return Branches(summary["num_branches"], summary["covered_branches"], ways)
