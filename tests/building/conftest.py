"""What builds in tests have around them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from building.projects import Project, fixture_project


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    """What is wrong with the records is told in hundreds of lines that nobody asks for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the fixture project, its cache and its site."""
    folder = tmp_path_factory.mktemp("built")
    assert fixture_project(folder).build() is not None
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    """The fixture project, built once; the copies are dated as what they are copies of."""
    for name in ("project", "site"):
        shutil.copytree(built / name, tmp_path / name)
    found = Project(tmp_path / "project", tmp_path / "site", tmp_path / "fresh")
    found.build()
    return found
