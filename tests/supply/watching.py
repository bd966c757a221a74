"""A command of ours with every attempt noted to reach a network: `python watching.py NOTES COMMAND…`.

With ALONE=1 the network is one of its own, and what the kernel counted in it is noted too: attempts of
other programs, and of libraries in C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ASKING = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
SENDING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
COUNTED = frozenset(
    {"Ip.OutRequests", "Ip.OutNoRoutes", "Tcp.ActiveOpens", "Udp.OutDatagrams", "Ip6OutRequests", "Ip6OutNoRoutes"}
)
"""What the kernel counts when something is sent, or has nowhere to go (RFC 4293)."""

COUNTS, COUNTS_6 = Path("/proc/self/net/snmp"), Path("/proc/self/net/snmp6")


def watch(notes: Path) -> int:
    """Adds a line to the notes for each attempt from now on, of this process and of those forked from it.

    Sockets within this machine's file system are no network.
    """
    file = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(event: str, details: tuple[Any, ...]) -> None:
        if event in ASKING or (event in SENDING and isinstance(details[1], tuple)):
            os.write(file, f"{event} {details[-1]!r}\n".encode())

    sys.addaudithook(note)
    return file


def counted() -> Iterator[str]:
    """What the kernel counted in this network, if anything."""
    lines = COUNTS.read_text("ascii").splitlines()
    for names, counts in zip(lines[::2], lines[1::2], strict=True):
        layer, *keys = names.split()
        yield from _more_than_none(
            (f"{layer[:-1]}.{key}", count) for key, count in zip(keys, counts.split()[1:], strict=True)
        )
    if COUNTS_6.exists():
        yield from _more_than_none(tuple(line.split()[:2]) for line in COUNTS_6.read_text("ascii").splitlines())


def _more_than_none(counts: Any) -> Iterator[str]:
    return (f"{name} {count}" for name, count in counts if name in COUNTED and int(count))


def main() -> None:
    """Watch, and run the command."""
    from generator.cli import main as zhangbang

    notes, *command = sys.argv[1:]
    file = watch(Path(notes))
    try:
        zhangbang(command)
    finally:
        for line in counted() if "ALONE" in os.environ else ():
            os.write(file, f"{line}\n".encode())


if __name__ == "__main__":
    main()
