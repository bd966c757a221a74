"""Building a site from the command line: what is the same as in the last build is not made again.

MkDocs runs only where its part is not known already: what it gives depends on no record.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import cache, writer
from generator.building import Last, Memory, leaked, write_site
from generator.cluster import WorkStopped
from generator.content import SourcePath, find_sources
from generator.dates import start_of, today_from_clock
from generator.examining import read_now
from generator.exports.blocks import PARTS
from generator.guest import BuildRefused, Guest, lost_links
from generator.model.parts import Lang
from generator.parallel import Workers, workers
from generator.pipeline import SETTINGS_FOLDER, Checked, check, files_with_errors
from generator.problems import Problem
from generator.program import program_digest
from generator.render.pages import site_of
from generator.render.view import Site
from generator.report import as_text, summary

log = logging.getLogger("mkdocs.plugins.zhangbang")

_VARIABLE = re.compile(r"\b[A-Za-z_][A-Za-z0-9_]*\b")


class Asked(NamedTuple):
    """What the command line asks of a build, above what mkdocs.yml says."""

    site: Path | None = None
    as_of: date | None = None
    keep_going: bool = False
    jobs: int | None = None
    """How many processes to use; as many as the machine runs at once where that is not said."""
    cluster: str | None = None
    """The address of a cluster's scheduler."""
    remembers: bool = True
    """Whether the cache is used."""


class Lately(msgspec.Struct, frozen=True, array_like=True):
    """The last build: the records' files as they were read, the site's as they were left, and what was told."""

    records: bytes
    target: str
    files: bytes
    told: tuple[tuple[int, str], ...]


def build_site(root: Path, asked: Asked) -> Path:
    """Builds the site of the project and returns its folder; BuildRefused where it stops, and the old site stays."""
    folder = root / cache.FOLDER if asked.remembers else None
    before = _around(root, asked)
    lately = cache.load(folder, "lately", before, Lately)
    if lately is not None and _is_as_it_was(root, lately):
        for level, message in lately.told:
            log.log(level, "%s", message)
        return Path(lately.target)
    with workers(asked.jobs, asked.cluster) as crew, _heard() as told:
        found = check(root, crew, cache=folder)
        guest, target = _build(root, found, asked, crew, folder)
    if guest.is_plain and before == _around(root, asked):
        left = _digest(sorted(writer.files_in(target).values())) if folder else b""
        cache.save(folder, "lately", before, Lately(found.read, str(target), left, tuple(told)))
    return target


def _is_as_it_was(root: Path, lately: Lately) -> bool:
    """Whether records and site are what the last build read and left."""
    sources = [source for source in find_sources(root) if isinstance(source, SourcePath)]
    if not lately.records or read_now(root, sources) != lately.records:
        return False
    target = Path(lately.target)
    return writer.is_finished(target) and _digest(sorted(writer.files_in(target).values())) == lately.files


def _around(root: Path, asked: Asked) -> bytes:
    """What stands for all that a build depends on besides the records and the files in their places."""
    strays = [(stray.file, stray.code) for stray in find_sources(root) if isinstance(stray, Problem)]
    day = str(asked.as_of or today_from_clock())
    said = (day, str(asked.site), asked.keep_going, tuple(_guest_files(root)), tuple(_settings_files(root)))
    return _digest((program_digest(), strays, said))


@contextmanager
def _heard() -> Iterator[list[tuple[int, str]]]:
    """What is told of the build within the block: its levels and messages."""
    told: list[tuple[int, str]] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append((record.levelno, record.getMessage()))  # type: ignore[method-assign]
    log.addHandler(handler)
    try:
        yield told
    finally:
        log.removeHandler(handler)


def _build(root: Path, found: Checked, asked: Asked, crew: Workers, folder: Path | None) -> tuple[Guest, Path]:
    if found.problems:
        level = logging.WARNING if found.has_errors else logging.INFO
        log.log(level, "%s", "\n" + as_text(found.problems, "zh"))
    if found.settings is None:
        raise BuildRefused(summary(found.problems, found.total, "zh"))
    guest = known_guest(root, found.settings.site.languages, files_with_errors(found.problems), folder)
    if found.has_errors and not (asked.keep_going or guest.keeps_going):
        raise BuildRefused(summary(found.problems, found.total, "zh"))
    day = asked.as_of or (date.fromisoformat(guest.as_of) if guest.as_of else today_from_clock())
    site = site_of(found.catalog, found.settings, start_of(day), guest.url, guest.repository, host=guest.host)
    _tell_lost(site, guest)
    target = _own_folder(asked.site or root / guest.site_dir, root)
    files = _written(site, guest, target, crew, folder, _key(root, site, guest))
    log.info("%d files from %d records", files, found.total)
    return guest, target


def _written(site: Site, guest: Guest, target: Path, crew: Workers, folder: Path | None, key: bytes) -> int:
    """Writes the site, swaps it in, and keeps what the next build should know; how many files it has."""
    memory = cache.load(folder, "steps", key, Memory)
    try:
        staging = writer.prepare(target)
        last = (
            Last(target, folder, memory, {**writer.files_in(target), **writer.files_in(folder, PARTS)})
            if memory and folder
            else None
        )
        written = write_site(site, guest, staging, crew, last, folder)
        if written.leaks:
            raise BuildRefused(leaked(written.leaks))
        if written.is_as_before:
            writer.mend(target)
        else:
            writer.keep_aside(staging, PARTS, folder)
            writer.swap(target)
    except writer.WriteRefused as refused:
        raise BuildRefused(f"{refused}\n") from refused
    except (BuildRefused, WorkStopped):
        writer.mend(target)
        raise
    if not written.is_as_before:
        cache.save(folder, "steps", key, written.memory)
    return written.files


def known_guest(root: Path, languages: Sequence[Lang], left_out: frozenset[str], folder: Path | None) -> Guest:
    """What MkDocs gives: kept from an earlier run where nothing that it depends on is another."""
    key = _digest((program_digest(), tuple(_guest_files(root)), languages, sorted(left_out)))
    kept = cache.load(folder, "guest", key, Guest)
    if kept is not None:
        return kept
    guest = _visited(root, languages, left_out)
    if guest.is_plain:
        cache.save(folder, "guest", key, guest)
    return guest


def _visited(root: Path, languages: Sequence[Lang], left_out: frozenset[str]) -> Guest:
    from generator.plugin import guest_of  # takes longer to import than most builds to run

    return guest_of(root, languages, left_out)


def _guest_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """All that MkDocs reads in the project, and what of the environment mkdocs.yml asks for."""
    config = (root / "mkdocs.yml").read_bytes()
    yield "mkdocs.yml", config
    for line in config.decode("utf-8", "replace").splitlines():
        if "!ENV" in line:
            yield from ((name, os.environb.get(name.encode(), b"")) for name in _VARIABLE.findall(line))
    pages = root / "content" / "pages"
    for path in sorted(pages.rglob("*")):
        if path.is_file():
            yield path.relative_to(pages).as_posix(), path.read_bytes()


def _settings_files(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((root / SETTINGS_FOLDER).rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


def _key(root: Path, site: Site, guest: Guest) -> bytes:
    """What every file of the site depends on."""
    settings = tuple(_settings_files(root))
    shells = sorted(guest.shells.items())
    return _digest(
        (program_digest(), settings, site.moment, site.url, site.repository, site.policy, guest.host, shells)
    )


def _digest(value: object) -> bytes:
    return blake2b(msgspec.msgpack.encode(value), digest_size=16).digest()


def _tell_lost(site: Site, guest: Guest) -> None:
    """Tells of links from prose that lead to no record; where warnings stop a build, they stop it."""
    lost = tuple(lost_links(site, guest))
    for path, link in lost:
        log.warning("%s: %s 没有这条记录 / leads to no record", path, link)
    if lost and guest.is_strict:
        raise BuildRefused(f"{len(lost)} 个链接没有着落（strict）/ links lead nowhere (strict)\n")


def _own_folder(site: Path, root: Path) -> Path:
    try:
        return writer.resolved(site, root)
    except writer.WriteRefused as refused:
        raise BuildRefused(f"{refused}\n") from refused
