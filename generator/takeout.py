"""Data as files outside the site: checks the records, makes what was asked for, and writes all of it or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator import writer
from generator.cache import FOLDER
from generator.dates import start_of
from generator.exports.asked import FOLDERS, Asked, answer_of, blocks_of
from generator.model.artifacts import File
from generator.parallel import workers
from generator.pipeline import check
from generator.problems import Problem, is_error
from generator.render.pages import site_of
from generator.settings import Settings


class Taken(NamedTuple):
    """What became of it: the errors that stopped it or the domains that there are not, else the files and records."""

    errors: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    records: int = 0


def take_out(
    root: Path, asked: Asked, target: Path, day: date, url: str = "", *, keep_going: bool = False, jobs: int = 1
) -> Taken:
    """Writes to `target`, a folder for formats of several files; nothing where no record is what was asked for."""
    with workers(jobs) as crew:
        found = check(root, crew, cache=root / FOLDER)
    errors = tuple(filter(is_error, found.problems))
    if found.settings is None or (errors and not keep_going):
        return Taken(errors=errors)
    if unknown := _unknown(asked, found.settings):
        return Taken(unknown=unknown, known=tuple(found.settings.domains))
    site = site_of(found.catalog, found.settings, start_of(day), url, "")
    with TemporaryDirectory(prefix="zhangbang-", ignore_cleanup_errors=True) as folder:
        blocks = writer.write(Path(folder), blocks_of(site, asked))
        answer = answer_of(site, asked, [Path(folder, block.path) for block in blocks])
        if not answer.records:
            return Taken()
        files = _written(answer.files, target, is_folder=asked.format in FOLDERS)
    return Taken(files=files, records=answer.records)


def _unknown(asked: Asked, settings: Settings) -> tuple[str, ...]:
    return tuple(sorted(asked.domains - settings.domains.keys()))


def _written(files: tuple[File, ...], target: Path, *, is_folder: bool) -> tuple[str, ...]:
    """Writes the files to the folder, or the only one to its place, and returns their names there."""
    if is_folder:
        return writer.add(target, files, is_anew=True)
    (file,) = files
    writer.add_file(target, file)
    return (target.name,)
