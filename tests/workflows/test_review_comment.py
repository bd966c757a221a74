"""The comment on a pull request: one, on the right request, and the request's own words in it are only words."""

from __future__ import annotations

import importlib
import io
import re
import sys
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from .conftest import Hub
from .files import SCRIPTS

SHA = "5" * 40
FORK = {"id": 77, "owner": {"login": "an-editor"}, "full_name": "an-editor/calls"}
RUN = {
    "id": 900,
    "event": "pull_request",
    "conclusion": "success",
    "head_sha": SHA,
    "head_branch": "new-record",
    "head_repository": FORK,
}
MARKER = "<!-- zhangbang-diff -->"
LISTED = "pulls?state=open&per_page=100&head=an-editor%3Anew-record"


def request(number: int = 8, *, sha: str = SHA, repo: Any = FORK, ref: str = "new-record") -> Mapping[str, Any]:
    return {"number": number, "head": {"sha": sha, "ref": ref, "repo": repo}}


def packed(**members: str) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as files:
        for name, text in members.items():
            files.writestr(name.replace("_", "."), text)
    return box.getvalue()


def told(
    hub: Hub,
    *,
    left: bytes = b"",
    diff: str = f"{MARKER}\n- 截止日期：4月30日 → 5月15日\n",
    number: str = "8",
    requests: Any = None,
    files: tuple[str, ...] = ("content/guides/a.yml",),
    comments: Any = (),
    size: int = 500,
    sha_now: str = SHA,
    run: Mapping[str, Any] = RUN,
    listed: str = LISTED,
    **env: str,
) -> str:
    """What the script printed, after GitHub knew all this."""
    box = hub.folder / "review.zip"
    box.write_bytes(left or packed(number=number, diff_md=diff))
    artifacts = [
        {"id": 31, "name": "review", "size_in_bytes": size, "expired": False},
        {"id": 32, "name": "site", "size_in_bytes": 9_000_000, "expired": False},
    ]
    hub.answers(
        of=[
            ("GET", "actions/runs/900/artifacts?per_page=100", {"artifacts": artifacts}),
            ("GET", "actions/artifacts/31/zip", {"file": str(box)}),
            ("GET", listed, [request()] if requests is None else requests),
            ("GET", "pulls/8/files?per_page=100", [{"filename": name} for name in files]),
            ("GET", "pulls/8", request(sha=sha_now)),
            ("GET", "issues/8/comments?per_page=100", list(comments)),
        ]
    )
    done = hub.run("review_comment.py", {"workflow_run": run}, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def body(hub: Hub) -> str:
    [(_, _, said)] = hub.written
    return str(said["body"])


def test_the_first_run_comments(hub: Hub) -> None:
    told(hub)
    assert [call[:2] for call in hub.written] == [("POST", "issues/8/comments")]
    assert body(hub).startswith(f"{MARKER}\n")
    assert "截止日期：4月30日 → 5月15日" in body(hub)
    assert "actions/runs/900/artifacts/32" in body(hub)
    assert "[!WARNING]" not in body(hub)


def test_the_next_run_updates_the_one_comment(hub: Hub) -> None:
    theirs = {"id": 1, "user": {"login": "somebody"}, "body": f"{MARKER}\nmine"}
    ours = {"id": 2, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nold"}
    told(hub, comments=[theirs, ours])
    assert [call[:2] for call in hub.written] == [("PATCH", "issues/comments/2")]


def test_a_failed_run_says_so_and_still_describes(hub: Hub) -> None:
    told(hub, run={**RUN, "conclusion": "failure"})
    assert "检查没有通过" in body(hub)
    assert "截止日期" in body(hub)


# -- which request ------------------------------------------------------------------------------------------------


def test_the_number_in_the_artifact_cannot_choose_another_request(hub: Hub) -> None:
    told(hub, number="1")
    assert [call[1] for call in hub.written] == ["issues/8/comments"]


@pytest.mark.parametrize(
    "requests",
    [
        [],
        [request(sha="6" * 40)],
        [request(repo={**FORK, "id": 78})],
        [request(repo=None)],
        [request(ref="another")],
        [request(9), request(10)],
    ],
    ids=["closed", "moved-on", "another-fork", "fork-gone", "another-branch", "two-that-were-not-claimed"],
)
def test_no_comment_where_no_open_request_has_the_runs_branch_and_commit(hub: Hub, requests: Any) -> None:
    assert "no comment" in told(hub, requests=requests)
    assert hub.written == []


def test_the_number_chooses_among_requests_of_one_branch(hub: Hub) -> None:
    told(hub, requests=[request(7), request(8)])
    assert [call[1] for call in hub.written] == ["issues/8/comments"]


def test_no_comment_where_a_commit_came_while_files_were_listed(hub: Hub) -> None:
    assert "moved on" in told(hub, sha_now="6" * 40)
    assert hub.written == []


def test_no_comment_where_the_fork_is_gone(hub: Hub) -> None:
    told(hub, run={**RUN, "head_repository": None})
    assert hub.written == []


def test_a_branch_named_like_a_query_or_a_command_is_only_a_name(hub: Hub) -> None:
    name = "$(touch pwned);`id`&state=all#../x"
    listed = "pulls?state=open&per_page=100&head=an-editor%3A%24%28touch%20pwned%29%3B%60id%60%26state%3Dall%23..%2Fx"
    told(hub, run={**RUN, "head_branch": name}, listed=listed, requests=[request(ref=name)])
    assert [call[1] for call in hub.written] == ["issues/8/comments"]
    assert not list(hub.folder.glob("**/pwned"))


# -- what was left ------------------------------------------------------------------------------------------------


def test_an_artifact_that_is_too_large_is_not_fetched(hub: Hub) -> None:
    assert "no comment" in told(hub, size=1_000_001)
    assert hub.written == []


@pytest.mark.parametrize(
    "left",
    [b"no zip", packed(number="8"), packed(number="8", diff_md=""), packed(**{"../../diff_md": "x"})],
    ids=["no-zip", "no-diff", "empty", "path-upwards"],
)
def test_what_is_no_description_is_said_to_be_none(hub: Hub, left: bytes) -> None:
    told(hub, left=left)
    assert "No description of the changes" in body(hub)


def test_a_bomb_is_read_no_further_than_a_megabyte_and_cut(hub: Hub) -> None:
    told(hub, left=packed(number="8", diff_md="炸\n" * 5_000_000))
    assert len(body(hub)) < 65_536
    assert "too long" in body(hub)


def test_a_number_that_is_none_is_no_number(hub: Hub) -> None:
    told(hub, number="8\n$(id)")
    assert [call[1] for call in hub.written] == ["issues/8/comments"]


def test_nobody_is_called_and_nothing_is_invisible(hub: Hub) -> None:
    told(hub, diff="- @everyone, see \u202eevil\u202c; office@example.gov.cn\x07")
    assert "@everyone" not in body(hub)
    assert "\u202e" not in body(hub)
    assert "\x07" not in body(hub)
    assert "office@example.gov.cn" in body(hub)


def test_the_description_cannot_bring_another_marker(hub: Hub) -> None:
    told(hub, diff=f"{MARKER}\n{MARKER}\nx")
    assert body(hub).count(MARKER) == 1


# -- a request that changes what runs -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        ".github/workflows/pull-request.yml",
        ".github/workflows/README.md",
        "generator/cli/__init__.py",
        "requirements.lock",
        "mkdocs.yml",
        "Makefile",
        "contents/x.yml",
    ],
)
def test_a_request_that_changes_the_program_is_shown_as_plain_text_with_a_warning(hub: Hub, name: str) -> None:
    told(hub, files=("content/guides/a.yml", name), diff="[x](https://evil.example)\n````\n# out\n`````text")
    warned, _, shown = body(hub).partition("``````text\n")
    assert "[!WARNING]" in warned
    assert f"`{name}`" in warned
    assert re.fullmatch(r"\[x\]\(https://evil\.example\)\n````\n# out\n`````text\n``````\n?", shown)


@pytest.mark.parametrize("name", ["content/pages/zh/about.md", "site_config/labels.yml", "README.md"])
def test_a_request_that_changes_only_data_and_documents_is_not_warned_of(hub: Hub, name: str) -> None:
    told(hub, files=("content/guides/a.yml", name))
    assert "[!WARNING]" not in body(hub)


def test_names_of_files_are_no_markdown(hub: Hub) -> None:
    told(hub, files=("a`](https://evil.example)\n# @team",))
    assert "\n# " not in body(hub)
    assert "@team" not in body(hub)
    assert "`a?](https://evil.example)?#" in body(hub)


# -- previews ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("https://deploy-preview-{number}--calls.example/", "https://deploy-preview-8--calls.example/"),
        ("javascript:{number}", None),
        ("https://calls.example/", None),
        ("", None),
    ],
)
def test_a_hosts_preview_is_linked_where_its_address_is_known(hub: Hub, pattern: str, shown: str | None) -> None:
    told(hub, PREVIEW_URL=pattern)
    assert ("在线预览" in body(hub)) == bool(shown)
    assert shown is None or f"({shown})" in body(hub)


def test_a_damaged_artifact_is_no_review(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    script = importlib.import_module("review_comment")
    whole = packed(number="8", diff_md=f"{MARKER}\n- 截止\n" * 9)
    for place in range(len(whole)):
        for flipped in (0x01, 0x08, 0x80, 0xFF):
            box = bytearray(whole)
            box[place] ^= flipped
            assert isinstance(script.read_review(bytes(box)), script.Review)
