"""The package that is released is the same to the byte, wherever and by whomever it is built."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import REPOSITORY
from founding.wheels import run

HELD = ("pyproject.toml", "README.md", "README.zh.md", "LICENSE", "CHANGELOG.md", "schemas", "generator")
BUILD = "import sys; from hatchling.build import build_{0}; print(build_{0}(sys.argv[1]))"
KINDS = ("wheel", "sdist")


def files() -> list[Path]:
    """What goes into a package, by its paths in the repository, in order."""
    roots = [REPOSITORY / name for name in HELD]
    found = [path for root in roots for path in (root.rglob("*") if root.is_dir() else [root])]
    return sorted(path.relative_to(REPOSITORY) for path in found if path.is_file() and "__pycache__" not in path.parts)


def copied(paths: Iterable[Path], folder: Path, umask: int, moment: int) -> Path:
    """The files as git would lay them out there, written in this order, at that moment."""
    for path in paths:
        target = folder / path
        for parent in reversed([folder / one for one in path.parents]):
            parent.mkdir(exist_ok=True, parents=True)
            parent.chmod(0o777 & ~umask)
        target.write_bytes((REPOSITORY / path).read_bytes())
        is_program = bool((REPOSITORY / path).stat().st_mode & stat.S_IXUSR)
        target.chmod((0o777 if is_program else 0o666) & ~umask)
        os.utime(target, (moment, moment))
    return folder


def built(kind: str, source: Path, folder: Path, **around: str) -> tuple[str, str]:
    """The name and the digest of what is built of the sources."""
    folder.mkdir()
    done = run([sys.executable, "-c", BUILD.format(kind), str(folder)], source, **around)
    package = folder / done.stdout.split()[-1]
    return package.name, hashlib.sha256(package.read_bytes()).hexdigest()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("epoch", [None, "1750000000"])
def test_a_package_is_the_same_wherever_it_is_built(tmp_path: Path, kind: str, epoch: str | None) -> None:
    when = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    here = copied(files(), tmp_path / "here", 0o022, 1_600_000_000)
    there = copied(reversed(files()), tmp_path / "else where" / "深", 0o077, 1_700_000_000)
    (there / "generator" / "__pycache__").mkdir()
    (there / "generator" / "__pycache__" / "left.cpython-311.pyc").write_bytes(b"left over")
    first = built(kind, here, tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8", **when)
    second = built(kind, there, tmp_path / "b", PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="C", **when)
    assert first == second


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_of_other_sources_is_another(tmp_path: Path, kind: str) -> None:
    source = copied(files(), tmp_path / "source", 0o022, 1_600_000_000)
    first = built(kind, source, tmp_path / "a")
    with (source / "generator" / "__init__.py").open("a") as module:
        module.write("\n")
    assert built(kind, source, tmp_path / "b") != first
