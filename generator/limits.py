"""How large a built site is, and what of it GitHub would not take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.problems import Place, Problem, problem

SITE_LIMIT = 10**9
"""Bytes of a site that GitHub Pages publishes.

“GitHub Pages limits”, https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits: also a
deployment of ten minutes, and 100 GB that are sent in a month, which no build can measure.
"""

FILE_LIMIT = 100 * 2**20
"""Bytes of one file that GitHub takes into a repository (“About large files on GitHub”)."""

NEAR = 0.8
"""The part of a limit from which it is told."""

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"), (1, "B"))


class Sizes(NamedTuple):
    """The bytes of every file of a site, by path."""

    files: dict[str, int]

    @property
    def total(self) -> int:
        """The bytes of all files."""
        return sum(self.files.values())


def read_sizes(site: Path) -> Sizes:
    """How large each file of the site is, in the order of their paths."""
    found = ((path.relative_to(site).as_posix(), path.stat().st_size) for path in site.rglob("*") if path.is_file())
    return Sizes(dict(sorted(found)))


def size_problems(name: str, sizes: Sizes) -> Iterator[Problem]:
    """What of the site `name` comes near to a limit of GitHub's, or is above it."""
    if sizes.total >= NEAR * SITE_LIMIT:
        yield problem(
            "site-too-large",
            Place(name),
            size=in_words(sizes.total),
            files=len(sizes.files),
            limit=in_words(SITE_LIMIT),
        )
    for path, size in sizes.files.items():
        if size >= NEAR * FILE_LIMIT:
            place = Place(f"{name}/{path}")
            yield problem("site-file-too-large", place, value=path, size=in_words(size), limit=in_words(FILE_LIMIT))


def in_words(size: int) -> str:
    """A size as people read it, such as `8.1 MB`."""
    unit, sign = next((one for one in _UNITS if size >= one[0]), _UNITS[-1])
    return f"{size / unit:.1f} {sign}" if unit > 1 else f"{size} {sign}"
