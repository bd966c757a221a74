"""What was published is not changed in silence: deadlines move by notices, and ids are for ever."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small import codes, put, since_in
from versions import commit, git

from generator.cli import main
from generator.history import Since, Unknown, changes_since
from generator.model.records import KINDS
from generator.pipeline import check
from generator.problems import Problem

GUIDE = "content/guides/a-guide.yml"
JUNE, JULY, AUGUST = "2025-06-10", "2025-07-10", "2025-08-10"


@pytest.fixture(autouse=True)
def _nobodys_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program's own git reads no one's settings and looks for no repository above the test's folder."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def window(closes: object = None, audience: str = "solver", **keys: Any) -> dict[str, Any]:
    return {"audience": audience, "action": "claim", **({"closes": closes} if closes else {}), **keys}


def change(**keys: Any) -> list[dict[str, Any]]:
    return [{"about": {"zh": "截止", "en": "Deadline"}, **keys}]


def put_guide(project: Path, *windows: dict[str, Any], **keys: Any) -> Path:
    return put(project, "guide", **({"windows": list(windows)} if windows else {}), **keys)


def silent(project: Path) -> list[Problem]:
    """What a check of the project against its last commit finds."""
    return list(check(project, since=since_in(project)).problems)


def since(project: Path, revision: str = "HEAD") -> Since:
    found = changes_since(project, revision)
    assert isinstance(found, Since), found
    return found


# -- what git tells -------------------------------------------------------------------------------------------


def test_nothing_has_changed_since_what_is_there(small_project: Path) -> None:
    commit(small_project)
    assert since(small_project) == Since({}, frozenset())


def test_what_changed_is_told_with_what_was_there(small_project: Path) -> None:
    put(small_project, "organisation", id="gone")
    staged = put(small_project, "organisation", id="staged")
    commit(small_project)
    was = (small_project / GUIDE).read_bytes()
    (small_project / GUIDE).write_bytes(was + b"# more\n")
    (small_project / "content/organisations/gone.yml").unlink()
    staged.write_text("staged")
    put(small_project, "organisation", id="added")
    git(small_project, "add", "content/organisations/staged.yml", "content/organisations/added.yml")
    put(small_project, "organisation", id="untracked")
    (small_project / "mkdocs.yml").write_text("other: file\n")
    found = since(small_project)
    assert found.before[GUIDE] == was
    assert sorted(found.before) == [GUIDE, "content/organisations/gone.yml", "content/organisations/staged.yml"]
    assert found.changed == {
        GUIDE, *(f"content/organisations/{name}.yml" for name in ("gone", "staged", "added", "untracked")),
    }  # fmt: skip


def test_commits_made_since_are_changes_too(small_project: Path) -> None:
    first = commit(small_project)
    put_guide(small_project, window(JUNE))
    commit(small_project)
    git(small_project, "tag", "a-tag")
    assert set(since(small_project, first).before) == {GUIDE}
    assert set(since(small_project, "HEAD~1").before) == {GUIDE}
    assert since(small_project, "a-tag").before == {}


def test_a_project_may_lie_below_its_repository(small_project: Path) -> None:
    whole = small_project.parent / "whole"
    project = whole / "计划" / "a project"
    whole.mkdir()
    git(whole, "init", "--quiet")
    shutil.copytree(small_project, project)
    (whole / "content").mkdir()
    (whole / "content" / "other.yml").write_text("of another project")
    commit(whole)
    (whole / "content" / "other.yml").write_text("changed")
    put_guide(project, window(JUNE))
    assert set(since(project).before) == {GUIDE}


@pytest.mark.parametrize("name", ["a b.yml", "榜题.yml", "line\nbreak.yml", "tab\t'\"$x.yml", "-rf.yml", ":(top)x.yml"])
def test_a_file_may_have_any_name(small_project: Path, name: str) -> None:
    strange = small_project / "content/organisations" / name
    strange.write_bytes(b"was\n")
    commit(small_project)
    strange.write_bytes(b"is\n")
    path = f"content/organisations/{name}"
    assert since(small_project) == Since({path: b"was\n"}, frozenset({path}))
    assert "deadline-moved" not in codes(silent(small_project))


def test_a_name_that_is_no_text_breaks_nothing(small_project: Path) -> None:
    strange = os.fsencode(small_project) + b"/content/organisations/\xff.yml"
    Path(os.fsdecode(strange)).write_bytes(b"was\n")
    commit(small_project)
    Path(os.fsdecode(strange)).unlink()
    assert codes(silent(small_project)) == []


def test_a_link_was_no_record(small_project: Path) -> None:
    link = small_project / "content/organisations/a-unit.yml"
    link.symlink_to("a-bureau.yml")
    commit(small_project)
    link.unlink()
    assert since(small_project).before == {}


def test_a_file_without_content_had_none(small_project: Path) -> None:
    empty = small_project / "content/organisations/a-unit.yml"
    empty.write_bytes(b"")
    commit(small_project)
    empty.unlink()
    put_guide(small_project, window(JUNE))
    assert since(small_project).before["content/organisations/a-unit.yml"] == b""
    assert codes(silent(small_project)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", [["check"], ["check", "--base", "HEAD"], ["diff", "HEAD"]])
def test_an_id_unlike_its_files_name_is_told_and_all_else_goes_on(
    small_project: Path, kind: str, command: list[str]
) -> None:
    record_id = "another" if kind == "notice" else f"a-{kind}"
    put(small_project, "notice", changes=change(closed=JUNE, closes=JULY))
    windows: dict[str, Any] = {"windows": [window(JUNE)]} if kind in ("programme", "guide", "list", "challenge") else {}
    path = put(small_project, kind, id=record_id, **windows)
    commit(small_project)
    moved = path.read_text("utf-8").replace(f'"id": "{record_id}"', '"id": "a-slip"').replace(JUNE, AUGUST)
    path.write_text(moved.replace("标题", "新标题"), "utf-8")
    if kind == "notice":
        put(small_project, "guide", windows=[window(JUNE)])
    done = CliRunner().invoke(main, [*command, "--root", str(small_project), "--format", "json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1, done.output
    assert "id-file-name" in done.stdout


# -- what git cannot tell -------------------------------------------------------------------------------------


def check_since(project: Path, revision: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--root", str(project), "--base", revision, *options])


def without_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(project)
    monkeypatch.setenv("PATH", str(project))


def cloned_shallowly(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    commit(project)
    commit(project)
    whole = project.rename(project.parent / "whole")
    git(project.parent, "clone", "--quiet", "--depth", "1", whole.as_uri(), str(project))


@pytest.mark.parametrize(
    ("prepare", "revision", "zh", "en"),
    [
        (lambda *_: None, "HEAD", "不在 git 仓库里", "in no git repository"),
        (lambda p, _: commit(p), "nowhere", "没有“nowhere”这个版本", "there is no revision “nowhere”"),
        (lambda p, _: commit(p), "", "没有“”这个版本", "there is no revision “”"),
        (lambda p, _: commit(p), "--all", "没有“--all”这个版本", "there is no revision “--all”"),
        (lambda p, _: commit(p), "^HEAD", "没有“^HEAD”这个版本", "there is no revision “^HEAD”"),
        (lambda p, _: commit(p), "HEAD:content", "没有“HEAD:content”这个版本", "there is no revision “HEAD:content”"),
        (lambda p, _: git(p, "init", "--quiet"), "HEAD", "没有“HEAD”这个版本", "there is no revision “HEAD”"),
        (cloned_shallowly, "HEAD~1", "git fetch --unshallow", "this clone is shallow"),
        (without_git, "HEAD", "git 无法运行", "git cannot be run"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_revision_that_cannot_be_compared_with_is_wrong_use(
    small_project: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[Path, pytest.MonkeyPatch], object],
    revision: str,
    zh: str,
    en: str,
    form: str,
) -> None:
    prepare(small_project, monkeypatch)
    done = check_since(small_project, revision, "--format", form)
    assert done.exit_code == 2
    assert zh in done.stderr
    assert en in done.stderr
    assert done.stdout == ""


def test_the_repositorys_own_folder_is_no_project(small_project: Path) -> None:
    commit(small_project)
    assert isinstance(changes_since(small_project / ".git", "HEAD"), Unknown)


# -- deadlines ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["guide", "list", "challenge"])
def test_a_deadline_that_moves_in_silence_is_told_with_the_notice_to_write(small_project: Path, kind: str) -> None:
    put(small_project, kind, windows=[window(JUNE)])
    commit(small_project)
    put(small_project, kind, windows=[window(JULY)])
    (found,) = silent(small_project)
    assert (found.code, found.severity, found.pointer) == ("deadline-moved", "error", ("windows", 0, "closes"))
    assert found.message.zh == f"已公布的截止 {JUNE} 改成了 {JULY}，却没有变更公告。"
    for words in (f"content/notices/a-{kind}-extension.yml", "type: extension", f"{{kind: {kind}, id: a-{kind}}}",
                  f'closed: "{JUNE}", closes: "{JULY}"'):  # fmt: skip
        assert words in found.remedy.zh
        assert words in (found.remedy.en or "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([window(JUNE)], [window(JULY)]),
        ([window(JULY)], [window(JUNE)]),
        ([window(JUNE)], [window(f"{JUNE}T17:00")]),
        ([window(f"{JUNE}T17:00")], [window(f"{JUNE}T16:00")]),
        ([window(JUNE)], [window()]),
        ([window(JUNE)], []),
        ([window(JUNE)], [window({"text": {"zh": "另行通知"}})]),
        ([window(JUNE), window(JULY, "owner")], [window(JUNE)]),
        ([window(JUNE)], [window(JUNE, "owner")]),
        ([window(JUNE, region="hunan")], [window(JUNE, region="gansu")]),
        ([window(JUNE, region="hunan"), window(JULY, region="gansu")],
         [window(JULY, region="hunan"), window(JUNE, region="gansu")]),
        ([window(JULY, also_stated=[{"closes": JUNE}])], [window(JULY)]),
        ([window(JUNE, also_stated=[{"closes": JULY}])], [window(JUNE)]),
        ([window(JULY)], [window(JULY, also_stated=[{"closes": JUNE}])]),
        ([window({"text": {"zh": "六月"}, "from": "2025-06", "to": "2025-06"})], [window(JUNE)]),
    ],
)  # fmt: skip
def test_a_deadline_does_not_move_in_silence(
    small_project: Path, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    put_guide(small_project, *before)
    commit(small_project)
    put_guide(small_project, *after)
    assert set(codes(silent(small_project))) == {"deadline-moved"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([window(JUNE), window(JULY, "owner")], [window(JULY, "owner"), window(JUNE)]),
        ([window(JUNE), window(JULY)], [window(JULY), window(JUNE)]),
        ([], [window(JUNE)]),
        ([window()], [window(JUNE)]),
        ([window({"text": {"zh": "另行通知"}})], [window(JUNE)]),
        ([window(JUNE)], [window(JUNE), window(AUGUST)]),
        ([window(JUNE)], [window(JUNE, also_stated=[{"closes": JULY}])]),
        ([window(JUNE, also_stated=[{"closes": JULY}])], [window(JULY, also_stated=[{"closes": JUNE}])]),
        ([window(JUNE)], [window(JUNE, opens="2025-05-01", note={"zh": "说明"})]),
        ([window(JUNE)], [{**window(JUNE), "action": "apply"}]),
    ],
)
def test_what_moves_no_published_deadline_is_fine(
    small_project: Path, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    put_guide(small_project, *before)
    commit(small_project)
    put_guide(small_project, *after)
    assert silent(small_project) == []


def test_a_window_left_as_published_and_a_notice_beside_it_are_fine(small_project: Path) -> None:
    put_guide(small_project, window(JUNE))
    commit(small_project)
    put(small_project, "notice", type="extension", changes=change(closed=JUNE, closes=JULY))
    assert silent(small_project) == []


def test_a_slip_mended_in_the_record_with_a_new_notice_is_fine(small_project: Path) -> None:
    put_guide(small_project, window(JULY))
    commit(small_project)
    put_guide(small_project, window(JUNE))
    put(small_project, "notice", changes=change(closed=JULY, closes=JUNE))
    assert silent(small_project) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"changes": change(closes=AUGUST)},
        {"changes": change(closed=JUNE, closes=JULY, audience="owner")},
        {"changes": change(closed=JUNE, closes=JULY, region="hunan")},
        {"changes": change(closed=JUNE, closes=JULY), "target": {"kind": "list", "id": "a-list"}},
        {"changes": change(closed=JUNE, closes=JULY), "type": "suspension"},
        {"changes": change(closed=JUNE, closes=JULY), "withdrawn": {"on": JUNE, "reason": {"zh": "误"}}},
        {"changes": change(before={"zh": JUNE}, after={"zh": JULY})},
        {},
    ],
)
def test_a_notice_of_something_else_does_not_excuse_it(small_project: Path, keys: dict[str, Any]) -> None:
    put_guide(small_project, window(JUNE))
    commit(small_project)
    put_guide(small_project, window(JULY))
    put(small_project, "notice", **keys)
    assert "deadline-moved" in codes(silent(small_project))


def test_an_old_notice_excuses_only_the_move_that_it_states(small_project: Path) -> None:
    put_guide(small_project, window(JUNE), window(AUGUST, "owner"))
    put(small_project, "notice", type="extension", changes=change(closed=JUNE, closes=JULY))
    commit(small_project)
    put_guide(small_project, window(JULY), window(AUGUST, "owner"))
    assert silent(small_project) == []
    put_guide(small_project, window(JUNE), window(JULY, "owner"))
    assert "deadline-moved" in codes(silent(small_project))


def test_a_deadline_given_up_needs_a_notice_that_names_it(small_project: Path) -> None:
    put_guide(small_project, window(JUNE))
    commit(small_project)
    put_guide(small_project, window())
    put(small_project, "notice", type="other", changes=change(closed=JUNE, after={"zh": "长期有效"}))
    assert silent(small_project) == []


def test_a_notices_own_date_is_published_too(small_project: Path) -> None:
    put_guide(small_project, window(JUNE))
    put(small_project, "notice", type="extension", changes=change(closes=JULY))
    commit(small_project)
    put(small_project, "notice", type="extension", changes=change(closes=AUGUST))
    (found,) = silent(small_project)
    assert (found.code, found.file, found.pointer) == (
        "deadline-moved",
        "content/notices/a-notice.yml",
        ("changes", 0, "closes"),
    )
    assert "{kind: guide, id: a-guide}" in found.remedy.zh
    put(small_project, "notice", type="extension", changes=change(closes=JULY))
    put(small_project, "notice", id="b-notice", type="extension", changes=change(closes=AUGUST), published_on=JUNE)
    assert silent(small_project) == []


@pytest.mark.parametrize(
    "keys",
    [{"type": "suspension"}, {"changes": change(after={"zh": "x"})}, {"target": {"kind": "list", "id": "a-list"}}],
)
def test_a_notice_that_moves_its_deadline_no_more_is_told(small_project: Path, keys: dict[str, Any]) -> None:
    put_guide(small_project, window(JUNE))
    put(small_project, "list", windows=[window(JUNE)])
    extension = {"type": "extension", "changes": change(closes=JULY)}
    put(small_project, "notice", **extension)
    commit(small_project)
    put(small_project, "notice", **{**extension, **keys})
    assert "deadline-moved" in codes(silent(small_project))


def test_a_renamed_record_keeps_its_deadlines(small_project: Path) -> None:
    put(small_project, "guide", id="b-guide", windows=[window(JUNE)])
    put(
        small_project,
        "notice",
        type="extension",
        changes=change(closes=AUGUST),
        target={"kind": "guide", "id": "b-guide"},
    )
    commit(small_project)
    (small_project / "content/guides/b-guide.yml").unlink()
    target = {"kind": "guide", "id": "c-guide"}
    put(small_project, "guide", id="c-guide", formerly=["b-guide"], windows=[window(JUNE)])
    put(small_project, "notice", type="extension", changes=change(closes=AUGUST), target=target)
    assert silent(small_project) == []
    put(small_project, "guide", id="c-guide", formerly=["b-guide"], windows=[window(JULY)])
    assert codes(silent(small_project)) == ["deadline-moved"]


def test_a_record_that_is_taken_down_says_so_itself(small_project: Path) -> None:
    put(small_project, "challenge", windows=[window(JUNE)])
    commit(small_project)
    put(small_project, "challenge", withdrawn={"on": JUNE, "reason": {"zh": "重复"}})
    assert silent(small_project) == []


@pytest.mark.parametrize("text", [b"id: [", b"\xff", b"- a list\n", b"id: a-guide\n", b"windows: {closes: 1}\n", b""])
def test_what_was_no_valid_record_was_not_published(small_project: Path, text: bytes) -> None:
    (small_project / GUIDE).write_bytes(text)
    gone = small_project / "content/guides/b-guide.yml"
    gone.write_bytes(text)
    commit(small_project)
    gone.unlink()
    put_guide(small_project, window(JUNE))
    assert silent(small_project) == []


def test_a_record_that_is_faulty_now_is_told_for_its_fault_alone(small_project: Path) -> None:
    put_guide(small_project, window(JUNE))
    commit(small_project)
    put_guide(small_project, window(JULY), call="x")
    assert codes(silent(small_project)) == ["value-choice"]


# -- ids ------------------------------------------------------------------------------------------------------


def test_a_removed_record_is_told_where_it_was(small_project: Path) -> None:
    path = put(small_project, "organisation", id="a-unit")
    commit(small_project)
    path.unlink()
    (found,) = silent(small_project)
    assert (found.code, found.file, found.value) == ("record-removed", "content/organisations/a-unit.yml", "a-unit")
    assert "formerly: [a-unit]" in found.remedy.zh


@pytest.mark.parametrize("formerly", [["a-unit"], ["a-unit", "even-older"]])
def test_a_renamed_record_keeps_its_former_ids(small_project: Path, formerly: list[str]) -> None:
    put(small_project, "organisation", id="a-unit", formerly=["even-older"]).rename(small_project / "old.yml")
    (small_project / "old.yml").rename(small_project / "content/organisations/a-unit.yml")
    commit(small_project)
    (small_project / "content/organisations/a-unit.yml").unlink()
    put(small_project, "organisation", id="b-unit", formerly=formerly)
    lost = [found.value for found in silent(small_project) if found.code == "record-removed"]
    assert lost == ([] if "even-older" in formerly else ["even-older"])


def test_a_record_may_move_to_another_folder(small_project: Path) -> None:
    path = put(small_project, "organisation", id="a-unit")
    commit(small_project)
    (path.parent / "2025").mkdir()
    path.rename(path.parent / "2025" / path.name)
    assert silent(small_project) == []


def test_the_id_of_another_kind_is_not_the_same(small_project: Path) -> None:
    path = put(small_project, "organisation", id="x")
    commit(small_project)
    path.unlink()
    put(small_project, "guide", id="x")
    assert codes(silent(small_project)) == ["record-removed"]


# -- the command ----------------------------------------------------------------------------------------------


def test_a_silent_change_fails_the_check_in_every_format_and_language(small_project: Path) -> None:
    put_guide(small_project, window(JUNE))
    commit(small_project)
    put_guide(small_project, window(JULY))
    assert CliRunner().invoke(main, ["check", "--root", str(small_project)]).exit_code == 0
    for lang, words in (("zh", "已公布的截止"), ("en", "The published deadline")):
        for form in ("text", "github", "json"):
            done = check_since(small_project, "HEAD", "--lang", lang, "--format", form)
            assert done.exit_code == 1
            assert words in done.stdout
            assert "deadline-moved" in done.stdout
    (row,) = json.loads(check_since(small_project, "HEAD", "--format", "json").stdout)
    assert (row["file"], row["pointer"]) == (GUIDE, "/windows/0/closes")


def test_a_check_changes_nothing_in_the_repository(small_project: Path) -> None:
    commit(small_project)
    put_guide(small_project, window(JUNE))
    before = {path: path.read_bytes() for path in sorted((small_project / ".git").rglob("*")) if path.is_file()}
    assert check_since(small_project, "HEAD").exit_code == 0
    assert {path: path.read_bytes() for path in sorted((small_project / ".git").rglob("*")) if path.is_file()} == before
