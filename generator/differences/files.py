"""Files that are no records: what each is for, and which change how the site is built or checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from generator.content import PAGES_FOLDER
from generator.problems import Place, Problem, problem

Fate: TypeAlias = Literal["added", "removed", "changed"]
"""What happened to a file that is no record."""

Sort: TypeAlias = Literal["page", "document", "settings", "workflow", "schema", "site", "packages", "program", "other"]
HARMLESS: frozenset[Sort] = frozenset({"page", "document"})
"""What neither builds nor checks the site: prose of the site, and documents about the program."""

DANGER: tuple[Sort, ...] = ("workflow", "program", "packages", "other", "site", "schema", "settings")
"""What changes how the site is built or checked, what could do most harm first."""

_FIRST_SHOWN = 12
_SITE = frozenset({"mkdocs.yml", "mkdocs.yaml"})
_PACKAGES = frozenset({"pyproject.toml", "package.json", "package-lock.json", "setup.py", "setup.cfg", ".npmrc"})
_WORKFLOWS = frozenset({".github", ".gitlab", ".gitee", ".ci", ".gitlab-ci.yml", ".pre-commit-config.yaml"})
_PROGRAM = frozenset({"generator", "scripts", "tests", "bench", "Makefile", ".vscode", ".gitattributes", ".gitmodules"})
_DOCUMENTS = frozenset({"README", "CHANGELOG", "CONTRIBUTING", "ARCHITECTURE", "LICENSE", "LICENCE", "CODE_OF_CONDUCT"})
_PROSE = (".md", ".png", ".jpg")
"""What is plain prose; a style sheet or a drawing (SVG) can do more than be looked at."""


class FileChange(NamedTuple):
    """A file that is no record, by its path from the project's folder, what happened to it, and what it is for."""

    file: str
    fate: Fate
    sort: Sort


def sort_of(file: str) -> Sort:
    """What a file is for; of one that fits nothing the most is feared."""
    steps = file.removeprefix("../").split("/")
    name, first = steps[-1], steps[0]
    if steps[:2] == ["content", PAGES_FOLDER] and name.endswith(_PROSE):
        return "page"
    if _WORKFLOWS & set(steps):
        return "workflow"
    if first == "site_config":
        return "settings"
    if first == "schemas":
        return "schema"
    if name in _SITE:
        return "site"
    if name in _PACKAGES or name.endswith(".lock") or name.startswith("requirements"):
        return "packages"
    if first in _PROGRAM:
        return "program"
    return "document" if len(steps) == 1 and name.partition(".")[0].partition("-")[0] in _DOCUMENTS else "other"


def outside(files: Iterable[FileChange]) -> tuple[FileChange, ...]:
    """Those that change how the site is built or checked, what could do most harm first."""
    found = (one for one in files if one.sort not in HARMLESS)
    return tuple(sorted(found, key=lambda one: (DANGER.index(one.sort), one.file)))


def harmless(files: Iterable[FileChange]) -> tuple[FileChange, ...]:
    """All the others."""
    return tuple(one for one in files if one.sort in HARMLESS)


def together(files: Iterable[FileChange], has_records: bool) -> Iterator[Problem]:
    """That records and what builds or checks the site change in one request."""
    found = outside(files)
    if found and has_records:
        shown = ", ".join(one.file for one in found[:_FIRST_SHOWN])
        more = f" … (+{len(found) - _FIRST_SHOWN})" if len(found) > _FIRST_SHOWN else ""
        yield problem("diff-outside", Place(found[0].file), files=shown + more)
