"""A sheet for every kind is written in Word and Excel, comes back as it was filled, and becomes the record it says."""

from __future__ import annotations

import io
import os
from datetime import datetime
from pathlib import Path

import msgspec
import openpyxl
import pytest
from click.testing import CliRunner, Result
from forms.office import saved_again
from forms.openxml import openxml_problems

from entry.answering import TODAY, answers, settled, with_all_kinds
from generator.cli import main
from generator.documents import document_of
from generator.entry.blanks import Blank, Choice, blanks_of
from generator.entry.drafts import Draft, draft_of
from generator.entry.reading import value_of
from generator.entry.sheet import is_listed, kind_in, option_of, sheet_of, texts_in
from generator.forms.answers import SECURITY_REVIEW, Answer, Answers, version_of
from generator.forms.checking import answer_problems
from generator.forms.files import MAKERS
from generator.forms.read_docx import read_docx
from generator.forms.read_xlsx import read_xlsx
from generator.forms.tidy import tidied
from generator.intake.mailed import FORMATS, export_sheet
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.problems import Place
from generator.rules import form_names
from generator.settings import Settings, read_settings
from generator.yamlio import parse_yaml

SETTINGS = settled()
PROVING = bool(os.environ.get("ZHANGBANG_PROVE"))
READERS = {"docx": read_docx, "xlsx": read_xlsx}


def filled(kind: str, format: str, given: dict[str, str], settings: Settings = SETTINGS) -> bytes:
    """The sheet of a kind, filled so and signed off."""
    form = sheet_of(kind, settings)
    values: dict[str, Answer] = {SECURITY_REVIEW: True}
    for blank in blanks_of(kind, settings):
        if given.get(blank.key):
            values[blank.key] = _value(blank, given[blank.key])
    return MAKERS[format](form, Answers(form.id, version_of(form), values))


def _value(blank: Blank, text: str) -> Answer:
    """The answer as a form holds it: choices by the names of their options, numbers and days as they are kept."""
    read = value_of(blank, text)
    if is_listed(blank) or blank.takes not in ("choices", "choice", "number", "day"):
        return text
    if blank.takes == "choices":
        assert isinstance(read, list)
        return tuple(option_of(blank, str(one)) for one in read)
    plain = str(read).lower() if isinstance(read, bool) else str(read)
    return option_of(blank, plain) if blank.takes == "choice" else plain


def own_settings(project: Path) -> Settings:
    settings, problems = read_settings(project / "site_config")
    assert settings is not None, problems
    return settings


def small(kind: str, **more: str) -> dict[str, str]:
    """Good answers that the fixture's settings know."""
    return answers(kind, **{"domains": "motors" if "domains" in answers(kind) else "", **more})


def come_in(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", "record", "--root", str(project), "--as-of", TODAY, *arguments])


def content(project: Path) -> list[str]:
    return sorted(path.relative_to(project).as_posix() for path in (project / "content").rglob("*.yml"))


# -- sheets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_sheet_holds_no_answers_and_no_doubts(tmp_path: Path, kind: str, format: str) -> None:
    target = tmp_path / f"sheet.{format}"
    export_sheet(SETTINGS, kind, format, target)
    read = READERS[format](target.read_bytes(), sheet_of(kind, SETTINGS), target.name)
    assert read.answers is not None
    assert (dict(read.answers.values), read.problems) == ({}, ())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_sheet_says_what_was_filled_in(kind: str, format: str) -> None:
    form = sheet_of(kind, SETTINGS)
    read = READERS[format](filled(kind, format, answers(kind)), form, f"sheet.{format}")
    assert read.problems == ()
    assert read.answers is not None
    held = tidied(form, read.answers)
    assert list(answer_problems(form, held, Place("sheet"))) == []
    draft = draft_of(kind, texts_in(held, blanks_of(kind, SETTINGS)), SETTINGS, TODAY)
    wanted = draft_of(kind, answers(kind), SETTINGS, TODAY)
    assert isinstance(draft, Draft), draft
    assert isinstance(wanted, Draft)
    assert draft.data == wanted.data


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_asks_for_every_blank_and_marks_what_must_be(kind: str) -> None:
    form = sheet_of(kind, SETTINGS)
    fields = {field.id: field for section in form.sections for field in section.fields}
    assert {key: field.required for key, field in fields.items()} == {
        blank.key: blank.required for blank in blanks_of(kind, SETTINGS)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_names_in_a_sheet_are_names_that_word_keeps(kind: str) -> None:
    data = msgspec.to_builtins(sheet_of(kind, SETTINGS))
    assert list(form_names.problems(document_of("a.yml", "form", data["id"], data), (), SETTINGS)) == []


def test_a_choice_with_a_long_id_has_a_short_name_and_comes_back() -> None:
    choice = Choice("a-domain-that-has-a-very-long-identifier-indeed", Text(zh="长", en="Long"))
    blank = next(blank for blank in blanks_of("guide", SETTINGS) if blank.key == "domains")._replace(choices=(choice,))
    short = option_of(blank, choice.id)
    assert len(short) < len(choice.id)
    assert texts_in(Answers("x", "", {"domains": (short,)}), [blank]) == {"domains": choice.id}


def test_many_choices_are_asked_for_by_name() -> None:
    fields = {field.id: field for section in sheet_of("guide", SETTINGS).sections for field in section.fields}
    assert (fields["region"].type, fields["region"].options) == ("text", ())
    assert fields["region"].label.zh == "地区（写名称）"


def test_sheets_are_the_same_bytes_each_time() -> None:
    for format in FORMATS:
        assert filled("guide", format, answers("guide")) == filled("guide", format, answers("guide"))


@pytest.mark.proof
@pytest.mark.parametrize("format", FORMATS)
def test_every_sheet_comes_back_from_libreoffice_without_doubts(tmp_path: Path, format: str) -> None:
    files = [tmp_path / f"{kind}.{format}" for kind in KINDS]
    for kind, file in zip(KINDS, files, strict=True):
        file.write_bytes(filled(kind, format, answers(kind)))
    assert openxml_problems(files) == {file: [] for file in files}
    (tmp_path / "again").mkdir()
    for kind, file in zip(KINDS, saved_again(files, tmp_path / "again"), strict=True):
        read = READERS[format](file.read_bytes(), sheet_of(kind, SETTINGS), file.name)
        assert read.problems == ()
        assert read.answers is not None
        given = texts_in(tidied(sheet_of(kind, SETTINGS), read.answers), blanks_of(kind, SETTINGS))
        assert draft_of(kind, given, SETTINGS, TODAY) == draft_of(kind, answers(kind), SETTINGS, TODAY)


def test_only_a_sheet_of_ours_names_a_kind() -> None:
    assert kind_in("record-guide") == "guide"
    assert [kind_in(name) for name in (None, "", "guide", "record-x", "record-record-guide")] == [None] * 5


# -- the commands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_export_record_writes_a_sheet_and_overwrites_nothing(small_project: Path, format: str) -> None:
    target = small_project / f"my.{format}"
    arguments = ["export", "record", "guide", "--format", format, "--out", str(target), "--root", str(small_project)]
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, done.output) == (0, f"✓ {target}\n")
    before = target.read_bytes()
    assert CliRunner().invoke(main, arguments).exit_code == 2
    assert target.read_bytes() == before


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", ["guide", "challenge", "notice"])
def test_a_mailed_sheet_becomes_a_record(small_project: Path, kind: str, format: str) -> None:
    before = content(with_all_kinds(small_project))
    file = small_project / f"填好.{format}"
    file.write_bytes(filled(kind, format, small(kind), own_settings(small_project)))
    done = come_in(small_project, str(file), "--in", "mailed")
    assert done.exit_code == 0, done.output
    (made,) = set(content(small_project)) - {*before}
    assert made.startswith(f"content/{KINDS[kind].folder}/mailed/")
    assert f"✓ {made}\n" in done.output
    again = come_in(small_project, str(file))
    assert (again.exit_code, "entry-id-taken" in again.output) == (1, True)


def test_a_day_that_excel_made_of_what_was_typed_is_a_day(small_project: Path) -> None:
    settings = own_settings(small_project)
    book = openpyxl.load_workbook(io.BytesIO(filled("list", "xlsx", small("list", published_on="ZZZ"), settings)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "ZZZ"]
    assert len(cells) == 1
    cells[0].value = datetime(2025, 3, 5)
    cells[0].number_format = "yyyy-mm-dd"
    book.save(small_project / "a.xlsx")
    done = come_in(small_project, str(small_project / "a.xlsx"), "--dry-run")
    assert done.exit_code == 0, done.output
    assert "读不出日期" not in done.output


def test_all_files_become_records_or_none(small_project: Path) -> None:
    before = content(small_project)
    settings = own_settings(small_project)
    good, bad = small_project / "good.docx", small_project / "bad.xlsx"
    good.write_bytes(filled("guide", "docx", small("guide"), settings))
    bad.write_bytes(filled("guide", "xlsx", small("guide", id="other", programme="a-program"), settings))
    done = come_in(small_project, str(good), str(bad))
    assert done.exit_code == 1
    assert "bad.xlsx: 错误 [entry-reference] /programme" in done.output
    assert content(small_project) == before


def test_two_files_of_one_id_are_told(small_project: Path) -> None:
    settings = own_settings(small_project)
    for name in ("a.docx", "b.docx"):
        (small_project / name).write_bytes(filled("guide", "docx", small("guide"), settings))
    done = come_in(small_project, str(small_project / "a.docx"), str(small_project / "b.docx"))
    assert (done.exit_code, "entry-id-taken" in done.output) == (1, True)


def test_a_sheet_that_is_not_signed_off_is_told(small_project: Path) -> None:
    form = sheet_of("guide", own_settings(small_project))
    file = small_project / "a.xlsx"
    file.write_bytes(MAKERS["xlsx"](form, Answers(form.id, version_of(form), {})))
    done = come_in(small_project, str(file))
    assert done.exit_code == 1
    assert "[answer-security-review]" in done.output


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"no package", "entry-file-kind"),
        ("a.xlsx", b"PK\x03\x04broken", "form-file-broken"),
        ("a.yml", b"# yaml-language-server: $schema=../guide.json\nid: [", "yaml-syntax"),
        ("a.yml", b"title: x\n", "entry-file-unnamed"),
        ("a.yml", b"# yaml-language-server: $schema=../../schemas/guide.json\nid: ../x\n", "entry-record-id"),
        ("a.yml", b"# yaml-language-server: $schema=../../schemas/guide.json\ntitle: x\n", "entry-record-id"),
        ("a.yml", b"\xff\xfe", "file-not-utf8"),
        ("a.yml", b"#" * 300_000, "file-too-large"),
    ],
)
def test_other_files_are_told(small_project: Path, name: str, data: bytes, code: str) -> None:
    (small_project / name).write_bytes(data)
    done = come_in(small_project, str(small_project / name))
    assert (done.exit_code, f"[{code}]" in done.output) == (1, True), done.output


def test_another_form_s_file_is_told(small_project: Path) -> None:
    form = sheet_of("guide", own_settings(small_project))
    other = form.__class__(**{**{name: getattr(form, name) for name in form.__struct_fields__}, "id": "x"})
    (small_project / "a.docx").write_bytes(MAKERS["docx"](other, Answers("x", version_of(other), {})))
    done = come_in(small_project, str(small_project / "a.docx"))
    assert (done.exit_code, "[entry-file-unnamed]" in done.output) == (1, True)


def test_a_mailed_record_keeps_its_comments_and_is_put_in_order(small_project: Path) -> None:
    text = "# yaml-language-server: $schema=../../schemas/organisation.json\n" + (
        "region: xiangtan\n# 存疑\ntype: other\nid: a-new-unit\ntitle: {zh: 新单位, en: New}\nupdated_on: 2025-06-15\n"
        "sources: [{id: notice, title: {zh: 通知, en: A notice}, issuer: {zh: 局, en: A bureau}}]\n"
    )
    (small_project / "a.yml").write_text(text, "utf-8")
    done = come_in(small_project, str(small_project / "a.yml"))
    assert done.exit_code == 0, done.output
    written = (small_project / "content/organisations/a-new-unit.yml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=../../schemas/organisation.json\nid: a-new-unit\n")
    assert "\n# 存疑\ntype: other\n" in written
    assert parse_yaml(written, "") == parse_yaml(text, "")


def test_a_mailed_record_that_is_wrong_is_told_as_a_check_would(small_project: Path) -> None:
    text = "id: a-new-unit\ntype: othr\n"
    (small_project / "a.yml").write_text(text, "utf-8")
    done = come_in(small_project, str(small_project / "a.yml"), "--kind", "organisation")
    assert done.exit_code == 1
    assert "a.yml: 错误 [value-choice] /type" in done.output
