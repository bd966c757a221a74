"""A form as a file to be filled: blank, or with what a record says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from generator import writer
from generator.catalog import Catalog
from generator.forms.answers import Answers, version_of
from generator.forms.files import MAKERS
from generator.forms.filled import filled_of
from generator.forms.prefill import prefilled
from generator.model.artifacts import Artifact
from generator.model.records import Challenge, Form, Guide
from generator.parallel import workers
from generator.pipeline import check
from generator.problems import Place, Problem, is_error, nearest, problem

FORMATS: Mapping[str, Callable[[Form, Answers], bytes]] = MappingProxyType({**MAKERS, "json": filled_of})
SOURCES: Mapping[str, type[Challenge | Guide]] = MappingProxyType({"challenge": Challenge, "guide": Guide})
"""The kinds of record that a form may be filled from."""


def export_form(root: Path, form_id: str, kind: str, origin: str | None, target: Path) -> tuple[Problem, ...]:
    """Writes the form as a file of `kind`, filled from the record `origin` (`kind/id`) if one is named."""
    found = check(root, workers())
    form = _form(found.catalog, form_id)
    if isinstance(form, Problem):
        return (form, *(told for told in found.problems if is_error(told) and told.file.endswith(f"/{form_id}.yml")))
    answers = _answers(form, origin, found.catalog)
    if isinstance(answers, Problem):
        return (answers,)
    writer.add_file(target, Artifact(target.name, FORMATS[kind](form, answers)))
    return ()


def _form(catalog: Catalog, form_id: str) -> Form | Problem:
    form = catalog.find(Form, form_id)
    known = catalog.of(Form)
    return form or problem("form-unknown", Place(form_id), value=form_id, words=nearest(form_id, known))


def _answers(form: Form, origin: str | None, catalog: Catalog) -> Answers | Problem:
    if origin is None:
        return Answers(form.id, version_of(form), {})
    kind, _, record_id = origin.partition("/")
    record = catalog.find(SOURCES[kind], record_id) if kind in SOURCES else None
    if record is None:
        known = (f"{name}/{held}" for name, cls in SOURCES.items() for held in catalog.of(cls))
        return problem("form-source-unknown", Place(origin), value=origin, words=nearest(origin, known))
    return prefilled(form, record, catalog)
