"""What builds in tests have around them."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from proofs import keep
from proved import TALLY

from building.commands import Place, Places
from building.projects import Project, fixture_project, put, read


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    """What is wrong with the records is told in hundreds of lines that nobody asks for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _temporary_files_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process that is killed leaves there goes with the test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Counter[str]:
    """How often something befell a command, and how often all was kept."""
    found = Counter[str]()
    request.node.user_properties.append((TALLY, found))
    return found


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where every test passed, what they counted is a proof's figures."""
    proved = session.config.pluginmanager.get_plugin("proved")
    found = proved.total() if proved and not session.testsfailed else Counter[str]()
    if found:
        kills, faults, kept = (found[name] for name in ("kills", "faults", "kept"))
        keep("faults", kills=kills, faults=faults, kept=kept, mixed=kills + faults - kept)


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The place of each command, made when it is first asked for."""
    return cache(lambda name: Place(name, tmp_path_factory.mktemp("place")))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the fixture project, its cache and its site."""
    folder = tmp_path_factory.mktemp("built")
    assert fixture_project(folder).build() is not None
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    """The fixture project, built once."""
    return _copied(built, tmp_path)


def _copied(built: Path, folder: Path) -> Project:
    """The project with its site; the copies are dated as what they are copies of."""
    for name in ("project", "site"):
        shutil.copytree(built / name, folder / name)
    found = Project(folder / "project", folder / "site", folder / "fresh")
    found.build()
    return found


@pytest.fixture(scope="session")
def built_formless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without forms: the threads that once made a form's PDF are missing in a process forked from this one."""
    folder = tmp_path_factory.mktemp("formless")
    found = fixture_project(folder)
    for path in found.records("form"):
        path.unlink()
    for path in found.records("guide", "programme"):
        data = read(path)
        if data.pop("forms", None):
            put(path, data)
    assert found.build() is not None
    return folder


@pytest.fixture
def formless(built_formless: Path, tmp_path: Path) -> Project:
    """A copy of that project, built."""
    return _copied(built_formless, tmp_path)
