"""A form's files: those formats that it offers, with what a reader can hold them against, and the page's own parts."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from small import catalog, document, held

from generator.forms.answers import version_of
from generator.forms.docx import docx_of
from generator.forms.files import FormFiles, form_files, forms_with_files
from generator.model.records import Form


def made(**form: Any) -> tuple[Form, FormFiles]:
    found = catalog(document("programme"), document("form", **form))
    record = held(found, "form")
    assert isinstance(record, Form)
    return record, form_files(found, record)


def test_a_form_that_names_no_formats_is_offered_in_all() -> None:
    form, files = made()
    assert [file.format for file in files.offered] == ["docx", "pdf", "xlsx"]
    written = {artifact.path: artifact.data for artifact in files.artifacts}
    assert set(written) == {*(file.path for file in files.offered), files.parts}
    for file in files.offered:
        assert (file.path, file.size) == (f"forms/{form.id}.{file.format}", len(written[file.path]))
        assert file.sha256 == hashlib.sha256(written[file.path]).hexdigest()


@pytest.mark.parametrize(
    ("formats", "suffixes"), [(["xlsx"], ["xlsx"]), (["web"], ["js"]), (["web", "docx"], ["docx", "js"])]
)
def test_a_form_is_offered_in_the_formats_that_it_names(formats: list[str], suffixes: list[str]) -> None:
    _, files = made(formats=formats)
    assert [artifact.path.rpartition(".")[2] for artifact in files.artifacts] == suffixes
    assert (files.parts is not None) == ("web" in formats)


def test_the_page_is_given_the_very_parts_of_the_word_file() -> None:
    form, files = made(title={"zh": "</script>\u2028<!--"})
    (script,) = (artifact.data.decode() for artifact in files.artifacts if artifact.path == files.parts)
    assert "\u2028" not in script
    assert script.startswith(f'zhangbang.put("forms/{form.id}",')
    data = json.loads(script.removeprefix(f'zhangbang.put("forms/{form.id}",').removesuffix(");\n"))
    with zipfile.ZipFile(io.BytesIO(docx_of(form))) as package:
        assert data["parts"] == {name: package.read(name).decode() for name in package.namelist()}
    assert data["version"] == version_of(form)


def test_the_script_is_named_after_its_content() -> None:
    paths = {made(title={"zh": title})[1].parts for title in ("一", "二", "一")}
    assert len(paths) == 2


def test_a_form_that_is_taken_down_has_no_files() -> None:
    withdrawn = {"on": "2025-02-01", "reason": {"zh": "重复"}}
    held = catalog(document("programme"), document("form", withdrawn=withdrawn))
    assert list(forms_with_files(held)) == []
