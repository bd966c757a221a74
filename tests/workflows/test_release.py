"""A release is what its tag, its version and the changelog agree on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .files import SCRIPTS

CHANGELOG = """# Changelog

## [Unreleased]

- not yet

## [1.2.0] - 2026-05-01

### Added

- a thing

## [1.1.9] - 2026-04-01

- older

[1.2.0]: https://example.org
"""


def release(folder: Path, tag: str, version: str = "1.2.0", changelog: str = CHANGELOG) -> tuple[int, str, str]:
    (folder / "pyproject.toml").write_text(f'[project]\nversion = "{version}"\n', "utf-8")
    (folder / "CHANGELOG.md").write_text(changelog, "utf-8")
    notes = folder / "notes.md"
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "release.py"), tag, str(notes)], cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stderr, notes.read_text("utf-8") if notes.exists() else ""


def test_the_notes_are_what_the_changelog_says_of_the_version(tmp_path: Path) -> None:
    assert release(tmp_path, "v1.2.0") == (0, "", "### Added\n\n- a thing\n")


def test_the_oldest_version_ends_before_the_links(tmp_path: Path) -> None:
    assert release(tmp_path, "v1.1.9", "1.1.9") == (0, "", "- older\n")


@pytest.mark.parametrize(
    ("tag", "version", "said"),
    [
        ("v1.2.1", "1.2.0", "tag v1.2.0"),
        ("1.2.0", "1.2.0", "tag v1.2.0"),
        ("v1x2.0", "1x2.0", "no section"),
        ("v1.3.0", "1.3.0", "no section"),
    ],
)
def test_what_does_not_agree_is_not_released(tmp_path: Path, tag: str, version: str, said: str) -> None:
    code, told, notes = release(tmp_path, tag, version)
    assert code == 1
    assert said in told
    assert notes == ""
