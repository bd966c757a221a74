"""Whatever strangers send is good or told with its place, within bounds of time and memory: no input leads elsewhere.

The inputs are numbered: `python -m fuzzing TARGET NUMBER`, from the folder of the tests, feeds one of them again. What
was found goes into `found/TARGET/` as a file, or into `bombs` where it is large, and is fed again ever after.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from proofs import keep

from fuzzing.bombs import BOMBS
from fuzzing.child import data_of
from fuzzing.running import Job, Tally, jobs_for, kept_in, run
from fuzzing.targets import TARGETS

FOUND = Path(__file__).parent / "found"
ATHERIS = [str(path.parent) for path in Path(sys.prefix).glob("proofs/lib/python3*/site-packages/atheris")]
"""Where atheris is, if it could be installed: in the environment of `make prove`, looked into last of all."""

KEPT = REPOSITORY / ".zhangbang" / "fuzzing"
"""Where a long run leaves what it found."""

FEW, MANY, GUIDED = 2_000, 100_000, 1_000
SECONDS = 2.0
PATIENCE = 10.0
"""`make test` runs beside other things, so there an input is only ended where it would hardly end by itself."""

MENDED: tuple[Job, ...] = (
    ("record", "very many mailboxes"),
    ("record", "very many keys in a sentence"),
    ("record", "comments behind keys"),
    ("word", "very many rows that are deleted"),
    ("filled", "escaped quotation marks"),
    ("answers", "very many wrong items"),
    ("excel", "ranges over everything"),
    ("excel", "one sheet under very many names"),
    ("picture", "texts packed small"),
)
"""Those made to do harm that did, before the program was mended; they are fed in `make test` too."""


def told(tally: Tally) -> str:
    return "\n".join(map(str, tally.faults[:20]))


def bombs() -> list[Job]:
    return [(target, name) for target, held in BOMBS.items() for name in held]


def test_every_target_is_fed_the_same_again() -> None:
    for target in TARGETS:
        first, again = ([data_of(target, number) for number in range(3, 9)] for _ in range(2))
        assert first == again
        assert len(set(first)) > 3


def test_few_inputs_are_good_or_told() -> None:
    tally = run([*jobs_for(FEW), *kept_in(FOUND), *MENDED], seconds=PATIENCE)
    assert tally.faults == (), told(tally)
    assert tally.inputs >= FEW
    assert tally.ways["good"] > FEW // 10  # were all refused at the door, nothing behind it would be looked at
    assert tally.ways["told"] > FEW // 3


@pytest.mark.proof
def test_many_inputs_are_good_or_told_in_time() -> None:
    workers = int(os.environ.get("WORKERS", os.cpu_count() or 1))
    tally = run([*bombs(), *kept_in(FOUND), *jobs_for(MANY)], workers, SECONDS)
    for fault in tally.faults:
        folder = KEPT / fault.target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / str(fault.number).rpartition("/")[2]).write_bytes(data_of(fault.target, fault.number))
    keep(
        "fuzzing",
        inputs=tally.inputs,
        targets=len(TARGETS),
        good=tally.ways["good"],
        told=tally.ways["told"],
        mended=len(kept_in(FOUND)) + len(MENDED),
        slowest_ms=tally.slowest_ms,
        most_mb=tally.most_mb,
        faults=len(tally.faults),
    )
    assert tally.faults == (), told(tally)


@pytest.mark.proof
@pytest.mark.skipif(not ATHERIS, reason="atheris has wheels for Python 3.11 on Linux alone")
@pytest.mark.parametrize("target", TARGETS)
def test_inputs_that_reach_new_branches_are_good_or_told(target: str, tmp_path: Path) -> None:
    path = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests")))
    done = subprocess.run(
        [sys.executable, "-m", "fuzzing.guided", target, str(GUIDED), str(tmp_path), *ATHERIS],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
