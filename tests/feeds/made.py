"""Sites whose feeds and calendars are looked at, and texts that must break none of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import AS_OF, REPOSITORY, assemble, publish
from exports.sites import HOME

from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Lang
from generator.pipeline import check
from generator.render.pages import site_of
from generator.render.view import Site

HOSTILE = (
    "</title><script>alert(1)</script>]]>&amp;&lt;&#60;<!-- -->\"'",
    "nul\x00bell\x07esc\x1bvt\x0bff\x0c del\x7f nel\x85 apc\x9f",
    "half\ud83d and \udc00half \ufffe\uffff",
    "line\r\nline\rline\nline\u2028line\u2029line\ttab",
    "END:VEVENT\r\nBEGIN:VALARM\nATTACH:x;y,z\\n\\",
    "😀 👩‍🔬 𠮷野家" * 30,
    "长" * 5_000,
    "W" * 5_000,
    "=1+1 {n} %s ${x} {{7*7}} [[zb:head]] \u202eover\u202c",
    " ",
)
"""Texts that must come out of every format as text."""


@cache
def fixture_site(as_of: str = str(AS_OF)) -> Site:
    """The fixture's records, none of them marked as invented."""
    with TemporaryDirectory() as folder:
        return read_site(publish(assemble(Path(folder) / "project")), as_of)


@cache
def invented_site() -> Site:
    """The fixture's records as they are: all invented."""
    with TemporaryDirectory() as folder:
        return read_site(assemble(Path(folder) / "project"))


@cache
def real_site() -> Site:
    """The repository's own content."""
    return read_site(REPOSITORY, "2026-11-27")


def read_site(project: Path, as_of: str = str(AS_OF)) -> Site:
    """The project's site."""
    found = check(project)
    assert found.settings is not None, found.problems
    return site_of(found.catalog, found.settings, f"{as_of}T00:00", HOME, "")


def by_path(artifacts: Iterator[Artifact]) -> dict[str, bytes]:
    """What was made, by path; no path twice."""
    held = list(artifacts)
    found = {artifact.path: artifact.data for artifact in held}
    assert len(found) == len(held)
    return found


def other(lang: Lang) -> Lang:
    """The other language."""
    return LANGS[1] if lang == LANGS[0] else LANGS[0]
