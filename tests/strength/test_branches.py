"""Tests go both ways at nearly every branch of what is read, checked, linked and held against rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from proofs import keep
from test_layers import PACKAGE

from strength.branches import MEASURED, TESTS, measured

LEAST = 95
"""The part of all branches in percent that tests must take."""


def test_what_is_measured_is_there(repository: Path) -> None:
    assert all((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file() for name in MEASURED)
    assert all((repository / test).exists() for test in TESTS)


@pytest.mark.proof
def test_enough_branches_are_taken(tmp_path: Path) -> None:
    found = measured(tmp_path)
    count, taken = sum(one.count for one in found.values()), sum(one.taken for one in found.values())
    for name, one in found.items():
        print(f"{name:28} {one.taken:4} of {one.count:4}  {' '.join(one.missing)}")
    percent = round(100 * taken / count, 1)
    assert percent >= LEAST
    keep("coverage", branches=count, covered=taken, percent=percent)
