"""Sending out and taking back on the command line: all or none, told plainly, and nothing a second time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from small import found_in, put
from translate.storage.xliff import xlifffile

from generator.cli import main
from generator.content import SIZE_LIMIT
from generator.passages import digest
from generator.problems.translated import RETURNED
from generator.translating.workbook import ENGLISH, NOTES
from generator.writer import REPLACEMENTS
from generator.yamlio import parse_yaml


def run(project: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, [*arguments, "--root", str(project), "--lang", "en"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def texts(project: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((project / "content").rglob("*.yml"))}


def record(project: Path, name: str) -> dict[str, object]:
    found = parse_yaml((project / f"content/organisations/{name}.yml").read_text("utf-8"), name)
    assert isinstance(found, dict)
    return found


@pytest.fixture
def untranslated(small_project: Path) -> Path:
    """A project with a record that has two texts without English and one that is out of date."""
    put(
        small_project,
        "organisation",
        id="school",
        note={"zh": "有 2024年的说明"},
        short={"zh": "校"},
        title={"zh": "某校", "en": "An old name"},
        translated=[digest("从前的名称")],
    )
    return small_project


def export(project: Path, target: Path, *more: str) -> Path:
    form = "xlsx" if target.suffix == ".xlsx" else "xliff"
    done = run(project, "export", "translations", "--format", form, "--out", str(target), *more)
    assert done.exit_code == 0, done.output
    return target


def filled(path: Path, **english: str) -> Path:
    """The file with English for the texts of these Chinese ones, as a translator's program saves it."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        for row in book.worksheets[0].iter_rows(min_row=len(NOTES) + 2):
            row[ENGLISH].value = english.get(row[2].value, row[ENGLISH].value)
        whole = io.BytesIO()
        book.save(whole)
        path.write_bytes(whole.getvalue())
    else:
        document = xlifffile.parsestring(path.read_bytes())
        for unit in document.units:
            unit.target = english.get(unit.source, unit.target)
        path.write_bytes(bytes(document))
    return path


@pytest.mark.parametrize("name", ["out.xlf", "out.xlsx"])
def test_what_a_translator_sends_back_is_written_once(untranslated: Path, tmp_path: Path, name: str) -> None:
    path = export(untranslated, tmp_path / name, "--stale", "--missing", "--kind", "organisation")
    filled(path, 某校="A school", 校="School", **{"有 2024年的说明": "A remark of 2024"})
    before = texts(untranslated)
    tried = run(untranslated, "import", "translations", str(path), "--dry-run")
    assert (tried.exit_code, texts(untranslated)) == (0, before)
    assert "1 records would be written; 3 texts came back" in tried.output
    done = run(untranslated, "import", "translations", str(path))
    assert (done.exit_code, "✓ content/organisations/school.yml" in done.output) == (0, True), done.output
    found = record(untranslated, "school")
    assert found["title"] == {"zh": "某校", "en": "A school"}
    assert found["note"] == {"zh": "有 2024年的说明", "en": "A remark of 2024"}
    assert set(found["translated"]) == {digest("某校"), digest("校"), digest("有 2024年的说明")}  # type: ignore[call-overload]
    assert found_in(untranslated) == []
    assert {k: v for k, v in texts(untranslated).items() if k != "school.yml"} == {
        k: v for k, v in before.items() if k != "school.yml"
    }
    after = texts(untranslated)
    again = run(untranslated, "import", "translations", str(path))
    assert (again.exit_code, texts(untranslated)) == (0, after)
    assert "0 records written" in again.output


def test_one_error_keeps_all_from_being_written(untranslated: Path, tmp_path: Path) -> None:
    path = export(untranslated, tmp_path / "out.xlsx")
    filled(path, 某校="A school", 校="校")
    before = texts(untranslated)
    done = run(untranslated, "import", "translations", str(path))
    assert (done.exit_code, texts(untranslated)) == (1, before)
    assert "[translation-same]" in done.output
    assert "0 records written" in done.output
    assert "✓" not in done.output


@pytest.mark.parametrize("private", ["Call 13912345678", "someone@qq.com"])
def test_personal_data_is_refused(untranslated: Path, tmp_path: Path, private: str) -> None:
    path = filled(export(untranslated, tmp_path / "out.xlf"), 校=private)
    before = texts(untranslated)
    done = run(untranslated, "import", "translations", str(path))
    assert (done.exit_code, texts(untranslated)) == (1, before)
    assert "[personal-data]" in done.output
    assert private not in done.output


def test_the_glossary_is_told_beside_what_is_written(untranslated: Path, tmp_path: Path) -> None:
    (untranslated / "site_config/glossary.yml").write_text("- {zh: 校, en: [school], not: [college]}\n", "utf-8")
    path = filled(export(untranslated, tmp_path / "out.xlf", "--missing"), 校="A college")
    done = run(untranslated, "import", "translations", str(path))
    assert done.exit_code == 0
    assert "[glossary-term] /short/en" in done.output
    assert "[glossary-refused] /short/en" in done.output


def test_a_record_that_changed_meanwhile_is_told_and_left(untranslated: Path, tmp_path: Path) -> None:
    path = filled(export(untranslated, tmp_path / "out.xlf"), 校="School", 某校="A school")
    file = untranslated / "content/organisations/school.yml"
    file.write_text(file.read_text("utf-8").replace('"校"', '"新校"'), "utf-8")
    done = run(untranslated, "import", "translations", str(path))
    assert done.exit_code == 0
    assert "[translation-changed]" in done.output
    assert record(untranslated, "school")["short"] == {"zh": "新校"}
    assert record(untranslated, "school")["title"] == {"zh": "某校", "en": "A school"}


def test_a_file_that_is_none_is_told(untranslated: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xlf"
    for content in (b"", b"nonsense", b"PK\x03\x04nonsense", b"<xliff/>"):
        wrong.write_bytes(content)
        before = texts(untranslated)
        assert run(untranslated, "import", "translations", str(wrong)).exit_code == 1
        assert texts(untranslated) == before


@pytest.mark.parametrize("is_accepting", [False, True])
def test_a_dry_run_completes_nothing_that_was_cut_off(untranslated: Path, tmp_path: Path, is_accepting: bool) -> None:
    path = filled(export(untranslated, tmp_path / "out.xlf", "--kind", "organisation"), 某校="A school")
    asked = ["--accept", "organisation/school"] if is_accepting else [str(path)]
    waiting = untranslated / REPLACEMENTS / "content/organisations/school.yml"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("id: school\n", "utf-8")
    before = texts(untranslated)
    assert run(untranslated, "import", "translations", *asked, "--dry-run").exit_code == 0
    assert waiting.is_file()
    assert texts(untranslated) == before
    assert run(untranslated, "import", "translations", *asked).exit_code == 0
    assert not waiting.exists()


@pytest.mark.parametrize("is_accepting", [False, True])
def test_a_record_that_would_become_too_large_to_be_read_is_told_and_left_alone(
    untranslated: Path, tmp_path: Path, is_accepting: bool
) -> None:
    put(untranslated, "organisation", id="school", title={"zh": "某校", "en": "A"})
    path = filled(export(untranslated, tmp_path / "out.xlf", "--kind", "organisation"), 某校="A school")
    file = untranslated / "content/organisations/school.yml"
    assert run(untranslated, "fmt").exit_code == 0
    file.write_text(file.read_text("utf-8") + f"# {'x' * (SIZE_LIMIT - file.stat().st_size - 3)}\n", "utf-8")
    before = texts(untranslated)
    asked = ["--accept", "organisation/school"] if is_accepting else [str(path)]
    done = run(untranslated, "import", "translations", *asked)
    assert (done.exit_code, "[file-too-large]" in done.output) == (1, True), done.output
    assert texts(untranslated) == before


# -- accepting ------------------------------------------------------------------------------------------------


def test_english_that_was_looked_at_is_accounted_for(untranslated: Path) -> None:
    assert [line for line in found_in(untranslated) if "translation-stale" in line]
    done = run(untranslated, "import", "translations", "--accept", "organisation/school")
    assert (done.exit_code, done.output) == (0, "✓ content/organisations/school.yml\n1 records written\n")
    assert record(untranslated, "school")["translated"] == [digest("某校")]
    assert found_in(untranslated) == []


@pytest.mark.parametrize("name", ["content/organisations/school.yml", "content/organisations", "content"])
def test_records_are_named_by_file_or_folder_too(
    untranslated: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(untranslated)
    done = run(untranslated, "import", "translations", "--accept", name)
    assert done.exit_code == 0
    assert "✓ content/organisations/school.yml" in done.output
    again = run(untranslated, "import", "translations", "--accept", name)
    assert again.output == "0 records written\n"


def test_a_file_that_cannot_be_read_keeps_all_from_being_accepted(untranslated: Path) -> None:
    (untranslated / "content/organisations/broken.yml").write_text("id: [\n", "utf-8")
    before = texts(untranslated)
    done = run(untranslated, "import", "translations", "--accept", str(untranslated / "content"))
    assert (done.exit_code, texts(untranslated)) == (1, before)
    assert "[yaml-syntax]" in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "translations"],
        ["import", "translations", "--accept"],
        ["import", "translations", "--accept", "organisation/nobody"],
        ["import", "translations", "nowhere.xlf"],
        ["export", "translations"],
        ["export", "translations", "--format", "po"],
        ["export", "translations", "--format", "xliff", "--out", "mkdocs.yml"],
    ],
)
def test_wrong_use_is_2(untranslated: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(untranslated)
    assert run(untranslated, *arguments).exit_code == 2


@pytest.mark.parametrize("name", ["", " ", "\u3000", "x" * 300])
def test_a_name_of_nothing_is_told_and_means_no_record(untranslated: Path, name: str) -> None:
    before = texts(untranslated)
    for more in ([], ["--accept"]):
        done = run(untranslated, "import", "translations", *more, name)
        assert (done.exit_code, texts(untranslated)) == (2, before)
        assert f"“{name}”" in done.output


def test_where_there_is_nothing_to_translate_nothing_is_written(small_project: Path, tmp_path: Path) -> None:
    done = run(
        small_project, "export", "translations", "--format", "xliff", "--missing", "--out", str(tmp_path / "o.xlf")
    )
    assert (done.exit_code, (tmp_path / "o.xlf").exists()) == (0, False)


def test_too_many_texts_for_a_file_are_refused(
    small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.intake.translations.MOST", 3)
    monkeypatch.setattr("generator.translating.units.MOST", 3)
    done = run(small_project, "export", "translations", "--format", "xliff", "--out", str(tmp_path / "o.xlf"))
    assert (done.exit_code, (tmp_path / "o.xlf").exists()) == (2, False)


def test_a_record_with_an_error_is_told_and_nothing_goes_out(small_project: Path, tmp_path: Path) -> None:
    (small_project / "content/organisations/broken.yml").write_text("id: [\n", "utf-8")
    done = run(small_project, "export", "translations", "--format", "xliff", "--out", str(tmp_path / "o.xlf"))
    assert (done.exit_code, (tmp_path / "o.xlf").exists()) == (1, False)


def test_every_code_is_worded_in_both_languages() -> None:
    for wording in RETURNED.values():
        assert wording.message.en and wording.remedy.en
