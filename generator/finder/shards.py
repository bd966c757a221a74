"""Small script files that register their data: they load over http and from a folder alike, where nothing else does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.model.artifacts import Artifact

FOLDER = "search"


class Shards(NamedTuple):
    """The files that hold a table of terms in order: the first term of each, and where it stands."""

    bounds: tuple[str, ...]
    artifacts: tuple[Artifact, ...]

    def listed(self) -> dict[str, Any]:
        """What the manifest says of them."""
        return {"bounds": self.bounds, **told_of(self.artifacts)}


def sharded(name: str, table: Mapping[str, Any], size: int) -> Shards:
    """The table cut into files of about `size` bytes, in its order; a term is never split."""
    parts = list(_parts(table, size))
    return Shards(tuple(next(iter(part)) for part in parts), scripts(name, parts))


def script(name: str, key: str, data: Any) -> Artifact:
    """A file that registers `data` under `key`, named after its content."""
    source = _source(key, data)
    return Artifact(f"{FOLDER}/{name}.{_digest((source,))}.js", source)


def scripts(name: str, parts: Iterable[Any]) -> tuple[Artifact, ...]:
    """A row of files `<name>-<i>`, all named after the content of the whole row: the manifest names it once."""
    sources = [_source(f"finder/{name}/{i}", part) for i, part in enumerate(parts)]
    digest = _digest(sources)
    return tuple(Artifact(f"{FOLDER}/{name}-{i}.{digest}.js", source) for i, source in enumerate(sources))


def told_of(artifacts: Sequence[Artifact]) -> dict[str, Any]:
    """A row of files in short: what their names begin with, what they end with, and how many there are."""
    if not artifacts:
        return {"n": 0}
    stem, _, digest = name_of(artifacts[0].path).removesuffix(".js").partition("-0.")
    return {"name": f"{stem}-", "hash": f".{digest}.js", "n": len(artifacts)}


def name_of(path: str) -> str:
    """A file's name within the folder of the index."""
    return path.removeprefix(f"{FOLDER}/")


def _source(key: str, data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"zhangbang.put({json.dumps(key)},{_safe(text)});\n".encode()


def _digest(sources: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for source in sources:
        found.update(source)
    return found.hexdigest()[:10]


def _parts(table: Mapping[str, Any], most: int) -> Iterator[dict[str, Any]]:
    part: dict[str, Any] = {}
    size = 0
    for term, value in table.items():
        length = len(term) + len(value if isinstance(value, str) else value[-1]) + 6
        if part and size + length > most:
            yield part
            part, size = {}, 0
        part[term] = value
        size += length
    if part:
        yield part


def _safe(text: str) -> str:
    """JSON that is a JavaScript expression in every browser."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
