"""The fixture project, a copy of it for each test that wants one, and the sites built from it once."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.plugin import build_site

REPOSITORY = Path(__file__).parent.parent
FIXTURE = Path(__file__).parent / "fixture"
AS_OF = date(2025, 6, 15)
DEFAULTS = REPOSITORY / "generator" / "defaults"
SHARED_SETTINGS = ("labels.yml", "vocabularies.yml")
"""The package's words, which a project of the tests changes where a claim needs it."""

settings.register_profile(
    "zhangbang", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("proof", settings.get_profile("zhangbang"), max_examples=5000, derandomize=False)
settings.load_profile("proof" if os.environ.get("ZHANGBANG_PROVE") else "zhangbang")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what was found over what was expected")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests against official validation files belong to `make prove VENDOR=DIR`, and are left out without it."""
    if os.environ.get("VENDOR"):
        return
    left_out = [item for item in items if item.get_closest_marker("vendor")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("vendor")]


def assemble(target: Path) -> Path:
    """The fixture project with the repository's own words, as a folder of its own."""
    shutil.copytree(FIXTURE, target)
    for name in SHARED_SETTINGS:
        shutil.copy(DEFAULTS / name, target / "site_config" / name)
    return target


def publish(project: Path) -> Path:
    """The project with none of its records marked as invented."""
    for record in project.glob("content/*/**/*.yml"):
        record.write_text(re.sub(r"^sample: true\n", "", record.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return project


def build(project: Path, site: Path, *, keep_going: bool = False, as_of: date = AS_OF) -> Path:
    """The site built from the project as of the tests' day."""
    build_site(project, site, as_of, keep_going)
    return site


@pytest.fixture(autouse=True)
def _same_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOURCE_DATE_EPOCH", "SITE_URL", "REPOSITORY_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's root."""
    return REPOSITORY


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project of four records that refer to one another; the test may change it."""
    from small import make_project

    return make_project(tmp_path / "small")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the fixture project that the test may change."""
    return assemble(tmp_path / "project")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture project's site as of 2025-06-15: every record is marked as invented."""
    folder = tmp_path_factory.mktemp("built")
    return build(assemble(folder / "project"), folder / "site")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site from the same records, none of them marked as invented."""
    folder = tmp_path_factory.mktemp("published")
    return build(publish(assemble(folder / "project")), folder / "site")
