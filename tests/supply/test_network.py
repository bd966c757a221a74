"""Checking and building ask nothing of any network: they run whole where the kernel has taken it away, and try nothing.

Where a system does not let its users do without the network, attempts are counted all the same.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from conftest import REPOSITORY
from proofs import keep

from supply import watching

ALONE = ("unshare", "--user", "--map-root-user", "--net", "--")
"""Runs a command where there is no network but a loopback that is down."""

PROJECT = ("content", "site_config", "schemas", "mkdocs.yml")
DAY = "2026-11-27"
CONNECT = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5).close()"


@cache
def alone() -> tuple[str, ...]:
    """What takes the network away, or nothing where the system does not allow it."""
    if shutil.which(ALONE[0]) is None:
        return ()
    return ALONE if subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0 else ()


def ran(command: Sequence[str], *, before: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The command, run by this Python with what is asked for before it."""
    around = {
        "PYTHONPATH": f"{REPOSITORY}:{Path(__file__).parents[1]}",
        "PATH": "/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        **({"ALONE": "1"} if before else {}),
    }
    return subprocess.run([*before, sys.executable, *command], capture_output=True, text=True, env=around, check=False)


def attempts(notes: Path) -> list[str]:
    return notes.read_text("utf-8").splitlines()


class Offline:
    """A project whose commands run without a network; the attempts of all to reach one are noted."""

    def __init__(self, project: Path, notes: Path) -> None:
        self.project, self.notes, self.runs = project, notes, 0

    def run(self, *command: str) -> None:
        """Runs a command of ours, which must end well."""
        script = str(Path(watching.__file__))
        done = ran([script, str(self.notes), *command, "--root", str(self.project)], before=alone())
        assert done.returncode == 0, done.stdout + done.stderr
        self.runs += 1


# -- the network is gone, and attempts are seen -------------------------------------------------------------------


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of a server on this machine that takes connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_accept, args=(server,), daemon=True).start()
        yield server.getsockname()[1]


def _accept(server: socket.socket) -> None:
    try:
        while True:
            server.accept()[0].close()
    except OSError:
        return


def test_who_is_alone_reaches_nobody(listening: int) -> None:
    assert ran(["-c", CONNECT, str(listening)], before=()).returncode == 0
    if alone():
        done = ran(["-c", CONNECT, str(listening)], before=alone())
        assert (done.returncode, "OSError" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', 9), 1)",
        "socket.getaddrinfo('localhost', 80)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "os.waitpid(os.fork() or socket.create_connection(('127.0.0.1', 9), 1), 0)",
    ],
)
def test_an_attempt_is_noted(tmp_path: Path, attempt: str) -> None:
    notes = tmp_path / "notes"
    before = "import os, pathlib, socket, sys, urllib.request; from supply.watching import watch;"
    ran(["-c", f"{before} watch(pathlib.Path(sys.argv[1])); {attempt}", str(notes)], before=alone())
    assert attempts(notes)


def test_an_attempt_of_another_program_is_counted() -> None:
    """By the kernel, for our own notes know Python alone; it is made where there is nobody to reach."""
    if not alone():
        return
    tried = "import subprocess; subprocess.run(['bash', '-c', ': > /dev/{}/192.0.2.1/80'], stderr=-3)"
    told = "from supply.watching import counted; print(*counted())"
    assert ran(["-c", told], before=alone()).stdout.split() == []
    for kind in ("tcp", "udp"):
        assert ran(["-c", f"{tried.format(kind)}; {told}"], before=alone()).stdout.split() != []


# -- and nothing is asked of it -----------------------------------------------------------------------------------


def test_a_small_site_is_checked_and_built_without_a_network(small_project: Path, tmp_path: Path) -> None:
    offline = Offline(small_project, tmp_path / "notes")
    offline.run("check")
    offline.run("build", "--site", str(tmp_path / "site"), "--as-of", DAY)
    assert attempts(offline.notes) == []
    assert (tmp_path / "site/zh/index.html").is_file()


@pytest.mark.proof
def test_the_reference_site_is_checked_built_and_exported_without_a_network(tmp_path: Path) -> None:
    assert alone(), "this system does not take the network away: unshare --user --net"
    project = tmp_path / "project"
    project.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, project / name)
    offline = Offline(project, tmp_path / "notes")
    offline.run("check")
    offline.run("build", "--site", str(tmp_path / "site"), "--as-of", DAY)
    offline.run("build", "--site", str(tmp_path / "site"), "--as-of", DAY)
    offline.run("build", "--site", str(tmp_path / "again"), "--as-of", DAY, "--jobs", "1", "--no-cache")
    offline.run("export", "--format", "csv", "--out", str(tmp_path / "tables"))
    tried = attempts(offline.notes)
    keep("network", builds=offline.runs, connections=len(tried))
    assert tried == []
