"""The stages in their order: read, parse, check, resolve, hold against the rules, and later compile."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator import writer
from generator.catalog import Catalog, resolve
from generator.content import SourcePath, claimed, find_sources, parse_source, placed, read_source
from generator.documents import Document, packed
from generator.exports.funnel import funnel_export
from generator.model.parts import RecordId
from generator.model.records import KINDS
from generator.parallel import in_shares
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
    together = catalog_problems(Evidence(examined.documents, _known(sources, strays), catalog, settings))
    problems = (*unset, *strays, *examined.problems, *together)
    wrong = {found.file for found in problems if is_error(found)}
    if wrong:
        catalog = resolve(document for document in examined.fit if document.file not in wrong)
    return Checked(placed(problems, root), catalog, settings, len(sources))


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


def write_site(site: Site, shells: Shells, prose: Sequence[Page], staging: Path, jobs: int) -> int:
    """Writes every file of the site below `staging` in `jobs` processes and returns how many there are."""
    compile_all()
    gc.collect()
    gc.freeze()  # the catalog stays to the end: neither this process nor those forked from it need look through it
    steps = (*plans(site), lambda: prose)
    shares = in_shares(lambda share: writer.write(staging, compile_pages(site, shells, share)), steps, jobs)
    pages = [path for share in shares for path in share]
    gc.unfreeze()
    figures = funnel_export(site.catalog, site.settings, site.funnels, site.moment[:10])
    common = (*compile_assets(site.settings), *compile_schemas(), figures, sitemap(site, pages))
    return len(writer.without_collisions((*pages, *writer.write(staging, common))))
