"""Work in a process of its own, which is killed or fails at any change of the disk, or is killed after a time."""

from __future__ import annotations

import errno
import logging
import mmap
import os
import random
import signal
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple, NoReturn

Work = Callable[[], object]
Interruption = Callable[[int, str], None]
"""What happens before each change of the disk: it gets how many there were, and what this one is."""

CHANGES = frozenset(
    {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.remove", "os.truncate", "os.chmod", "os.utime"}
    | {"shutil.rmtree"}
)
"""What Python tells of the changes that a program makes, besides opening files to write them."""

REFUSED = CHANGES - {"shutil.rmtree"} | {"open"}
"""What a disk may refuse: a tree is removed file by file, and who passes errors over there passes over each of them."""

ROOM = frozenset({"open", "os.mkdir", "os.link", "os.symlink", "shutil.copyfile"})
"""What needs room on the disk; removing and renaming need none."""


class Ended(NamedTuple):
    """How a process ended: its exit code, negative for a signal; what it said; how often it changed the disk."""

    code: int
    said: str
    changes: int

    @property
    def was_killed(self) -> bool:
        """Whether it came to the moment at which it was to be killed."""
        return self.code == -signal.SIGKILL


def nothing(_moment: int, _event: str) -> None:
    """No interruption."""


class Begun(NamedTuple):
    """Work that a process of its own does."""

    process: int
    said: IO[bytes]
    count: mmap.mmap

    def end(self) -> Ended:
        """How it ended; waits for that."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        with self.said, self.count:
            self.said.seek(0)
            return Ended(code, self.said.read().decode("utf-8", "replace"), struct.unpack("q", self.count[:8])[0])


def begun(work: Work, interruption: Interruption = nothing) -> Begun:
    """The work, begun in a process of its own, with that interruption."""
    said, count = TemporaryFile(), mmap.mmap(-1, 8)  # noqa: SIM115 (`end` closes both)
    child = os.fork()
    if child == 0:
        _run(work, interruption, said.fileno(), count)
    return Begun(child, said, count)


def ended(work: Work, interruption: Interruption = nothing) -> Ended:
    """How the work ends in a process of its own, with that interruption."""
    return begun(work, interruption).end()


def done_at_once(works: Iterable[Work]) -> None:
    """Does all this work, each in a process of its own; what one says that fails is what fails here."""
    done = [work.end() for work in [begun(work) for work in works]]
    assert [one.code for one in done if one.code] == [], "\n".join(one.said for one in done if one.code)


def _run(work: Work, interruption: Interruption, said: int, count: mmap.mmap) -> NoReturn:
    own, code, done = os.getpid(), 70, [0]
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))

    def told(event: str, details: tuple[Any, ...]) -> None:
        if os.getpid() == own and is_change(event, details):
            interruption(done[0], event)
            done[0] += 1
            count[:8] = struct.pack("q", done[0])

    logging.disable(logging.NOTSET)
    logging.root.handlers.clear()
    try:
        sys.addaudithook(told)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def is_change(event: str, details: tuple[Any, ...]) -> bool:
    """Whether what Python tells of is a change of the disk."""
    if event != "open":
        return event in CHANGES
    return isinstance(details[2], int) and bool(details[2] & os.O_CREAT) and details[0] != os.devnull


def most_of(count: int, many: int) -> Sequence[int]:
    """All of so many moments; of more than `many` those at either end, where files move, and some of the rest."""
    if count <= many:
        return range(count)
    first, last = range(many // 8), range(count - many // 2, count)
    between = random.Random(count).sample(range(first.stop, last.start), many - len(first) - len(last))
    return sorted({*first, *between, *last})


def killed_at(moment: int) -> Interruption:
    """The process is killed before this change of the disk."""

    def killing(now: int, _event: str) -> None:
        if now == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return killing


def full_from(moment: int) -> Interruption:
    """From this change on the disk has no room."""
    return _failing(moment, errno.ENOSPC, ROOM)


def read_only_from(moment: int) -> Interruption:
    """From this change on nothing can be changed."""
    return _failing(moment, errno.EROFS, REFUSED)


def failing_at(moment: int, number: int) -> Interruption:
    """This one change fails, with that error, and what follows does not."""
    return _failing(moment, number, REFUSED, 1)


def _failing(first: int, number: int, events: frozenset[str], times: int = sys.maxsize) -> Interruption:
    def failing(now: int, event: str) -> None:
        nonlocal times
        if now >= first and times > 0 and event in events:
            times -= 1
            raise OSError(number, os.strerror(number))

    return failing


def killed_after(command: Sequence[str], seconds: float, environment: Mapping[str, str] | None = None) -> bool:
    """Runs a command and kills it with all processes that it started, after a time; whether it was still at work."""
    with subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
        return False
