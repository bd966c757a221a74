"""Filled forms that were sent become needs or challenges: checked, without what is private, and once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small import catalog, checked, document, held, put

from generator import writer
from generator.cli import main
from generator.forms.answers import SECURITY_REVIEW, Answers, version_of
from generator.forms.docx import docx_of
from generator.forms.filled import filled_of
from generator.forms.xlsx import xlsx_of
from generator.model.records import Form
from generator.problems import is_error
from generator.yamlio import parse_yaml

DOMAINS = [{"id": "motors", "label": {"zh": "电机电控"}}, {"id": "other", "label": {"zh": "其他"}}]
FIELDS: list[dict[str, Any]] = [
    {"id": "unit", "label": {"zh": "单位名称"}, "type": "text", "required": True, "maps_to": "/owner/name"},
    {"id": "code", "label": {"zh": "统一社会信用代码"}, "type": "credit_code"},
    {"id": "who", "label": {"zh": "姓名"}, "type": "text", "personal": True, "group": {"zh": "联系人"}},
    {"id": "mobile", "label": {"zh": "手机"}, "type": "phone", "personal": True, "group": {"zh": "联系人"}},
    {"id": "staff", "label": {"zh": "职工总数"}, "type": "number", "unit": "人", "internal": True},
    {"id": "title", "label": {"zh": "需求名称"}, "type": "text", "required": True, "maps_to": "/title"},
    {"id": "domain", "label": {"zh": "所属领域"}, "type": "choice", "options": DOMAINS, "maps_to": "/domains"},
    {"id": "input", "label": {"zh": "研发投入"}, "type": "money", "unit": "万元", "maps_to": "/rd_input"},
    {"id": "need", "label": {"zh": "需求内容"}, "type": "long_text", "limit": 50, "maps_to": "/need"},
    {"id": "street", "label": {"zh": "单位地址"}, "type": "text"},
]
FORM: dict[str, Any] = {
    "title": {"zh": "样例需求表", "en": "Sample form"},
    "guide": "a-guide",
    "becomes": "challenge",
    "sections": [{"id": "all", "title": {"zh": "全部"}, "fields": FIELDS}],
}
VALUES: dict[str, Any] = {
    "unit": "样例电机厂",
    "who": "欧阳样例",
    "mobile": "13812345678",
    "staff": "120",
    "title": "样例高效电机",
    "domain": "motors",
    "input": "200",
    "need": "效率不低于95%。",
    "street": "样例路1号",
    SECURITY_REVIEW: True,
}
WRITERS = {"docx": docx_of, "xlsx": xlsx_of, "json": filled_of}


def the_form() -> Form:
    form = held(catalog(document("form", **FORM)), "form")
    assert isinstance(form, Form)
    return form


def filled(kind: str = "json", **changes: Any) -> bytes:
    values = {key: value for key, value in {**VALUES, **changes}.items() if value is not None}
    return WRITERS[kind](the_form(), Answers("a-form", version_of(the_form()), values))


@pytest.fixture
def project(small_project: Path) -> Path:
    put(small_project, "form", **FORM)
    return small_project


def send(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def take(project: Path, *arguments: object) -> Result:
    command = ["import", "form", *map(str, arguments), "--root", str(project), "--as-of", "2025-06-15"]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def drafts(folder: Path) -> Mapping[str, Any]:
    return {path.name: parse_yaml(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*.yml"))}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_filled_form_becomes_a_need(project: Path, tmp_path: Path, kind: str) -> None:
    done = take(project, send(tmp_path, f"样例.{kind}", filled(kind)))
    assert done.exit_code == 0, done.output
    assert "未收录（个人或内部信息）：联系人姓名、联系人手机、职工总数\n" in done.output
    ((name, need),) = drafts(project / "needs").items()
    assert name.startswith("a-guide-")
    assert need["state"] == "collected"
    assert need["owner"] == {"name": {"zh": "样例电机厂"}}
    assert need["rd_input"] == {"wan": 200}
    assert need["answers"] == {"street": "样例路1号"}
    text = (project / "needs" / name).read_text("utf-8")
    assert [word for word in ("欧阳样例", "13812345678", "120") if word in text] == []
    assert [
        word for word in (f"样例.{kind}", "SHA-256 ", version_of(the_form()), "2025-06-15") if word not in text
    ] == []
    assert checked(project).problems == ()


@pytest.mark.parametrize("kind", WRITERS)
def test_a_listed_one_becomes_a_challenge_that_passes_the_check(project: Path, tmp_path: Path, kind: str) -> None:
    done = take(project, send(tmp_path, f"样例.{kind}", filled(kind)), "--list", "a-list")
    assert done.exit_code == 0, done.output
    assert "榜题没有对应项，未收录：单位地址\n" in done.output
    ((_, record),) = drafts(project / "content/challenges").items()
    assert (record["list"], record["domains"], "answers" in record, "state" in record) == (
        "a-list",
        ["motors"],
        False,
        False,
    )
    assert [told for told in checked(project).problems if is_error(told)] == []
    assert not (project / "needs").exists()


def test_the_owner_is_linked_where_one_unit_has_the_name(project: Path, tmp_path: Path) -> None:
    put(project, "organisation", title={"zh": "样例电机厂", "en": "Sample Works"})
    take(project, send(tmp_path, "a.json", filled()), "--list", "a-list")
    ((_, record),) = drafts(project / "content/challenges").items()
    assert record["owner"] == {"organisation": "a-organisation"}


@pytest.mark.parametrize("listed", [(), ("--list", "a-list")])
def test_the_same_file_twice_writes_nothing_twice(project: Path, tmp_path: Path, listed: tuple[str, ...]) -> None:
    take(project, send(tmp_path, "a.json", filled()), *listed)
    before = {path: path.read_bytes() for path in project.rglob("*.yml")}
    done = take(project, tmp_path / "a.json", send(tmp_path, "renamed.json", filled()), *listed)
    assert (done.exit_code, done.output.count("（已导入过）")) == (0, 2)
    assert {path: path.read_bytes() for path in project.rglob("*.yml")} == before


def test_a_need_that_was_edited_or_moved_is_known_by_its_file(project: Path, tmp_path: Path) -> None:
    take(project, send(tmp_path, "a.json", filled()))
    (need,) = (project / "needs").glob("*.yml")
    text = need.read_text("utf-8").replace("样例高效电机", "样例电机")
    need.unlink()
    (project / "needs/evaluated").mkdir()
    (project / "needs/evaluated/mine.yml").write_text(text, "utf-8")
    done = take(project, tmp_path / "a.json")
    assert (done.exit_code, "evaluated/mine.yml（已导入过）" in done.output) == (0, True)


def test_another_filing_of_the_same_need_is_told_and_not_written(project: Path, tmp_path: Path) -> None:
    take(project, send(tmp_path, "a.json", filled()))
    before = drafts(project / "needs")
    done = take(project, send(tmp_path, "b.json", filled(input="300")))
    assert (done.exit_code, "[form-filed-again]" in done.output, drafts(project / "needs")) == (1, True, before)


def test_the_same_answers_in_other_files_are_one_need(project: Path, tmp_path: Path) -> None:
    done = take(project, *(send(tmp_path, f"a.{kind}", filled(kind)) for kind in WRITERS))
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "写入 1 份，已有 2 份，未写入 0 份")
    assert take(project, tmp_path / "a.xlsx").output.endswith("写入 0 份，已有 1 份，未写入 0 份\n")


def test_a_person_named_in_a_public_answer_is_told_and_keeps_a_need_from_being_listed(
    project: Path, tmp_path: Path
) -> None:
    sent = send(tmp_path, "a.json", filled(need="由欧阳样例负责，效率95%。"))
    listed = take(project, sent, "--list", "a-list")
    assert (listed.exit_code, "错误 [answer-personal]" in listed.output) == (1, True)
    assert drafts(project / "content/challenges") == {}
    assert "提醒 [answer-personal]" in take(project, sent).output


def test_without_the_tick_of_the_security_review_there_is_no_draft(project: Path, tmp_path: Path) -> None:
    for kind in WRITERS:
        done = take(project, send(tmp_path, f"a.{kind}", filled(kind, **{SECURITY_REVIEW: None})))
        assert (done.exit_code, "[answer-security-review]" in done.output) == (1, True)
    assert not (project / "needs").exists()


def test_a_folder_is_read_whole_and_good_files_do_not_wait_for_bad_ones(project: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    send(inbox, "a.docx", filled("docx"))
    send(inbox, "b.XLSX", filled("xlsx", title="样例二"))
    send(inbox, "c.json", filled(title="样例三", unit=None))
    send(inbox, "d.json", b"{")
    send(inbox, "~$a.docx", b"lock")
    send(inbox, "readme.txt", b"hello")
    done = take(project, inbox)
    assert done.exit_code == 1
    assert done.output.endswith("写入 2 份，已有 0 份，未写入 2 份\n")
    assert "c.json: 错误 [answer-missing] /unit" in done.output
    assert len(drafts(project / "needs")) == 2


def test_a_dry_run_writes_nothing(project: Path, tmp_path: Path) -> None:
    done = take(project, send(tmp_path, "a.json", filled()), "--dry-run", "--lang", "en")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "1 would be written, 0 there already, 0 not written")
    assert not list((project / "needs").glob("*.yml"))


def test_a_dry_run_completes_nothing_that_was_cut_off(project: Path, tmp_path: Path) -> None:
    waiting = project / "needs" / writer.READY / "waiting.yml"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("id: waiting\n", "utf-8")
    sent = send(tmp_path, "a.json", filled())
    assert take(project, sent, "--dry-run").exit_code == 0
    assert [path.name for path in (project / "needs").iterdir()] == [writer.READY]
    assert take(project, sent).exit_code == 0
    assert (project / "needs/waiting.yml").is_file()
    assert len(list((project / "needs").glob("*.yml"))) == 2


def test_drafts_go_where_they_are_told(project: Path, tmp_path: Path) -> None:
    assert take(project, send(tmp_path, "a.json", filled()), "--out", tmp_path / "elsewhere").exit_code == 0
    assert len(drafts(tmp_path / "elsewhere")) == 1


def test_what_a_draft_lacks_is_told_at_its_line(project: Path, tmp_path: Path) -> None:
    done = take(project, send(tmp_path, "a.json", filled(domain="other", title="长" * 50)))
    assert done.exit_code == 0
    assert "[draft-other]" in done.output
    assert "[key-missing]" in done.output
    listed = take(project, tmp_path / "a.json", "--list", "a-list")
    assert (listed.exit_code, drafts(project / "content/challenges")) == (1, {})


def test_a_personal_number_in_a_public_answer_is_refused(project: Path, tmp_path: Path) -> None:
    done = take(project, send(tmp_path, "a.json", filled(need="请联系13987654321")))
    assert (done.exit_code, "13987654321" in done.output, (project / "needs").exists()) == (1, False, False)


def test_a_form_that_states_nothing_is_read_as_the_one_that_is_named(project: Path, tmp_path: Path) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled("docx"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/custom.xml":
                data = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
            new.writestr(name, data)
    path = send(tmp_path, "a.docx", out.getvalue())
    unnamed = take(project, path)
    assert (unnamed.exit_code, "[form-unnamed]" in unnamed.output) == (1, True)
    named = take(project, path, "--form", "a-form")
    assert (named.exit_code, "[form-file-unstated]" in named.output) == (0, True), named.output


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--form", "no-form"], 1, "form-unknown"),
        (["--list", "no-list"], 1, "form-list-unknown"),
        (["--list", "a-list", "--out", "x"], 2, "--out"),
        (["--as-of", "soon"], 2, "soon"),
    ],
)
def test_wrong_use_is_told(project: Path, tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    path = send(tmp_path, "a.json", filled())
    done = CliRunner().invoke(main, ["import", "form", str(path), "--root", str(project), *arguments])
    assert (done.exit_code, told in done.output) == (code, True)


def test_a_folder_without_forms_is_wrong_use(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert take(project, tmp_path / "empty").exit_code == 2
    assert take(project).exit_code == 2


def test_a_form_that_becomes_no_challenge_is_kept_and_not_listed(project: Path, tmp_path: Path) -> None:
    put(project, "form", **{key: value for key, value in FORM.items() if key != "becomes"})
    sent = send(tmp_path, "a.json", filled())
    refused = take(project, sent, "--list", "a-list")
    assert (refused.exit_code, "[form-unlisted]" in refused.output) == (1, True)
    assert take(project, sent).exit_code == 0


def test_an_interruption_leaves_nothing_half_written(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [send(tmp_path, f"{i}.json", filled(title=f"样例{i}")) for i in range(3)]
    rename, moved = Path.rename, []

    def breaking(self: Path, target: Path) -> Path:
        moved.append(self)
        if len(moved) == 3:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", breaking)
    done = take(project, *sent)
    monkeypatch.undo()
    assert (done.exit_code, "什么也没有写入" in done.output) == (1, True)
    assert [path for path in (project / "needs").rglob("*") if path.name != writer.READY] == []
    assert take(project, *sent).exit_code == 0
    assert len(drafts(project / "needs")) == 3
