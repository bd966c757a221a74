"""The issue forms as they lie in a folder: made anew, or told where they are not as they would be made."""

from __future__ import annotations

from pathlib import Path

from generator import writer
from generator.entry.issueforms import compile_issue_forms
from generator.settings import Settings


def write_forms(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Writes the forms that are not there or are out of date, and returns their names."""
    return writer.refresh(folder, compile_issue_forms(settings))


def stale_forms(settings: Settings, folder: Path) -> tuple[str, ...]:
    """The forms that are not there or are out of date."""
    return tuple(
        artifact.path for artifact in compile_issue_forms(settings) if _read(folder / artifact.path) != artifact.data
    )


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
