"""The fixture's records as a site that publishes them, the repository's own content, and the official files."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import AS_OF, REPOSITORY, assemble, publish

from exports.data import BULK, compile_data
from exports.sites import HOME
from generator.exports.files import is_told, made
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site

SOURCE = "https://example.org/git"


@cache
def fixture_site() -> Site:
    """The fixture's site with no record marked as invented."""
    with TemporaryDirectory() as folder:
        return site_in(publish(assemble(Path(folder) / "project")))


@cache
def real_site() -> Site:
    """The repository's own content."""
    return site_in(REPOSITORY)


def site_in(project: Path) -> Site:
    """A project's site at the tests' day."""
    checked = check(project)
    assert checked.settings is not None, checked.problems
    return site_of(checked.catalog, checked.settings, f"{AS_OF}T00:00", HOME, SOURCE)


def with_files(site: Site) -> Site:
    """The site with its data files made, so that they can be described."""
    wanted = (*BULK, "data funnel", "data ocds")
    files = compile_data(site, lambda name: name.startswith(wanted))
    return site._replace(made=tuple(made(file) for file in files if is_told(file.path)))


def official(name: str) -> Path:
    """A folder of official validation files, which `make prove VENDOR=DIR` names for tests marked `vendor`."""
    found = Path(os.environ["VENDOR"]) / name
    assert found.is_dir(), f"VENDOR has no folder {name}"
    return found
