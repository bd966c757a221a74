"""Commands that write, on projects of their own, and what lies there before and after them."""

from __future__ import annotations

import copy
import os
import re
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from importing.tables import MAPPING, as_csv, project_for, published
from rewriting.test_migrating import TABLE, make_older
from small import make_project

from building.killing import Ended, done_at_once, ended
from building.projects import Tree, difference, tree_of
from generator import migrations, writer
from generator.cache import FOLDER
from generator.cli import main

T = TypeVar("T")


class Command(NamedTuple):
    """A command that writes: the folder that it is run on, and what is run there."""

    prepare: Callable[[Path], object]
    run: Callable[[Path], object]


def _said(*words: str | Path) -> object:
    return main([str(word) for word in words])


def _untidy(folder: Path) -> None:
    project = make_project(folder)
    for path in (project / "content").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("\n", "  \r\n"), "utf-8", newline="")


def _with_a_table(folder: Path) -> None:
    project_for(folder)
    (folder / "list.csv").write_bytes(as_csv(published()))
    (folder / "list.map").write_text(MAPPING, "utf-8")


def _import(folder: Path) -> object:
    said = ("import", "list", folder / "list.csv", "--kind", "winner", "--mapping", folder / "list.map")
    return _said(*said, "--root", folder, "--as-of", "2025-06-15")


def _migrate(folder: Path) -> object:
    migrations.MIGRATIONS = TABLE
    return _said("migrate", "--root", folder)


def _with_old_copies(folder: Path) -> None:
    """A site that another version of the program has founded."""
    assert ended(partial(_said, "init", folder, "--yes")).code == 0
    for path in (folder / "schemas").iterdir():
        path.write_text("{}")


def _with_an_old_site(folder: Path) -> None:
    """A project with a site, and a record that has changed since."""
    make_project(folder)
    assert ended(partial(_build, folder)).code == 0
    record = folder / "content/guides/a-guide.yml"
    record.write_text(record.read_text("utf-8").replace("zh: ", "zh: 新", 1), "utf-8")


def _build(folder: Path, *more: str | Path) -> object:
    return _said("build", "--root", folder, "--as-of", "2025-06-15", "--jobs", "1", *more)


COMMANDS = {
    "fmt": Command(_untidy, lambda folder: _said("fmt", "--root", folder)),
    "import list": Command(_with_a_table, _import),
    "migrate": Command(lambda folder: make_older(make_project(folder)), _migrate),
    "init": Command(Path.mkdir, lambda folder: _said("init", folder, "--yes", "--region", "hunan")),
    "init --update": Command(_with_old_copies, lambda folder: _said("init", folder, "--update")),
    "check": Command(make_project, lambda folder: _said("check", "--root", folder)),
    "build": Command(_with_an_old_site, _build),
    "build --zip": Command(make_project, lambda folder: _build(folder, "--zip", folder / "site.zip")),
    "export": Command(
        make_project,
        lambda folder: _said(
            "export", "--root", folder, "--as-of", "2025-06-15", "--format", "csv", "--out", folder / "data"
        ),
    ),
}
WAITING = {writer.ADDING, writer.READY, writer.REPLACING, writer.REPLACEMENTS}
SITE = Path("site")


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but those of its site and those that wait or that no result depends on."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    left_out = {FOLDER.parts[0], *(f(SITE).name for f in (Path, writer.staging_of, writer.aside_of))}
    return {
        str(name): path.read_bytes()
        for name, path in found.items()
        if name.parts[0] not in left_out and not WAITING & {*name.parts} and not name.name.endswith(".zhangbang-new")
    }


def site_of(folder: Path) -> Tree | None:
    """The site in the folder, wherever an interrupted build left it."""
    site = folder / SITE
    found = site if site.exists() else writer.aside_of(site)
    return tree_of(found) if found.exists() else None


def leftovers(folder: Path) -> list[str]:
    """What a run that came to its end leaves nowhere."""
    return [path.name for path in folder.rglob("*") if path.name in WAITING or ".zhangbang-" in path.name[1:]]


def is_whole(name: str, found: dict[str, bytes], *sides: dict[str, bytes]) -> bool:
    """Whether a file is what it was before or is to be, or is as missing as there."""
    return any(found.get(name) == side.get(name) for side in sides)


Places = Callable[[str], "Place"]
"""Gives the place of a command, which is made once."""

REMEDIES = re.compile(
    r"see whether the disk has room|see its permissions|check its permissions|检查文件权限|the next run goes on"
    r"|是只读的 / is read-only|run it once more"
)


def is_told(done: Ended) -> bool:
    """Whether a command that could not do its work said so, in Chinese and with what to do."""
    says_why = bool(re.search(r"[\u4e00-\u9fff]", done.said) and REMEDIES.search(done.said))
    return "Traceback" not in done.said and done.code in (0, 1) and (done.code == 0 or says_why)


class Place:
    """A folder on which a command is run again and again from its first state."""

    def __init__(self, name: str, folder: Path) -> None:
        prepare, self.run = COMMANDS[name]
        self.first, self.whole, self.now = (folder / part / "place" for part in ("first", "whole", "now"))
        self.first.parent.mkdir()
        prepare(self.first)
        shutil.copytree(self.first, self.whole, symlinks=True)
        self.done = ended(partial(self.run, self.whole))
        assert self.done.code == 0, self.done.said
        self.old, self.new = files_of(self.first), files_of(self.whole)
        self.sites = (site_of(self.first), site_of(self.whole))

    def again(self) -> None:
        """Everything is as it was at first."""
        shutil.rmtree(self.now, ignore_errors=True)
        shutil.copytree(self.first, self.now, symlinks=True)

    def each(self, items: Iterable[T], do: Callable[[Place, T], None]) -> int:
        """Does this with each item, in as many folders at once as there are cores; how many items there were."""
        held = [*items]
        count = min(len(held), os.cpu_count() or 1)
        done_at_once(partial(self._beside(number)._with_all, held[number::count], do) for number in range(count))
        return len(held)

    def _beside(self, number: int) -> Place:
        """The same in another folder."""
        found = copy.copy(self)
        found.now = self.now.parent.with_name(f"now-{number}") / "place"
        return found

    def _with_all(self, items: Iterable[T], do: Callable[[Place, T], None]) -> None:
        for item in items:
            do(self, item)

    def hold(self, told: str, *, is_one: bool = False) -> None:
        """Every file is what it was or is to be, or all are, if so; and the next run makes all of it.

        The site is always one of the two.
        """
        found = files_of(self.now)
        names = self.old.keys() | self.new.keys() | found.keys()
        assert [name for name in names if not is_whole(name, found, self.old, self.new)] == [], told
        assert not is_one or found in (self.old, self.new), told
        assert any(not difference(site_of(self.now), site) for site in self.sites), told
        again = ended(partial(self.run, self.now))
        assert "Traceback" not in again.said, told + again.said
        assert again.code == 0 or found == self.new, told + again.said
        assert (files_of(self.now), leftovers(self.now)) == (self.new, []), told + again.said
        assert not difference(site_of(self.now), self.sites[1]), told
