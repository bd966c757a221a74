"""States of a project as `serve` shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from conftest import AS_OF

from generator.guest import Guest
from generator.model.parts import Lang
from generator.plugin import guest_of
from generator.serving.project import Project
from generator.serving.shown import Shown

MARK = "a-mark"


def visit(root: Path, languages: Sequence[Lang], left_out: frozenset[str]) -> Guest:
    """What MkDocs gives, as the program asks for it."""
    return guest_of(root, languages, left_out)


def project_of(root: Path, as_of: date | None = AS_OF) -> Project:
    """What is known of a project's files."""
    return Project(root, partial(visit, root), as_of)


def shown_of(project: Project, mark: str = MARK) -> Shown:
    """The state that it shows, at the address at which the site will stand."""
    return Shown(project.site(project.guest.url), project.guest, mark)


def text(shown: Shown, path: str) -> str:
    """What stands at a path."""
    found = shown.at(path)
    assert found is not None, path
    return found.data.decode()
