"""The fixture project, a copy of it for each test that wants one, and the sites built from it once."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from proved import Proved

if TYPE_CHECKING:
    from machines import Machines

REPOSITORY = Path(__file__).parent.parent
FIXTURE = Path(__file__).parent / "fixture"
AS_OF = date(2025, 6, 15)
DEFAULTS = REPOSITORY / "generator" / "defaults"
SHARED_SETTINGS = ("labels.yml", "vocabularies.yml")
"""The package's words, which a project of the tests changes where a claim needs it."""

PROOFS = {"vendor": "VENDOR", "hosts": "MOTO", "proof": "ZHANGBANG_PROVE", "peers": "PEERS"}
"""Markers of tests that need more than `make test` provides, and the variable that is set where it is there."""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#0a5c36"/>'
    '<path stroke="#fff" stroke-width="3" d="M10 20h70"/></svg>'
)
CHOSEN = """
languages: [zh]
logo: logo.svg
colours: {primary: "#0a5c36", accent: "#8a5000"}
footer:
  sponsor: {zh: 某某省科学技术厅, en: A department}
  contact: {zh: "联系电话：0731-12345678"}
  icp: 湘ICP备2024000001号-1
  police: 湘公网安备 43010002000001号
  site_id: "4300000001"
"""
"""What a site may choose besides its words."""

settings.register_profile(
    "zhangbang", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("proof", settings.get_profile("zhangbang"), max_examples=1000, derandomize=False)
settings.load_profile("proof" if os.environ.get("ZHANGBANG_PROVE") else "zhangbang")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what was found over what was expected")


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("ZHANGBANG_PROVE"):
        config.pluginmanager.register(Proved(REPOSITORY), "proved")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that belong to `make prove` alone are left out without what it sets."""
    missing = [marker for marker, variable in PROOFS.items() if not os.environ.get(variable)]
    left_out = [item for item in items if any(map(item.get_closest_marker, missing))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


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
    """The site built from the project as of the tests' day; what builds is read here, for most tests ask for less."""
    from generator.publishing import Asked, build_site

    build_site(project, Asked(site, as_of, keep_going))
    return site


def without_prose(project: Path) -> Path:
    """The project with no prose of its own but `about`: the program's takes its place."""
    for page in project.glob("content/pages/*/*.md"):
        if page.stem != "about":
            page.unlink()
    return project


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
def machines() -> Iterator[Machines]:
    """The scheduler of a cluster on this machine, without workers; its processes end with the test."""
    from machines import Machines

    found = Machines()
    try:
        yield found
    finally:
        found.end()


@pytest.fixture
def pair(machines: Machines) -> Machines:
    """The same with two workers."""
    from machines import wait_for

    machines.add_worker()
    machines.add_worker()
    wait_for(machines, 2)
    return machines


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
def packaged_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small project that has written no prose but its own `about`."""
    from small import make_project

    folder = tmp_path_factory.mktemp("packaged")
    return build(without_prose(make_project(folder / "small")), folder / "site")


@pytest.fixture(scope="session")
def chosen_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site in Chinese alone, with a logo, colours and numbers at the foot of its pages."""
    folder = tmp_path_factory.mktemp("chosen")
    project = publish(assemble(folder / "project"))
    about = project / "content/pages/zh/about.md"
    about.write_text(about.read_text("utf-8").replace("，或[英文页](../en/about.md)", ""), "utf-8")
    (project / "site_config/logo.svg").write_text(LOGO, "utf-8")
    with (project / "site_config/site.yml").open("a") as site:
        site.write(CHOSEN)
    return build(project, folder / "site")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site from the same records, none of them marked as invented."""
    folder = tmp_path_factory.mktemp("published")
    return build(publish(assemble(folder / "project")), folder / "site")
