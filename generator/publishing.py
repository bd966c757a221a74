"""Building a site from the command line: what is the same as in the last build is not made again.

MkDocs runs only where its part is not known already: what it gives depends on no record.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import cache, writer
from generator.building import Last, Memory, leaked, pictures_in, write_site
from generator.cluster import WorkStopped
from generator.content import printable
from generator.dates import start_of, today_from_clock
from generator.examining import digests_now, read_of
from generator.exports.blocks import PARTS
from generator.guest import PROSE, BuildRefused, Guest, lost_links
from generator.model.parts import Lang
from generator.parallel import Workers, workers
from generator.pipeline import SETTINGS_FOLDER, Checked, Seen, check, collector_resting, files_with_errors, sources_in
from generator.program import program_digest
from generator.remote import Workshop
from generator.render.pages import site_of
from generator.render.view import Site
from generator.report import as_text, summary

log = logging.getLogger("mkdocs.plugins.zhangbang")

UNWRITTEN = (
    "网站没有写成：{error}；请看磁盘是否已满、{folder} 能否写入\n"
    "The site could not be written: {error}; see whether the disk has room and {folder} can be written to\n"
)

UNREAD = (
    "项目里有文件读不了：{error}；请检查它的权限\n"
    "Something of the project cannot be read: {error}; check its permissions\n"
)

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
    """The last build: the records' files as they were read, the site's as they were left, and what was told.

    `site_dir` is where mkdocs.yml has the site written, from the project's folder.
    """

    records: bytes
    site_dir: str
    files: bytes
    told: tuple[tuple[int, str], ...]


def build_site(root: Path, asked: Asked) -> Path:
    """Builds the site of the project and returns its folder; BuildRefused where it stops, and the old site stays."""
    try:
        with collector_resting():
            return _as_asked(root, asked)
    except OSError as error:
        raise BuildRefused(UNREAD.format(error=error)) from error


def _as_asked(root: Path, asked: Asked) -> Path:
    folder = root / cache.FOLDER if asked.remembers else None
    seen = Seen(*sources_in(root))
    before = _around(root, asked, seen)
    lately = cache.load(folder, "lately", before, Lately)
    if lately is not None and lately.records:
        target = _own_folder(asked.site or root / lately.site_dir, root)
        seen = seen._replace(digests=digests_now(root, seen.sources))
        if read_of(seen.digests) == lately.records and _is_as_it_was(target, lately):
            for level, message in lately.told:
                log.log(level, "%s", message)
            return target
    with ExitStack() as meanwhile:
        with workers(asked.jobs, asked.cluster) as crew, _heard() as told:
            found = check(root, crew, cache=folder, seen=seen)
            guest, target, files = _build(root, found, asked, crew, folder, meanwhile)
        if folder and guest.is_plain and _is_still(before, root, asked):
            cache.save(folder, "lately", before, Lately(found.read, guest.site_dir, _digest(files), tuple(told)))
    return target


def _is_still(before: bytes, root: Path, asked: Asked) -> bool:
    """Whether what a build depends on is what it was before; what can no longer be read is not."""
    try:
        return before == _around(root, asked, Seen(*sources_in(root)))
    except OSError:
        return False


def _is_as_it_was(target: Path, lately: Lately) -> bool:
    """Whether the site is what the last build left."""
    return writer.is_finished(target) and _digest(sorted(writer.files_in(target).values())) == lately.files


def _around(root: Path, asked: Asked, seen: Seen) -> bytes:
    """What stands for all that a build depends on besides the records and the files in their places."""
    strays = [(stray.file, stray.code) for stray in seen.strays]
    day = str(asked.as_of or today_from_clock())
    said = (
        day,
        os.fsencode(asked.site.resolve()) if asked.site else b"",
        asked.keep_going,
        sorted(_guest_files(root)),
        tuple(_settings_files(root)),
    )
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


def _build(
    root: Path, found: Checked, asked: Asked, crew: Workers, folder: Path | None, meanwhile: ExitStack
) -> tuple[Guest, Path, Sequence[writer.Left]]:
    """What MkDocs gave, the site's folder, and its files as they were left."""
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
    files = _written(Workshop(site, guest), target, crew, folder, meanwhile)
    log.info("%d files from %d records", len(files), found.total)
    return guest, target, files


def _written(
    workshop: Workshop, target: Path, crew: Workers, folder: Path | None, meanwhile: ExitStack
) -> Sequence[writer.Left]:
    """Writes the site, swaps it in, and keeps what the next build should know; its files as they were left.

    The replaced site is being removed `meanwhile`.
    """
    key = _key(*workshop)
    memory = cache.load(folder, "steps", key, Memory) or cache.load(folder, "pictures", program_digest(), Memory)
    try:
        staging = writer.prepare(target)
        last = (
            Last(target, folder, memory, {**writer.files_in(target), **writer.files_in(folder, PARTS)})
            if memory and folder
            else None
        )
        written = write_site(*workshop, staging, crew, last, folder)
        if written.leaks:
            raise BuildRefused(leaked(written.leaks))
        if written.is_as_before:
            writer.mend(target)
        else:
            writer.keep_aside(staging, PARTS, folder)
            meanwhile.enter_context(writer.swapped(target))
    except writer.Occupied as occupied:
        raise BuildRefused(f"{occupied}\n") from occupied
    except writer.WriteRefused as refused:
        writer.mend(target)
        raise BuildRefused(f"{refused}\n") from refused
    except (BuildRefused, WorkStopped):
        writer.mend(target)
        raise
    except OSError as error:
        with suppress(OSError):
            writer.mend(target)
        raise BuildRefused(UNWRITTEN.format(error=error, folder=target.parent)) from error
    if not written.is_as_before:
        cache.save(folder, "steps", key, written.memory)
        cache.save(folder, "pictures", program_digest(), pictures_in(written.memory))
    left = (file for kept in written.memory.steps.values() for file in kept.files)
    return sorted(file for file in left if not file.path.startswith(PARTS))


def known_guest(root: Path, languages: Sequence[Lang], left_out: frozenset[str], folder: Path | None) -> Guest:
    """What MkDocs gives: kept from an earlier run where nothing that it depends on is another."""
    key = _guest_key(root, languages, left_out)
    kept = cache.load(folder, "guest", key, Guest)
    if kept is not None:
        return kept
    guest = _visited(root, languages, left_out)
    if guest.is_plain and key == _guest_key(root, languages, left_out):  # nothing has changed on the way
        cache.save(folder, "guest", key, guest)
    return guest


def _guest_key(root: Path, languages: Sequence[Lang], left_out: frozenset[str]) -> bytes:
    return _digest((program_digest(), sorted(_guest_files(root)), languages, sorted(left_out)))


def _visited(root: Path, languages: Sequence[Lang], left_out: frozenset[str]) -> Guest:
    from generator.plugin import guest_of  # takes longer to import than most builds to run

    return guest_of(root, languages, left_out)


def _guest_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """All that MkDocs reads in the project, and what of the environment mkdocs.yml asks for."""
    config = (root / "mkdocs.yml").read_bytes()
    yield "mkdocs.yml", config
    if b"!ENV" in config:  # any word of it may be a variable's name
        words = sorted(set(_VARIABLE.findall(config.decode("utf-8", "replace"))))
        yield from ((word, os.environ[word].encode("utf-8", "surrogateescape")) for word in words if word in os.environ)
    pages = root / PROSE
    for folder, _, names in os.walk(pages, followlinks=True):
        for path in (Path(folder, name) for name in names):
            if path.is_file():
                yield printable(path.relative_to(pages).as_posix()), path.read_bytes()


def _settings_files(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((root / SETTINGS_FOLDER).rglob("*")):
        if path.is_file():
            yield printable(path.relative_to(root).as_posix()), path.read_bytes()


def _key(site: Site, guest: Guest) -> bytes:
    """What every file of the site depends on, as this build has it: files may have changed since they were read."""
    shells = sorted(guest.shells.items())
    return _digest(
        (program_digest(), site.settings, site.moment, site.url, site.repository, site.policy, guest.host, shells)
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
