"""`zhangbang diff`: what is compared with what, and every way in which that may fail, told plainly."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small import put
from versions import commit, git

from generator.cli import main
from generator.content import SIZE_LIMIT

GUIDE = "content/guides/a-guide.yml"


@pytest.fixture(autouse=True)
def _nobodys_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def diff(project: Path, span: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["diff", span, "--root", str(project), "--as-of", "2025-07-01", *options])


def told(project: Path, span: str = "HEAD") -> dict[str, Any]:
    """What differs, as JSON."""
    done = diff(project, span, "--format", "json")
    assert done.exit_code in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def hows(project: Path, span: str = "HEAD") -> dict[str, str]:
    return {one["file"]: one["how"] for one in told(project, span)["records"]}


def codes(project: Path, span: str = "HEAD") -> list[tuple[str, str, int]]:
    return [(one["code"], one["file"], one["line"]) for one in told(project, span)["warnings"]]


# -- what is compared with what -------------------------------------------------------------------------------


def test_one_revision_alone_is_compared_with_the_files_as_they_are(small_project: Path) -> None:
    commit(small_project)
    put(small_project, "organisation", id="a-unit")
    put(small_project, "organisation", id="b-unit")
    git(small_project, "add", "content/organisations/b-unit.yml")
    assert set(hows(small_project).values()) == {"added"}
    assert len(hows(small_project)) == 2
    assert hows(small_project, "HEAD..HEAD") == {}


def test_two_dots_compare_both_ends_and_three_from_where_they_parted(small_project: Path) -> None:
    commit(small_project)
    git(small_project, "switch", "--quiet", "--create", "request")
    put(small_project, "organisation", id="mine")
    commit(small_project)
    git(small_project, "switch", "--quiet", "main")
    put(small_project, "organisation", id="theirs")
    commit(small_project)
    mine, theirs = (f"content/organisations/{name}.yml" for name in ("mine", "theirs"))
    assert hows(small_project, "main..request") == {mine: "added", theirs: "removed"}
    assert hows(small_project, "main...request") == {mine: "added"}
    assert hows(small_project, "request...") == {theirs: "added"}


def test_the_files_that_lie_there_are_not_looked_at_between_two_revisions(small_project: Path) -> None:
    first = commit(small_project)
    put(small_project, "organisation", id="a-unit", updated_on="2025-07-01")
    second = commit(small_project)
    for path in (small_project / "content").glob("*/*.yml"):
        path.write_text("id: [")
    assert hows(small_project, f"{first}..{second}") == {"content/organisations/a-unit.yml": "added"}
    assert codes(small_project, f"{first}..{second}") == []


def test_a_project_may_lie_below_its_repository(small_project: Path) -> None:
    whole = small_project.parent / "whole"
    project = whole / "计划" / "a project"
    whole.mkdir()
    git(whole, "init", "--quiet", "--initial-branch", "main")
    shutil.copytree(small_project, project)
    (whole / "content").mkdir()
    first = commit(whole)
    put(project, "organisation", id="a-unit")
    (whole / "content" / "other.yml").write_text("of another project")
    (whole / ".github").mkdir()
    (whole / ".github" / "x.yml").write_text("on: push")
    second = commit(whole)
    for span in (first, f"{first}..{second}", f"{first}...{second}"):
        found = told(project, span)
        assert [one["file"] for one in found["records"]] == ["content/organisations/a-unit.yml"]
        assert [(one["file"], one["sort"]) for one in found["files"]] == [
            ("../../.github/x.yml", "workflow"),
            ("../../content/other.yml", "other"),
        ]


def test_line_ends_marks_and_comments_are_formatting_only(small_project: Path) -> None:
    put(small_project, "guide")
    commit(small_project)
    path = small_project / GUIDE
    data = json.loads(path.read_text("utf-8"))
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in reversed(data.items())]
    path.write_bytes("\ufeff# 说明\r\n".encode() + "\r\n".join(lines).encode())
    assert hows(small_project) == {GUIDE: "formatted"}
    done = diff(small_project, "HEAD")
    assert "读者看到的没有变化" in done.stdout


@pytest.mark.parametrize("name", ["a b.yml", "榜题.yml", "line\nbreak.yml", "tab\t'\"$x.yml", "-rf.yml", ":(top)x.yml"])
def test_a_file_may_have_any_name(small_project: Path, name: str) -> None:
    first = commit(small_project)
    (small_project / "content/organisations" / name).write_bytes(b"id: x\n")
    (small_project / name).write_bytes(b"x\n")
    second = commit(small_project)
    for span in (first, f"{first}..{second}"):
        found = told(small_project, span)
        assert len(found["records"]) + len(found["warnings"]) >= 1
        assert len(found["files"]) == 1


# -- what cannot be read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"id: [\n", "yaml-syntax", 2),
        (b"a: 1\nb: \xff\n", "file-not-utf8", 2),
        (b"\x00\x01\x02binary", "file-control-character", 1),
        (b"- a list\n", "yaml-not-mapping", 1),
        (b"", "file-empty", 0),
        (b"# " + b"x" * SIZE_LIMIT, "file-too-large", 0),
        (b"a: " + b"[" * 5000, "yaml-too-deep", 1),
        (b"a: &x 1\nb: *x\n", "yaml-alias", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place_and_not_compared(
    small_project: Path, content: bytes, code: str, line: int
) -> None:
    first = commit(small_project)
    (small_project / GUIDE).write_bytes(content)
    second = commit(small_project)
    for span in (first, f"{first}..{second}"):
        found = told(small_project, span)
        assert [one["how"] for one in found["records"]] == ["unreadable"]
        assert [(one["code"], one["file"], one["line"]) for one in found["warnings"]] == [(code, GUIDE, line)]


def test_a_file_that_could_not_be_read_before_is_a_new_record(small_project: Path) -> None:
    (small_project / GUIDE).write_text("id: [")
    commit(small_project)
    put(small_project, "guide")
    assert hows(small_project) == {GUIDE: "added"}


def test_links_submodules_and_strays_are_no_records(small_project: Path) -> None:
    first = commit(small_project)
    (small_project / GUIDE).unlink()
    (small_project / GUIDE).symlink_to("/etc/passwd")
    (small_project / "content/guides/note.txt").write_text("x")
    (small_project / "content/stray.yml").write_text("x")
    inner = small_project / "content/lists/inner.yml"
    inner.mkdir()
    git(inner, "init", "--quiet")
    git(inner, "commit", "--quiet", "--allow-empty", "--message", "x")
    git(small_project, "-c", "advice.addEmbeddedRepo=false", "add", "--all")
    git(small_project, "commit", "--quiet", "--message", "x")
    second = git(small_project, "rev-parse", "HEAD").strip()
    found = codes(small_project, f"{first}..{second}")
    assert ("file-symlink", GUIDE, 0) in found
    assert ("file-symlink", "content/lists/inner.yml", 0) in found
    assert ("file-stray", "content/guides/note.txt", 0) in found
    assert ("file-stray", "content/stray.yml", 0) in found
    assert not any("passwd" in json.dumps(told(small_project, span)) for span in (first, f"{first}..{second}"))


def test_settings_that_cannot_be_read_are_told(small_project: Path) -> None:
    commit(small_project)
    (small_project / "site_config/labels.yml").write_text("a: [")
    done = diff(small_project, "HEAD", "--lang", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "site_config/labels.yml:2" in done.stderr


# -- what git cannot tell -------------------------------------------------------------------------------------


def nothing(project: Path, _: pytest.MonkeyPatch) -> Path:
    return project


def committed(project: Path, _: pytest.MonkeyPatch) -> Path:
    commit(project)
    return project


def without_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    commit(project)
    monkeypatch.setenv("PATH", str(project))
    return project


def shallow(project: Path, _: pytest.MonkeyPatch) -> Path:
    """A shallow clone with two branches whose common history it does not have."""
    commit(project)
    git(project, "switch", "--quiet", "--create", "request")
    put(project, "organisation", id="mine")
    commit(project)
    git(project, "switch", "--quiet", "main")
    put(project, "organisation", id="theirs")
    commit(project)
    clone = project.parent / "clone"
    options = ("--quiet", "--depth", "1", "--no-single-branch")
    git(project.parent, "clone", *options, project.as_uri(), str(clone))
    return clone


def unrelated(project: Path, _: pytest.MonkeyPatch) -> Path:
    commit(project)
    git(project, "switch", "--quiet", "--orphan", "request")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "x")
    git(project, "switch", "--quiet", "main")
    return project


def bare(project: Path, _: pytest.MonkeyPatch) -> Path:
    commit(project)
    folder = project.parent / "bare.git"
    git(project.parent, "clone", "--quiet", "--bare", str(project), str(folder))
    shutil.copytree(project / "site_config", folder / "site_config")
    return folder


def deleted(project: Path, _: pytest.MonkeyPatch) -> Path:
    """A clone whose branch was deleted where it came from, and pruned."""
    commit(project)
    git(project, "branch", "request")
    clone = project.parent / "clone"
    git(project.parent, "clone", "--quiet", project.as_uri(), str(clone))
    git(project, "branch", "--quiet", "-D", "request")
    git(clone, "fetch", "--quiet", "--prune")
    return clone


def broken(project: Path, _: pytest.MonkeyPatch) -> Path:
    """A repository that has lost a content."""
    put(project, "organisation", id="a-unit")
    commit(project)
    name = git(project, "rev-parse", "HEAD:content/organisations/a-unit.yml").strip()
    (project / ".git/objects" / name[:2] / name[2:]).unlink()
    (project / "content/organisations/a-unit.yml").write_text("x")
    return project


@pytest.mark.parametrize(
    ("prepare", "span", "zh", "en"),
    [
        (nothing, "HEAD", "不在 git 仓库里", "in no git repository"),
        (committed, "nowhere..HEAD", "没有“nowhere”这个版本", "there is no revision “nowhere”"),
        (committed, "HEAD..nowhere", "没有“nowhere”这个版本", "there is no revision “nowhere”"),
        (committed, "HEAD...nowhere", "没有“nowhere”这个版本", "there is no revision “nowhere”"),
        (committed, "", "没有“”这个版本", "there is no revision “”"),
        (committed, "--output=x..HEAD", "没有“--output=x”这个版本", "there is no revision “--output=x”"),
        (committed, "HEAD..HEAD:content", "没有“HEAD:content”这个版本", "there is no revision “HEAD:content”"),
        (committed, "^HEAD", "没有“^HEAD”这个版本", "there is no revision “^HEAD”"),
        (committed, "HEAD..^HEAD", "没有“^HEAD”这个版本", "there is no revision “^HEAD”"),
        (committed, "a..b..c", "没有“a”这个版本", "there is no revision “a”"),
        (deleted, "HEAD...origin/request", "分支可能已经改名或删除", "may have been renamed or deleted"),
        (shallow, "main~1..main", "git fetch --unshallow", "this clone is shallow and has no “main~1”"),
        (shallow, "main...origin/request", "fetch-depth: 0", "where “main” and “origin/request” parted is not known"),
        (unrelated, "main...request", "没有共同的历史", "have no common history"),
        (bare, "main~0..main", "是裸仓库", "is a bare repository"),
        (without_git, "HEAD", "git 无法运行", "git cannot be run"),
        (broken, "HEAD", "git 说：", "git says: "),
    ],
)
def test_what_cannot_be_compared_is_wrong_use_with_the_remedy(
    small_project: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[Path, pytest.MonkeyPatch], Path],
    span: str,
    zh: str,
    en: str,
) -> None:
    project = prepare(small_project, monkeypatch)
    done = CliRunner().invoke(main, ["diff", "--root", str(project), "--format", "markdown", "--", span])
    assert done.exit_code == 2, done.output
    assert zh in done.stderr
    assert en in done.stderr
    assert done.stdout == ""


def test_two_dots_need_no_common_history(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unrelated(small_project, monkeypatch)
    assert set(hows(small_project, "main..request").values()) == {"removed"}


def test_a_repository_asked_for_more_than_it_may_hold_is_told(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.history.TOTAL_LIMIT", 10)
    first = commit(small_project)
    done = diff(small_project, f"{first}..{first}")
    assert done.exit_code == 2
    assert "more than 0 MB of records" in done.stderr


# -- what the command says ------------------------------------------------------------------------------------


def test_exit_codes(small_project: Path) -> None:
    put(small_project, "organisation", id="a-unit")
    commit(small_project)
    assert diff(small_project, "HEAD").exit_code == 0
    put(small_project, "organisation", id="a-unit", note={"zh": "新"})
    done = diff(small_project, "HEAD")
    assert (done.exit_code, "[diff-updated-on]" in done.stdout) == (0, True)
    (small_project / "content/organisations/a-unit.yml").unlink()
    done = diff(small_project, "HEAD")
    assert (done.exit_code, "[record-removed]" in done.stdout) == (1, True)


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有改动\n"), ("en", "nothing changed\n")])
def test_nothing_changed(small_project: Path, lang: str, words: str) -> None:
    commit(small_project)
    assert diff(small_project, "HEAD", "--lang", lang).stdout == words


def test_the_text_for_a_terminal(small_project: Path) -> None:
    put(small_project, "guide", note={"zh": "资助五十万元"})
    commit(small_project)
    put(small_project, "guide", note={"zh": "资助六十万元\u202e[31m"}, updated_on="2025-07-01")
    (small_project / "mkdocs.yml").write_text("x: y\n")
    assert diff(small_project, "HEAD", "--lang", "en").stdout == (
        "1 changed (call guide 1); 1 warning\n"
        "! warning [diff-outside]\n"
        "    mkdocs.yml: This does not only change records but also how the site is built or checked: mkdocs.yml\n"
        "    → Let somebody who knows the program read each of these files before merging, above all in a request "
        "from outside; if only records were meant, take them out of this change.\n"
        "\n"
        "changed Call guide Title a-guide [guide/a-guide]\n"
        "  · Note: reworded: 资助[-五-]{+六+}十万元{+\\u202e[31m+}\n"
        "  · Updated on: changed: 2025-01-02 → 2025-07-01\n"
        "\n"
        "This also changes how the site is built or checked:\n"
        "  · changed mkdocs.yml (site configuration)\n"
    )


def test_a_limit_of_records_and_all(small_project: Path) -> None:
    commit(small_project)
    for n in range(5):
        put(small_project, "organisation", id=f"u-{n}", updated_on="2025-07-01")
    some = diff(small_project, "HEAD", "--limit", "2").stdout
    assert some.count("\n新增 单位") == 2
    assert "还有 3 条没有列出（单位 3）；要看全部，在本机运行 zhangbang diff HEAD --limit 0" in some
    assert diff(small_project, "HEAD", "--limit", "0").stdout.count("\n新增 单位") == 5


def test_a_request_merged_with_its_base_in_a_clone_of_two_commits(small_project: Path) -> None:
    commit(small_project)
    git(small_project, "switch", "--quiet", "--create", "request")
    put(small_project, "organisation", id="mine", updated_on="2025-07-01")
    commit(small_project)
    git(small_project, "switch", "--quiet", "main")
    put(small_project, "organisation", id="theirs", updated_on="2025-07-01")
    commit(small_project)
    git(small_project, "merge", "--quiet", "--no-edit", "request")
    clone = small_project.parent / "clone"
    git(small_project.parent, "clone", "--quiet", "--depth", "2", small_project.as_uri(), str(clone))
    assert hows(clone, "HEAD^1..HEAD") == {"content/organisations/mine.yml": "added"}
