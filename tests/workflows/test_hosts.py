"""What a host gets is what this repository has, so that a mend or a newer action reaches both."""

from __future__ import annotations

from pathlib import Path

import pytest

from .files import HOSTS, KINDS, OURS, read, shared

SHARED = shared()


def _is_shared(path: Path) -> bool:
    return path.as_posix() != "dependabot.yml" and path.parts[0] != "ISSUE_TEMPLATE"


@pytest.mark.parametrize("path", SHARED, ids=str)
def test_a_hosts_file_is_ours_with_the_package_in_place_of_the_program(path: Path, pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update-golden"):
        (HOSTS / path).parent.mkdir(parents=True, exist_ok=True)
        (HOSTS / path).write_text(SHARED[path], "utf-8")
    assert (HOSTS / path).read_text("utf-8") == SHARED[path]


def test_a_host_has_no_other_files() -> None:
    theirs = {path.relative_to(HOSTS) for path in HOSTS.rglob("*") if path.suffix in KINDS}
    assert {path for path in theirs if _is_shared(path)} == SHARED.keys()


@pytest.mark.parametrize("path", SHARED, ids=str)
def test_nothing_of_a_hosts_needs_this_repository(path: Path) -> None:
    for word in ("make ", ".venv", "requirements.lock", "tests/", "pypi"):
        assert word not in SHARED[path]


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_dependabot_updates_actions_and_packages_a_week_late(home: Path) -> None:
    updates = read(home / "dependabot.yml")["updates"]
    kinds = {update["package-ecosystem"] for update in updates}
    assert kinds == {"github-actions", "pip"} | ({"npm"} if home == OURS else set())
    assert all(int(update["cooldown"]["default-days"]) >= 7 and update["groups"] for update in updates)
