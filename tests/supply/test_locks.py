"""Nothing is installed but what is locked with its checksum, and every package that is asked for has its reason."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import REPOSITORY
from loading import script
from proofs import keep

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = sorted([*REPOSITORY.glob("*.lock"), *REPOSITORY.glob("bench/*.lock")])
NPM_LOCKS = sorted(
    [REPOSITORY / "tests/browser/package-lock.json", REPOSITORY / "tests/browser/proofs/package-lock.json"]
)
ARCHITECTURE = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8").partition("\n## Dependencies")[2]
REASONS, _, DEVELOPING = ARCHITECTURE.partition("\n## ")[0].partition("\nFor development")

LINE = re.compile(r"|#.*|[a-z0-9-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    #.*")
"""What a line of a lock may be: a remark, a package at one version, a checksum, who asked for it."""


def names(asked: list[str]) -> set[str]:
    """The packages that are asked for, whatever versions will do."""
    return {re.split(r"[\[<>=!~ ;]", one)[0].lower() for one in asked}


def packages(lock: Path) -> list[str]:
    return re.findall(r"^([a-z0-9-]+==\S+)", lock.read_text("utf-8"), re.MULTILINE)


def hashed(lock: Path) -> list[str]:
    entry = re.compile(r"^([a-z0-9-]+==\S+)(?: ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}", re.MULTILINE)
    return entry.findall(lock.read_text("utf-8"))


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


# -- checksums ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS, ids=named)
def test_every_line_of_a_lock_is_a_package_at_one_version_or_its_checksum(lock: Path) -> None:
    assert [line for line in lock.read_text("utf-8").splitlines() if not LINE.fullmatch(line)] == []
    assert packages(lock) == hashed(lock)
    assert packages(lock)


def test_a_package_has_one_version_in_what_is_installed_together() -> None:
    ours, developing = (set(packages(REPOSITORY / name)) for name in ("requirements.lock", "requirements-dev.lock"))
    assert ours - developing == set()


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=named)
def test_every_npm_package_comes_by_its_checksum_and_from_nowhere_but_the_registry(lock: Path) -> None:
    held = {path: one for path, one in json.loads(lock.read_text("utf-8"))["packages"].items() if path}
    assert held
    assert [path for path, one in held.items() if not one.get("integrity", "").startswith("sha512-")] == []
    elsewhere = [one["resolved"] for one in held.values() if "resolved" in one]
    assert [address for address in elsewhere if not address.startswith("https://registry.npmjs.org/")] == []


def test_the_makefile_installs_by_checksum_or_our_own_package_alone() -> None:
    lines = (REPOSITORY / "Makefile").read_text("utf-8").replace("\\\n", " ").splitlines()
    installing = [line for line in lines if re.search(r"(?:PIP\)|-m pip .*) install |npm\(\[", line)]
    assert len(installing) >= 5
    for line in installing:
        is_ours = "--no-deps" in line and "--editable ." in line
        assert is_ours or "--require-hashes" in line or "'ci'" in line or "--package-lock-only" in line, line


# -- reasons ------------------------------------------------------------------------------------------------------


def test_every_package_that_the_program_asks_for_has_its_reason() -> None:
    extras = PROJECT["optional-dependencies"]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", REASONS, re.MULTILINE)[1:]
    told = {
        name.lower() for cell, _ in rows for name in re.findall(r"[A-Za-z0-9-]+", cell.replace("extra `cluster`", ""))
    }
    asked = names(PROJECT["dependencies"]) | names(extras["cluster"])
    assert asked - told == set()
    assert told - asked - {"with", "which", "it", "brings"} == set()
    assert [cell for cell, reason in rows if len(reason) < 20] == []


def test_every_package_for_development_has_its_reason() -> None:
    asked = names(PROJECT["optional-dependencies"]["dev"]) - names(PROJECT["optional-dependencies"]["cluster"])
    words = set(re.findall(r"[a-z0-9][a-z0-9-]*", DEVELOPING.lower()))
    assert {name for name in asked if name not in words and not name.startswith("types-")} == set()
    assert "types-" in DEVELOPING


def test_every_module_that_is_imported_belongs_to_a_package_that_is_asked_for() -> None:
    asked = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["cluster"])
    homes = packages_distributions()
    lost = {
        module
        for module in set(imported())
        if module not in sys.stdlib_module_names
        and module != "generator"
        and not {home.lower().replace("_", "-") for home in homes.get(module, ())} & asked
    }
    assert lost == set()


def imported() -> Iterator[str]:
    """The first names of all modules that the program imports."""
    for path in (REPOSITORY / "generator").rglob("*.py"):
        if "scaffold" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


# -- what is known of them ----------------------------------------------------------------------------------------


def test_the_packages_that_are_asked_about_are_all_that_are_locked() -> None:
    (line,) = re.findall(r"^LOCKS := (.+)$", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {REPOSITORY / name for name in line.split()} == set(LOCKS)


@pytest.mark.proof
def test_no_locked_package_is_known_to_be_vulnerable() -> None:
    found = list(told())
    every = {package for lock in LOCKS for package in packages(lock)}
    with_sums = {package for lock in LOCKS for package in hashed(lock)}
    known = {one["name"]: one["vulns"] for one in found if one.get("vulns")}
    answered = {"vulnerable": len(known)} if found else {}
    keep("supply", packages=len(every), hashed=len(with_sums), **answered)
    assert known == {}
    assert [one["name"] for one in found if "skip_reason" in one] == []


def told() -> Iterator[dict[str, object]]:
    """What PyPI tells of every locked package; nothing where it does not answer for any of the shortest lock."""
    for lock in sorted(LOCKS, key=lambda lock: len(packages(lock))):
        found = asked_about(lock)
        if all("skip_reason" in one for one in found):
            return
        yield from found


def asked_about(lock: Path) -> list[dict[str, object]]:
    """What pip-audit knows of each package of the lock, asked of PyPI."""
    program = Path(sys.executable).with_name("pip-audit")
    options = ("--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json")
    done = subprocess.run(
        [program, *options, "-r", str(lock)], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["dependencies"]
    return found


def test_a_script_reads_a_lock_as_it_is() -> None:
    for lock in LOCKS:
        assert [f"{one.name}=={one.version}" for one in script("bill").locked(lock.read_text("utf-8"))] == packages(
            lock
        )
