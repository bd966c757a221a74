"""The one home of Dask: work done by the processes of a cluster, which know this program and are sent the rest.

Dask's own executor is not used: where a result is lost, its future never ends. Nor is scattered data: it is gone for
good with the processes that hold it. A state is the result of a task instead, which the scheduler can have done again.
"""

from __future__ import annotations

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from generator import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

Submit: TypeAlias = Callable[[Callable[[Any, Any], Any], object], "Pending"]
"""Sends a chunk to be done by a task with a state that the cluster has."""

EXTRA = "cluster"
"""What of the program is installed besides for work on a cluster."""

WAITED_S = 30
"""How long a cluster may be without a process, in seconds."""

_NOTHING = object()
_STATES_KEPT = 3
"""How many states a process keeps: the work at hand has one or two, and each may be a whole site."""


class WorkStopped(Exception):  # noqa: N818 - it states what happened
    """Shared work that cannot go on, as a process has died or a cluster is not fit for it: why, and what to do."""


ABSENT = (
    "集群需要 Dask，这里没有安装。请运行 pip install 'zhangbang[cluster]'\n"
    "Work on a cluster needs Dask, which is not installed here. Run pip install 'zhangbang[cluster]'"
)
UNREACHED = (
    "连不上集群 {address}：{error}。请核对地址，并确认 dask scheduler 在运行\n"
    "The cluster at {address} cannot be reached: {error}. Check the address, and that dask scheduler is running"
)
EMPTY = (
    "集群 {address} 没有工作进程。请在各台机器上运行 dask worker {address}\n"
    "The cluster at {address} has no workers. Run dask worker {address} on its machines"
)
OTHER = (
    "集群的工作进程装的是另一版程序（那里 {there}，这里 {here}）。请在每台机器上安装同一版\n"
    "A worker of the cluster has another version of the program ({there} there, {here} here). "
    "Install the same version on every machine"
)
LACKING = (
    "集群的工作进程没有安装本程序（{error}）。请在每台机器上安装同一版：pip install 'zhangbang[cluster]'\n"
    "A worker of the cluster does not have this program ({error}). Install the same version on every machine: "
    "pip install 'zhangbang[cluster]'"
)
LOST = (
    "集群的工作进程接连终止，这部分工作无法完成（{error}）。多半是内存不够：请减少每台机器的工作进程，或换内存大些的机器\n"
    "Workers of the cluster ended one after another, and this work could not be done ({error}). Most likely memory ran "
    "out: run fewer workers on each machine, or use machines with more memory"
)


class Pending:
    """A chunk's result to come."""

    def __init__(self, client: Client, future: Future) -> None:
        self._client = client
        self._future = future

    def result(self) -> Any:
        """The result, once it is there; where no process is left to make it, the work stops."""
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        try:
            while True:
                found = self._within_time()
                if found is not _NOTHING:
                    return found
                if not self._client.nthreads():
                    raise WorkStopped(LOST.format(error="0 workers"))
        except (KilledWorker, CancelledError, CommClosedError) as lost:
            raise WorkStopped(LOST.format(error=type(lost).__name__)) from lost
        except ModuleNotFoundError as missing:
            raise WorkStopped(LACKING.format(error=missing)) from missing

    def _within_time(self) -> Any:
        """The result, or nothing where it did not come within the time that is waited."""
        try:
            return self._future.result(timeout=WAITED_S)
        except TimeoutError:
            if self._future.status == "error":
                raise  # by the task itself
            return _NOTHING

    def cancel(self) -> None:
        """Says that nobody waits for it."""
        self._future.cancel()


class Cluster:
    """The processes of a cluster."""

    def __init__(self, client: Client, count: int) -> None:
        self._client = client
        self.count = count
        """How many chunks they do at once."""

    def sharing(self, make: Callable[[bytes], Any], data: bytes) -> Submit:
        """What sends chunks to the processes, once each of them has the data of the state."""
        digest = sha256(data).digest()
        held = self._client.submit(bytes, data, pure=False)
        self._client.replicate([held])  # else all chunks go to the one process that has it

        def submit(task: Callable[[Any, Any], Any], chunk: object) -> Pending:
            call = pickle.dumps((task, make, chunk))  # opaque to Dask, which would look for its own values in it
            return Pending(self._client, self._client.submit(_done, __version__, digest, held, call, pure=False))

        return submit

    def close(self) -> None:
        """Leaves the cluster; its processes stay."""
        self._client.close()


def connect(address: str) -> Cluster:
    """The cluster whose scheduler listens at this address, once it has a process."""
    try:
        from distributed import Client
    except ImportError as missing:
        raise WorkStopped(ABSENT) from missing
    try:
        client = Client(address, timeout=WAITED_S)
    except (OSError, ValueError) as error:
        raise WorkStopped(UNREACHED.format(address=address, error=error)) from error
    try:
        client.wait_for_workers(1, timeout=WAITED_S)
    except TimeoutError as error:
        client.close()
        raise WorkStopped(EMPTY.format(address=address)) from error
    return Cluster(client, sum(client.nthreads().values()))


_turn = threading.Lock()
"""A process does one chunk at a time, however many threads the cluster gives it: the program is made for one."""

_states: OrderedDict[tuple[str, bytes], Any] = OrderedDict()


def _done(version: str, digest: bytes, data: bytes, call: bytes) -> Any:
    """In a process of the cluster: what a task makes of a chunk."""
    if version != __version__:
        raise WorkStopped(OTHER.format(there=__version__, here=version))
    with _turn:
        task, make, chunk = pickle.loads(call)
        return task(_state_of(make, digest, data), chunk)


def _state_of(make: Callable[[bytes], Any], digest: bytes, data: bytes) -> Any:
    """The state, made at most once as long as it is among the last few."""
    key = (f"{make.__module__}.{make.__qualname__}", digest)
    if key not in _states:
        while len(_states) >= _STATES_KEPT:
            _states.popitem(last=False)
        _states[key] = make(data)
    _states.move_to_end(key)
    return _states[key]
