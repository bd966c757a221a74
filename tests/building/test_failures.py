"""Whatever the disk or its permissions refuse, what was there stays, it is told, and the next run goes on."""

from __future__ import annotations

import errno
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from building.commands import COMMANDS, Place, Places, files_of, is_told, site_of
from building.killing import Ended, Interruption, ended, failing_at, full_from, most_of, read_only_from
from building.machine import heed_permissions, mount_apart, need_mounts, read_only, small_disk
from building.projects import difference

FAILURES: Mapping[str, Callable[[int], Interruption]] = {
    "a disk that is full": full_from,
    "a disk that has become read-only": read_only_from,
    "a change that is not permitted": lambda moment: failing_at(moment, errno.EACCES),
    "a disk that is broken": lambda moment: failing_at(moment, errno.EIO),
}


def _hold(place: Place, failed: Ended, told: str, *, is_one: bool = True) -> None:
    """It was told, and all that was there is there, or all that was to come, but where it says otherwise."""
    told = f"{told}: {failed.code} {failed.said}"
    assert is_told(failed), told
    place.hold(told, is_one=is_one and "in part only" not in failed.said)


def _failed_on_the_way(
    place: Place, failure: str, tally: Counter[str], moments: Callable[[int], Iterable[int]]
) -> None:
    _count(tally, place.each(moments(place.done.changes), partial(_failed_once, failure)))


def _failed_once(failure: str, place: Place, moment: int) -> None:
    place.again()
    failed = ended(partial(place.run, place.now), FAILURES[failure](moment))
    _hold(place, failed, f"{failure} at {moment} of {place.done.changes}")


def _count(tally: Counter[str], faults: int) -> None:
    """So many faults, and all was kept."""
    tally["faults"] += faults
    tally["kept"] += faults


@pytest.mark.parametrize("name", ["fmt", "import list", "build"])
def test_a_change_that_fails_leaves_what_was_there(places: Places, tally: Counter[str], name: str) -> None:
    chance = random.Random(name)
    failure = chance.choice(list(FAILURES))
    _failed_on_the_way(places(name), failure, tally, lambda most: [chance.randrange(most)])


@pytest.mark.proof
@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("name", COMMANDS)
def test_whatever_change_fails_what_was_there_is_left(
    places: Places, tally: Counter[str], name: str, failure: str
) -> None:
    _failed_on_the_way(places(name), failure, tally, lambda most: most_of(most, 48))


# -- real disks -------------------------------------------------------------------------------------------------------


def _on_a_disk_of(place: Place, more: int) -> None:
    """Runs the command, in a process that is to end, on a disk with so many bytes more than its folder has."""
    mount_apart()
    disk = place.now.parent
    disk.mkdir(exist_ok=True)
    used = sum(4096 + path.stat().st_size for path in place.first.rglob("*")) + 2**16
    small_disk(disk, used + more)
    shutil.copytree(place.first, place.now, symlinks=True)
    failed = ended(partial(place.run, place.now))
    larger = disk.with_name(f"{disk.name}-larger")
    shutil.copytree(place.now, larger / "place", symlinks=True)
    place.now = larger / "place"
    _hold(place, failed, f"{more} bytes of room")
    shutil.rmtree(larger)


def test_on_a_disk_without_room_what_was_there_is_left(places: Places, tally: Counter[str]) -> None:
    _on_small_disks(places("build"), tally, [2**18])


@pytest.mark.proof
@pytest.mark.parametrize("name", COMMANDS)
def test_on_disks_of_any_size_what_was_there_is_left(places: Places, tally: Counter[str], name: str) -> None:
    _on_small_disks(places(name), tally, [0, *(2**power for power in range(12, 23))])


def _on_small_disks(place: Place, tally: Counter[str], sizes: Iterable[int]) -> None:
    need_mounts()
    _count(tally, place.each(sizes, _on_a_small_disk))


def _on_a_small_disk(place: Place, more: int) -> None:
    place.now.parent.mkdir(exist_ok=True)
    done = ended(partial(_on_a_disk_of, place, more))
    assert done.code == 0, done.said


def _where_nothing_can_be_changed(place: Place) -> None:
    mount_apart()
    read_only(place.now)
    failed = ended(partial(place.run, place.now))
    assert is_told(failed), failed.said
    assert failed.code == 1 or files_of(place.now) == place.new, failed.said


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.proof] * (name not in {"init", "check"})) for name in COMMANDS]
)
def test_where_nothing_can_be_changed_nothing_is(places: Places, tally: Counter[str], name: str) -> None:
    need_mounts()
    place = places(name)
    place.again()
    done = ended(partial(_where_nothing_can_be_changed, place))
    assert done.code == 0, done.said
    assert files_of(place.now) == place.old
    assert not difference(site_of(place.now), site_of(place.first))
    _count(tally, 1)


# -- permissions ------------------------------------------------------------------------------------------------------

SHUT = (
    ".",
    "mkdocs.yml",
    "site_config",
    "site_config/site.yml",
    "site_config/labels.yml",
    "content",
    "content/guides",
    "content/guides/a-guide.yml",
    "content/pages",
    "content/pages/zh",
    "content/pages/zh/about.md",
    "schemas",
    "site",
    "site/zh",
    "site/zh/index.html",
    "data",
    ".zhangbang",
    ".zhangbang/cache",
    "list.csv",
    "list.map",
)
MODES = (0o000, 0o500, 0o600)
"""Neither read nor written to, not written to, not entered."""


def _heeding(run: Callable[[Path], object], folder: Path) -> object:
    heed_permissions()
    return run(folder)


def _shut(
    place: Place, tally: Counter[str], names: Iterable[str], modes: Iterable[int], *, is_one: bool = True
) -> None:
    there = (name for name in names if (place.first / name).exists())
    _count(tally, place.each(product(there, modes), partial(_shut_once, is_one)))


def _shut_once(is_one: bool, place: Place, what: tuple[str, int]) -> None:
    name, mode = what
    place.again()
    shut = place.now / name
    before = shut.stat().st_mode
    shut.chmod(mode)
    try:
        failed = ended(partial(_heeding, place.run, place.now))
    finally:
        if shut.exists():
            shut.chmod(before)
    if failed.code == 2:  # wrong use: a file that is named cannot be read, a folder is not empty
        assert "Traceback" not in failed.said
        assert files_of(place.now) == place.old
    else:
        _hold(place, failed, f"{name} {mode:o}", is_one=is_one)


@pytest.mark.parametrize(("name", "shut"), [("build", "content"), ("build", "site_config"), ("fmt", "content/guides")])
def test_a_place_that_is_shut_is_told(places: Places, tally: Counter[str], name: str, shut: str) -> None:
    _shut(places(name), tally, [shut], [0o000], is_one=name != "fmt")


@pytest.mark.proof
@pytest.mark.parametrize("name", COMMANDS)
def test_whatever_place_is_shut_is_told(places: Places, tally: Counter[str], name: str) -> None:
    """Records are put in order one by one: what is shut is told, and the others are done."""
    _shut(places(name), tally, SHUT, MODES, is_one=name != "fmt")
