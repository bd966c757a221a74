"""Whatever people edit, in whatever order: a build that remembers gives what one that remembers nothing gives."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, publish

from building.edits import CONTENT, REST
from building.harm import HARMS
from building.projects import Project, Tree, difference, fixture_project, tree_of

NAMED = {**CONTENT, **REST, **HARMS}
WEIGHTED = (*CONTENT, *CONTENT, *REST, *HARMS)
"""Records are what people change most."""


def made_up_project(folder: Path, records: int, seed: int) -> Project:
    """A made-up project with full chains of records."""
    done = [REPOSITORY / "bench/corpus.py", "--records", records, "--seed", seed, "--out", folder / "project"]
    (folder / "project").mkdir()
    subprocess.run([sys.executable, *map(str, done)], check=True)
    return Project(publish(folder / "project"), folder / "site", folder / "fresh")


def walk(project: Project, seed: int, turns: int) -> None:
    """Builds after each of so many random turns, and compares."""
    chance = random.Random(seed)
    project.build()
    for turn in range(turns):
        names = [chance.choice(WEIGHTED) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        for name in names:
            NAMED[name](project, chance)
        told = f"seed {seed}, turn {turn}: {', '.join(names)}"
        compare(project, told)
        if not project.keep_going:
            project.keep_going = chance.random() < 0.5


def compare(project: Project, told: str) -> None:
    """Builds with and without a memory: the same site, or none, and then the old one stays."""
    before = standing(project.site)
    found, wanted = project.build(), project.build_afresh()
    assert difference(found, wanted) == [], told
    if found is None:
        assert difference(before, standing(project.site)) == [], f"{told}: the old site"


def standing(site: Path) -> Tree | None:
    return tree_of(site) if site.is_dir() else None


def test_an_edited_project_gives_the_site_that_it_gives_from_nothing(tmp_path: Path) -> None:
    walk(fixture_project(tmp_path), 1, 4)


def test_a_made_up_project_gives_the_site_that_it_gives_from_nothing(tmp_path: Path) -> None:
    walk(made_up_project(tmp_path, 60, 1), 2, 2)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10, 18))
def test_many_edits_give_the_site_that_they_give_from_nothing(tmp_path: Path, seed: int) -> None:
    project = fixture_project(tmp_path, is_published=seed % 4 != 0)
    walk(project, seed, 60)
    compare_with_another_process(project)


@pytest.mark.proof
@pytest.mark.parametrize(("seed", "records"), [(20, 80), (21, 200), (22, 600)])
def test_many_edits_of_a_larger_project_give_the_site_that_they_give_from_nothing(
    tmp_path: Path, seed: int, records: int
) -> None:
    project = made_up_project(tmp_path, records, seed)
    walk(project, seed, 20)
    compare_with_another_process(project)


def compare_with_another_process(project: Project) -> None:
    """What this process keeps in its own memory, from build to build, changes nothing either."""
    found = project.build()
    shutil.rmtree(project.fresh, ignore_errors=True)
    command = [sys.executable, "-m", "generator", "build", "--no-cache", "--jobs", "1", "--root", str(project.root)]
    more = ["--site", str(project.fresh), "--as-of", str(project.as_of), *["--keep-going"] * project.keep_going]
    done = subprocess.run([*command, *more], cwd=REPOSITORY, capture_output=True, check=False)
    assert done.returncode == (0 if found is not None else 1), done.stderr
    if found is not None:
        assert difference(found, tree_of(project.fresh)) == []
