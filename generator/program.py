"""What the output depends on besides the project: this program's own files, the libraries it stands on, and Python."""

from __future__ import annotations

import platform
import re
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import msgspec

from generator.schemas import schemas_dir

DISTRIBUTION = "zhangbang"
PACKAGE = Path(__file__).parent
SIZE = 16
"""How many bytes a digest has."""

_TOLD = re.compile(r"^(Version|Requires-Dist): *(.+)$", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r";.*\bextra\s*==")
_COMPILED = "__pycache__"


@cache
def program_digest() -> bytes:
    """The same bytes wherever the same program stands on the same libraries, and others where any of it differs."""
    digest = blake2b(
        msgspec.msgpack.encode((platform_versions(), sorted(library_versions().items()))), digest_size=SIZE
    )
    for name, path in program_files():
        digest.update(msgspec.msgpack.encode((name, path.read_bytes())))
    return digest.digest()


def program_files() -> Iterator[tuple[str, Path]]:
    """Every file of the package and the schemas, wherever those lie, by its path within the package, in order."""
    found = dict(_files_below(PACKAGE)) | {f"schemas/{name}": path for name, path in _files_below(schemas_dir())}
    return iter(sorted(found.items()))


def platform_versions() -> tuple[str, ...]:
    """Python, and the libraries in C that it brings and that shape what is written."""
    return (
        platform.python_implementation(),
        platform.python_version(),
        sqlite3.sqlite_version,
        zlib.ZLIB_RUNTIME_VERSION,
    )


@cache
def library_versions() -> Mapping[str, str]:
    """The version of every installed library that this program requires, and of those that they require in turn.

    Where the program is run without being installed, nobody can tell what it requires: then of all that is installed.
    """
    found: dict[str, str] = {}
    waiting = [DISTRIBUTION]
    while waiting:
        name = _normal(waiting.pop())
        told = None if name in found else _metadata(name)
        if told is not None:
            stated = _TOLD.findall(told.partition("\n\n")[0])
            found[name] = next((value for key, value in stated if key == "Version"), "")
            waiting += [_required(value) for key, value in stated if key != "Version" and not _EXTRA.search(value)]
    return found or {_normal(one.name): one.version for one in metadata.distributions() if one.name}


def _metadata(name: str) -> str | None:
    """A library's description of itself; none where it is not installed, as one for another system is not."""
    try:
        return metadata.distribution(name).read_text("METADATA")
    except metadata.PackageNotFoundError:
        return None


def _required(stated: str) -> str:
    """The name with which a requirement begins."""
    name = _NAME.match(stated)
    return name[0] if name else ""


def _normal(name: str) -> str:
    """The name as PyPA's specification compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below the folder that is not a compiled module, by its path from there."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != _COMPILED:
            yield from ((f"{path.name}/{name}", inner) for name, inner in _files_below(path))
        elif path.is_file():
            yield path.name, path
