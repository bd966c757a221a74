"""Projects that are built again and again: how they are built, and what a build from nothing gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from conftest import AS_OF, assemble, publish

from generator import writer
from generator.cache import FOLDER
from generator.guest import BuildRefused
from generator.model.records import FOLDERS
from generator.publishing import Asked, build_site

try:
    LOADER: Any = yaml.CSafeLoader
    _DUMPER: Any = yaml.CSafeDumper
except AttributeError:
    LOADER, _DUMPER = yaml.SafeLoader, yaml.SafeDumper

Tree = dict[str, bytes | None]


@dataclass
class Project:
    """A project with what is asked of its builds; `fresh` is where it is built without a memory."""

    root: Path
    site: Path
    fresh: Path
    as_of: date = AS_OF
    keep_going: bool = True
    jobs: int | None = 1
    broken: dict[Path, bytes] = field(default_factory=dict)
    """Files that were broken, as they were before."""

    @property
    def cache(self) -> Path:
        """Where it keeps what the next build should know."""
        return self.root / FOLDER

    def asked(self, site: Path, *, remembers: bool = True) -> Asked:
        """What is asked of a build into that folder."""
        return Asked(site, self.as_of, self.keep_going, self.jobs, remembers=remembers)

    def build(self, site: Path | None = None) -> Tree | None:
        """What a build gives that may remember the last one; nothing where it is refused."""
        return self._built(self.asked(site or self.site))

    def build_afresh(self) -> Tree | None:
        """What a build gives that remembers nothing."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        return self._built(self.asked(self.fresh, remembers=False))

    def _built(self, asked: Asked) -> Tree | None:
        assert asked.site is not None
        try:
            build_site(self.root, asked)
        except BuildRefused:
            return None
        return tree_of(asked.site)

    def records(self, *kinds: str) -> list[Path]:
        """The files of its records, of these kinds if any are named."""
        found = sorted((self.root / "content").rglob("*.yml"))
        return [path for path in found if not kinds or kind_of(path) in kinds]


def fixture_project(folder: Path, *, is_published: bool = True) -> Project:
    """The fixture project, its records not marked as invented."""
    root = assemble(folder / "project")
    return Project(publish(root) if is_published else root, folder / "site", folder / "fresh")


def tree_of(folder: Path) -> Tree:
    """Everything below the folder: each file's bytes, and nothing for a folder."""
    return dict(_entries(folder, ""))


def _entries(folder: Path, below: str) -> Iterator[tuple[str, bytes | None]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield f"{below}{entry.name}/", None
                yield from _entries(Path(entry.path), f"{below}{entry.name}/")
            else:
                yield below + entry.name, Path(entry.path).read_bytes()


def is_clean(project: Project) -> bool:
    """Whether nothing of an interrupted build lies beside the site."""
    return not writer.staging_of(project.site).exists() and not writer.aside_of(project.site).exists()


def difference(one: Tree | None, other: Tree | None) -> list[str]:
    """The names of what differs."""
    if one is None or other is None:
        return [] if one is other else ["the whole site: one build was refused"]
    return sorted(name for name in one.keys() | other.keys() if one.get(name, b"-") != other.get(name, b"-"))


def kind_of(path: Path) -> str:
    """The kind of the record in a file."""
    parts = path.parts
    return FOLDERS[parts[len(parts) - parts[::-1].index("content")]]


def read(path: Path) -> dict[str, Any]:
    """What a record's file holds."""
    found = yaml.load(path.read_bytes(), LOADER)
    return found if isinstance(found, dict) else {}


def put(path: Path, data: object) -> None:
    """Writes a file of YAML; the comments that a record begins with stay."""
    before = path.read_text("utf-8", "replace") if path.exists() else ""
    head = "".join(f"{line}\n" for line in before.split("\n") if line.startswith("#"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + yaml.dump(data, None, _DUMPER, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
