"""The fixture's records and the real ones, ready to be exported."""

from __future__ import annotations

import pytest
from conftest import AS_OF, REPOSITORY, assemble, publish

from exports.sites import HOME
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site

REAL_DAY = "2026-05-20"
"""A day on which some of the real calls are open."""


@pytest.fixture(scope="session")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The fixture's records, none of them marked as invented."""
    found = check(publish(assemble(tmp_path_factory.mktemp("exports") / "project")))
    assert found.settings is not None
    return site_of(found.catalog, found.settings, f"{AS_OF}T00:00", HOME, "")


@pytest.fixture(scope="session")
def real_site() -> Site:
    """The repository's own records, as of a fixed day."""
    found = check(REPOSITORY)
    assert found.settings is not None
    return site_of(found.catalog, found.settings, f"{REAL_DAY}T00:00", HOME, "")
