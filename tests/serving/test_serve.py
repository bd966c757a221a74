"""The command itself: it starts, tells its address, ends when it is told to, and says what keeps it from starting."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from conftest import AS_OF

from generator.serving.serve import serving
from serving.shows import visit

PORT_TAKEN = "choose another address"


@contextmanager
def running(project: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command in the project's folder."""
    command = [sys.executable, "-m", "generator", "serve", "--as-of", str(AS_OF), *arguments]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def files_of(project: Path) -> set[str]:
    return {path.relative_to(project).as_posix() for path in project.rglob("*") if ".zhangbang" not in path.parts}


def test_it_serves_until_it_is_interrupted_and_writes_nothing(small_project: Path) -> None:
    before = files_of(small_project)
    with running(small_project, "--address", f"127.0.0.1:{free_port()}") as process:
        assert process.stdout is not None
        address = next(line for line in process.stdout if line.startswith("✓")).removeprefix("✓").strip()
        with urlopen(f"{address}zh/guides/a-guide.html", timeout=20) as page:
            assert b"a-guide" in page.read()
        process.send_signal(signal.SIGINT)
        left = process.communicate(timeout=20)[0]
        assert (process.returncode, "Traceback" in left) == (0, False), left
    assert files_of(small_project) == before


def test_an_address_that_is_taken_is_told_at_once(small_project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with running(small_project, "--address", f"127.0.0.1:{taken.getsockname()[1]}") as process:
            told = process.communicate(timeout=20)[0]
            assert (process.returncode, PORT_TAKEN in told, "Traceback" in told) == (1, True, False), told


@pytest.mark.parametrize(("file", "text"), [("site_config/site.yml", "title: [\n"), ("mkdocs.yml", "plugins: [\n")])
def test_a_project_that_cannot_be_read_is_told(small_project: Path, file: str, text: str) -> None:
    (small_project / file).write_text(text)
    with running(small_project, "--address", f"127.0.0.1:{free_port()}") as process:
        told = process.communicate(timeout=20)[0]
        assert process.returncode in (1, 2)
        assert (Path(file).name in told, "Traceback" in told) == (True, False), told


def test_it_ends_once_the_program_itself_is_another(small_project: Path) -> None:
    with serving(small_project, partial(visit, small_project), ("127.0.0.1", 0), AS_OF) as server:
        for path in ("__pycache__/x.cpython-311.pyc", "render/__pycache__", "render/.page.py.swp", "theme"):
            server.program_changed(path)
        assert not server.is_outdated.is_set()
        thread = Thread(target=server.run)
        thread.start()
        server.program_changed("render/page.py")
        thread.join(20)
        assert server.is_outdated.is_set()
        assert not thread.is_alive()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_its_address_is_that_of_the_host(small_project: Path, host: str) -> None:
    with serving(small_project, partial(visit, small_project), (host, 0), AS_OF) as server:
        name = f"[{host}]" if ":" in host else host
        assert server.url.startswith(f"http://{name}:")
        assert server.url.endswith("/zhangbang/")
        assert ":0/" not in server.url
