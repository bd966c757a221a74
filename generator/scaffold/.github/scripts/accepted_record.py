"""Turns the record made of an accepted issue into a branch and a pull request, or tells the issue what is wrong.

    accepted_record.py FOLDER

The folder holds `report.md`, what the import said, and at most one record under `content/`, made from a stranger's
text by a run without rights: its path and size are tried here again. The same issue again moves the same branch.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from github import BOT, GitHubError, ask, ask_all, asked_or_none, code, event, page, quiet, repository, say_once

OWN = {BOT, "web-flow"}
"""Who stands as author and committer of a commit that we made through GitHub's interface."""

MARKER = "<!-- zhangbang-issue -->"
FOLDERS = "programmes|guides|lists|challenges|winners|successes|organisations|forms|notices"
PATH = re.compile(rf"content/(?:{FOLDERS})/(?:[a-z0-9-]+/){{0,4}}[a-z0-9][a-z0-9-]{{0,120}}\.yml")
MOST = 200_000


@dataclass(frozen=True)
class Record:
    """A record's file: where it will lie, and its text."""

    path: str
    text: str

    @property
    def id(self) -> str:
        """The record's identifier, which is the file's name."""
        return self.path.rpartition("/")[2].removesuffix(".yml")


def read_record(folder: Path) -> Record | None:
    """The one record in the folder; anything else there is refused, as is a record that is not where records lie."""
    paths = [
        path for path in folder.rglob("*") if path.name != "report.md" and (path.is_symlink() or not path.is_dir())
    ]
    if not paths:
        return None
    if len(paths) > 1:
        raise ValueError("more than one file was made of the issue")
    path = paths[0].relative_to(folder).as_posix()
    if not PATH.fullmatch(path):
        raise ValueError(f"no place for a record: {code(path)}")
    if paths[0].is_symlink() or paths[0].stat().st_size > MOST:
        raise ValueError("a record is a file of at most 200 kB")
    return Record(path, paths[0].read_text("utf-8"))


def open_request(number: int, base: str, record: Record) -> str:
    """The branch holds the record, a request is open for it: the address where one goes on."""
    branch = f"record/issue-{number}"
    _put(branch, base, record, number)
    owner = repository("").split("/")[1]
    head = quote(f"{owner}:{branch}", safe="")
    for request in ask_all(repository(f"pulls?state=open&per_page=100&head={head}")):
        return str(request["html_url"])
    said = {"title": f"收录 {record.id} · New record", "head": branch, "base": base, "body": _body(number, record)}
    try:
        return str(ask(repository("pulls"), "POST", said)["html_url"])
    except GitHubError as error:
        if error.status != 403:
            raise
        print("::warning::Actions may not open pull requests here: Settings → Actions → General.")
        return page(f"compare/{quote(base)}...{quote(branch)}?expand=1")


def _put(branch: str, base: str, record: Record, number: int) -> None:
    """The branch is one commit of the bot's on the newest base: the record, and nothing else."""
    start = ask(repository(f"git/ref/heads/{quote(base)}"))["object"]["sha"]
    if asked_or_none(repository(f"contents/{record.path}?ref={start}")):
        raise ValueError(f"{record.path} is there already")
    before = asked_or_none(repository(f"git/ref/heads/{branch}"))
    if before:
        _stop_if_edited(base, branch)
    tree = ask(
        repository("git/trees"),
        "POST",
        {
            "base_tree": ask(repository(f"git/commits/{start}"))["tree"]["sha"],
            "tree": [{"path": record.path, "mode": "100644", "type": "blob", "content": record.text}],
        },
    )["sha"]
    if before and ask(repository(f"git/commits/{before['object']['sha']}"))["tree"]["sha"] == tree:
        return
    message = f"Add {record.id}\n\nFrom the form in #{number}."
    commit = ask(repository("git/commits"), "POST", {"message": message, "tree": tree, "parents": [start]})["sha"]
    if before:
        ask(repository(f"git/refs/heads/{branch}"), "PATCH", {"sha": commit, "force": True})
    else:
        ask(repository("git/refs"), "POST", {"ref": f"refs/heads/{branch}", "sha": commit})


def _stop_if_edited(base: str, branch: str) -> None:
    """What people have committed to the branch since is theirs, and stays."""
    commits = ask(repository(f"compare/{quote(base)}...{branch}"))["commits"]
    if any(not {(commit[role] or {}).get("login") for role in ("author", "committer")} <= OWN for commit in commits):
        raise ValueError(f"{branch} 已有人修改，请在那里继续 · people have edited the branch: go on there")


def _body(number: int, record: Record) -> str:
    return (
        f"Closes #{number}\n\n"
        f"`{record.path}` 由收录表单生成，生成时已检查。请对照出处逐项核对，在本页修改，然后合并。\n"
        "Made from the form and checked then. Compare every statement with its source, mend it here, and merge.\n\n"
        "机器人开的请求，检查要等维护者点“Approve and run”才开始；没有这个按钮的，关闭再重新打开。\n"
        "The checks of a request by the bot begin when a maintainer approves them, or closes and reopens it.\n\n"
        "- [ ] 出处打得开，逐项相符 · the source opens and says all of this\n"
        "- [ ] 没有个人信息 · no personal data\n"
        "- [ ] 编号合适，今后不再改 · the identifier is right, for it stays\n"
    )


def main() -> None:
    """Open the request and say where it is; else say why not and take the label off, so that it can be set again."""
    told = event()
    number: int = told["issue"]["number"]
    folder = Path(sys.argv[1])
    report = folder / "report.md"
    said = report.read_text("utf-8", "replace") if report.is_file() else ""
    try:
        record = read_record(folder)
        address = open_request(number, told["repository"]["default_branch"], record) if record else None
    except (ValueError, UnicodeDecodeError) as wrong:
        address, said = None, f"**{wrong}**\n\n{said}"
    if address:
        begun = f"合并请求 · Pull request：{address}"
    else:
        begun = "改好以后，由维护者重新加标签。Once it is mended, a maintainer sets the label again."
        log = page("actions/workflows/issue-to-pull-request.yml")
        said = said or f"没有结果，请看[记录]({log}) · Nothing came of it: see the [log]({log})"
    say_once(number, MARKER, f"{begun}\n\n{quiet(said.replace(MARKER, '').strip())}")
    if not address:
        _take_off(number, told)


def _take_off(number: int, told: dict[str, Any]) -> None:
    try:
        ask(repository(f"issues/{number}/labels/{quote(told['label']['name'], safe='')}"), "DELETE")
    except GitHubError as error:
        if error.status != 404:
            raise


if __name__ == "__main__":
    main()
