"""The stages in their order: read, parse, check, resolve, hold against the rules, and later compile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from generator import quotations, writer
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
from generator.editing import compile_editor
from generator.examining import Ground, examine
from generator.exemptions import remaining
from generator.exports.api import compile_listings, compile_records, with_own_files
from generator.exports.api_schemas import compile_api_schemas
from generator.exports.bulk import compile_bulk, compile_sums, compile_zip, is_packed
from generator.exports.changes import compile_changes
from generator.exports.dcat import compile_catalogue
from generator.exports.files import is_told, made
from generator.exports.funnel import compile_funnel
from generator.exports.ocds import compile_ocds
from generator.exports.openapi import compile_openapi
from generator.feeds.atom import compile_feeds
from generator.feeds.hosting import compile_hosting
from generator.feeds.ics import compile_calendars
from generator.feeds.opensearch import compile_opensearch
from generator.feeds.robots import compile_llms, compile_robots
from generator.feeds.sitemap import PATH as SITEMAP
from generator.feeds.sitemap import compile_sitemap
from generator.finder.index import index_of
from generator.forms.files import files_of
from generator.history import Since
from generator.leaks import attachment_problems, output_problems
from generator.model.artifacts import Artifact, Made
from generator.model.parts import RecordId, Text
from generator.model.records import KINDS
from generator.parallel import WORTH_SHARING, in_shares, in_turns
from generator.personal import masked
from generator.problems import Problem, is_error
from generator.problems.rewriting import VERSIONS
from generator.prose import prose_problems
from generator.quotations import Tally, read_texts
from generator.render.assets import compile_assets
from generator.render.page import Page, Shells
from generator.render.pages import compile_pages, plans
from generator.render.templates import compile_all
from generator.render.view import Site
from generator.rules import catalog_problems, history_problems
from generator.rules.evidence import Evidence, Known, Past
from generator.schemas import compile_schemas, schema_problems
from generator.settings import Settings, read_settings

SETTINGS_FOLDER = "site_config"
Put: TypeAlias = Callable[[Iterable[Artifact]], "_Share"]
"""Writes files, and tells what was written."""

Exporter: TypeAlias = Callable[[Site], Iterable[Artifact]]
Step: TypeAlias = Callable[[], Iterable[Artifact]]
EXPORTERS: tuple[Exporter, ...] = (
    compile_bulk,
    compile_listings,
    compile_ocds,
    compile_changes,
    compile_openapi,
    lambda _: compile_api_schemas(),
    compile_funnel,
)
"""What is exported beside each record's own file, the longest work first. Each makes its files by itself."""

FEEDS = (compile_feeds, compile_calendars, compile_opensearch)
"""What is subscribed to and found by, made for each language."""

_RECORDS_A_TURN = 500


class Checked(NamedTuple):
    """What a run found: every problem with its place, and the catalog of the records without errors."""

    problems: tuple[Problem, ...]
    catalog: Catalog
    settings: Settings | None
    total: int
    quotations: Tally | None = None

    @property
    def has_errors(self) -> bool:
        """Whether any record or setting must be mended before the site is published."""
        return any(map(is_error, self.problems))


def check(
    root: Path,
    jobs: int = 1,
    archive: Path | None = None,
    since: Since | None = None,
    added: Mapping[str, str] = NOTHING_ADDED,
    cache: Path | None = None,
) -> Checked:
    """Reads and checks everything below `root` in `jobs` processes.

    Quotations are compared with the texts in `archive`, and records with what was published before `since`, if given.
    `added` are the texts of records that are not there yet or are to be others, by the files that they will be. What is
    found is the same with a `cache` and without, and whatever lies in that folder.
    """
    with collector_resting():
        return _check(root, jobs, archive, since, added, cache)


def _check(
    root: Path,
    jobs: int,
    archive: Path | None,
    since: Since | None,
    added: Mapping[str, str],
    cache: Path | None,
) -> Checked:
    settings, unset = read_settings(root / SETTINGS_FOLDER)
    if any(found.code in VERSIONS for found in unset):
        return Checked(placed(unset, root), resolve(()), None, sum(1 for _ in find_sources(root)))
    found = tuple(find_sources(root))
    sources = tuple(source for source in found if isinstance(source, SourcePath))
    there = {source.file for source in sources}
    sources = (*sources, *filter(None, (source_at(file) for file in added if file not in there)))
    strays = tuple(stray for stray in found if isinstance(stray, Problem))
    texts, illegible = read_texts(archive) if archive else (None, ())
    examined = examine(Ground(root, settings, texts, added), sources, jobs, cache)
    catalog, known = resolve(examined.fit), known_files(sources, strays)
    evidence = Evidence(examined.documents, known, catalog, settings)
    attachments = tuple(_attachments(root))
    attached = (
        *attachment_problems(root, attachments, office_mailboxes(catalog)),
        *(prose_problems(settings, attachments) if settings and (root / "content").is_dir() else ()),
    )
    silent = history_problems(evidence, _past(since)) if since else ()
    together = _together(evidence, examined.digest, strays, cache)
    problems = (*unset, *strays, *illegible, *examined.problems, *together, *attached, *silent)
    if settings and settings.exemptions:
        unasked = quotations.CODES if texts is None else frozenset()
        problems = tuple(remaining(problems, settings.exemptions, _files(known), unasked))
    wrong = {found.file for found in problems if is_error(found)}
    if wrong:
        catalog = resolve(document for document in examined.fit if document.file not in wrong)
    tally = None if texts is None else examined.quotations
    return Checked(tuple(map(discreet, placed(problems, root, added))), catalog, settings, len(sources), tally)


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
    """Records are trees without cycles: to look for some in millions of parts doubles the time and finds none."""
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


class Written(NamedTuple):
    """How many files were written, and the personal data in them: with any, the site must not be published."""

    files: int
    leaks: tuple[Problem, ...]


def write_site(site: Site, shells: Shells, prose: Sequence[Page], staging: Path, jobs: int) -> Written:
    """Writes every file of the site below `staging` in `jobs` processes, and looks each through on its way."""
    compile_all()
    gc.collect()
    gc.freeze()  # the catalog stays to the end: neither this process nor those forked from it need look through it
    index = index_of(site, jobs)
    forms = files_of(site.catalog)
    put = partial(_write, staging, office_mailboxes(site.catalog))
    data = _write_data(site, put, staging, _enough(site, jobs))
    site = site._replace(manifest=index.manifest, form_files=forms, made=_made(data))
    steps = (*plans(site), lambda: prose)
    pages = in_shares(lambda share: put(compile_pages(site, shells, share)), steps, jobs)
    feeds = in_turns(lambda step: put(step(site)), (compile_editor, *_feeds(site)), _enough(site, jobs))
    gc.unfreeze()
    own = (artifact for files in forms.values() for artifact in files.artifacts)
    common = put((*compile_assets(site.settings), *compile_schemas(), *index.artifacts, *own))
    found = (*data, *pages, *feeds, common)
    signs = put(_signs(site, [path for share in found for path in share.paths]))
    files = writer.without_collisions([path for share in (*found, signs) for path in share.paths])
    return Written(len(files), tuple(leak for share in (*found, signs) for leak in share.leaks))


def _write_data(site: Site, put: Put, staging: Path, jobs: int) -> tuple[_Share, ...]:
    """Every export, then what packs and describes those that are written: pages and catalogue tell their checksums."""
    exports = in_turns(lambda step: put(step()), _exports(site), jobs)
    packed = put((compile_zip(site, _files_of(staging, exports), jobs),))
    described = put(compile_catalogue(site._replace(made=_made((*exports, packed)))))
    sums = put((compile_sums(_made((*exports, packed, described))),))
    return (*exports, packed, described, sums)


def _exports(site: Site) -> Sequence[Step]:
    """Every exporter's work and that of the records' own files, in pieces for whichever process is free."""
    records = with_own_files(site)
    starts = range(0, len(records), _RECORDS_A_TURN)
    slices = (partial(compile_records, site, records[start : start + _RECORDS_A_TURN]) for start in starts)
    return (*(partial(exporter, site) for exporter in EXPORTERS), *slices)


def _feeds(site: Site) -> Sequence[Exporter]:
    return tuple(partial(compile_one, lang=lang) for lang in site.settings.site.languages for compile_one in FEEDS)


def _files_of(staging: Path, shares: Iterable[_Share]) -> Iterator[Artifact]:
    """Of the files that processes of ours have written those that the ZIP file holds."""
    paths = (path for share in shares for path in share.paths if is_packed(path))
    return (Artifact(path, (staging / path).read_bytes()) for path in paths)


def _enough(site: Site, jobs: int) -> int:
    """How many processes are worth their start for the feeds of this many records."""
    return jobs if sum(map(len, site.catalog.records.values())) >= WORTH_SHARING else 1


def _signs(site: Site, paths: Sequence[str]) -> Iterator[Artifact]:
    """What tells machines the way among the files at `paths`."""
    yield from compile_sitemap(site, paths)
    yield from compile_robots(site)
    yield from compile_hosting(site)
    yield from compile_llms(site, (*paths, SITEMAP))


class _Share(NamedTuple):
    """What was written: the paths, the personal data found, and the files that pages tell of."""

    paths: tuple[str, ...]
    leaks: tuple[Problem, ...]
    made: tuple[Made, ...]


def _made(shares: Iterable[_Share]) -> tuple[Made, ...]:
    return tuple(found for share in shares for found in share.made)


def _write(staging: Path, allowed: frozenset[str], artifacts: Iterable[Artifact]) -> _Share:
    leaks: list[Problem] = []
    told: list[Made] = []
    paths = writer.write(staging, _looked_through(_noted(artifacts, told), allowed, leaks))
    return _Share(paths, tuple(leaks), tuple(told))


def _noted(artifacts: Iterable[Artifact], told: list[Made]) -> Iterator[Artifact]:
    """The same artifacts; the lengths and checksums of those that pages tell of are added to `told`."""
    for artifact in artifacts:
        if is_told(artifact.path):
            told.append(made(artifact))
        yield artifact


def _looked_through(artifacts: Iterable[Artifact], allowed: frozenset[str], leaks: list[Problem]) -> Iterator[Artifact]:
    """The same artifacts; the personal data in them is added to `leaks`."""
    for artifact in artifacts:
        leaks.extend(output_problems(artifact, allowed))
        yield artifact
