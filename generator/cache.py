"""Values kept from run to run in a folder that may be deleted, shared, cut short, damaged or forged without harm.

Whatever does not fit in any way is as if it were not there. A file holds a sign and the version of its form, whose
value it is and under which key it was made, a checksum, and the value as MessagePack, which is read into the type that
is asked for and into nothing else: nothing in the folder is ever run. No time is looked at.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

FOLDER = Path(".zhangbang", "cache")
"""Where a project keeps its cache, from its own folder."""

LIMIT = 256 * 1024 * 1024
"""Files of more bytes are neither written nor read."""

log = logging.getLogger("zhangbang.cache")

_SIGN = b"zhangbang cache 1\n"
_SIZE = 16
_HEAD = len(_SIGN) + _SIZE
_SUFFIX = ".cache"
_NEW = ".new"
_BESIDE = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# https://bford.info/cachedir/ : made by zhangbang\n",
    ".gitignore": "*\n",
}
"""What tells other programs that the folder need not be kept."""

_UNSAVED = (
    "缓存不能写入：%s。结果不变，只是下一次仍要从头算起；请看 %s 能否写入，磁盘是否已满。\n"
    "The cache cannot be written: %s. The result is the same, but the next run starts anew; see whether %s can be "
    "written to and the disk has room."
)


def load(folder: Path | None, name: str, key: bytes, type: type[T]) -> T | None:
    """The value that was saved under this name and key, or none where nothing whole of this type is there."""
    data = _read(folder / f"{name}{_SUFFIX}", _head(name, key)) if folder is not None else None
    if data is None or blake2b(memoryview(data)[_SIZE:], digest_size=_SIZE).digest() != data[:_SIZE]:
        return None
    try:
        return msgspec.msgpack.decode(memoryview(data)[_SIZE:], type=type)
    except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError):
        return None


def save(folder: Path | None, name: str, key: bytes, value: Any) -> None:
    """Keeps the value under this name in place of what was there; that it cannot be written is told once."""
    if folder is None:
        return
    payload = msgspec.msgpack.encode(value)
    if _HEAD + _SIZE + len(payload) > LIMIT:
        return
    try:
        _make(folder)
        checksum = blake2b(payload, digest_size=_SIZE).digest()
        _put(folder, f"{name}{_SUFFIX}", (_head(name, key), checksum, payload))
    except OSError as error:
        _tell_once(folder, error.strerror or str(error))


def _head(name: str, key: bytes) -> bytes:
    """What a file begins with that holds this value; a file under another's name does not fit."""
    return _SIGN + blake2b(msgspec.msgpack.encode((name, key)), digest_size=_SIZE).digest()


def _read(path: Path, head: bytes) -> bytes | None:
    """What stands behind this head; nothing of what begins otherwise, of a link, of a pipe or of what is too large."""
    try:
        opened = os.open(path, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY"))
    except (OSError, ValueError):
        return None
    try:
        with os.fdopen(opened, "rb") as file:
            found = os.fstat(file.fileno())
            fits = stat.S_ISREG(found.st_mode) and found.st_size <= LIMIT and file.read(_HEAD) == head
            return file.read(LIMIT) if fits else None
    except OSError:
        return None


def _make(folder: Path) -> None:
    """Makes the folder with what tells other programs about it; one that a link leads to is not ours to write into."""
    for step in (folder.parent, folder):
        if step.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        step.mkdir(exist_ok=True)
    for name, text in _BESIDE.items():
        if not os.path.lexists(folder / name):
            _put(folder, name, (text.encode(),))
    _sweep(folder)


def _put(folder: Path, name: str, parts: tuple[bytes, ...]) -> None:
    """Writes the file beside its place and then moves it there: it is whole or not there, and no link is followed."""
    new = folder / f".{name}.{os.getpid()}{_NEW}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flag("O_NOFOLLOW") | _flag("O_BINARY")
    new.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(new, flags, 0o666), "wb") as file:
            file.writelines(parts)
        new.replace(folder / name)
    finally:
        new.unlink(missing_ok=True)


@cache
def _sweep(folder: Path) -> None:
    """Removes, once a run, what processes that were killed had begun to write."""
    for path in folder.glob(f".*{_NEW}"):
        if not _runs(path.name.removesuffix(_NEW).rpartition(".")[2]):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _runs(process: str) -> bool:
    """Whether a process of this number may run here."""
    if os.name != "posix" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


@cache
def _tell_once(folder: Path, reason: str) -> None:
    log.warning(_UNSAVED, reason, folder, reason, folder)


def _flag(name: str) -> int:
    """A flag of the operating system, where it has it."""
    return int(getattr(os, name, 0))
