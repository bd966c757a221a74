"""Small script files that register their data: they load over http and from a folder alike, where nothing else does.

Each is named after its content, and registers it under a name of the same: what is not the same is never taken for it,
and a file stays where it is as long as what it holds does.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from generator.finder.cuts import cut
from generator.model.artifacts import Artifact

FOLDER = "search"
ENTRANCE = f"{FOLDER}/manifest.js"
"""Where the index begins."""
_SEPARATOR = re.compile("\u2028|\u2029".encode())
Entry: TypeAlias = tuple[str, Any]
"""A term with what a table tells of it."""


def sharded(row: str, table: Iterable[Entry], size: int) -> Iterator[Artifact]:
    """The files of a table in its order, of about `size` bytes, and then their list; a term is never split."""
    bounds, paths = [], []
    for part in cut(table, size, _term, _weight):
        file = shard(row, dict(part))
        bounds.append(part[0][0])
        paths.append(file.path)
        yield file
    yield script(row, {"bounds": bounds, **listed(row, paths)})


def script(name: str, data: Any) -> Artifact:
    """A file that registers `data` under `finder/<name>`, for whoever knows the file."""
    found = _json(data)
    return Artifact(f"{FOLDER}/{name}.{_digest(found)}.js", _source(name, found))


def entrance(data: Any) -> Artifact:
    """The file that everybody knows, which tells of all others: pages name it, and stay as they are when it changes."""
    return Artifact(ENTRANCE, _source("manifest", _json(data)))


def shard(row: str, data: Any) -> Artifact:
    """A file of a row of them; it registers `data` under `finder/<row>/<digest>`, as its list tells."""
    found = _json(data)
    digest = _digest(found)
    return Artifact(f"{FOLDER}/{row}-{digest}.js", _source(f"{row}/{digest}", found))


def listed(row: str, paths: Sequence[str]) -> dict[str, Any]:
    """What a list tells of a row's files: how many there are, and one after another what they are named by."""
    start = len(f"{FOLDER}/{row}-")
    return {"n": len(paths), "files": "".join(path[start:].removesuffix(".js") for path in paths)}


def file_of(path: str) -> str:
    """A file's name within the folder of the index."""
    return path.removeprefix(f"{FOLDER}/")


def _term(entry: Entry) -> str:
    return entry[0]


def _weight(entry: Entry) -> int:
    term, value = entry
    return len(term) + len(value if isinstance(value, str) else value[-1]) + 6


def _json(data: Any) -> bytes:
    """JSON that is a JavaScript expression in every browser."""
    return _SEPARATOR.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), msgspec.json.encode(data))


def _source(name: str, data: bytes) -> bytes:
    return b'zhangbang.put("finder/%s",%s);\n' % (name.encode(), data)


def _digest(data: bytes) -> str:
    """Ten letters, of 50 bits."""
    return b32encode(hashlib.sha256(data).digest())[:10].decode().lower()
