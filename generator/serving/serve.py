"""`zhangbang serve`: the order of its parts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Event, Thread
from urllib.parse import urlsplit

from generator import cache
from generator.parallel import workers
from generator.pipeline import collector_resting
from generator.render.templates import compile_all
from generator.serving.following import Follower
from generator.serving.host import Host
from generator.serving.project import CONTENT, SETTINGS, Project, Visit
from generator.serving.watching import watched

log = logging.getLogger("zhangbang.serve")

PROGRAM = Path(__file__).parent.parent
SOURCES = frozenset({".py", ".html", ".css", ".js", ".svg", ".yml", ".md", ".json", ".typ"})
"""The endings of files that this program consists of."""


class Server:
    """The site of a project on one's own machine."""

    def __init__(self, host: Host, follower: Follower) -> None:
        self._host, self._follower = host, follower
        self.url = host.url
        self.is_outdated = Event()
        """Set once a file of this program itself is another: nothing that it holds can be relied on."""

    def run(self) -> None:
        """Serves until it is stopped, or is outdated."""
        self._host.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """Ends `run`."""
        self._host.shutdown()

    def program_changed(self, path: str) -> None:
        """Is told that there was a change among this program's own files."""
        if PurePosixPath(path).suffix in SOURCES and not self.is_outdated.is_set():
            self.is_outdated.set()
            Thread(target=self.stop, daemon=True).start()


@contextmanager
def serving(root: Path, visit: Visit, address: tuple[str, int], as_of: date | None = None) -> Iterator[Server]:
    """The site of the project, ready to be served; an OSError where the address cannot be had."""
    with ExitStack() as stack, Host(address) as host:
        with collector_resting(), workers() as crew:
            project = Project(root, visit, as_of, crew, root / cache.FOLDER)
            compile_all()
        host.base = f"{urlsplit(project.guest.url).path.rstrip('/')}/"
        follower = Follower(project, host.url)
        host.live = follower.live
        server = Server(host, follower)
        stack.enter_context(watched(root, (CONTENT, SETTINGS), follower.tell))
        stack.enter_context(watched(PROGRAM, (".",), server.program_changed))
        stack.enter_context(_following(follower))
        yield server


@contextmanager
def _following(follower: Follower) -> Iterator[None]:
    thread = Thread(target=follower.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        follower.stop()
        thread.join()
