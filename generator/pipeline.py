"""The stages in their order: read, parse, check, resolve, hold against the rules, and later compile."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import writer
from generator.catalog import Catalog, resolve
from generator.content import SourcePath, claimed, find_attachments, find_sources, parse_source, placed, read_source
from generator.documents import Document, packed
from generator.leaks import attachment_problems, output_problems
from generator.model.artifacts import Artifact
from generator.model.parts import RecordId, Text
from generator.model.records import KINDS
from generator.parallel import in_shares
from generator.personal import masked
from generator.problems import Problem, is_error
from generator.render.assets import compile_assets
from generator.render.page import Page, Shells
from generator.render.pages import compile_pages, plans, sitemap
from generator.render.templates import compile_all
from generator.render.view import Site
from generator.render.words import word_problems
from generator.rules import catalog_problems, document_problems
from generator.rules.evidence import Evidence, Known
from generator.schemas import compile_schemas, schema_problems
from generator.settings import Settings, read_settings

SETTINGS_FOLDER = "site_config"


class Checked(NamedTuple):
    """What a run found: every problem with its place, and the catalog of the records without errors."""

    problems: tuple[Problem, ...]
    catalog: Catalog
    settings: Settings | None
    total: int

    @property
    def has_errors(self) -> bool:
        """Whether any record or setting must be mended before the site is published."""
        return any(map(is_error, self.problems))


class Examined(NamedTuple):
    """The documents that could be read, those of them that fit their schemas, and the problems of all."""

    documents: tuple[Document, ...]
    fit: tuple[Document, ...]
    problems: tuple[Problem, ...]


def check(root: Path, jobs: int = 1) -> Checked:
    """Reads and checks everything below `root` in `jobs` processes; no problem stops the run."""
    with _collector_resting():
        return _check(root, jobs)


def _check(root: Path, jobs: int) -> Checked:
    settings, unset = read_settings(root / SETTINGS_FOLDER)
    unset = (*unset, *(word_problems(settings, SETTINGS_FOLDER) if settings else ()))
    found = tuple(find_sources(root))
    sources = tuple(source for source in found if isinstance(source, SourcePath))
    strays = tuple(stray for stray in found if isinstance(stray, Problem))
    examined = _joined(in_shares(partial(_examine, root, settings), sources, jobs))
    catalog = resolve(examined.fit)
    together = catalog_problems(Evidence(examined.documents, _known(sources, strays), catalog))
    attached = attachment_problems(root, _attachments(root), office_mailboxes(catalog))
    problems = (*unset, *strays, *examined.problems, *together, *attached)
    wrong = {found.file for found in problems if is_error(found)}
    if wrong:
        catalog = resolve(document for document in examined.fit if document.file not in wrong)
    return Checked(tuple(map(_discreet, placed(problems, root))), catalog, settings, len(sources))


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Records are trees without cycles: to look for some in millions of parts doubles the time and finds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _examine(root: Path, settings: Settings | None, sources: Sequence[SourcePath]) -> Examined:
    """Reads, parses and checks each source by itself."""
    documents: list[Document] = []
    fit: list[Document] = []
    problems: list[Problem] = []
    for source in sources:
        document = _document(root, source)
        if isinstance(document, Problem):
            problems.append(document)
            continue
        unfit = tuple(schema_problems(document))
        problems.extend((*unfit, *(document_problems(document, settings) if settings else ())))
        document = packed(document)
        documents.append(document)
        if not unfit:
            fit.append(document)
    return Examined(tuple(documents), tuple(fit), tuple(problems))


def _document(root: Path, source: SourcePath) -> Document | Problem:
    text = read_source(root, source)
    return text if isinstance(text, Problem) else parse_source(source, text)


def _joined(parts: Iterable[Examined]) -> Examined:
    shares = tuple(parts)
    return Examined(
        tuple(document for share in shares for document in share.documents),
        tuple(document for share in shares for document in share.fit),
        tuple(found for share in shares for found in share.problems),
    )


def _known(sources: Iterable[SourcePath], strays: Iterable[Problem]) -> Known:
    """Every id that a file claims, by kind; what lies in a record's place but is none claims its name too."""
    known: dict[str, dict[RecordId, tuple[str, ...]]] = {kind: {} for kind in KINDS}
    for source in (*sources, *filter(None, map(claimed, strays))):
        known[source.kind][source.id] = (*known[source.kind].get(source.id, ()), source.file)
    return known


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


def _discreet(found: Problem) -> Problem:
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
    steps = (*plans(site), lambda: prose)
    allowed = office_mailboxes(site.catalog)
    shares = in_shares(lambda share: _write(staging, compile_pages(site, shells, share), allowed), steps, jobs)
    pages = [path for share in shares for path in share.paths]
    gc.unfreeze()
    common = _write(staging, (*compile_assets(site.settings), *compile_schemas(), sitemap(site, pages)), allowed)
    files = writer.without_collisions((*pages, *common.paths))
    return Written(len(files), tuple(leak for share in (*shares, common) for leak in share.leaks))


class _Share(NamedTuple):
    paths: tuple[str, ...]
    leaks: tuple[Problem, ...]


def _write(staging: Path, artifacts: Iterable[Artifact], allowed: frozenset[str]) -> _Share:
    leaks: list[Problem] = []
    paths = writer.write(staging, _looked_through(artifacts, allowed, leaks))
    return _Share(paths, tuple(leaks))


def _looked_through(artifacts: Iterable[Artifact], allowed: frozenset[str], leaks: list[Problem]) -> Iterator[Artifact]:
    """The same artifacts; the personal data in them is added to `leaks`."""
    for artifact in artifacts:
        leaks.extend(output_problems(artifact, allowed))
        yield artifact
