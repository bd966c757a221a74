"""An accepted form becomes one file on one branch of a real repository, or an answer on the issue."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Hub

EVENT = {
    "issue": {"number": 12, "body": "### 名称\r\n\r\n某某大学"},
    "label": {"name": "收录"},
    "sender": {"login": "a-maintainer"},
    "repository": {"default_branch": "main"},
}
BRANCH = "record/issue-12"
PATH = "content/organisations/example-university.yml"
PULLS = "pulls?state=open&per_page=100&head=an-office%3Arecord%2Fissue-12"
COMMENTS = "issues/12/comments?per_page=100"
TOLD = [("POST", "issues/12/comments"), ("DELETE", "issues/12/labels/%E6%94%B6%E5%BD%95")]
"""What is wrong is said on the issue, and the label comes off."""

Made = Callable[..., Path]


def git(hub: Hub, *arguments: str, said: str | None = None, **env: str) -> str:
    who = {f"GIT_{role}_{what}": "a-person" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "--git-dir", str(hub.folder / "bare.git"), *arguments],
        input=said,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **who, **env},
    )
    return done.stdout.strip()


def put(hub: Hub, branch: str, path: str, text: str) -> str:
    """A person's commit on a branch."""
    blob = git(hub, "hash-object", "-w", "--stdin", said=text)
    folders, _, name = path.rpartition("/")
    tree = git(hub, "mktree", said=f"100644 blob {blob}\t{name}\n")
    for folder in reversed([f for f in folders.split("/") if f]):
        tree = git(hub, "mktree", said=f"040000 tree {tree}\t{folder}\n")
    known = git(hub, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
    commit = git(hub, "commit-tree", tree, *(["-p", known] if known else []), "-m", "a person's")
    git(hub, "update-ref", f"refs/heads/{branch}", commit)
    return commit


@pytest.fixture
def office(hub: Hub) -> Hub:
    """A repository with one file on its main branch, no request and no comment."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(hub.folder / "bare.git")], check=True)
    put(hub, "main", "README.md", "calls\n")
    know(hub)
    return hub


def know(hub: Hub, *more: tuple[str, str, Any], pulls: Any = (), comments: Any = ()) -> None:
    hub.answers(of=[("GET", PULLS, list(pulls)), ("GET", COMMENTS, list(comments)), *more])


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """What the run without rights left."""

    def make(text: str | None = "id: example-university\n", path: str = PATH, report: str = "✓\n") -> Path:
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        (folder / "report.md").write_text(report, "utf-8")
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return folder

    return make


def accept(hub: Hub, folder: Path) -> list[tuple[str, str, Any]]:
    """What was written to GitHub, besides git."""
    hub.forget()
    done = hub.run("accepted_record.py", EVENT, str(folder))
    assert done.returncode == 0, done.stderr
    return [call for call in hub.written if not call[1].startswith("git/")]


def test_a_record_becomes_a_branch_with_one_commit_and_a_request(office: Hub, made: Made) -> None:
    written = accept(office, made())
    assert [call[:2] for call in written] == [("POST", "pulls"), ("POST", "issues/12/comments")]
    assert written[0][2]["head"] == BRANCH
    assert written[0][2]["base"] == "main"
    assert written[0][2]["body"].startswith("Closes #12\n")
    assert git(office, "diff", "--name-status", "main", BRANCH) == f"A\t{PATH}"
    assert git(office, "show", f"{BRANCH}:{PATH}") == "id: example-university"
    assert git(office, "rev-list", "--count", f"main..{BRANCH}") == "1"


def test_the_same_issue_again_changes_nothing(office: Hub, made: Made) -> None:
    accept(office, made())
    before = git(office, "rev-parse", BRANCH)
    ours = {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- zhangbang-issue -->\nold"}
    know(office, pulls=[{"html_url": "https://github.com/an-office/calls/pull/13"}], comments=[ours])
    written = accept(office, made())
    assert git(office, "rev-parse", BRANCH) == before
    assert [call[:2] for call in written] == [("PATCH", "issues/comments/2")]
    assert "/pull/13" in written[0][2]["body"]


def test_an_edited_issue_moves_the_same_branch_to_the_new_record_alone(office: Hub, made: Made) -> None:
    accept(office, made())
    (made(None) / PATH).unlink()
    accept(office, made("id: other\n", "content/organisations/other.yml"))
    assert git(office, "diff", "--name-status", "main", BRANCH) == "A\tcontent/organisations/other.yml"
    assert git(office, "rev-list", "--count", f"main..{BRANCH}") == "1"


def test_a_branch_whose_commit_a_person_has_amended_stays(office: Hub, made: Made) -> None:
    accept(office, made())
    tree = git(office, "rev-parse", "main^{tree}")
    theirs = git(office, "commit-tree", tree, "-p", "main", "-m", "amended", GIT_AUTHOR_NAME="github-actions[bot]")
    git(office, "update-ref", f"refs/heads/{BRANCH}", theirs)
    written = accept(office, made("id: example-university\ntitle: {}\n"))
    assert git(office, "rev-parse", BRANCH) == theirs
    assert "people have edited the branch" in written[0][2]["body"]


def test_a_branch_that_a_person_has_edited_stays(office: Hub, made: Made) -> None:
    accept(office, made())
    theirs = put(office, BRANCH, PATH, "id: example-university\ntype: university\n")
    written = accept(office, made("id: example-university\ntitle: {}\n"))
    assert git(office, "rev-parse", BRANCH) == theirs
    assert [call[:2] for call in written] == TOLD
    assert "people have edited the branch" in written[0][2]["body"]


def test_a_published_record_is_never_replaced(office: Hub, made: Made) -> None:
    put(office, "main", PATH, "id: example-university\n")
    written = accept(office, made("id: example-university\ntitle: {}\n"))
    assert "is there already" in written[0][2]["body"]
    assert git(office, "for-each-ref", "refs/heads/record") == ""


def test_problems_are_told_once_and_the_label_comes_off(office: Hub, made: Made) -> None:
    report = "<!-- zhangbang-issue -->\n\n```text\n错误 [value-choice]\n```\n@team\n"
    written = accept(office, made(None, report=report))
    assert [call[:2] for call in written] == TOLD
    marker, begun, _, *said = written[0][2]["body"].splitlines()
    assert marker == "<!-- zhangbang-issue -->"
    assert "sets the label again" in begun
    assert said == ["```text", "错误 [value-choice]", "```", "@\u200bteam"]


def test_a_run_that_broke_down_says_where_to_look(office: Hub, made: Made) -> None:
    written = accept(office, made(None, report=""))
    assert "see the [log]" in written[0][2]["body"]


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/evil.yml",
        "content/pages/zh/evil.md",
        "content/organisations/evil.py",
        "content/organisations/Evil.yml",
        "content/organisations/../../evil.yml",
        "content/evil.yml",
        "content/organisations/.hidden/evil.yml",
        "content/organisations/$(id).yml",
        "generator/organisations/evil.yml",
    ],
)
def test_a_file_that_lies_elsewhere_is_refused(office: Hub, made: Made, path: str) -> None:
    accept(office, made("x\n", path))
    assert git(office, "for-each-ref", "refs/heads/record") == ""


def test_links_several_files_large_and_unreadable_ones_are_refused(office: Hub, made: Made) -> None:
    folder = made(None)
    record = folder / PATH
    record.parent.mkdir(parents=True)
    for wrong in (b"a" * 200_001, b"\xff\xfe"):
        record.write_bytes(wrong)
        accept(office, folder)
    record.unlink()
    record.symlink_to("/etc/hostname")
    accept(office, folder)
    record.unlink()
    made()
    made(path="content/organisations/second.yml")
    accept(office, folder)
    assert git(office, "for-each-ref", "refs/heads/record") == ""


def test_where_actions_may_not_open_requests_a_person_is_told_where_to(office: Hub, made: Made) -> None:
    know(office, ("POST", "pulls", {"error": 403}))
    written = accept(office, made())
    assert "/compare/main...record/issue-12?expand=1" in written[-1][2]["body"]
    assert git(office, "diff", "--name-status", "main", BRANCH) == f"A\t{PATH}"


# -- before it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("permission", "accepted"), [("admin", "yes"), ("write", "yes"), ("read", "no"), ("none", "no")]
)
def test_only_who_may_write_accepts(hub: Hub, permission: str, accepted: str) -> None:
    hub.answers(of=[("GET", "collaborators/a-maintainer/permission", {"permission": permission})])
    assert hub.run("may_write.py", EVENT).returncode == 0
    assert hub.output == f"accepted={accepted}\n"


def test_where_nobody_can_say_nothing_is_accepted(hub: Hub) -> None:
    assert hub.run("may_write.py", EVENT).returncode != 0
    assert hub.output == ""


def test_the_issues_text_reaches_a_file_whole(hub: Hub, tmp_path: Path) -> None:
    text = "### 名称\n\n$(id) `x` 某某\n" * 8_000
    assert hub.run("issue_body.py", {"issue": {"body": text}}, str(tmp_path / "issue.md")).returncode == 0
    assert (tmp_path / "issue.md").read_text("utf-8") == text
    assert hub.run("issue_body.py", {"issue": {"body": None}}, str(tmp_path / "issue.md")).returncode == 0
    assert (tmp_path / "issue.md").read_text("utf-8") == ""
