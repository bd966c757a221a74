"""Hugo makes of its data the pages that ours are: what is measured beside one another is the same work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from bench.test_corpus import made_up

BENCH = REPOSITORY / "bench"
RECORDS = 120


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a made-up project and its site."""
    folder = tmp_path_factory.mktemp("hugo")
    made_up(folder / "project", RECORDS)
    script(BENCH / "ours.py", folder / "project", folder / "site")
    return folder


def script(*command: object) -> str:
    """What a script of the measurements says."""
    done = subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True)
    return done.stdout


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_each_record_has_its_values_in_both_languages_and_its_kind_a_template(finished: Path) -> None:
    script(BENCH / "hugo.py", "render", finished / "project", finished / "site", finished / "values")
    pages = content(finished / "values" / "content")
    layouts = {path.stem for path in (finished / "values" / "layouts").iterdir()}
    assert len(pages) == 2 * RECORDS
    assert {json.loads(page)["layout"] for page in pages.values()} == layouts


@pytest.mark.peers
@pytest.mark.parametrize("form", ["render", "pour"])
def test_hugo_shows_the_words_of_every_record_page(finished: Path, form: str) -> None:
    source, out = finished / f"hugo-{form}", finished / f"out-{form}"
    script(BENCH / "hugo.py", form, finished / "project", finished / "site", source)
    (hugo,) = Path(os.environ["PEERS"]).glob("lib/python3*/site-packages/hugo/binaries/hugo*")
    subprocess.run([str(hugo), "--quiet", "-s", str(source), "-d", str(out)], check=True)
    agreed = json.loads(script(BENCH / "comparing.py", finished / "site", source, out))
    assert agreed["pages"] == 2 * RECORDS
    assert agreed["same"] == 1.0
    assert 0.98 < agreed["bytes"] < 1.02
