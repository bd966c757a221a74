"""Filled forms as files: what the browser makes is what the build makes, and what either made is read back equal."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from forms.filling import filled_form
from forms.openxml import openxml_problems
from playwright.sync_api import Page

from generator.forms.docx import docx_of
from generator.forms.filled import filled_of, read_filled
from generator.forms.read_docx import read_docx
from generator.forms.record import Filing, draft_of
from generator.forms.tidy import tidied
from generator.model.records import Form
from generator.yamlio import parse_yaml

from .formpages import CLAIM, NEED, made, open_form, plain, read

pytestmark = pytest.mark.browser

SEEDS = range(8)


@pytest.fixture(scope="module", params=[NEED, CLAIM], ids=lambda form: form.id)
def form(request: pytest.FixtureRequest) -> Form:
    asked: Form = request.param
    return asked


@pytest.fixture(scope="module")
def opened(form: Form, page: Page, home: str) -> Page:
    return open_form(page, home, form)


def document(data: bytes) -> str:
    """The text of a Word file in its canonical form."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return ElementTree.canonicalize(package.read("word/document.xml").decode())


def test_the_browser_fills_the_very_document_that_the_build_fills(form: Form, opened: Page) -> None:
    given = [filled_form(form, seed) for seed in SEEDS]
    for answers, data in zip(given, made(opened, "docx", given), strict=True):
        assert document(data) == document(docx_of(form, answers))
        assert read_docx(data, form) == read_docx(docx_of(form, answers), form)


def test_the_browsers_word_files_are_valid(form: Form, opened: Page, tmp_path: Path) -> None:
    for seed, data in enumerate(made(opened, "docx", [{}, filled_form(form, 0)])):
        (tmp_path / f"{seed}.docx").write_bytes(data)
    assert [found for found in openxml_problems(sorted(tmp_path.glob("*.docx"))).values() if found] == []


def test_a_word_file_of_either_is_read_back_by_the_browser(form: Form, opened: Page) -> None:
    for seed in SEEDS:
        answers = tidied(form, filled_form(form, seed))
        found = read(opened, docx_of(form, answers))
        assert (found["told"], found["dropped"]) == ("opened", [])
        assert found["answers"] == without_marks(plain(answers))


def without_marks(value: object) -> object:
    """The answers without the byte order marks that the browser takes out of texts."""
    return json.loads(json.dumps(value).replace("\\ufeff", ""))


def test_json_is_the_same_from_both_and_is_read_by_both(form: Form, opened: Page) -> None:
    given = [tidied(form, filled_form(form, seed)) for seed in SEEDS]
    for answers, data in zip(given, made(opened, "json", [in_order(form, one) for one in given]), strict=True):
        assert json.loads(data) == json.loads(filled_of(form, answers))
        assert read_filled(data, form).answers == answers
        assert read(opened, data)["answers"] == without_marks(plain(answers))


def in_order(form: Form, answers: object) -> object:
    """The answers with their keys as a file has them."""
    return json.loads(filled_of(form, answers))["answers"]  # type: ignore[arg-type]


def test_a_record_draft_is_the_builds(page: Page, home: str) -> None:
    opened = open_form(page, home, CLAIM)
    given = [tidied(CLAIM, filled_form(CLAIM, seed)) for seed in SEEDS]
    sources = made(opened, "json", [plain(one) for one in given])
    for answers, source, data in zip(given, sources, made(opened, "yml", given), strict=True):
        filing = Filing(f"{CLAIM.id}.json", hashlib.sha256(source).hexdigest(), "2025-06-15")
        draft = draft_of(CLAIM, answers, filing, region="xiangtan")
        assert draft.kind == "need"
        assert parse_yaml(data.decode(), "draft.yml") == draft.data


@pytest.mark.parametrize("data", [b"", b"a", b"abc" * 50, bytes(range(256)) * 9], ids=len)
def test_digests_are_those_of_sha_256(data: bytes, opened: Page) -> None:
    told = opened.evaluate("bytes => zhangbang.forms.sha256(Uint8Array.from(bytes))", list(data))
    assert told == hashlib.sha256(data).hexdigest()


# -- files that are none ------------------------------------------------------------------------------------------
def packed(document: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as package:
        package.writestr("word/document.xml", document)
    return whole.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REFUSED = {
    "empty": b"",
    "text": b"hello",
    "no json": b'{"form": ',
    "a list": b"[]",
    "no answers": b'{"form": "sample-2025-need-form", "version": "1"}',
    "answers are a list": b'{"form": "sample-2025-need-form", "answers": []}',
    "not utf-8": b'{"form": "\xff"}',
    "cut zip": packed(b"<x/>")[:40],
    "zip without a document": packed(b""),
    "no xml": packed(b"<w:document"),
    "another document": packed(f'<w:document xmlns:w="{WORD}"/>'.encode()),
    "entities": packed(f'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="{WORD}">&a;</w:document>'.encode()),
    "bomb": packed(b"<x>" + b" " * (40 << 20) + b"</x>"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_filled_form_is_refused_in_words(name: str, opened: Page) -> None:
    assert read(opened, REFUSED[name]) == {"told": "opened_not_ours"}


def test_another_forms_file_is_refused_and_another_versions_is_told(page: Page, home: str) -> None:
    open_form(page, home, NEED)
    assert read(page, filled_of(CLAIM, filled_form(CLAIM, 1)))["told"] == "opened_other_form"
    assert read(page, docx_of(CLAIM, filled_form(CLAIM, 1)))["told"] == "opened_other_form"
    older = {"form": NEED.id, "version": "00000000", "answers": {"unit_name": "样例", "gone": "x", "level": "none"}}
    found = read(page, json.dumps(older).encode())
    assert found == {"told": "opened_other_version", "answers": {"unit_name": "样例"}, "dropped": ["水平", "gone"]}


@pytest.mark.parametrize(
    "answers",
    [
        {"__proto__": {"polluted": 1}, "constructor": "x", "unit_name": {"a": 1}, "level": ["high"], "modes": "joint"},
        {"modes": ["joint", "nothing"], "promise": "yes", "start": "2025-02-30", "need": "x" * 30_000, "people": 5},
        {"unit_name": None, "modes": [], "promise": False, "start": ""},
    ],
)
def test_what_does_not_fit_a_field_is_left_out(answers: object, page: Page, home: str) -> None:
    open_form(page, home, NEED)
    version = page.evaluate("JSON.parse(document.querySelector('[data-zb-fill]').dataset.zbFill).version")
    found = read(page, json.dumps({"form": NEED.id, "version": version, "answers": answers}).encode())
    assert found["answers"] == {}
    assert page.evaluate("({}).polluted") is None


def test_files_may_be_taken_from_a_page_opened_from_a_disk(published_site: Path, page: Page) -> None:
    page.goto(f"{(published_site / 'zh/forms' / f'{CLAIM.id}.html').as_uri()}")
    page.locator('[data-zb-make="docx"]:not([disabled])').wait_for()
    page.locator("#f-task_title").fill("高速电机")
    with page.expect_download() as download:
        page.locator('[data-zb-make="docx"]').click()
    assert download.value.suggested_filename == f"{CLAIM.id}.docx"
    found = read_docx(Path(download.value.path()).read_bytes(), CLAIM)
    assert found.answers is not None
    assert dict(found.answers.values) == {"task_title": "高速电机"}
