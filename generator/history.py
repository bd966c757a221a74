"""The one module that runs git: what a project's files were at an earlier revision.

Git tells which files differ and the names of their contents; contents are then asked for by those names, so no
file's name stands in a question or an answer that a strange character could break.
"""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.model.parts import Text

FOLDER = "content/"
REGULAR = ("100644", "100755")
"""The modes of plain files: links and submodules hold no record."""

Hash: TypeAlias = str
"""The name git gives a content; empty for none."""


class Since(NamedTuple):
    """What changed since a revision, by path from the project's folder: what files held then, and all that differ."""

    before: Mapping[str, bytes]
    changed: frozenset[str]


class Unknown(NamedTuple):
    """Why there is nothing to compare with, and what to do."""

    reason: Text


class _Refused(Exception):  # noqa: N818 - it is git's answer on its way up
    """Git's own words."""


def changes_since(root: Path, revision: str) -> Since | Unknown:
    """What changed below `root`/content from `revision` to the files that now lie there, committed or not."""
    try:
        return _why_not(root, revision) or _since(root, revision)
    except OSError as error:
        return _unknown(
            f"git 无法运行（{error.strerror}）；请先安装", f"git cannot be run ({error.strerror}); install it"
        )
    except _Refused as refused:
        return _unknown(f"git 说：{refused}", f"git says: {refused}")


def _why_not(root: Path, revision: str) -> Unknown | None:
    """Why there is no such revision: no repository, too little history, or a name that leads nowhere."""
    inside = _run(root, "rev-parse", "--is-inside-work-tree")
    if inside.stdout.strip() != b"true":
        return _unknown(
            f"{root} 不在 git 仓库里，没有可比的版本（{_words(inside)}）",
            f"{root} is in no git repository, so there is nothing to compare with ({_words(inside)})",
        )
    if _run(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").returncode == 0:
        return None
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return _unknown(
            f"这个仓库只取了最近的历史，没有“{revision}”；请用 git fetch --unshallow 取全",
            f"this clone is shallow and has no “{revision}”; git fetch --unshallow gets the rest",
        )
    return _unknown(
        f"没有“{revision}”这个版本；写分支、标签或提交号，远端的先 git fetch",
        f"there is no revision “{revision}”; name a branch, tag or commit, and git fetch a remote one first",
    )


def _unknown(zh: str, en: str) -> Unknown:
    return Unknown(Text(zh=zh, en=en))


def _since(root: Path, revision: str) -> Since:
    commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().split()[-1]
    entries = tuple(_differing(root, commit))
    contents = _contents(root, sorted({content for _, content in entries if content}))
    before = {file: contents[content] for file, content in entries if content}
    return Since(before, frozenset((*(file for file, _ in entries), *_untracked(root))))


def _differing(root: Path, commit: str) -> Iterator[tuple[str, Hash]]:
    """Each file that differs, and the name of the content it had then, none where it was no plain file."""
    listing = _git(root, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", commit, "--", FOLDER)
    fields = iter(listing.split(b"\0"))
    for told in filter(None, fields):
        mode, _, content, *_ = told.decode().removeprefix(":").split(" ")
        yield os.fsdecode(next(fields)), content if mode in REGULAR else ""


def _untracked(root: Path) -> Iterator[str]:
    listing = _git(root, "ls-files", "--others", "-z", "--", FOLDER)
    return (os.fsdecode(path) for path in listing.split(b"\0") if path)


def _contents(root: Path, names: Sequence[Hash]) -> dict[Hash, bytes]:
    """The contents of these names, asked for in one process."""
    reply = io.BytesIO(_git(root, "cat-file", "--batch", asked="".join(f"{name}\n" for name in names).encode()))
    found: dict[Hash, bytes] = {}
    for name in names:
        head = reply.readline().decode().split()
        if len(head) != 3:
            raise _Refused(" ".join(head))
        found[name] = reply.read(int(head[2]))
        reply.readline()
    return found


def _git(root: Path, *arguments: str, asked: bytes = b"") -> bytes:
    """What git answers."""
    done = _run(root, *arguments, asked=asked)
    if done.returncode:
        raise _Refused(_words(done))
    return done.stdout


def _run(root: Path, *arguments: str, asked: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Git run in `root`; it changes nothing there and asks nobody."""
    surroundings = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=surroundings, input=asked, capture_output=True, check=False
    )


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of git's complaint, else its answer."""
    said = done.stderr or done.stdout
    return said.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
