"""The one home of watchdog: it tells of changes in a project's folders, where the system tells of any."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

Tell = Callable[[str], None]
"""Is told the path of what may have changed, from the project's folder."""

_SILENT = frozenset({"opened", "closed", "closed_no_write"})
"""What happens to files that does not change them."""


@contextmanager
def watched(root: Path, folders: Iterable[str], tell: Tell) -> Iterator[bool]:
    """Tells of changes in these folders and of the files in the project's own; gives whether the system can tell."""
    observer = Observer()
    handler = _Teller(root, tell)
    try:
        observer.schedule(handler, str(root))
        for folder in folders:
            if (root / folder).is_dir():
                observer.schedule(handler, str(root / folder), recursive=True)
        observer.start()
    except OSError:  # the system watches no more: the project is still looked through from time to time
        yield False
        return
    try:
        yield True
    finally:
        with suppress(RuntimeError):
            observer.stop()
            observer.join()


class _Teller(FileSystemEventHandler):
    def __init__(self, root: Path, tell: Tell) -> None:
        self._root, self._tell = root, tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tells of both ends of a move; that files in a folder changed, they tell themselves."""
        if event.event_type in _SILENT or (event.is_directory and event.event_type == "modified"):
            return
        for path in map(str, filter(None, (event.src_path, event.dest_path))):
            self._tell(os.path.relpath(path, self._root).replace(os.sep, "/"))
