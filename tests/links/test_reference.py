"""The reference site leads nowhere in vain."""

from __future__ import annotations

from pathlib import Path

from conftest import AS_OF, REPOSITORY

from generator.links.internal import look_through
from generator.publishing import Asked, build_site
from generator.report import as_text


def test_no_link_of_the_reference_site_is_broken(tmp_path: Path) -> None:
    looked = look_through(build_site(REPOSITORY, Asked(tmp_path / "site", AS_OF)), None, 2)
    assert looked.links > 50_000
    assert not looked.problems, as_text(looked.problems, "en")
