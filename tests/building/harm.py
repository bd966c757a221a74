"""What befalls a built site and the cache between two builds, chosen by chance from a seed."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from building.projects import Project

Harm = Callable[[Project, random.Random], None]

LONG_AGO, TO_COME = 1, 2**31 + 10


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".zhangbang-site")


def _each(folder: Callable[[Project], Path], harm: Callable[[Path, random.Random], None]) -> Harm:
    """The harm done to one of the files in a folder."""

    def done(project: Project, chance: random.Random) -> None:
        files = _files(folder(project)) if folder(project).is_dir() else []
        if files:
            harm(chance.choice(files), chance)

    return done


def _delete(path: Path, _chance: random.Random) -> None:
    path.unlink()


def _append(path: Path, _chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def _empty(path: Path, _chance: random.Random) -> None:
    path.write_bytes(b"")


def _cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def _flip(path: Path, chance: random.Random) -> None:
    """Another byte somewhere, in a file of the same length."""
    data = bytearray(path.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.unlink()
        path.write_bytes(data)


def _touch(path: Path, chance: random.Random) -> None:
    when = chance.choice((LONG_AGO, TO_COME))
    os.utime(path, (when, when))


def _by_folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _by_link(path: Path, chance: random.Random) -> None:
    others = [other for other in _files(path.parent) if other != path]
    if others:
        path.unlink()
        path.symlink_to(chance.choice(others))


def _without_folder(path: Path, _chance: random.Random) -> None:
    shutil.rmtree(path.parent)


def _exchanged(path: Path, chance: random.Random) -> None:
    other = chance.choice(_files(path.parent))
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two)
    other.write_bytes(one)


def _stray_file(project: Project, _chance: random.Random) -> None:
    if project.site.is_dir():
        (project.site / "stray.html").write_text("stray")


def _stray_folder(project: Project, _chance: random.Random) -> None:
    if project.site.is_dir():
        (project.site / "zh/stray/deep").mkdir(parents=True, exist_ok=True)


def _no_site(project: Project, _chance: random.Random) -> None:
    shutil.rmtree(project.site, ignore_errors=True)


def _no_cache(project: Project, _chance: random.Random) -> None:
    shutil.rmtree(project.cache, ignore_errors=True)


def _other_site(project: Project, _chance: random.Random) -> None:
    """From now on the site is written somewhere else, where it may have been before."""
    name = "site" if project.site.name != "site" else "other"
    project.site = project.site.with_name(name)


def _leftovers(project: Project, _chance: random.Random) -> None:
    """What an interrupted build leaves beside the site."""
    staging = project.site.with_name(f".{project.site.name}.zhangbang-new")
    staging.mkdir(exist_ok=True)
    (staging / "zh").mkdir(exist_ok=True)
    (staging / "zh/index.html").write_text("half")


def _two_jobs(project: Project, _chance: random.Random) -> None:
    project.jobs = 2 if project.jobs == 1 else 1


def _older_cache(project: Project, _chance: random.Random) -> None:
    """The cache as some earlier build left it, under the site that a later one made."""
    spare = project.root.with_name("cache-before")
    if not project.cache.is_dir():
        return
    now = project.root.with_name("cache-now")
    shutil.copytree(project.cache, now)
    if spare.is_dir():
        shutil.rmtree(project.cache)
        spare.rename(project.cache)
    now.rename(spare)


def _site(project: Project) -> Path:
    return project.site


def _cache(project: Project) -> Path:
    return project.cache


HARMS: Mapping[str, Harm] = {
    "a file of the site less": _each(_site, _delete),
    "a file of the site longer": _each(_site, _append),
    "a file of the site empty": _each(_site, _empty),
    "a file of the site another": _each(_site, _flip),
    "a file of the site touched": _each(_site, _touch),
    "a file of the site a folder": _each(_site, _by_folder),
    "a file of the site a link": _each(_site, _by_link),
    "a folder of the site less": _each(_site, _without_folder),
    "two files of the site exchanged": _each(_site, _exchanged),
    "a file in the site more": _stray_file,
    "a folder in the site more": _stray_folder,
    "no site": _no_site,
    "another site": _other_site,
    "leftovers": _leftovers,
    "a file of the cache less": _each(_cache, _delete),
    "a file of the cache empty": _each(_cache, _empty),
    "a file of the cache cut": _each(_cache, _cut),
    "a file of the cache another": _each(_cache, _flip),
    "a file of the cache touched": _each(_cache, _touch),
    "a file of the cache a folder": _each(_cache, _by_folder),
    "two files of the cache exchanged": _each(_cache, _exchanged),
    "an older cache": _older_cache,
    "no cache": _no_cache,
    "other processes": _two_jobs,
}
