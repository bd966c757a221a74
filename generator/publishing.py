"""Building a site from the command line: what is the same as in the last build is not made again.

MkDocs runs only where its part is not known already: what it gives depends on no record.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import cache, writer
from generator.building import Last, Memory, write_site
from generator.cluster import WorkStopped
from generator.dates import start_of, today_from_clock
from generator.guest import BuildRefused, Guest, lost_links
from generator.model.parts import LANGS, Lang
from generator.parallel import Workers, workers
from generator.pipeline import Checked, check
from generator.problems import Problem, in_order, is_error
from generator.program import program_digest
from generator.render.pages import site_of
from generator.render.view import Site
from generator.report import as_text, summary

log = logging.getLogger("mkdocs.plugins.zhangbang")

LEAKED = (
    "网页里有 {places} 处像是个人信息，见上；它们来自文章、用语、设置或记录，请在那里删掉\n"
    "{places} places of the pages look like personal data, see above; they come from prose, labels, settings or "
    "records: remove them there\n"
)
LEAKS_TOLD = 20
"""How many pieces of personal data are told, each by the first page that shows it: a label stands on every page."""

PROSE = Path("content", "pages")
"""Where a project has its prose, from its own folder."""

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


def build_site(root: Path, asked: Asked) -> Path:
    """Builds the site of the project and returns its folder; BuildRefused where it stops, and the old site stays."""
    with workers(asked.jobs, asked.cluster) as crew:
        return _build(root, asked, crew)


UNWRITTEN = (
    "网站没有写成：{error}；请看磁盘是否已满、{folder} 能否写入\n"
    "The site could not be written: {error}; see whether the disk has room and {folder} can be written to\n"
)


def _build(root: Path, asked: Asked, crew: Workers) -> Path:
    folder = root / cache.FOLDER if asked.remembers else None
    found = check(root, crew, cache=folder)
    if found.problems:
        level = logging.WARNING if found.has_errors else logging.INFO
        log.log(level, "%s", "\n" + as_text(found.problems, "zh"))
    if found.settings is None:
        raise BuildRefused(summary(found.problems, found.total, "zh"))
    guest = _guest(root, found, folder)
    if found.has_errors and not (asked.keep_going or guest.keeps_going):
        raise BuildRefused(summary(found.problems, found.total, "zh"))
    day = asked.as_of or (date.fromisoformat(guest.as_of) if guest.as_of else today_from_clock())
    site = site_of(found.catalog, found.settings, start_of(day), guest.url, guest.repository, host=guest.host)
    _tell_lost(site, guest)
    target = _own_folder(asked.site or root / guest.site_dir, root)
    files = _written(site, guest, target, crew, folder, _key(site, guest))
    log.info("%d files from %d records", files, found.total)
    return target


def _written(site: Site, guest: Guest, target: Path, crew: Workers, folder: Path | None, key: bytes) -> int:
    """Writes the site, swaps it in, and keeps what the next build should know; how many files it has."""
    memory = cache.load(folder, "steps", key, Memory)
    try:
        staging = writer.prepare(target)
        last = Last(target, memory, writer.files_in(target)) if memory else None
        written = write_site(site, guest, staging, crew, last)
        if written.leaks:
            raise BuildRefused(leaked(written.leaks))
        if written.is_as_before:
            writer.mend(target)
        else:
            writer.swap(target)
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
    return written.files


def leaked(leaks: Sequence[Problem]) -> str:
    """What is said of personal data in the pages, which stops any build, whatever was asked for."""
    first = in_order({leak.message.zh: leak for leak in reversed(leaks)}.values())[:LEAKS_TOLD]
    log.warning("%s", "\n" + "".join(as_text(first, lang) for lang in LANGS))
    return LEAKED.format(places=len(leaks))


def _guest(root: Path, found: Checked, folder: Path | None) -> Guest:
    """What MkDocs gives: kept from the last build where nothing that it depends on is another."""
    assert found.settings is not None, "checked before"
    left_out = frozenset(problem.file for problem in found.problems if is_error(problem))
    languages = found.settings.site.languages
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
                yield path.relative_to(pages).as_posix(), path.read_bytes()


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
