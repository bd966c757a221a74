"""A file that came from outside: its bytes, within bounds, and its name as it may be printed."""

from __future__ import annotations

from pathlib import Path

from generator.forms.reading import SIZE_LIMIT
from generator.problems import Place, Problem, problem


def read_bytes(path: Path) -> bytes | Problem:
    """The file's bytes; devices, pipes and what is too large are not read."""
    place = Place(name_of(path))
    try:
        if not path.is_file():
            return problem("file-unreadable", place, reason="不是普通文件 / no regular file")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            return problem("form-file-large", place, size=size, limit=SIZE_LIMIT)
        return path.read_bytes()
    except OSError as error:
        return problem("file-unreadable", place, reason=error.strerror or str(error))


def name_of(path: Path) -> str:
    """The file's own name, with whatever cannot be printed made visible."""
    name = path.name.encode("utf-8", "backslashreplace").decode()
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)
