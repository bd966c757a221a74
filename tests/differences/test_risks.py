"""What a reviewer is told to look at: each code is shown, and what is fine brings none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import make_project, put
from versions import commit, git

from differences.made import UPDATED, codes, compared, published, warning
from generator.differences.result import Comparison
from generator.problems.review import REVIEW

SOURCE = {"id": "notice", "title": {"zh": "通知"}, "issuer": {"zh": "局"}}
QUOTED = {**SOURCE, "quote": "资助五十万元", "url": "https://kjt.hunan.gov.cn/a.html"}
WINDOW = {"audience": "solver", "action": "claim", "closes": "2025-06-10"}


def risks(project: Path, kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The codes of what a change of one small record brings, when its day is moved as it should be."""
    published(project, kind, **before)
    put(project, kind, **{"updated_on": UPDATED, **after})
    return codes(compared(project))


MONEY = {"support": {"amount": {"wan": 50}}, "sources": [QUOTED]}


CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], list[str]], ...] = (
    ("challenge", {"own_funds": {"wan": 50}}, {"own_funds": {"yuan": 50}, "sources": [QUOTED]}, ["diff-amount"]),
    ("challenge", {"own_funds": {"wan": 50}}, {"own_funds": {"wan": 500}, "sources": [QUOTED]}, ["diff-amount"]),
    ("challenge", {"own_funds": {"wan": {"min": 1, "max": 50}}},
     {"own_funds": {"wan": {"min": 20, "max": 50}}, "sources": [QUOTED]}, ["diff-amount"]),
    ("challenge", {"own_funds": {"wan": 50}}, {"own_funds": {"wan": 499}, "sources": [QUOTED]}, []),
    ("challenge", {"own_funds": {"wan": 50}}, {"own_funds": {"yuan": 500000}, "sources": [QUOTED]}, []),
    ("challenge", MONEY, {**MONEY, "support": {"amount": {"wan": 60}}}, ["diff-figure-unsourced"]),
    ("challenge", MONEY, {**MONEY, "sources": [SOURCE]}, ["diff-evidence-changed"]),
    ("challenge", MONEY, {**MONEY, "sources": [{**QUOTED, "quote": "资助"}]}, ["diff-evidence-changed"]),
    ("challenge", MONEY, {"support": {"amount": {"wan": 60}}, "sources": [{**QUOTED, "quote": "六十"}]}, []),
    ("organisation", {"sources": [QUOTED]}, {"sources": [SOURCE]}, []),
    ("guide", {"sources": [QUOTED]}, {"sources": [{**QUOTED, "url": "https://gov.cn.evil.example/a.html"}]},
     ["diff-source-host"]),
    ("guide", {"sources": [QUOTED]}, {"sources": [{**QUOTED, "url": "https://www.gov.cn/a.html"}]}, []),
    ("guide", {"sources": [QUOTED]}, {"sources": [{**QUOTED, "url": "https://kjt.hunan.gov.cn/b.html"}]}, []),
    ("guide", {}, {"note": {"zh": "新"}, "updated_on": "2025-01-02"}, ["diff-updated-on"]),
    ("guide", {}, {"updated_on": "2025-07-02"}, ["diff-updated-future"]),
    ("guide", {}, {"updated_on": "2025-01-01"}, ["diff-updated-back"]),
    ("guide", {"updated_on": "2025-07-01"}, {"note": {"zh": "新"}}, []),
    ("guide", {"note": {"zh": "旧", "en": "old"}}, {"note": {"zh": "新", "en": "old"}}, ["diff-translation-kept"]),
    ("guide", {"note": {"zh": "旧", "en": "old"}}, {"note": {"zh": "旧", "en": "new"}}, ["diff-translation-alone"]),
    ("guide", {"note": {"zh": "旧", "en": "old"}}, {"note": {"zh": "新", "en": "new"}}, []),
    ("guide", {"note": {"zh": "旧"}}, {"note": {"zh": "新"}}, []),
    ("guide", {"note": {"zh": "旧"}}, {"note": {"zh": "旧", "en": "old"}}, []),
    ("list", {}, {"partial": {"zh": "只见前十", "en": "ten only"}}, ["diff-partial"]),
    ("winner", {"state": "funded"}, {"state": "proposed"}, ["diff-state-back"]),
    ("winner", {"state": "proposed"}, {"state": "funded"}, []),
    ("guide", {}, {"sample": True}, ["diff-sample"]),
    ("guide", {}, {"call": "x"}, ["diff-unfit"]),
    ("guide", {}, {"note": {"zh": "手机13912345678"}}, ["personal-data"]),
    ("guide", {"note": {"zh": "手机13912345678"}}, {"note": {"zh": "手机13912345678。"}}, []),
    ("guide", {"windows": [WINDOW]}, {"windows": [{**WINDOW, "closes": "2025-07-10"}], "sources": [QUOTED]},
     ["deadline-moved"]),
)  # fmt: skip
"""A record's kind, its keys before and after, and the codes that this brings when its day is moved as it should be."""


@pytest.fixture(scope="module")
def found_of_all(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """All cases as records of one project, compared at once."""
    project = make_project(tmp_path_factory.mktemp("risks") / "small")
    for n, (kind, before, _, _) in enumerate(CASES):
        put(project, kind, **{"id": f"case-{n}", **before})
    commit(project)
    for n, (kind, _, after, _) in enumerate(CASES):
        put(project, kind, **{"id": f"case-{n}", "updated_on": UPDATED, **after})
    return compared(project)


@pytest.mark.parametrize("n", range(len(CASES)))
def test_a_risk_of_one_record(found_of_all: Comparison, n: int) -> None:
    mine = [one.code for one in found_of_all.warnings if one.file.endswith(f"/case-{n}.yml")]
    assert mine == CASES[n][3], CASES[n]


def test_a_slip_of_the_unit_is_called_one(small_project: Path) -> None:
    risks(small_project, "challenge", {"own_funds": {"wan": 50}}, {"own_funds": {"yuan": 50}})
    found = warning(compared(small_project), "diff-amount")
    assert "50万元 → 50元，数没变而单位变了" in found.message.zh
    assert "CNY 500,000 → CNY 50, the number stayed and its unit did not" in (found.message.en or "")
    assert found.line > 0


def test_a_digest_says_that_the_english_still_holds(small_project: Path) -> None:
    digest = hashlib.sha256("新".encode()).hexdigest()[:8]
    before = {"note": {"zh": "旧", "en": "old"}}
    after = {"note": {"zh": "新", "en": "old"}, "translated": [digest]}
    assert "diff-translation-kept" not in risks(small_project, "guide", before, after)
    entries = compared(small_project).records[0].entries
    assert [(one.what, one.pointer) for one in entries if one.pointer[0] == "translated"] == [
        ("bookkeeping", ("translated",))
    ]


def test_personal_data_is_told_but_never_repeated(small_project: Path) -> None:
    from generator.differences.jsonform import as_json
    from generator.differences.markdown import as_markdown
    from generator.differences.text import as_text

    risks(small_project, "guide", {}, {"note": {"zh": "手机13912345678"}})
    found = compared(small_project)
    for shown in (as_text(found, "zh"), as_markdown(found, "zh"), as_json(found)):
        assert "139****5678" in shown.replace("\\", "")
        assert "13912345678" not in shown


def test_a_moved_deadline_says_whether_a_notice_tells_of_it(small_project: Path) -> None:
    published(small_project, "guide", windows=[WINDOW])
    put(small_project, "guide", windows=[{**WINDOW, "closes": "2025-07-10"}])
    (entry,) = compared(small_project).records[0].entries
    assert entry.happened.zh == "推迟 30 天，没有公告说明"
    put(small_project, "notice", changes=[{"about": {"zh": "截止"}, "closed": "2025-06-10", "closes": "2025-07-10"}])
    found = compared(small_project)
    assert "deadline-moved" not in codes(found)
    happened = [entry.happened.zh for one in found.records for entry in one.entries if entry.what == "deadline-later"]
    assert happened == ["推迟 30 天，有公告说明"]


def test_of_a_faulty_record_nothing_is_said_about_notices(small_project: Path) -> None:
    published(small_project, "guide", windows=[WINDOW])
    put(small_project, "guide", windows=[{**WINDOW, "closes": "2025-07-10"}], call="x")
    assert [one.happened.zh for one in compared(small_project).records[0].entries] == ["推迟 30 天", "改动"]


def test_a_rename_without_formerly_is_a_risk_and_with_it_none(small_project: Path) -> None:
    summary = {"zh": "一段够长的摘要"}
    published(small_project, "organisation", id="a-unit", summary=summary, title={"zh": "甲"}).unlink()
    keys = {"summary": summary, "title": {"zh": "甲"}, "updated_on": UPDATED, "note": {"zh": "新"}}
    put(small_project, "organisation", id="b-unit", **keys)
    found = compared(small_project)
    assert sorted(codes(found)) == ["diff-rename", "record-removed"]
    assert warning(found, "diff-rename").remedy.zh.startswith("真是改名的，写上 formerly: [a-unit]")
    put(small_project, "organisation", id="b-unit", formerly=["a-unit"], **keys)
    found = compared(small_project)
    assert codes(found) == []
    (record,) = found.records
    assert (record.how, record.was_id, record.known_by) == ("renamed", "a-unit", "formerly")


def test_a_record_that_moves_to_another_folder_stays_itself(small_project: Path) -> None:
    old = published(small_project, "organisation", id="a-unit")
    new = old.parent / "湘潭" / old.name
    new.parent.mkdir()
    old.rename(new)
    found = compared(small_project)
    (record,) = found.records
    assert (record.how, record.is_seen, codes(found)) == ("moved", False, [])


def test_many_records_gone_at_once(small_project: Path) -> None:
    paths = [put(small_project, "organisation", id=f"unit-{n}") for n in range(12)]
    commit(small_project)
    for path in paths[:6]:
        path.unlink()
    for n in range(6, 12):
        put(small_project, "organisation", id=f"unit-{n}", withdrawn={"on": UPDATED, "reason": {"zh": "重复"}})
    assert warning(compared(small_project), "diff-many-gone").value == "12"


def test_a_new_exemption_is_told(small_project: Path) -> None:
    commit(small_project)
    exemptions = small_project / "site_config/exemptions.yml"
    exemptions.write_text("- {code: total-mismatch, record: list/a-list, reason: {zh: 因为}}\n", "utf-8")
    assert warning(compared(small_project), "diff-exemption").value == "list/a-list total-mismatch"
    exemptions.write_text("# nothing\n", "utf-8")
    assert "diff-exemption" not in codes(compared(small_project))


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.symlink_to("site.yml"),
        lambda path: path.write_bytes(b"\xff"),
        lambda path: path.write_text("[", "utf-8"),
        lambda path: path.write_text("a: b\n", "utf-8"),
        lambda path: path.write_text("# " + "x" * 256 * 1024, "utf-8"),
    ],
)
def test_exemptions_that_cannot_be_read_are_told(small_project: Path, write: Callable[[Path], object]) -> None:
    commit(small_project)
    exemptions = small_project / "site_config/exemptions.yml"
    write(exemptions)
    commit(small_project)
    exemptions.unlink()
    found = warning(compared(small_project, "HEAD~1..HEAD"), "diff-exemption")
    assert "无法读取" in found.message.zh
    assert found.message.en is not None
    assert "cannot be read" in found.message.en


@pytest.mark.parametrize(
    "file",
    [
        *(".github/workflows/x.yml", "generator/x.py", "schemas/guide.json", "site_config/labels.yml", "mkdocs.yml"),
        *("requirements.lock", "package.json", "sitecustomize.py", "content/pages/x.svg", ".gitattributes"),
    ],
)
def test_records_and_program_changed_together_are_told_first(small_project: Path, file: str) -> None:
    commit(small_project)
    path = small_project / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n# x\n", "utf-8")
    assert codes(compared(small_project)) == []
    put(small_project, "organisation", id="a-unit", updated_on=UPDATED)
    found = compared(small_project)
    assert codes(found) == ["diff-outside"]
    assert file in found.warnings[0].message.zh


@pytest.mark.parametrize("file", ["README.md", "content/pages/zh/x.md", "LICENSE"])
def test_prose_beside_records_is_fine(small_project: Path, file: str) -> None:
    commit(small_project)
    (small_project / file).write_text("文章\n", "utf-8")
    put(small_project, "organisation", id="a-unit", updated_on=UPDATED)
    found = compared(small_project)
    assert (codes(found), [one.file for one in found.files]) == ([], [file])


# -- two branches ---------------------------------------------------------------------------------------------


def two_requests(project: Path, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """A bare repository with two clones: theirs is merged, `mine` stands on a branch of its own in the project."""
    published(project, "guide")
    bare = project.parent / "bare.git"
    git(project.parent, "clone", "--quiet", "--bare", str(project), str(bare))
    other = project.parent / "other"
    git(project.parent, "clone", "--quiet", str(bare), str(other))
    written(other, **theirs)
    (other / "note.txt").write_text("so that equal changes are not one commit")
    commit(other)
    git(other, "push", "--quiet", "origin", "main")
    git(project, "remote", "add", "origin", str(bare))
    git(project, "switch", "--quiet", "--create", "request")
    written(project, **mine)
    commit(project)
    git(project, "fetch", "--quiet", "origin")


def written(project: Path, *, folder: str = "", **keys: Any) -> None:
    path = put(project, "guide", **keys)
    if folder:
        (path.parent / folder).mkdir()
        path.rename(path.parent / folder / path.name)


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({"id": "new", "folder": "a"}, {"id": "new", "folder": "b"}, ["diff-conflict-id"]),
        ({"id": "new", "year": 2024}, {"id": "new", "year": 2025}, ["diff-conflict-id"]),
        ({"id": "new"}, {"id": "new"}, []),
        ({"id": "new"}, {"id": "other"}, []),
        ({"year": 2024}, {"year": 2025}, ["diff-conflict-edit"]),
        ({"year": 2024}, {"year": 2024}, []),
    ],
)
def test_what_two_requests_do_to_one_record(
    small_project: Path, mine: dict[str, Any], theirs: dict[str, Any], told: list[str]
) -> None:
    two_requests(small_project, {**mine, "updated_on": UPDATED}, {**theirs, "updated_on": UPDATED})
    found = compared(small_project, "origin/main...request")
    assert codes(found) == told
    assert [one.id for one in found.records] == [mine.get("id", "a-guide")]


def test_a_record_that_the_base_branch_removed_in_the_meantime(small_project: Path) -> None:
    put(small_project, "guide", id="b-guide")
    commit(small_project)
    git(small_project, "switch", "--quiet", "--create", "request")
    path = put(small_project, "guide", id="b-guide", note={"zh": "新"}, updated_on=UPDATED)
    commit(small_project)
    git(small_project, "switch", "--quiet", "main")
    path.unlink()
    commit(small_project)
    assert codes(compared(small_project, "main...request")) == ["diff-conflict-edit"]


def test_an_id_that_another_file_has_already(small_project: Path) -> None:
    put(small_project, "guide", id="new")
    commit(small_project)
    written(small_project, folder="a", id="new", updated_on=UPDATED)
    put(small_project, "guide", id="new")
    found = compared(small_project)
    assert warning(found, "diff-conflict-id").message.zh == "主分支上也有编号“new”：content/guides/new.yml。"


def test_every_code_has_a_test() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [code for code in REVIEW if f'"{code}"' not in text] == []
