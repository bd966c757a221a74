"""The program's digest changes with everything of it that may change what is written, and with nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import generator
from generator import program
from generator.program import library_versions, program_digest, program_files
from generator.schemas import schemas_dir

PACKAGE = Path(generator.__file__).parent


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the program without what Python compiled."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "generator", ignore=ignored)
    shutil.copytree(schemas_dir(), tmp_path / "schemas", ignore=ignored)
    return tmp_path


def digest_in(folder: Path) -> str:
    """What a process says that runs the program from there."""
    asked = "from generator.program import program_digest; print(program_digest().hex())"
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        (sys.executable, "-c", asked), cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_same_program_elsewhere_has_the_same_digest(installed: Path) -> None:
    assert digest_in(installed) == digest_in(installed) == program_digest().hex()


def test_schemas_inside_the_package_count_as_those_beside_it(installed: Path) -> None:
    (installed / "schemas").rename(installed / "generator" / "schemas")
    assert digest_in(installed) == program_digest().hex()


@pytest.mark.parametrize(
    "path", ["generator/theme/templates/macros.html", "generator/defaults/labels.yml", "schemas/common.json"]
)
def test_any_file_of_the_program_changes_it(installed: Path, path: str) -> None:
    (installed / path).write_bytes((installed / path).read_bytes() + b"\n")
    assert digest_in(installed) != program_digest().hex()


def test_a_file_that_is_called_otherwise_changes_it(installed: Path) -> None:
    (installed / "generator" / "more.txt").write_bytes(b"x")
    one = digest_in(installed)
    (installed / "generator" / "more.txt").rename(installed / "generator" / "other.txt")
    assert len({one, digest_in(installed), program_digest().hex()}) == 3


def test_it_reads_every_file_but_what_python_compiled() -> None:
    found = dict(program_files())
    assert {"program.py", "cli/checking.py", "schemas/guide.json", "theme/templates/macros.html"} <= found.keys()
    assert not [name for name in found if name.endswith(".pyc")]


@pytest.mark.parametrize("name", ["jinja2", "markupsafe", "markdown", "mkdocs", "mkdocs-material", "pyyaml", "msgspec"])
def test_the_libraries_are_those_that_it_stands_on_by_whatever_way(name: str) -> None:
    assert library_versions()[name]


def test_what_only_its_makers_use_is_no_library_of_it() -> None:
    assert not {"pytest", "hypothesis", "ruff", "mypy"} & library_versions().keys()


def test_uninstalled_it_stands_on_whatever_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "DISTRIBUTION", "no-such-library")
    library_versions.cache_clear()
    try:
        assert {"pytest", "jinja2", "markupsafe"} <= library_versions().keys()
    finally:
        library_versions.cache_clear()


@pytest.mark.parametrize("part", ["platform_versions", "library_versions"])
def test_other_versions_change_it(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    before = program_digest()
    monkeypatch.setattr(program, part, {"platform_versions": tuple, "library_versions": dict}[part])
    program_digest.cache_clear()
    try:
        assert program_digest() != before
    finally:
        program_digest.cache_clear()
