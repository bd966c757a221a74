"""The stages in their order: read, parse, check, resolve, hold against the rules, and later compile."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import quotations
from generator.attachments import attached_problems
from generator.cache import load, save
from generator.catalog import Catalog, resolve
from generator.content import (
    NOTHING_ADDED,
    SourcePath,
    claimed,
    find_attachments,
    find_sources,
    parse_source,
    placed,
    source_at,
)
from generator.documents import Document
from generator.examining import NOTHING_READ, Digests, Ground, examine
from generator.exemptions import remaining
from generator.history import Since
from generator.leaks import attachment_problems
from generator.model.parts import RecordId, Text
from generator.model.records import KINDS
from generator.parallel import HERE, Workers
from generator.personal import masked
from generator.problems import Problem, is_error
from generator.problems.rewriting import VERSIONS
from generator.prose import prose_problems
from generator.quotations import Tally, read_texts
from generator.rules import catalog_problems, history_problems
from generator.rules.evidence import Evidence, Known, Past
from generator.schemas import schema_problems
from generator.settings import Settings, read_settings
from generator.tombs import entombed

SETTINGS_FOLDER = "site_config"


class Seen(NamedTuple):
    """The records' files in their order, a problem for whatever else lies there, and digests of what was just read."""

    sources: tuple[SourcePath, ...]
    strays: tuple[Problem, ...]
    digests: Digests = NOTHING_READ


class Checked(NamedTuple):
    """What a run found: every problem with its place, and the catalog of the records without errors."""

    problems: tuple[Problem, ...]
    catalog: Catalog
    settings: Settings | None
    total: int
    quotations: Tally | None = None
    read: bytes = b""
    """What stands for the records' files as they were read."""

    @property
    def has_errors(self) -> bool:
        """Whether any record or setting must be mended before the site is published."""
        return any(map(is_error, self.problems))


def check(
    root: Path,
    crew: Workers = HERE,
    archive: Path | None = None,
    since: Since | None = None,
    added: Mapping[str, str] = NOTHING_ADDED,
    cache: Path | None = None,
    seen: Seen | None = None,
) -> Checked:
    """Reads and checks everything below `root`, the records by a crew.

    Quotations are compared with the texts in `archive`, and records with what was published before `since`, if given.
    `added` are the texts of records that are not there yet or are to be others, by the files that they will be. What is
    found is the same with a `cache` and without, and whatever lies in that folder. Whoever has `seen` where records lie
    says so.
    """
    with collector_resting():
        return _check(root, seen or Seen(*sources_in(root)), crew, archive, since, added, cache)


def _check(
    root: Path,
    seen: Seen,
    crew: Workers,
    archive: Path | None,
    since: Since | None,
    added: Mapping[str, str],
    cache: Path | None,
) -> Checked:
    settings, unset = read_settings(root / SETTINGS_FOLDER)
    if any(found.code in VERSIONS for found in unset):
        return Checked(placed(unset, root), resolve(()), None, len(seen.sources) + len(seen.strays))
    sources, strays, digests = seen
    there = {source.file for source in sources}
    sources = (*sources, *filter(None, (source_at(file) for file in added if file not in there)))
    texts, illegible = read_texts(archive) if archive else (None, ())
    examined = examine(Ground(root, settings, texts, added), sources, crew, cache, digests)
    catalog, known = resolve(entombed(examined.fit)), known_files(sources, strays)
    evidence = Evidence(examined.documents, known, catalog, settings)
    silent = history_problems(evidence, _past(since)) if since else ()
    others = (*unset, *strays, *illegible, *examined.problems, *silent)
    together = _together(evidence, examined.digest, strays, cache)
    problems = judged(root, evidence, others, together, quotations.CODES if texts is None else frozenset())
    wrong = files_with_errors(problems)
    if wrong:
        catalog = resolve(entombed(document for document in examined.fit if document.file not in wrong))
    tally = None if texts is None else examined.quotations
    told = tuple(map(discreet, placed(problems, root, added)))
    return Checked(told, catalog, settings, len(sources), tally, examined.read)


def sources_in(root: Path) -> tuple[tuple[SourcePath, ...], tuple[Problem, ...]]:
    """Every record's file below `root`, and a problem for whatever else lies among them."""
    found = tuple(find_sources(root))
    sources = tuple(source for source in found if isinstance(source, SourcePath))
    return sources, tuple(stray for stray in found if isinstance(stray, Problem))


def judged(
    root: Path,
    evidence: Evidence,
    others: Iterable[Problem],
    together: Iterable[Problem],
    unasked: Collection[str] = quotations.CODES,
) -> tuple[Problem, ...]:
    """The `others`, what the rules for all documents find, and what is published beside records, less what is exempt.

    `unasked` are the codes that nobody looked for.
    """
    settings, attachments = evidence.settings, tuple(_attachments(root))
    attached = (
        *attachment_problems(root, attachments, office_mailboxes(evidence.catalog)),
        *attached_problems(root, attachments),
        *(prose_problems(settings, attachments) if settings and (root / "content").is_dir() else ()),
    )
    problems = (*others, *together, *attached)
    if settings and settings.exemptions:
        return tuple(remaining(problems, settings.exemptions, _files(evidence.known), unasked))
    return problems


def files_with_errors(problems: Iterable[Problem]) -> frozenset[str]:
    """The files that hold an error, by their paths from the project's folder."""
    return frozenset(found.file for found in problems if is_error(found))


def _together(evidence: Evidence, whole: bytes, strays: Sequence[Problem], cache: Path | None) -> tuple[Problem, ...]:
    """What the rules for all documents find; the same as the last time where no file differs."""
    folder = cache if whole else None
    key = whole + msgspec.msgpack.encode([stray.file for stray in strays])
    kept = load(folder, "rules", key, tuple[Problem, ...])
    if kept is None:
        kept = tuple(catalog_problems(evidence))
        save(folder, "rules", key, kept)
    return kept


@contextmanager
def collector_resting() -> Iterator[None]:
    """Records, and what is made of them, are trees without cycles: to look for some takes long and finds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _past(since: Since) -> Past:
    """The records of that revision; what was not valid then was not published."""
    documents = (_document_then(file, raw) for file, raw in sorted(since.before.items()))
    return Past(tuple(document for document in documents if document), since.changed)


def _document_then(file: str, raw: bytes) -> Document | None:
    source = source_at(file)
    try:
        document = parse_source(source, raw.decode("utf-8-sig")) if source else None
    except UnicodeDecodeError:
        return None
    return None if not isinstance(document, Document) or any(schema_problems(document)) else document


def known_files(sources: Iterable[SourcePath], strays: Iterable[Problem]) -> Known:
    """Every id that a file claims, by kind; what lies in a record's place but is none claims its name too."""
    known: dict[str, dict[RecordId, tuple[str, ...]]] = {kind: {} for kind in KINDS}
    for source in (*sources, *filter(None, map(claimed, strays))):
        known[source.kind][source.id] = (*known[source.kind].get(source.id, ()), source.file)
    return known


def _files(known: Known) -> dict[str, tuple[str, ...]]:
    """The files that claim to be a record, by `kind/id`."""
    return {f"{kind}/{record_id}": files for kind, held in known.items() for record_id, files in held.items()}


def office_mailboxes(catalog: Catalog) -> frozenset[str]:
    """The mailboxes of the offices that records name as contacts, in small letters."""
    contacts = (
        contact
        for record in catalog.every()
        for contact in (*getattr(record, "contacts", ()), getattr(record, "contact_route", None))
    )
    return frozenset(contact.email.lower() for contact in contacts if contact and contact.email)


def _attachments(root: Path) -> Iterator[str]:
    """Files that are published but are no records: prose, images, style sheets, and the site's own words."""
    yield from find_attachments(root)
    settings = (path for path in (root / SETTINGS_FOLDER).glob("*.yml") if path.is_file())
    yield from sorted(f"{SETTINGS_FOLDER}/{path.name}" for path in settings)


def discreet(found: Problem) -> Problem:
    """The problem without the personal data that a value may bring into it: reports are read by anybody."""
    pointer = tuple(masked(step) if isinstance(step, str) else step for step in found.pointer)
    told = (_discreet_text(found.message), _discreet_text(found.remedy))
    value = found.value and masked(found.value)
    return msgspec.structs.replace(found, pointer=pointer, value=value, message=told[0], remedy=told[1])


def _discreet_text(text: Text) -> Text:
    return Text(zh=masked(text.zh), en=masked(text.en or text.zh))
