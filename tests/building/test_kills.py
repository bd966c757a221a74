"""Killed at any moment, a command leaves what was there or what it was to make, and run again it makes all of it."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import pytest

from building.commands import COMMANDS, Place, Places
from building.killing import Work, ended, killed_after, killed_at, most_of
from building.projects import Project
from building.sides import Sides
from generator import building
from generator.publishing import build_site

# -- builds -----------------------------------------------------------------------------------------------------------


def building_of(project: Project) -> Work:
    """A build of the project."""
    return lambda: build_site(project.root, project.asked(project.site))


def _killed(project: Project, tally: Counter[str], moments: Callable[[int], Iterable[int]]) -> None:
    sides = Sides(project)
    project.build()
    sides.turn()
    most = ended(building_of(project)).changes
    assert most > 100
    for moment in moments(most):
        sides.turn()
        project.jobs = 1 + (moment % 3 == 2)
        done = ended(building_of(project), killed_at(moment))
        assert done.was_killed or project.jobs == 2, f"{moment} of {most}: {done.said}"
        sides.hold(f"{moment} of {most}")
        tally["kills"] += done.was_killed
        tally["kept"] += done.was_killed


def test_a_build_that_is_killed_is_made_up_for_by_the_next(formless: Project, tally: Counter[str]) -> None:
    _killed(formless, tally, lambda most: [random.Random(1).randrange(most)])


@pytest.mark.proof
def test_a_build_that_is_killed_before_any_change_is_made_up_for(formless: Project, tally: Counter[str]) -> None:
    _killed(formless, tally, lambda most: most_of(most, 160))


def _killed_in_time(project: Project, tally: Counter[str], chance: random.Random, times: int) -> None:
    """Builds by the command, killed with all of its processes at moments of the whole time that it takes."""
    sides = Sides(project)
    project.build()
    began = time.monotonic()
    sides.turn()
    assert not killed_after(command(project), 600)
    whole = time.monotonic() - began
    for turn in range(times):
        sides.turn()
        was_killed = killed_after(command(project), chance.uniform(0.02, whole))
        sides.hold(f"{turn}")
        tally["kills"] += was_killed
        tally["kept"] += was_killed


def command(project: Project) -> Sequence[str]:
    """The project's build as a command, by two processes."""
    said = [sys.executable, "-m", "generator", "build", "--jobs", "2", "--root", str(project.root)]
    return [*said, "--site", str(project.site), "--as-of", str(project.as_of)]


def test_a_build_that_is_killed_with_all_its_processes_is_made_up_for(places: Places, tally: Counter[str]) -> None:
    place = places("build")
    place.again()
    project = Project(place.now, place.now / "site", place.now / "fresh")
    was_killed = killed_after(command(project), random.Random(1).uniform(0.5, 1))
    place.hold(f"{was_killed}")
    tally["kills"] += was_killed
    tally["kept"] += was_killed


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(2, 6))
def test_a_build_that_is_killed_after_any_time_is_made_up_for(
    formless: Project, tally: Counter[str], seed: int
) -> None:
    _killed_in_time(formless, tally, random.Random(seed), 50)


def test_processes_that_work_for_a_build_end_with_it(formless: Project) -> None:
    """What they still wrote would lie in the folder of the next build."""
    reader, sender = os.pipe()
    child = os.fork()
    if child == 0:
        building.WORTH_SHARING = 1
        building._kept = partial(_slowly, sender, os.getpid(), building._kept)
        formless.jobs = 2
        try:
            build_site(formless.root, formless.asked(formless.fresh)._replace(remembers=False))
        finally:
            os._exit(0)
    os.close(sender)
    assert os.read(reader, 1) == b"."
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    end = time.monotonic() + 20
    with os.fdopen(reader, "rb") as alive:
        os.set_blocking(alive.fileno(), False)
        while alive.read() != b"":  # the pipe closes when the last of them has ended
            assert time.monotonic() < end
            time.sleep(0.01)


def _slowly(sender: int, own: int, make: Callable[..., building.Kept], *given: object) -> building.Kept:
    """Makes a step as ever in the process of this number, and takes very long to do so in any other."""
    if os.getpid() != own:
        os.write(sender, b".")
        time.sleep(60)
    return make(*given)


# -- other commands ---------------------------------------------------------------------------------------------------


def _killed_on_the_way(place: Place, tally: Counter[str], moments: Callable[[int], Iterable[int]]) -> None:
    killed = place.each(moments(place.done.changes), _killed_once)
    tally["kills"] += killed
    tally["kept"] += killed


def _killed_once(place: Place, moment: int) -> None:
    place.again()
    killed = ended(partial(place.run, place.now), killed_at(moment))
    told = f"{moment} of {place.done.changes}: {killed.said}"
    assert killed.was_killed, told
    place.hold(told)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_is_made_up_for_by_the_next(places: Places, tally: Counter[str], name: str) -> None:
    chance = random.Random(name)
    _killed_on_the_way(places(name), tally, lambda most: [chance.randrange(most)])


@pytest.mark.proof
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_before_any_change_is_made_up_for(
    places: Places, tally: Counter[str], name: str
) -> None:
    _killed_on_the_way(places(name), tally, lambda most: most_of(most, 240))


def _must_be_short(_place: Place, word: str) -> None:
    assert len(word) < 4, f"{word} is long"


def test_what_does_not_hold_in_one_of_several_processes_fails_the_test(places: Places) -> None:
    place = places("fmt")
    assert place.each(["one", "two"], _must_be_short) == 2
    with pytest.raises(AssertionError, match="three is long"):
        place.each(["one", "three"], _must_be_short)
