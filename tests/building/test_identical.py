"""The same records give the same site, byte for byte, wherever, whenever, by whom and however it is built."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import AS_OF, REPOSITORY, assemble, publish
from proofs import keep

from building.projects import Tree, difference, tree_of

HERE = Path(__file__).parent
ELSEWHERE = HERE / "elsewhere.py"
PYTHONS = [path for path in os.environ.get("PYTHONS", "").split(os.pathsep) if path]
"""Other Pythons in which the program is installed with the same lock file."""


class Way(NamedTuple):
    """How a site is built: what of it differs from how it is built here and now."""

    environment: Mapping[str, str] = {}
    folder: str = "project"
    order: str = ""
    """The seed of the order in which folders are listed; none: as the file system does."""
    umask: int = 0o022
    now: int = 0
    """What time it is, in seconds since 1970; none: what the clock says."""
    dated: int = 0
    """When the files were written, in seconds since 1970; none: now."""
    said: Sequence[str] = ("--jobs", "1", "--no-cache")
    times: int = 1
    """How often it is built: from the second time on with what the first one kept."""
    python: str = sys.executable


BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": "/nowhere", "HOME": "/nowhere"}
DAY = 24 * 3600
NOW = int(time.time())

EVERYTHING = {
    "all at once": Way(
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", **BARE}, "别处/deep down/项目", "1", 0o077,
        said=("--jobs", "2"),
    ),
    "all at once, otherwise": Way(
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "zh_CN.GBK", "PYTHONIOENCODING": "gbk"},
        "x", "2", 0o000, dated=1, times=2, said=("--jobs", "1"),
    ),
}  # fmt: skip

FOLDERS = ("project", "a/b/c/d/e/f/g", "有 空格", "é", "x" * 200)
SEEDS = ("0", "1", "42", "4294967295", "random")
ORDERS = ("", "a", "b", "c", "d")
LOCALES: Sequence[Mapping[str, str]] = (
    *({"LC_ALL": name} for name in ("C", "C.UTF-8", "POSIX", "en_US.UTF-8", "tr_TR")),
    {"LC_ALL": "", "LANG": ""},
    {"PYTHONIOENCODING": "gbk"},
    {"PYTHONUTF8": "1"},
    BARE,
)
ZONES = ("UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York")
MASKS = (0o022, 0o000, 0o027, 0o077)
TIMES = (
    *((NOW + days * DAY, 0) for days in (1, 30, 400)),
    *((when + DAY, when + 10) for when in (0, 2**31, 2**32)),
)
"""What the clock says, and when the files were written: days later, in 1970, 2038 and 2106."""

WORK = (
    *((("--jobs", jobs, "--no-cache"), 1) for jobs in ("1", "2", "3", "8")),
    *((("--jobs", jobs), 2) for jobs in ("1", "2")),
)
"""By how many processes, and whether it is built again with what the first build kept."""

MODES: Sequence[Mapping[str, str]] = ({}, {"PYTHONOPTIMIZE": "1"}, {"PYTHONDEVMODE": "1"})
ALL = (FOLDERS, SEEDS, ORDERS, LOCALES, ZONES, MASKS, TIMES, WORK, MODES)


def ways() -> Iterator[Way]:
    """As few ways as there can be with each choice in one of them."""
    for number in range(max(map(len, ALL))):
        folder, seed, order, locale, zone, umask, (now, dated), (said, times), mode = (
            choices[number % len(choices)]  # type: ignore[index]
            for choices in ALL
        )
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, **locale, **mode}
        yield Way(environment, folder, order, umask, now, dated, said, times)


def built(way: Way, folder: Path, clock: Path | None = None) -> Tree:
    """The site of the fixture project, built in that way."""
    project = folder / way.folder
    project.parent.mkdir(parents=True, exist_ok=True)
    publish(assemble(project))
    for path in project.rglob("*") if way.dated else ():
        os.utime(path, (way.dated, way.dated))
    program = [str(ELSEWHERE), way.order] if way.order else ["-m", "generator"]
    said = ["build", "--root", str(project), "--as-of", str(AS_OF), *way.said]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **way.environment}
    if way.now:
        environment |= {"LD_PRELOAD": str(clock), "CLOCK_MOVED": str(way.now - int(time.time()))}
    for _ in range(way.times):
        done = subprocess.run(
            [way.python, *program, *said], env=environment, umask=way.umask, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return tree_of(project / "site")


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_around_a_build_changes_a_byte(published_site: Path, tmp_path: Path, name: str) -> None:
    assert difference(built(EVERYTHING[name], tmp_path), tree_of(published_site)) == []


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that moves the clock of the programs that are run with it."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no compiler for C, so the clock cannot be moved")
    library = tmp_path_factory.mktemp("clock") / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "clock.c")], check=True)
    told = "import time, datetime; print(int(time.time()), datetime.datetime.now().year)"
    environment = {**os.environ, "LD_PRELOAD": str(library), "CLOCK_MOVED": str(-(10**9)), "TZ": "UTC"}
    said = subprocess.run([sys.executable, "-c", told], env=environment, check=True, capture_output=True, text=True)
    assert int(said.stdout.split()[0]) < 10**9, "the clock is moved"
    return library


@pytest.mark.proof
def test_no_way_of_building_changes_a_byte(published_site: Path, tmp_path: Path, clock: Path) -> None:
    here = tree_of(published_site)
    for number, way in enumerate(ways()):
        assert difference(built(way, tmp_path / str(number), clock), here) == [], way
        shutil.rmtree(tmp_path / str(number))
    files = [name for name, data in here.items() if data is not None]
    keep("identical", files=len(files), ways=sum(map(len, ALL)), different=0)


# -- other Pythons ----------------------------------------------------------------------------------------------------


def _zipped(data: bytes) -> object:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return [(entry.filename, content_of(entry.filename, packed.read(entry))) for entry in packed.infolist()]


def _dumped(data: bytes) -> object:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return list(connection.iterdump())


def _painted(data: bytes) -> object:
    from PIL import Image

    with Image.open(BytesIO(data)) as picture:
        return picture.size, picture.mode, picture.convert("RGBA").tobytes()


CONTENTS: Mapping[str, Callable[[bytes], object]] = {
    **dict.fromkeys(("zip", "xlsx", "docx"), _zipped),
    **dict.fromkeys(("sqlite", "db"), _dumped),
    "png": _painted,
}
"""What a file holds whose bytes depend on how another library of Python's packs them."""


def content_of(name: str, data: bytes) -> object:
    """What a file says, however it is packed."""
    read = CONTENTS.get(name.rpartition(".")[2])
    return read(data) if read else data


def _texts_of(one: Tree, other: Tree) -> Iterator[str]:
    """The names of files that do not say the same."""
    for name in sorted(one.keys() | other.keys()):
        here, there = one.get(name), other.get(name)
        if here == there:
            continue
        if here is None or there is None or content_of(name, here) != content_of(name, there):
            yield name


@pytest.mark.proof
@pytest.mark.skipif(not PYTHONS, reason="PYTHONS names no other Python with the program installed")
@pytest.mark.parametrize("python", PYTHONS)
def test_another_python_makes_files_that_say_the_same(published_site: Path, tmp_path: Path, python: str) -> None:
    found = built(Way(python=python), tmp_path)
    assert list(_texts_of(tree_of(published_site), found)) == []
