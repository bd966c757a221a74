"""The only module that touches the output: writes artifacts to a staging folder and swaps the finished site in.

The swap is two renames: the site steps aside, the staging folder takes its place. Interrupted between the two, the next
start finds the old site set aside and puts it back; interrupted before, the old site never moved.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.model.artifacts import Artifact


class WriteRefused(Exception):  # noqa: N818 - states what is wrong with an artifact, for programmers
    """An artifact that would leave the folder or overwrite another."""


def staging_of(site: Path) -> Path:
    """The folder beside `site` in which a new site is built."""
    return site.with_name(site.name + ".building")


def aside_of(site: Path) -> Path:
    """The folder beside `site` to which the old site steps aside."""
    return site.with_name(site.name + ".old")


def prepare(site: Path) -> Path:
    """An empty staging folder; what an interrupted run left is mended first."""
    mend(site)
    staging = staging_of(site)
    staging.mkdir(parents=True)
    return staging


def mend(site: Path) -> None:
    """Puts back a site that stepped aside for one that never came, and removes what a broken run left."""
    aside = aside_of(site)
    if aside.exists() and not site.exists():
        aside.rename(site)
    for leftover in (aside, staging_of(site)):
        if leftover.exists():
            shutil.rmtree(leftover)


def write(staging: Path, artifacts: Iterable[Artifact]) -> int:
    """Writes each artifact below `staging` and returns how many there were."""
    taken = {p.relative_to(staging).as_posix().casefold() for p in staging.rglob("*") if p.is_file()}
    folders = {staging}
    count = 0
    for artifact in artifacts:
        target = staging / _checked(artifact.path, taken)
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        target.write_bytes(artifact.data)
        count += 1
    return count


def swap(site: Path) -> None:
    """The staged site takes the place of the old one."""
    aside = aside_of(site)
    if site.exists():
        site.rename(aside)
    staging_of(site).rename(site)
    if aside.exists():
        shutil.rmtree(aside)


def _checked(path: str, taken: set[str]) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
        raise WriteRefused(f"{path!r} leaves the site's folder")
    folded = path.casefold()
    if folded in taken:
        raise WriteRefused(f"{path!r} is written twice")
    taken.add(folded)
    return path
