"""Answers that come in, typed or filled, become records: held against the content as if they were there, then added."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator import writer
from generator.content import SourcePath, find_sources
from generator.entry.blanks import Blank, blanks_of
from generator.entry.drafts import Draft, about, blank_at, draft_of, fault_of, proposed_of, texts_of
from generator.entry.interview import Talk, interview
from generator.entry.reading import NOWHERE, Around
from generator.importing.references import known_in
from generator.model.artifacts import Artifact
from generator.model.parts import Lang, RecordId
from generator.model.records import KINDS
from generator.parallel import workers
from generator.pipeline import Checked, check
from generator.problems import Place, Problem, is_error, problem
from generator.settings import Settings

FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*\Z")
"""What a folder of records within its kind's may be called."""


class Filing(NamedTuple):
    """What was answered for one record: its kind, the answers by the blanks' keys, and where they stand."""

    kind: str
    answers: Mapping[str, Any]
    place: Place = NOWHERE
    folder: str = ""


class Written(NamedTuple):
    """A record that somebody wrote as one: its draft, and the file that it came in."""

    draft: Draft
    place: Place


class Desk(NamedTuple):
    """What answers are held against: the project, its settings and records as they are, and the day."""

    root: Path
    settings: Settings
    found: Checked
    around: Around
    taken: Mapping[tuple[str, RecordId], str]
    today: str


class Entered(NamedTuple):
    """What the answers became: a draft for each record, and everything that is to be said."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems keep anything from being written."""
        return sum(map(is_error, self.problems))


def open_desk(root: Path, today: str, *, is_dry: bool) -> Desk | tuple[Problem, ...]:
    """The desk, or the problems of the settings without which nothing can be asked."""
    if not is_dry:
        writer.complete(root)
    found = check(root, workers())
    if found.settings is None:
        return found.problems
    sources = [source for source in find_sources(root) if isinstance(source, SourcePath)]
    ids = {kind: frozenset(source.id for source in sources if source.kind == kind) for kind in KINDS}
    around = Around(ids, known_in(found.catalog, found.settings).units)
    return Desk(root, found.settings, found, around, _taken(found, sources), today)


def questions(desk: Desk, kind: str, given: Mapping[str, Any], lang: Lang, only: Collection[str] = ()) -> Talk:
    """The conversation that asks for what is not answered yet, or for `only` these blanks."""
    blanks = blanks_of(kind, desk.settings)
    answers, _ = texts_of(given, blanks, NOWHERE)

    def judge(blank: Blank, text: str) -> tuple[Problem, ...]:
        return fault_of(kind, blank, text, desk.around)

    def propose(blank: Blank, answered: Mapping[str, str]) -> str:
        if blank.pointer != "/id":
            return ""
        found = proposed_of(kind, answered, blanks)
        return "" if (kind, found) in desk.taken else found

    return interview(kind, blanks, answers, judge, propose, lang, only)


def entered(desk: Desk, filings: Iterable[Filing | Written]) -> Entered:
    """What the filings become beside the records that are there; nothing is written."""
    made = [(filing, _draft(desk, filing)) for filing in filings]
    faults = tuple(chain.from_iterable(told for _, told in made if not isinstance(told, Draft)))
    pairs = [(filing, draft) for filing, draft in made if isinstance(draft, Draft)]
    faults = (*faults, *_collisions(desk, pairs))
    drafts = tuple(draft for _, draft in pairs)
    if any(map(is_error, faults)):
        return Entered(drafts, faults)
    return Entered(drafts, (*faults, *_consequences(desk, pairs)))


def put(desk: Desk, drafts: Sequence[Draft], *, is_commented: bool) -> tuple[str, ...]:
    """Writes the drafts, all or none, and returns their files; what is there already is never overwritten."""
    return writer.add(
        desk.root, [Artifact(one.file, (one.text if is_commented else one.plain).encode()) for one in drafts]
    )


def _taken(found: Checked, sources: Iterable[SourcePath]) -> dict[tuple[str, RecordId], str]:
    """The file that has each id, or had it."""
    files = {(source.kind, source.id): source.file for source in sources}
    former = {
        (record.kind, old): files.get((record.kind, record.id), record.id)
        for record in found.catalog.every()
        for old in record.formerly
    }
    return {**former, **files}


def _draft(desk: Desk, filing: Filing | Written) -> Draft | tuple[Problem, ...]:
    if isinstance(filing, Written):
        return filing.draft
    return draft_of(
        filing.kind,
        filing.answers,
        desk.settings,
        desk.today,
        around=desk.around,
        folder=filing.folder,
        place=filing.place,
    )


def _collisions(desk: Desk, pairs: Iterable[tuple[Filing | Written, Draft]]) -> Iterator[Problem]:
    """Ids that are taken: by a record that is there, or by another filing."""
    taken = dict(desk.taken)
    for filing, draft in pairs:
        other = taken.get((draft.kind, draft.id))
        if other is not None:
            yield problem("entry-id-taken", filing.place, pointer=("id",), value=draft.id, words={"file": other})
        taken[draft.kind, draft.id] = filing.place.file


def _consequences(desk: Desk, pairs: Sequence[tuple[Filing | Written, Draft]]) -> Iterator[Problem]:
    """What a check finds once the drafts are there and did not find before, told of the answers."""
    made = {draft.file: (filing, draft) for filing, draft in pairs}
    if not made:
        return
    known = {_gist(found) for found in desk.found.problems}
    for found in check(desk.root, workers(), added={file: draft.text for file, (_, draft) in made.items()}).problems:
        if found.file in made:
            filing, draft = made[found.file]
            blank = blank_at(found.pointer, draft.blanks)
            at = filing.place if filing.place.file else Place(found.file)
            yield about(blank, found, at) if blank else msgspec.structs.replace(found, file=at.file, line=0, column=0)
        elif _gist(found) not in known:
            yield found


def _gist(found: Problem) -> tuple[object, ...]:
    return found.file, found.code, found.pointer, found.value
