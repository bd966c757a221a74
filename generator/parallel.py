"""Work shared among processes: the same results in the same order, wherever they are made and by however many.

A piece of work is a module-level `task(state, chunk)`. What every chunk needs is its state: a forked process inherits
it, another makes it once from its recipe. Everywhere chunks are submitted to an executor, a bounded number at a time.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import pickle
import signal
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import cache, partial
from itertools import chain, islice, pairwise
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Generic, Literal, NamedTuple, Self, TypeAlias, TypeVar

from generator.cluster import Cluster, Pending, Submit, WorkStopped, connect

T = TypeVar("T")
S = TypeVar("S")
C = TypeVar("C")
R = TypeVar("R")

Start: TypeAlias = Literal["fork", "spawn"]

LEAST = 100
"""Fewer records than these are no chunk of their own: to share them costs more than it saves."""

WORTH_SHARING = 500
"""Below so many items a second process costs more than it saves."""

_CHUNKS_EACH = 8
"""How many chunks a process has to do, about: the last to end waits for no more than an eighth of its share."""

_MOST = 1_000
"""More records than about these are sent in several chunks: one is held in memory whole, and so is its result."""

_AHEAD = 4
"""How many chunks for each process are submitted before the first result is taken: so many results wait at most."""

_GIVEN = 2
"""How many chunks another process is given at once: the one at work, and the next."""

_CGROUPS, _OWN_CGROUP = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


DIED = (
    "分担工作的一个进程中途被终止了，多半是内存不够。请加 --jobs 1 再运行（慢一些，内存用得少），"
    "或关掉别的程序、换内存大些的机器\n"
    "A process that shared the work was ended on its way, most likely because memory ran out. Run it again with "
    "--jobs 1 (slower, with less memory), close other programs, or use a machine with more memory"
)


class Recipe(NamedTuple, Generic[S]):
    """How another process makes a state: a module-level function, and the bytes that it makes it from."""

    make: Callable[[bytes], S]
    data: bytes


class State(NamedTuple, Generic[S]):
    """What every chunk of a piece of work needs: as this process has it, and how another process comes by it."""

    value: S
    recipe: Callable[[], Recipe[S]]
    """Asked for only where a process cannot inherit the value."""


def plain(value: S) -> State[S]:
    """The state of a small value, which other processes of ours get as it is."""
    return State(value, lambda: Recipe(pickle.loads, pickle.dumps(value)))


class Workers(ABC):
    """Where chunks are done; leaving its context ends what processes it keeps."""

    count = 1
    """How many chunks are done at once."""
    is_near = True
    """Whether they are done on this machine, so that they can write to its folders."""

    def each(self, task: Callable[[S, C], R], state: State[S], chunks: Iterable[C]) -> Iterator[R]:
        """What `task` makes of each chunk, in the chunks' order, as it comes; a lone chunk is done in this process."""
        rest = iter(chunks)
        first = list(islice(rest, self.count))
        if len(first) < 2:
            return (task(state.value, chunk) for chunk in chain(first, rest))
        return self._shared(task, state, len(first), chain(first, rest))

    @abstractmethod
    def _shared(self, task: Callable[[S, C], R], state: State[S], useful: int, chunks: Iterable[C]) -> Iterator[R]:
        """The same, in no more than `useful` processes at once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: BaseException | TracebackType | type[BaseException] | None) -> None:
        del raised


class _Here(Workers):
    """Chunks are done one after another, in this process."""

    def _shared(self, task: Callable[[S, C], R], state: State[S], useful: int, chunks: Iterable[C]) -> Iterator[R]:
        raise NotImplementedError(f"{useful} processes where there is one")


HERE: Workers = _Here()
"""This process alone."""


class _Local(Workers):
    """Chunks are done by processes of this machine, forked where that is safe: then they inherit the state.

    Beside forked ones this process works too: one that only waited would hold a copy of the state for nothing.
    """

    def __init__(self, count: int, start: Start | None) -> None:
        self.count = count
        self._start = start
        self._kept = ExitStack()
        self._spawned: tuple[object, int, Executor] | None = None

    def _shared(self, task: Callable[[S, C], R], state: State[S], useful: int, chunks: Iterable[C]) -> Iterator[R]:
        start = self._start or ("fork" if _can_fork() else "spawn")
        try:
            if start == "fork":
                with _pool("fork", useful - 1, _inherit, state.value) as pool:
                    yield from _in_turns(_submitting(pool, task), partial(task, state.value), chunks, useful - 1)
            else:
                yield from _in_order(_submitting(self._spawning(state, useful), task), chunks, useful)
        except BrokenProcessPool as broken:
            self._end()
            raise WorkStopped(DIED) from broken

    def _spawning(self, state: State[Any], useful: int) -> Executor:
        """Processes with this state: those of the last work, where it was the same and they are enough."""
        if self._spawned and self._spawned[0] is state and self._spawned[1] >= useful:
            return self._spawned[2]
        self._end()
        recipe = state.recipe()
        pool = self._kept.enter_context(_pool("spawn", useful, _make, recipe.make, recipe.data))
        self._spawned = (state, useful, pool)
        return pool

    def _end(self) -> None:
        self._spawned = None
        self._kept.close()

    def __exit__(self, *raised: BaseException | TracebackType | type[BaseException] | None) -> None:
        del raised
        self._end()


class _Clustered(Workers):
    """Chunks are done by the processes of a cluster; a chunk whose process dies is done again by another."""

    is_near = False

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._last: tuple[object, Submit] | None = None
        self.count = cluster.count

    def _shared(self, task: Callable[[S, C], R], state: State[S], useful: int, chunks: Iterable[C]) -> Iterator[R]:
        del useful  # a cluster's processes are there already
        if self._last is None or self._last[0] is not state:
            self._last = (state, self._cluster.sharing(*state.recipe()))
        return _in_order(partial(self._last[1], task), chunks, self.count)

    def __exit__(self, *raised: BaseException | TracebackType | type[BaseException] | None) -> None:
        del raised
        self._cluster.close()


def workers(jobs: int | None = None, cluster: str | None = None, start: Start | None = None) -> Workers:
    """`jobs` processes, as many as the machine has cores where that is not said, or those of the cluster at an address.

    `start` says how processes are started; without it they are forked where that is safe.
    """
    if cluster is not None:
        return _Clustered(connect(cluster))
    count = cores() if jobs is None else jobs
    return HERE if count < 2 else _Local(count, start)


def split(items: Sequence[T], count: int, least: int = LEAST) -> Sequence[Sequence[T]]:
    """The items in contiguous chunks for `count` processes: several for each, so that uneven work is even.

    Together they are all items in their order; each has at least `least`, or is the only one.
    """
    wanted = max(count * _CHUNKS_EACH if count > 1 else 1, len(items) // _MOST)
    wanted = max(1, min(wanted, len(items) // least))
    bounds = [len(items) * i // wanted for i in range(wanted + 1)]
    return [items[start:end] for start, end in pairwise(bounds)]


def cores() -> int:
    """How many processes run at once: on the cores that this one may use, within what its container is given."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min((own, *quotas(_CGROUPS, _OWN_CGROUP))))


def quotas(groups: Path, own: Path) -> Iterator[int]:
    """How many cores' time each control group (Linux, version 2) around this process may use, where one is limited."""
    try:
        lines = own.read_text("utf-8").splitlines()
    except OSError:
        return
    name = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    for folder in (groups / name, *(groups / parent for parent in Path(name).parents)):
        try:
            quota, period = (folder / "cpu.max").read_text("ascii").split()
            yield math.ceil(int(quota) / int(period))
        except (OSError, ValueError):
            continue  # no such file, or its quota is `max`


def _can_fork() -> bool:
    """Whether a copy of this process works: a thread is not copied, and what it holds stays locked."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _submitting(pool: Executor, task: Callable[[S, C], R]) -> Callable[[C], Future[R]]:
    return lambda chunk: pool.submit(_with_own, task, chunk)


def _in_order(submit: Callable[[C], Future[R] | Pending], chunks: Iterable[C], count: int) -> Iterator[R]:
    """Every chunk's result in the chunks' order, with a bounded number of them on their way."""
    waiting: deque[Future[R] | Pending] = deque()
    try:
        for chunk in chunks:
            waiting.append(submit(chunk))
            if len(waiting) >= count * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _in_turns(
    submit: Callable[[C], Future[R]], here: Callable[[C], R], chunks: Iterable[C], others: int
) -> Iterator[R]:
    """The same, where this process works as well as the others."""
    desk = _Desk(submit, others)
    rest = (desk.laid(chunk, number % (others + 1) == 0) for number, chunk in enumerate(chunks))
    try:
        waiting = deque(islice(rest, (others + 1) * _AHEAD))
        while waiting:
            while not waiting[0].result.done() and (turn := desk.taken(is_own=True)) is not None:
                turn.do(here)
            yield waiting.popleft().result.result()
            waiting.extend(islice(rest, 1))
    finally:
        desk.clear()


class _Turn(Generic[C, R]):
    """A chunk and its result to come; `is_own` where it is this process's turn, and not another's."""

    def __init__(self, chunk: C, is_own: bool) -> None:
        self.chunk, self.is_own = chunk, is_own
        self.result: Future[R] = Future()

    def do(self, make: Callable[[C], R]) -> None:
        """Has the result made at once; what that raises is raised in its turn."""
        try:
            self.result.set_result(make(self.chunk))
        except Exception as error:
            self.result.set_exception(error)


class _Desk(Generic[C, R]):
    """Chunks that nobody has begun. Each process takes its own turns first, where it finds what it has worked out.

    The others are given theirs as soon as they have done something, whatever this process is doing meanwhile.
    """

    def __init__(self, submit: Callable[[C], Future[R]], others: int) -> None:
        self._submit, self._most, self._given = submit, others * _GIVEN, 0
        self._left: list[_Turn[C, R]] = []
        self._lock = RLock()

    def laid(self, chunk: C, is_own: bool) -> _Turn[C, R]:
        """A turn that somebody will take."""
        turn: _Turn[C, R] = _Turn(chunk, is_own)
        with self._lock:
            self._left.append(turn)
            self._give()
        return turn

    def taken(self, is_own: bool) -> _Turn[C, R] | None:
        """The first turn of this process, or of another, that nobody has begun; else the first of all."""
        with self._lock:
            place = next((n for n, turn in enumerate(self._left) if turn.is_own == is_own), 0)
            return self._left.pop(place) if self._left else None

    def clear(self) -> None:
        """Nothing more is begun."""
        with self._lock:
            self._most = 0

    def _give(self) -> None:
        while self._given < self._most and (turn := self.taken(is_own=False)) is not None:
            self._given += 1
            self._submit(turn.chunk).add_done_callback(partial(self._come, turn))

    def _come(self, turn: _Turn[C, R], found: Future[R]) -> None:
        with self._lock:
            self._given -= 1
            if isinstance(found.exception(), BrokenProcessPool):
                self._most = 0
            self._give()
        turn.do(lambda _: found.result())


def _pool(start: Start, count: int, begin: Callable[..., None], *given: object) -> Executor:
    context = multiprocessing.get_context(start)
    return ProcessPoolExecutor(count, mp_context=context, initializer=begin, initargs=given)


_own: Callable[[], Any] | None = None
"""In a process that works for another: its state."""


def _inherit(value: object) -> None:
    _begin(lambda: value)


def _make(make: Callable[[bytes], Any], data: bytes) -> None:
    _begin(cache(partial(make, data)))


def _begin(own: Callable[[], Any]) -> None:
    """What a process of ours does first; an interruption is the business of the one that started it."""
    global _own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _own = own


def _end_with_parent() -> None:
    """Ends this process when the one that started it was killed: nobody waits for what it still writes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _with_own(task: Callable[[Any, Any], R], chunk: object) -> R:
    assert _own is not None, "set when the process began"
    return task(_own(), chunk)
