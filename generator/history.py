"""The one module that runs git: what a project's files were at other revisions.

Git tells which files differ and the names of their contents; contents are then asked for by those names, so no
file's name stands in a question or an answer that a strange character could break.
"""

from __future__ import annotations

import io
import os
import posixpath
import stat
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from generator.model.parts import Text

FOLDER = "content/"
SETTINGS = "site_config/"
READ = (FOLDER, SETTINGS)
"""The folders whose contents are compared; of all others it is told that they differ."""

REGULAR = ("100644", "100755")
"""The modes of plain files: links and submodules hold no record."""

FILE_LIMIT = 256 * 1024
TOTAL_LIMIT = 512 * 1024 * 1024
"""How many bytes of one file, and of all files together, are asked for."""

Hash: TypeAlias = str
"""The name git gives a content; empty for none."""

T = TypeVar("T")


class Since(NamedTuple):
    """What changed since a revision, by path from the project's folder: what files held then, and all that differ."""

    before: Mapping[str, bytes]
    changed: frozenset[str]


class Span(NamedTuple):
    """What to compare: two revisions, or one and the files that now lie there; `forked`: since `head` left `base`."""

    base: str
    head: str | None = None
    forked: bool = False


class Held(NamedTuple):
    """What a path held: git's mode for it, its bytes, and its content unless it is no plain file or too large."""

    mode: str
    size: int
    data: bytes | None


class Differing(NamedTuple):
    """A file that differs, by path from the project's folder, and what it held on either side."""

    path: str
    before: Held | None
    after: Held | None


class Between(NamedTuple):
    """What differs between two revisions.

    `files` lie in the folders that are read, `others`, without contents, anywhere else in the repository (beside the
    project as `../…`);
    `records` is all that lies below content/ at the newer one, none for the files that now lie there;
    `meanwhile` is what the base did below content/ since the newer one left it.
    """

    base: Hash
    head: Hash | None
    files: tuple[Differing, ...]
    others: tuple[Differing, ...]
    records: Mapping[str, Held] | None = None
    meanwhile: tuple[Differing, ...] = ()


class Unknown(NamedTuple):
    """Why there is nothing to compare with, and what to do."""

    reason: Text


class _Raw(NamedTuple):
    """One line of git's raw comparison."""

    path: str
    old_mode: str
    old: Hash
    mode: str
    new: Hash


class _Refused(Exception):  # noqa: N818 - it is git's answer on its way up
    """Git's own words."""


def span_of(written: str) -> Span:
    """The span that `BASE`, `BASE..HEAD` or `BASE...HEAD` means; an empty side is HEAD, as git has it."""
    for dots in ("...", ".."):
        base, mark, head = written.partition(dots)
        if mark:
            return Span(base or "HEAD", head or "HEAD", dots == "...")
    return Span(written)


def changes_since(root: Path, revision: str) -> Since | Unknown:
    """What changed below `root`/content from `revision` to the files that now lie there, committed or not."""
    return _asked(lambda: _why_not(root, revision) or _since(root, revision))


def changes_between(root: Path, span: Span) -> Between | Unknown:
    """What changed in the repository of `root` over `span`, with the contents of what is read."""
    return _asked(lambda: _why_not_span(root, span) or _between(root, span))


def _asked(question: Callable[[], T | Unknown]) -> T | Unknown:
    """The answer, or why git gave none."""
    try:
        return question()
    except OSError as error:
        return _unknown(
            f"git 无法运行（{error.strerror}）；请先安装", f"git cannot be run ({error.strerror}); install it"
        )
    except _Refused as refused:
        return _unknown(f"git 说：{refused}", f"git says: {refused}")


def _why_not_span(root: Path, span: Span) -> Unknown | None:
    """Why the two cannot be compared: either is not there, or they have no common history and need one."""
    missing = _why_not(root, span.base) or (_why_not(root, span.head) if span.head is not None else None)
    if missing or not span.forked or _fork(root, span):
        return missing
    if _is_shallow(root):
        return _unknown(
            f"这个仓库只取了最近的历史，找不到“{span.base}”与“{span.head}”从哪里分开；"
            "请用 git fetch --unshallow 取全（GitHub Actions 里写 fetch-depth: 0）",
            f"this clone is shallow, so where “{span.base}” and “{span.head}” parted is not known; "
            "git fetch --unshallow gets the rest (in GitHub Actions: fetch-depth: 0)",
        )
    return _unknown(
        f"“{span.base}”与“{span.head}”没有共同的历史，说不出从哪里分开；"
        f"改用两个点直接比较：{span.base}..{span.head}，或先把改动放到从主分支新建的分支上",
        f"“{span.base}” and “{span.head}” have no common history, so they never parted; "
        f"compare them directly with two dots, {span.base}..{span.head}, "
        "or put the changes on a branch made from the main one",
    )


def _why_not(root: Path, revision: str) -> Unknown | None:
    """Why there is no such revision: no repository, no files, too little history, or a name that leads nowhere."""
    inside = _run(root, "rev-parse", "--is-inside-work-tree")
    if inside.stdout.strip() != b"true":
        return _no_files(root) or _unknown(
            f"{root} 不在 git 仓库里，没有可比的版本（{_words(inside)}）",
            f"{root} is in no git repository, so there is nothing to compare with ({_words(inside)})",
        )
    if _commit(root, revision):
        return None
    if _is_shallow(root):
        return _unknown(
            f"这个仓库只取了最近的历史，没有“{revision}”；请用 git fetch --unshallow 取全",
            f"this clone is shallow and has no “{revision}”; git fetch --unshallow gets the rest",
        )
    return _unknown(
        f"没有“{revision}”这个版本；写分支、标签或提交号，远端的先 git fetch，分支可能已经改名或删除",
        f"there is no revision “{revision}”; name a branch, tag or commit, and git fetch a remote one first: "
        "a branch may have been renamed or deleted",
    )


def _no_files(root: Path) -> Unknown | None:
    """That a repository is bare, if it is."""
    if _run(root, "rev-parse", "--is-bare-repository").stdout.strip() != b"true":
        return None
    return _unknown(
        f"{root} 是裸仓库，里面没有文件；请先 git clone 它，再在克隆里比较",
        f"{root} is a bare repository and has no files; git clone it and compare in the clone",
    )


def _unknown(zh: str, en: str) -> Unknown:
    return Unknown(Text(zh=zh, en=en))


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _commit(root: Path, revision: str) -> Hash:
    """The commit that a revision names; empty where it names none, or all but those before one (`^HEAD`)."""
    found = _run(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    name = "" if found.returncode else found.stdout.decode().split()[-1]
    return "" if name.startswith("^") else name


def _fork(root: Path, span: Span) -> Hash:
    """The commit from which the two revisions went their own ways; empty where there is none."""
    found = _run(root, "merge-base", _commit(root, span.base), _commit(root, span.head or "HEAD"))
    return "" if found.returncode else found.stdout.decode().split()[0]


def _since(root: Path, revision: str) -> Since:
    differing = tuple(_differing(root, (_commit(root, revision),), FOLDER))
    contents = _contents(root, (raw.old for raw in differing if raw.old_mode in REGULAR))
    before = {raw.path: data for raw in differing if (data := contents.get(raw.old, _NOTHING).data) is not None}
    return Since(before, frozenset((*(raw.path for raw in differing), *_untracked(root))))


def _between(root: Path, span: Span) -> Between:
    base, head = _commit(root, span.base), _commit(root, span.head) if span.head is not None else None
    start = _fork(root, span) if span.forked else base
    read, others = _parted(root, _differing(root, (start, *([head] if head else []))))
    return Between(
        start,
        head,
        _filled(root, read, head is not None),
        (*others, *(_unread_files(root) if head is None else ())),
        _records(root, head) if head is not None else None,
        _filled(root, tuple(_differing(root, (start, base), FOLDER)), True) if start != base else (),
    )


def _differing(root: Path, revisions: Sequence[Hash], *folders: str) -> Iterator[_Raw]:
    """Each file that differs, below the project's `folders` or else in the whole repository."""
    told = ("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=dirty")
    listing = _git(root, *told, "--relative" if folders else "--no-relative", *revisions, "--", *folders)
    fields = iter(listing.split(b"\0"))
    for line in filter(None, fields):
        old_mode, mode, old, new, _ = line.decode().removeprefix(":").split(" ")
        yield _Raw(os.fsdecode(next(fields)), old_mode, old, mode, new)


def _parted(root: Path, differing: Iterable[_Raw]) -> tuple[tuple[_Raw, ...], tuple[Differing, ...]]:
    """What lies in the folders that are read, and all else, each seen from the project's folder."""
    prefix = os.fsdecode(_git(root, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    read, others = [], []
    for raw in differing:
        path = posixpath.relpath(raw.path, prefix or ".")
        if path.startswith(READ):
            read.append(raw._replace(path=path))
        else:
            others.append(Differing(path, _held(raw.old_mode, "", {}), _held(raw.mode, "", {})))
    return tuple(read), tuple(others)


def _filled(root: Path, differing: Sequence[_Raw], are_both_known: bool) -> tuple[Differing, ...]:
    """The files with what they held; without a second revision, with what now lies there, new files too."""
    new = (raw.new for raw in differing if raw.mode in REGULAR) if are_both_known else ()
    contents = _contents(root, (*(raw.old for raw in differing if raw.old_mode in REGULAR), *new))
    found = {
        raw.path: Differing(
            raw.path,
            _held(raw.old_mode, raw.old, contents),
            _held(raw.mode, raw.new, contents) if are_both_known else read_held(root / raw.path),
        )
        for raw in differing
    }
    if not are_both_known:
        found |= {path: Differing(path, None, read_held(root / path)) for path in _untracked(root, *READ)}
    return tuple(found[path] for path in sorted(found))


def _held(mode: str, name: Hash, contents: Mapping[Hash, Held]) -> Held | None:
    if not mode.strip("0"):
        return None
    return contents[name]._replace(mode=mode) if name in contents else Held(mode, 0, None)


def read_held(path: Path) -> Held | None:
    """What now lies at a path, seen as git would see it."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            return Held("120000" if stat.S_ISLNK(found.st_mode) else "040000", 0, None)
        return Held(REGULAR[0], found.st_size, path.read_bytes() if found.st_size <= FILE_LIMIT else None)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return Held(REGULAR[0], 0, None)


def _records(root: Path, commit: Hash) -> dict[str, Held]:
    """Everything below content/ at a commit, by path from the project's folder."""
    found: dict[str, tuple[str, Hash]] = {}
    for line in filter(None, _git(root, "ls-tree", "-r", "-z", commit, "--", FOLDER).split(b"\0")):
        told, _, path = line.partition(b"\t")
        mode, _, name = told.decode().split(" ")
        found[os.fsdecode(path)] = (mode, name)
    contents = _contents(root, (name for mode, name in found.values() if mode in REGULAR))
    return {path: held for path, (mode, name) in found.items() if (held := _held(mode, name, contents))}


def _untracked(root: Path, *folders: str) -> Iterator[str]:
    """New files below these folders, or content/; those that git ignores too, for a build reads them."""
    listing = _git(root, "ls-files", "--others", "-z", "--", *(folders or (FOLDER,)))
    return (os.fsdecode(path) for path in listing.split(b"\0") if path)


def _unread_files(root: Path) -> Iterator[Differing]:
    """New files anywhere else below the project's folder, without those that git ignores."""
    listing = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    paths = (os.fsdecode(path) for path in listing.split(b"\0") if path)
    return (Differing(path, None, Held(REGULAR[0], 0, None)) for path in paths if not path.startswith(READ))


_NOTHING = Held("", 0, None)


def _contents(root: Path, names: Iterable[Hash]) -> dict[Hash, Held]:
    """What these names stand for, asked for in one process; of what is too large only the size."""
    asked = sorted({name for name in names if name})
    sizes = dict(zip(asked, map(_size, _answers(root, "--batch-check", asked)), strict=True))
    small = [name for name, size in sizes.items() if size <= FILE_LIMIT]
    if sum(sizes[name] for name in small) > TOTAL_LIMIT:
        raise _Refused(f"more than {TOTAL_LIMIT >> 20} MB of records")
    reply = io.BytesIO(_git(root, "cat-file", "--batch", asked=_asking(small)))
    return {name: Held(REGULAR[0], size, None) for name, size in sizes.items()} | {
        name: Held(REGULAR[0], sizes[name], _next_content(reply)) for name in small
    }


def _answers(root: Path, how: str, names: Sequence[Hash]) -> list[str]:
    return _git(root, "cat-file", how, asked=_asking(names)).decode().splitlines()


def _asking(names: Sequence[Hash]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _size(answer: str) -> int:
    name, _, size = answer.partition(" blob ")
    if not size:
        raise _Refused(name)
    return int(size)


def _next_content(reply: io.BytesIO) -> bytes:
    """The next content of git's reply, behind the line that tells its length."""
    content = reply.read(int(reply.readline().split()[-1]))
    reply.readline()
    return content


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
