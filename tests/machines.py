"""A Dask cluster on this machine: a scheduler and its workers, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from generator.cluster import connect

HERE = Path(__file__).parent
COMMANDS = {"scheduler": "distributed.cli.dask_scheduler", "worker": "distributed.cli.dask_worker"}
QUIET = ("--no-dashboard", "--host", "127.0.0.1")


class Machines:
    """A scheduler on this machine, and the workers that were started for it."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.processes = [_started("scheduler", "--port", str(port), *QUIET)]

    def add_worker(self, version: str = "") -> None:
        """Starts a worker, of another version of the program if that is given."""
        command = (self.address, "--nthreads", "1", "--no-nanny", *QUIET)
        self.processes.append(_started("worker", *command, version=version))

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def _started(name: str, *arguments: str, version: str = "") -> subprocess.Popen[bytes]:
    code = f"import generator, runpy; generator.__version__ = {version!r} or generator.__version__; "
    code += f"runpy.run_module({COMMANDS[name]!r}, run_name='__main__')"
    paths = os.pathsep.join((str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, **quiet)  # type: ignore[call-overload,no-any-return]


def wait_for(machines: Machines, count: int) -> None:
    until = time.monotonic() + 60
    while True:
        found = connect(machines.address)
        there = found.count
        found.close()
        if there >= count or time.monotonic() > until:
            assert there == count
            return
        time.sleep(0.2)


def wait_for_scheduler(machines: Machines) -> None:
    port = int(machines.address.rpartition(":")[2])
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
