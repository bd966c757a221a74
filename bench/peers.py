"""The programs beside ours: where each lies, and how each is told to do the same work.

Hugo and Pagefind lie in an environment of their own, which `make bench` makes from `peers.lock`; MkDocs with Material
and check-jsonschema come with the project's own. What is not there is said and left out.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from corpus import SCHEMAS
from measuring import PROJECT, Usage, measured

SCHEMA_FILES = PROJECT / "schemas"
ENVIRONMENT = PROJECT / ".venv" / "peers"
MISSING = "{name} is left out: `make bench` makes the environment that holds it, or name one with --peers DIR"


class Peers(NamedTuple):
    """Where the programs lie; none where they do not."""

    folder: Path

    @property
    def hugo(self) -> Path | None:
        """Hugo itself, without the Python that starts it."""
        return next(iter(sorted(self._packages("hugo/binaries/hugo*"))), None)

    @property
    def pagefind(self) -> Path | None:
        """A Python with Pagefind and its Chinese segmentation."""
        has_one = next(self._packages("pagefind_bin_extended"), None) is not None
        return self.folder / "bin" / "python" if has_one else None

    @property
    def jieba(self) -> Path | None:
        """Where the environment's packages lie, if Material's segmentation of Chinese is among them."""
        return next((path.parent for path in self._packages("jieba")), None)

    @property
    def has_jsonschema(self) -> bool:
        """Whether check-jsonschema is installed with the project."""
        return importlib.util.find_spec("check_jsonschema") is not None

    def _packages(self, pattern: str) -> Iterator[Path]:
        return self.folder.glob(f"lib/python3*/site-packages/{pattern}")

    def missing(self) -> Iterator[str]:
        """What is said of programs that are not there."""
        for name, there in (("Hugo", self.hugo), ("Pagefind", self.pagefind)):
            if there is None:
                yield MISSING.format(name=name)
        if not self.has_jsonschema:
            yield MISSING.format(name="check-jsonschema")

    def versions(self) -> Mapping[str, str]:
        """The version of each program that is there."""
        theirs = {"Hugo": "hugo", "Pagefind": "pagefind"}
        found = {name: version for name, package in theirs.items() if (version := self._version(package))}
        ours = {"MkDocs": "mkdocs", "Material for MkDocs": "mkdocs-material"}
        if self.has_jsonschema:
            ours["check-jsonschema"] = "check-jsonschema"
        return {**found, **{name: importlib.metadata.version(package) for name, package in ours.items()}}

    def _version(self, package: str) -> str:
        return next((path.stem.partition("-")[2] for path in self._packages(f"{package}-*.dist-info")), "")


def run_hugo(hugo: Path, source: Path, target: Path, folder: Path) -> Usage:
    """Hugo over its content, into no older site; its own cache is in `folder`."""
    told = {"HUGO_CACHEDIR": str(folder / "hugo-cache")}
    return measured([str(hugo), "--quiet", "--noTimes", "-s", str(source), "-d", str(target)], folder, told=told)


def run_pagefind(python: Path, site: Path, target: Path, folder: Path) -> Usage:
    """Pagefind over the record pages of a site, wherever it puts its index."""
    pages = "{zh,en}/{programmes,guides,lists,challenges,winners,successes,organisations,forms,notices}/*.html"
    command = ["-m", "pagefind", "--site", str(site), "--output-path", str(target), "--glob", pages]
    return measured([str(python), *command], folder)


def run_jsonschema(project: Path, folder: Path) -> Usage:
    """check-jsonschema over every record, one run for each kind, one after another."""
    script = "\n".join(
        f'"{sys.executable}" -m check_jsonschema -q --regex-variant python --schemafile "{SCHEMA_FILES}/{schema}.json" '
        f'--base-uri "{SCHEMA_FILES.as_uri()}/{schema}.json" $(find content/{name} -name "*.yml")'
        for name, schema in sorted(SCHEMAS.items())
    )
    return measured(["sh", "-ec", script], folder, at=project)


def run_mkdocs(config: Path, folder: Path) -> Usage:
    """MkDocs with Material over its pages."""
    return measured([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)], folder)
