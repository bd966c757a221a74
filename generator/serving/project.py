"""A project whose files are being changed: what each record's file holds, and the site that all of them make.

A change is taken in at once, with what the changed files say by themselves; what only a look at all records can tell is
judged afterwards, and may leave records out or bring them back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.catalog import resolve
from generator.content import PAGES_FOLDER, SourcePath, placed
from generator.dates import start_of, today_from_clock
from generator.documents import Document
from generator.examining import Ground, examine
from generator.exemptions import remaining
from generator.guest import BuildRefused, Guest
from generator.model.parts import Lang
from generator.parallel import HERE, Workers
from generator.pipeline import SETTINGS_FOLDER, files_with_errors, judged, known_files, sources_in
from generator.problems import Problem
from generator.problems.rewriting import VERSIONS
from generator.quotations import CODES
from generator.render.pages import site_of
from generator.render.view import Site
from generator.report import as_text
from generator.rules import catalog_problems
from generator.rules.evidence import Evidence
from generator.settings import Settings, read_settings
from generator.tombs import entombed

CONFIG = "mkdocs.yml"
CONTENT = "content"
PAGES, SETTINGS = f"{CONTENT}/{PAGES_FOLDER}", SETTINGS_FOLDER

Sign = tuple[int, int, int]
"""What tells that a file may hold something else: when it was changed, how long it is, and which it is."""

Visit = Callable[[Sequence[Lang], frozenset[str]], Guest]
"""What MkDocs gives, in these languages and without these files; BuildRefused where it stops."""


class Seen(NamedTuple):
    """What a record's file held when it was looked at; its sign is from before."""

    sign: Sign | None
    document: Document | None = None
    is_fit: bool = False
    problems: tuple[Problem, ...] = ()


class Question(NamedTuple):
    """What is to be judged: all that the project held at one time, as values that no later change touches."""

    root: Path
    evidence: Evidence
    others: tuple[Problem, ...]
    total: int


def judge(question: Question) -> tuple[Problem, ...]:
    """Every problem of the project at that time, those that need all records without their places."""
    return judged(question.root, question.evidence, question.others, catalog_problems(question.evidence))


class Project:
    """What is known of a project's files; one thread alone may let it change."""

    def __init__(
        self, root: Path, visit: Visit, as_of: date | None = None, crew: Workers = HERE, cache: Path | None = None
    ) -> None:
        self.root, self._visit, self._as_of = root, visit, as_of
        self.refused = ""
        self.settings, self._unset = _settings_of(root)
        found, self._strays = sources_in(root)
        self._sources = {source.file: source for source in found}
        self._beside = _signs_beside(root)
        self._files: dict[str, Seen] = {}
        self._look_at(found, crew, cache)
        self._wrong = self._wrong_by_themselves(found)
        self._shown = tuple(self._sound())
        self._catalog = resolve(entombed(self._shown))
        self.guest = visit(self.settings.site.languages, frozenset())
        self._unsettled: list[SourcePath] = []

    # -- what it is -------------------------------------------------------------------------------------------
    @property
    def day(self) -> date:
        """The day for which the site is made: the one that was asked for, that mkdocs.yml fixes, or today."""
        fixed = date.fromisoformat(self.guest.as_of) if self.guest.as_of else None
        return self._as_of or fixed or today_from_clock()

    @property
    def is_settled(self) -> bool:
        """Whether every record was looked at under the settings that there are now."""
        return not self._unsettled

    def site(self, url: str) -> Site:
        """The site as it is now, at an address of one's own."""
        guest = self.guest
        return site_of(self._catalog, self.settings, start_of(self.day), url, guest.repository, host=guest.host)

    def question(self) -> Question:
        """What is to be judged, as it is now."""
        seen = tuple(self._files.values())
        documents = tuple(one.document for one in seen if one.document is not None)
        fit = tuple(one.document for one in seen if one.document is not None and one.is_fit)
        catalog = self._catalog if len(fit) == len(self._shown) else resolve(entombed(fit), self._catalog)
        known = known_files(self._sources.values(), self._strays)
        own = (problem for one in seen for problem in one.problems)
        evidence = Evidence(documents, known, catalog, self.settings)
        return Question(self.root, evidence, (*self._unset, *self._strays, *own), len(self._sources))

    # -- how it changes ---------------------------------------------------------------------------------------
    def changed(self) -> frozenset[str]:
        """The paths of all files that do not lie as they did when they were looked at."""
        found, strays = sources_in(self.root)
        beside = _signs_beside(self.root)
        there = {source.file for source in found}
        changed = {file for file in there if file not in self._files or self._sign(file) != self._files[file].sign}
        moved = {stray.file for stray in {*strays} ^ {*self._strays}}
        return frozenset(
            {*changed, *moved, *(self._sources.keys() - there), *(p for p, _ in beside.items() ^ self._beside.items())}
        )

    def renew(self, paths: Collection[str]) -> bool:
        """Takes in that there was a change at these paths; whether the site is another one now."""
        before = (self._catalog, self.settings, self.guest)
        self.refused = ""
        if not all(map(_is_record, paths)):
            self._beside = _signs_beside(self.root)
        if any(_lies_in(SETTINGS, path) for path in paths):
            self._read_settings()
        if records := {path for path in paths if _is_record(path)}:
            self._renew_records(records)
        if any(path == CONFIG or _lies_in(PAGES, path) or _lies_in(SETTINGS, path) for path in paths):
            self._visit_again()
        return before != (self._catalog, self.settings, self.guest)

    def settle(self, count: int) -> bool:
        """Looks again at some records that were last seen under other settings; whether the site is another one now."""
        part, self._unsettled = self._unsettled[:count], self._unsettled[count:]
        self._look_at([source for source in part if source.file in self._sources])
        if self._unsettled:
            return False
        self._wrong = self._wrong_by_themselves(self._sources.values())
        return self._resolve()

    def accept(self, problems: Iterable[Problem]) -> bool:
        """Leaves out the files with errors, and no others; whether the site is another one now."""
        before, self._wrong = self._wrong, files_with_errors(problems)
        is_other = self._resolve()
        if {file for file in before ^ self._wrong if _lies_in(PAGES, file)}:
            guest = self.guest
            self._visit_again()
            return is_other or self.guest != guest
        return is_other

    def _renew_records(self, paths: Collection[str]) -> None:
        gone: set[str] = set()
        if not all(path in self._sources and self._sign(path) for path in paths):
            found, self._strays = sources_in(self.root)
            gone = self._sources.keys() - {source.file for source in found}
            self._sources = {source.file: source for source in found}
            self._files = {file: self._files[file] for file in self._sources if file in self._files}
        new = [source for file, source in self._sources.items() if file in paths or file not in self._files]
        self._look_at(new)
        self._files = {file: self._files[file] for file in self._sources}
        self._wrong = self._wrong - gone - {source.file for source in new} | self._wrong_by_themselves(new)
        self._resolve()

    def _look_at(self, sources: Sequence[SourcePath], crew: Workers = HERE, cache: Path | None = None) -> None:
        signs = {source.file: self._sign(source.file) for source in sources}
        found = examine(Ground(self.root, self.settings), sources, crew, cache)
        problems: dict[str, list[Problem]] = {}
        for problem in found.problems:
            problems.setdefault(problem.file, []).append(problem)
        fit = {document.file for document in found.fit}
        documents = {document.file: document for document in found.documents}
        for file, sign in signs.items():
            document, before = documents.get(file), self._files.get(file)
            if before is not None and before.document == document:
                document = before.document  # the record that was made of it is not made again
            self._files[file] = Seen(sign, document, file in fit, tuple(problems.get(file, ())))

    def _wrong_by_themselves(self, sources: Iterable[SourcePath]) -> frozenset[str]:
        """Of these files those in which there is an error that no exemption names."""
        files = {f"{source.kind}/{source.id}": (source.file,) for source in sources}
        found = [problem for (file,) in files.values() for problem in self._files[file].problems]
        if self.settings.exemptions:
            found = [p for p in remaining(found, self.settings.exemptions, files, CODES) if p.file in self._sources]
        return files_with_errors(found)

    def _sound(self) -> Iterator[Document]:
        """The documents of which the site is made."""
        for file, seen in self._files.items():
            if seen.document is not None and seen.is_fit and file not in self._wrong:
                yield seen.document

    def _resolve(self) -> bool:
        """Makes the catalog again if it would hold something else; whether it does."""
        sound = tuple(self._sound())
        is_same = len(sound) == len(self._shown) and all(a is b for a, b in zip(sound, self._shown, strict=True))
        if not is_same:
            self._shown, self._catalog = sound, resolve(entombed(sound), self._catalog)
        return not is_same

    def _read_settings(self) -> None:
        """Takes in the settings; while they cannot be read, those before them stay."""
        settings, self._unset = read_settings(self.root / SETTINGS_FOLDER)
        if settings is not None and settings != self.settings and not _is_of_other_version(self._unset):
            self.settings = settings
            self._unsettled = list(self._sources.values())

    def _visit_again(self) -> None:
        """Lets MkDocs run; where it stops, what it gave before stays."""
        left_out = frozenset(file for file in self._wrong if _lies_in(PAGES, file))
        try:
            self.guest = self._visit(self.settings.site.languages, left_out)
        except BuildRefused as refused:
            self.refused = str(refused)

    def _sign(self, file: str) -> Sign | None:
        return _sign(f"{self.root}/{file}")


def _settings_of(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    settings, unset = read_settings(root / SETTINGS_FOLDER)
    if settings is None or _is_of_other_version(unset):
        raise BuildRefused(as_text(placed(unset, root), "zh"))
    return settings, tuple(unset)


def _is_of_other_version(unset: Iterable[Problem]) -> bool:
    return any(found.code in VERSIONS for found in unset)


def concerns(path: str) -> bool:
    """Whether the site may be another one after a change at this path."""
    return path == CONFIG or _lies_in(CONTENT, path) or _lies_in(SETTINGS, path)


def _is_record(path: str) -> bool:
    """Whether a change at this path may be one of the records."""
    return _lies_in(CONTENT, path) and not _lies_in(PAGES, path)


def _lies_in(folder: str, path: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _signs_beside(root: Path) -> dict[str, Sign]:
    """The signs of the files that are no records."""
    folders = (root / PAGES, root / SETTINGS)
    found = (root / CONFIG, *(path for folder in folders for path in folder.rglob("*")))
    signs = {path.relative_to(root).as_posix(): _sign(str(path)) for path in found}
    return {path: sign for path, sign in signs.items() if sign is not None}


def _sign(path: str) -> Sign | None:
    """The sign of a file; nothing where there is none."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None
