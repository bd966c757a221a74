"""Made-up projects are the same for the same seed, and the check finds nothing to say of any record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.pipeline import check


def made_up(out: Path, records: int, seed: int = 1) -> Path:
    """A made-up project below `out`."""
    corpus = str(REPOSITORY / "bench" / "corpus.py")
    subprocess.run(
        [sys.executable, corpus, "--records", str(records), "--seed", str(seed), "--out", str(out)], check=True
    )
    return out


def records_in(project: Path) -> dict[str, bytes]:
    """Every record's file."""
    files = sorted((project / "content").rglob("*.yml"))
    return {file.relative_to(project).as_posix(): file.read_bytes() for file in files}


def test_equal_seeds_give_equal_bytes_and_others_others(tmp_path: Path) -> None:
    first, again, other = (
        records_in(made_up(tmp_path / name, 200, seed)) for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert first == again
    assert first != other
    assert len(first) == len(other) == 200


@pytest.mark.parametrize(("records", "seed"), [(20, 1), (400, 1), (400, 2)])
def test_the_check_finds_nothing_in_made_up_records(tmp_path: Path, records: int, seed: int) -> None:
    found = check(made_up(tmp_path / "project", records, seed))
    assert [(problem.file, problem.message.en) for problem in found.problems] == []
    assert found.total == records


def test_made_up_records_count_as_real_and_stand_in_full_chains(tmp_path: Path) -> None:
    catalog = check(made_up(tmp_path / "project", 400)).catalog
    assert not any(record.sample for record in catalog.every())
    assert all(catalog.records[kind] for kind in catalog.records)
    assert all(success.winner and success.challenge for success in catalog.records["success"].values())
