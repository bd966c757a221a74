"""The files of a form: blank ones in each format that it offers, and what its page needs to fill one in."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.catalog import Catalog
from generator.forms.answers import Answers, version_of
from generator.forms.docx import docx_of
from generator.forms.known import prefills_of
from generator.forms.pdf import pdf_of
from generator.forms.xlsx import xlsx_of
from generator.model.artifacts import Artifact, Made
from generator.model.records import Form
from generator.urls import SitePath

FOLDER = "forms"

MAKERS: Mapping[str, Callable[[Form, Answers | None], bytes]] = {"docx": docx_of, "pdf": pdf_of, "xlsx": xlsx_of}
"""How each format's file is made, blank or filled; a form says which of them it offers."""


class FormFile(NamedTuple):
    """A file to download: its format, where it stands, its bytes, and what a reader can hold them against."""

    format: str
    path: SitePath
    size: int
    sha256: str


class FormFiles(NamedTuple):
    """All files of one form: what its page tells of them, and the files themselves."""

    offered: tuple[FormFile, ...]
    parts: SitePath | None
    artifacts: tuple[Artifact, ...]


def forms_with_files(catalog: Catalog) -> Iterator[Form]:
    """The forms that have files: those that are not taken down."""
    yield from (form for form in catalog.of(Form).values() if form.withdrawn is None)


def files_made(form: Form, found: Iterable[Made]) -> FormFiles:
    """What a form's page tells of its files, from what was written of them."""
    made = {one.path.removeprefix(f"{FOLDER}/"): one for one in found}
    offered = (made.pop(f"{form.id}.{format}") for format in MAKERS if offers(form, format))
    files = tuple(FormFile(one.path.rpartition(".")[2], SitePath(one.path), one.size, one.sha256) for one in offered)
    return FormFiles(files, next((SitePath(one.path) for one in made.values()), None), ())


def form_files(catalog: Catalog, form: Form) -> FormFiles:
    """The form's blank files, and the script that gives its page the parts of the Word file."""
    blanks = {format: make(form, None) for format, make in MAKERS.items() if offers(form, format)}
    made = [Artifact(SitePath(f"{FOLDER}/{form.id}.{format}"), data) for format, data in blanks.items()]
    offered = tuple(_offered(artifact) for artifact in made)
    if not offers(form, "web"):
        return FormFiles(offered, None, tuple(made))
    script = parts_script(catalog, form, blanks.get("docx"))
    return FormFiles(offered, SitePath(script.path), (*made, script))


def offers(form: Form, format: str) -> bool:
    """Whether a form is given in that format; one that names none is given in all."""
    return not form.formats or format in form.formats


def parts_script(catalog: Catalog, form: Form, docx: bytes | None) -> Artifact:
    """A script that registers what the page fills in: the Word file's parts, and what records tell."""
    data = {
        "version": version_of(form),
        "parts": dict(_parts(docx)) if docx else None,
        "prefills": dict(prefills_of(catalog, form)),
    }
    key = json.dumps(f"forms/{form.id}")
    source = f"zhangbang.put({key},{_literal(data)});\n".encode()
    digest = hashlib.sha256(source).hexdigest()[:10]
    return Artifact(SitePath(f"{FOLDER}/parts/{form.id}.{digest}.js"), source)


def _offered(artifact: Artifact) -> FormFile:
    digest = hashlib.sha256(artifact.data).hexdigest()
    return FormFile(artifact.path.rpartition(".")[2], SitePath(artifact.path), len(artifact.data), digest)


def _parts(docx: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            yield name, package.read(name).decode()


def _literal(data: Any) -> str:
    """JSON that is a JavaScript expression in every browser."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
