"""The stages in their order: read, parse, check, resolve, hold against the rules, and later compile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.catalog import Catalog, resolve
from generator.content import Document, SourceFile, parse_source, placed, read_sources
from generator.model.artifacts import Artifact
from generator.model.parts import RecordId
from generator.model.records import KINDS
from generator.problems import Problem, is_error
from generator.render.assets import compile_assets
from generator.render.page import Page, Shells
from generator.render.pages import compile_pages
from generator.render.view import Site
from generator.rules import rule_problems
from generator.rules.evidence import Evidence
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


def check(root: Path) -> Checked:
    """Reads and checks everything below `root`; no problem stops the run."""
    settings, problems = read_settings(root / SETTINGS_FOLDER)
    sources, unread = _apart(read_sources(root))
    documents, unfit = _checked_documents(sources)
    problems = (*problems, *unread, *unfit)
    if settings is not None:
        evidence = Evidence(documents, _known(sources), resolve(documents), settings)
        problems = (*problems, *rule_problems(evidence))
    wrong = {found.file for found in problems if is_error(found)}
    catalog = resolve(document for document in documents if document.file not in wrong)
    return Checked(placed(problems, root), catalog, settings, len(sources))


def _apart(found: Iterable[SourceFile | Problem]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    items = tuple(found)
    sources = tuple(item for item in items if isinstance(item, SourceFile))
    return sources, tuple(item for item in items if isinstance(item, Problem))


def _checked_documents(sources: Iterable[SourceFile]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents that fit their schemas, and the problems of those that do not."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for source in sources:
        document = parse_source(source)
        if isinstance(document, Problem):
            problems.append(document)
            continue
        found = list(schema_problems(document))
        problems.extend(found)
        if not found:
            documents.append(document)
    return tuple(documents), tuple(problems)


def _known(sources: Iterable[SourceFile]) -> Mapping[str, Mapping[RecordId, tuple[str, ...]]]:
    """Every id that some file claims, valid or not, by kind, with those files."""
    known: dict[str, dict[RecordId, tuple[str, ...]]] = {kind: {} for kind in KINDS}
    for source in sources:
        known[source.kind][source.id] = (*known[source.kind].get(source.id, ()), source.file)
    return known


def compile_site(site: Site, shells: Shells, prose: Iterable[Page]) -> Iterator[Artifact]:
    """Every file of the site."""
    yield from compile_assets(site.settings)
    yield from compile_schemas()
    yield from compile_pages(site, shells, prose)
