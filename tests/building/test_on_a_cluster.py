"""A build on a Dask cluster gives what one in this process gives, whatever becomes of a worker."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from machines import Machines

from building.edits import CONTENT
from building.projects import Project, Tree, difference, tree_of
from generator import building
from generator.publishing import build_site


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that are made in this process from now on."""
    names: list[str] = []
    make = building._kept

    def noting(bench: Any, step: building.Step, *more: Any) -> Any:
        names.append(step.name)
        return make(bench, step, *more)

    monkeypatch.setattr(building, "_kept", noting)
    return names


def build_there(project: Project, cluster: Machines, *, remembers: bool) -> Tree:
    """The site as the cluster builds it: where the project's lies, or elsewhere where nothing is remembered."""
    site = project.site if remembers else project.fresh
    build_site(project.root, project.asked(site, remembers=remembers)._replace(cluster=cluster.address))
    return tree_of(site)


def pages_in(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith("page ")]


def after_first_pages(monkeypatch: pytest.MonkeyPatch, do: Callable[[], None]) -> list[bool]:
    """Does something once, when pages have come back for the first time and others are still to come."""
    collect, done = building._Build._collect, list[bool]()

    def watched(batches: Iterable[building._Batch]) -> Iterator[building._Batch]:
        for batch in batches:
            yield batch
            if not done and pages_in(name for name, *_ in batch.kept):
                done.append(True)
                do()

    monkeypatch.setattr(building._Build, "_collect", lambda build, batches: collect(build, watched(batches)))
    return done


def test_a_worker_that_is_killed_on_the_way_changes_nothing(
    project: Project, pair: Machines, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tree_of(project.site)
    came = after_first_pages(monkeypatch, lambda: pair.processes[1].send_signal(signal.SIGKILL))
    found = build_there(project, pair, remembers=False)
    assert came == [True]
    assert pair.processes[1].wait(10) == -signal.SIGKILL
    assert pages_in(here) == []
    assert difference(found, wanted) == []


def test_a_site_and_what_changes_in_it_are_built_on_a_cluster_as_here(
    project: Project, pair: Machines, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    came = after_first_pages(monkeypatch, lambda: None)
    assert difference(build_there(project, pair, remembers=False), tree_of(project.site)) == []
    assert pages_in(here) == []
    assert came == [True]
    came.clear()
    monkeypatch.setattr(building, "CHUNK", 2)
    monkeypatch.setattr(building, "FEW", 2)
    chance = random.Random(4)
    for turn in range(2):
        name = chance.choice(sorted(CONTENT))
        CONTENT[name](project, chance)
        here.clear()
        found = build_there(project, pair, remembers=True)
        assert pages_in(here) == [], name
        assert difference(found, project.build_afresh()) == [], f"{turn}: {name}"
    assert came == [True]
