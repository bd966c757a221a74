"""Mutants of the modules where mistakes cost most, tried by processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any, NamedTuple

from conftest import PROOFS, REPOSITORY

from strength.equivalents import EQUIVALENTS
from strength.mutating import Mutant, mutants_of
from strength.running import Asked, path_of
from strength.targets import Target

SEED = "zhangbang"


class Tried(NamedTuple):
    """A mutant that was tried: whether a test noticed it."""

    module: str
    wrong: str
    killed: bool


def mutants_in(target: Target) -> list[Mutant]:
    """All mutants of a target that are not listed as changing nothing."""
    alike = EQUIVALENTS.get(target.module, {})
    found = mutants_of(path_of(target.module).read_text("utf-8"))
    return [m for m in found if m.name not in alike and (not target.scopes or m.scope in target.scopes)]


def sampled(target: Target, most: int) -> list[Mutant]:
    """So many of a target's mutants, chosen by their names alone: an edit elsewhere chooses no others."""
    chosen = sorted(mutants_in(target), key=lambda m: sha256(f"{SEED} {target.module} {m.name}".encode()).digest())
    return chosen[:most]


def tried(targets: Sequence[Target], wrongs: dict[str, list[str]]) -> list[Tried]:
    """Each wrong of each module, tried by as many processes as there are cores; fails where tests fail without one."""
    asked = [Asked(target.module, target.tests, tuple(wrongs[target.module])) for target in targets]
    count = min(len(asked), os.cpu_count() or 1)
    with ThreadPoolExecutor(count) as pool:
        return [one for found in pool.map(_tried, _shares(asked, count)) for one in found]


def _shares(asked: Iterable[Asked], count: int) -> list[list[Asked]]:
    """What is asked in shares with about as many wrongs."""
    shares: list[list[Asked]] = [[] for _ in range(count)]
    for one in sorted(asked, key=lambda one: -len(one.wrongs)):
        min(shares, key=lambda share: sum(len(held.wrongs) + 2 for held in share)).append(one)
    return shares


def _tried(asked: Sequence[Asked]) -> list[Tried]:
    done = subprocess.run(
        [sys.executable, "-m", "strength.running"],
        input=json.dumps([one._asdict() for one in asked]),
        capture_output=True, text=True, check=False, cwd=REPOSITORY, env=_surroundings(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    failing = [f"{one['module']}: {one['output']}" for one in told if one["wrong"] is None and one["code"]]
    assert failing == [], "the tests fail without any wrong"
    return [Tried(one["module"], one["wrong"], one["code"] != 0) for one in told if one["wrong"] is not None]


def _surroundings() -> dict[str, str]:
    """This process's environment without what makes proofs run, so that each run is as short as in `make test`."""
    kept = {name: value for name, value in os.environ.items() if name not in PROOFS.values()}
    paths = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests")))
    return {**kept, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
