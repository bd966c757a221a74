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


@pytest.mark.parametrize("is_killed", [False, True], ids=["both live", "one is killed"])
def test_a_site_built_on_a_cluster_is_the_one_built_here(
    project: Project, pair: Machines, here: list[str], monkeypatch: pytest.MonkeyPatch, is_killed: bool
) -> None:
    wanted = tree_of(project.site)
    ends = (
        after_first_pages(monkeypatch, lambda: pair.processes[1].send_signal(signal.SIGKILL)) if is_killed else [True]
    )
    found = build_there(project, pair, remembers=False)
    assert ends == [True]
    assert pair.processes[1].poll() == (-signal.SIGKILL if is_killed else None)
    assert pages_in(here) == []
    assert difference(found, wanted) == []


def test_what_changed_is_built_on_a_cluster_as_from_nothing(
    project: Project, pair: Machines, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "CHUNK", 2)
    came = after_first_pages(monkeypatch, lambda: None)
    chance = random.Random(4)
    for turn in range(2):
        name = chance.choice(sorted(CONTENT))
        CONTENT[name](project, chance)
        here.clear()
        found = build_there(project, pair, remembers=True)
        assert pages_in(here) == [], name
        assert difference(found, project.build_afresh()) == [], f"{turn}: {name}"
    assert came == [True]
