"""Puts what a pull request changes for readers into its one comment, from what its own run left as data.

The run that left it may have been a fork's, with any program: it is text and nothing more. Which request it is, which
files it changes and how its run ended are GitHub's own word.
"""

from __future__ import annotations

import io
import lzma
import os
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from github import ask, ask_all, code, event, fenced, fetch, page, quiet, repository, say_once

MARKER = "<!-- zhangbang-diff -->"
REVIEW, SITE = "review", "site"
"""The names of the two artifacts of a request's run."""

MOST = 1_000_000
MOST_FILES = 3_000
"""GitHub lists no more of a request's files."""

DATA = ("content/", "site_config/")
"""What a request may change without changing what runs."""


BROKEN = (
    *(zipfile.BadZipFile, RuntimeError, EOFError, ValueError, OSError, OverflowError),
    *(struct.error, lzma.LZMAError, zlib.error),
)
"""What reading a damaged archive may raise."""


@dataclass(frozen=True)
class Review:
    """What the run left: the number that it claims, and its text."""

    number: int | None
    text: str


def read_review(packed: bytes) -> Review:
    """The two files that we look for, from a packed artifact that is never unpacked to the disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as box:
            number, text = (_member(box, name) for name in ("number", "diff.md"))
    except BROKEN:
        return Review(None, "")
    return Review(int(number) if number.strip().isdecimal() and len(number) < 12 else None, text)


def _member(box: zipfile.ZipFile, name: str) -> str:
    if name not in box.namelist():
        return ""
    with box.open(name) as file:
        return file.read(MOST).decode("utf-8", "replace")


def request_of(run: dict[str, Any], claimed: int | None) -> dict[str, Any] | None:
    """The open request whose branch this run was for, and whose newest commit it still is.

    It is found by the branch and commit that GitHub says the run had. The number that the run claims only chooses where
    one branch is in several requests.
    """
    if not run["head_repository"]:
        return None
    whose = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    fitting = [
        request
        for request in ask_all(repository(f"pulls?state=open&per_page=100&head={quote(whose, safe='')}"))
        if request["head"]["sha"] == run["head_sha"]
        and request["head"]["ref"] == run["head_branch"]
        and (request["head"]["repo"] or {}).get("id") == run["head_repository"]["id"]
    ]
    if len(fitting) > 1:
        fitting = [request for request in fitting if request["number"] == claimed]
    return fitting[0] if fitting else None


def programs(number: int) -> list[str]:
    """The files of a request that are part of what runs: program, locked packages, workflows, settings of MkDocs."""
    files = ask_all(repository(f"pulls/{number}/files?per_page=100"))
    names = {name for file in files for name in (file["filename"], file.get("previous_filename")) if name}
    unknown = ["…"] if len(files) >= MOST_FILES else []
    return sorted(name for name in names if not _is_data(name)) + unknown


def _is_data(name: str) -> bool:
    return name.startswith(DATA) or (name.endswith(".md") and not name.startswith("."))


def comment_of(run: dict[str, Any], number: int, text: str, changed: list[str], site: int | None) -> str:
    """The comment's text."""
    parts = [_outcome(run), _previews(run, number, site, bool(changed))]
    if changed:
        parts.append(_warning(changed))
    parts.append(_differences(text, bool(changed)))
    return "\n\n".join(part for part in parts if part)


def _outcome(run: dict[str, Any]) -> str:
    log = page(f"actions/runs/{run['id']}")
    if run["conclusion"] == "success":
        return f"检查通过 · The checks passed ([记录 log]({log}))"
    return f"⚠ 检查没有通过，请看[记录]({log}) · The checks did not pass: see the [log]({log})"


def _previews(run: dict[str, Any], number: int, site: int | None, is_program: bool) -> str:
    lines = []
    if site is not None:
        address = page(f"actions/runs/{run['id']}/artifacts/{site}")
        lines.append(f"[下载网站预览]({address})，解压后打开 `index.html`")
        lines.append(f"[Download the preview]({address}), unpack it and open `index.html`")
        if is_program:
            lines.append("（预览由这个请求自己的程序生成 · made by the request's own program）")
    pattern = os.environ.get("PREVIEW_URL", "")
    if pattern.startswith("https://") and "{number}" in pattern:
        lines.append(f"[在线预览 · Preview]({pattern.replace('{number}', str(number))})")
    return "\n".join(lines)


def _warning(changed: list[str]) -> str:
    some = "\n".join(f"- {code(name)}" for name in changed[:20])
    more = f"\n- … {len(changed)}" if len(changed) > 20 else ""
    return (
        "> [!WARNING]\n"
        "> 这个请求改动了记录以外的文件（程序、依赖、工作流）。下面的文字由它自己的程序生成，只按纯文本显示。\n"
        "> 请懂程序的人逐行看过再合并。\n"
        "> This request changes more than records (program, packages, workflows). What follows was made by its own\n"
        "> program and is shown as plain text. Let a programmer read every line before merging.\n\n"
        f"{some}{more}"
    )


def _differences(text: str, is_program: bool) -> str:
    text = text.replace(MARKER, "").strip()
    if not text:
        return "没有得到“改了什么”的说明，请看记录 · No description of the changes was made: see the log."
    return fenced(text) if is_program else quiet(text)


def ask_all_of(path: str, key: str) -> list[Any]:
    """The items of a listing whose pages hold them under a key."""
    return [item for answer in ask(path, "GET", None, "--paginate", "--slurp") for item in answer[key]]


def main() -> None:
    """Comment on the request, or say in the log why not."""
    run = event()["workflow_run"]
    answers = ask_all_of(repository(f"actions/runs/{run['id']}/artifacts?per_page=100"), "artifacts")
    artifacts = {artifact["name"]: artifact for artifact in answers if not artifact["expired"]}
    left = artifacts.get(REVIEW)
    if left is None or left["size_in_bytes"] > MOST:
        print("::warning::No text of at most 1 MB was left by the run: no comment.")
        return
    review = read_review(fetch(repository(f"actions/artifacts/{left['id']}/zip"), MOST))
    request = request_of(run, review.number)
    if request is None:
        print("::notice::The run is of no open request's newest commit: no comment.")
        return
    number = request["number"]
    changed = programs(number)
    if ask(repository(f"pulls/{number}"))["head"]["sha"] != run["head_sha"]:
        print("::notice::The request has moved on: its next run comments.")
        return
    site = artifacts[SITE]["id"] if SITE in artifacts else None
    body = comment_of(run, number, review.text, changed, site)
    say_once(number, MARKER, body)


if __name__ == "__main__":
    main()
