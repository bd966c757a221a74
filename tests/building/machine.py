"""What the machine under a process does not let it do: real permissions and real mounts, for that process alone."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import pytest

_CAPABILITIES = 0x20080522
"""The version of the structure that the kernel reads."""

_ABOVE_PERMISSIONS = 1 << 1 | 1 << 2
"""To write, and to read and search, whatever a file's permissions say."""

_NEW_MOUNTS, _NEW_USER = 0x20000, 0x10000000
_READ_ONLY, _REMOUNT, _BIND, _ALL_BELOW, _PRIVATE = 1, 32, 4096, 16384, 1 << 18


def heed_permissions() -> None:
    """From now on this process, even as root, may do no more with files than their permissions say."""
    if sys.platform != "linux" or os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, held = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    _need(libc.capget(header, held))
    held[0] &= ~_ABOVE_PERMISSIONS
    held[1] &= ~_ABOVE_PERMISSIONS
    _need(libc.capset(header, held))


def mount_apart() -> None:
    """From now on what this process mounts is seen by nobody else, and goes with it."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    _need(libc.unshare(_NEW_MOUNTS | (_NEW_USER if user else 0)))
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    _mount("none", "/", None, _ALL_BELOW | _PRIVATE)


def small_disk(folder: Path, size: int) -> None:
    """From now on the folder is an empty disk of so many bytes."""
    _mount("none", str(folder), "tmpfs", 0, f"size={size}")


def read_only(folder: Path) -> None:
    """From now on nothing in the folder can be changed."""
    _mount(str(folder), str(folder), None, _BIND)
    _mount("none", str(folder), None, _REMOUNT | _BIND | _READ_ONLY)


def _mount(source: str, folder: str, kind: str | None, flags: int, said: str = "") -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    _need(
        libc.mount(
            source.encode(), folder.encode(), kind and kind.encode(), ctypes.c_ulong(flags), said.encode() or None
        )
    )


def _need(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def need_mounts() -> None:
    """Skips where a process may not mount anything, not even for itself."""
    from building.killing import ended

    done = ended(mount_apart)
    if done.code:
        pytest.skip(f"nothing can be mounted here: {done.said.splitlines()[-1]}")
