"""One ZIP file of what opens everywhere, with what to know of it, and the checksums of every file of data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from generator.exports.about import About, Said, about, licence_of
from generator.exports.csvs import FOLDER
from generator.exports.zips import Member, pack, zip_of
from generator.model.artifacts import Artifact, Made, Streamed
from generator.render.view import Site

ZIP = f"{FOLDER}zhangbang.zip"
SUMS = f"{FOLDER}SHA256SUMS"
PACKED = (".csv", ".jsonl", "datapackage.json")
"""What of the folder the ZIP file holds: what opens by itself elsewhere stays outside."""

LEVEL = 4
"""How hard the ZIP file is compressed: the usual 6 takes twice the time for a twentieth of the size."""


def compile_zip(site: Site, paths: Iterable[str], members: Iterable[Member]) -> Streamed:
    """`data/zhangbang.zip` of the members that these files became, in order, with a description and the licence."""
    told = about(site)
    names = [path.removeprefix(FOLDER) for path in paths]
    notes = (("README.md", _readme(told, names)), ("LICENSE.txt", _lines((licence_of(site.settings),))))
    own = (pack(name, (data,), LEVEL) for name, data in notes)
    return Streamed(ZIP, zip_of(chain(own, members), _day(told.as_of)))


def zip_member(path: str, chunks: Iterable[bytes]) -> Member:
    """A file in the folder as a member."""
    return pack(path.removeprefix(FOLDER), chunks, LEVEL)


def is_packed(path: str) -> bool:
    """Whether the ZIP file holds a file."""
    return path.startswith(FOLDER) and path.endswith(PACKED)


def compile_sums(found: Iterable[Made]) -> Artifact:
    """`data/SHA256SUMS` of the files in the folder, as `sha256sum --check` reads it there."""
    held = sorted((file.path.removeprefix(FOLDER), file.sha256) for file in found if file.path.startswith(FOLDER))
    return Artifact(SUMS, "".join(f"{digest}  {name}\n" for name, digest in held).encode())


def _readme(told: About, names: Sequence[str]) -> bytes:
    title = "# " + " ".join(dict.fromkeys(told.title))
    listed = "".join(f"- `{name}`\n" for name in names)
    return f"{title}\n\n".encode() + _lines(told.lines) + f"\n{listed}".encode()


def _lines(pairs: Iterable[Said]) -> bytes:
    """Each line in both languages, once where they are the same."""
    return "".join(f"{line}\n\n" for pair in pairs for line in dict.fromkeys(pair)).encode()


def _day(as_of: str) -> tuple[int, int, int]:
    year, month, day = map(int, as_of.split("-"))
    return year, month, day
