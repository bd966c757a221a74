"""The only module that touches the output: writes artifacts to a staging folder and swaps the finished site in.

The swap is two renames: the site steps aside, the staging folder takes its place. Interrupted between the two, the next
start finds the old site set aside and puts it back; interrupted before, the old site never moved. The site has a mark;
a folder without it is never replaced; the two folders beside it are known by names that nobody else gives.

Files are added all or none: they are written to a folder of their own, which one rename makes ready, and then moved to
their places. What fails on the way is taken back; what is cut off after the rename is completed at the next start.
Files are replaced in the same way: each is the old or the new one at every moment, and keeps its mode.

Whoever gives a folder its content can also leave such a folder in it. So a later start moves only what goes to where
records lie, and refuses all of it where anything else is there; and a file that somebody has changed since stays.
"""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import shutil
import stat
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from generator.model.artifacts import READY, Artifact, File, Streamed

try:
    import fcntl
except ImportError:  # not every system can lock a folder
    fcntl = None  # type: ignore[assignment]

MARK = ".zhangbang-site"
FIRST = "index.html"
"""The page that is opened first."""

ADDING = ".zhangbang-adding"
"""Where files to be added are written, before they wait in READY."""

REPLACING, REPLACEMENTS = ".zhangbang-replacing", ".zhangbang-replacements"
"""The same for files that take the places of others."""

MANIFEST = ".manifest"
"""Beside the replacements: the SHA-256 of the file that each was made from, and its path."""

HOMES = frozenset({"content", "site_config", "schemas", "needs"})
"""The folders whose files a later start may complete."""

NEEDS = "needs"
"""The one of them that files are also added to by itself."""

BUSY = (
    "另一次生成正在写 {site}；等它结束后再运行，或用 --site 写到别的文件夹\n"
    "Another build is writing {site}; run this one when it has ended, or write to another folder with --site"
)

OCCUPIED = (
    "另一次运行正在往 {folder} 里写；等它结束后再运行\n"
    "Another run is writing to {folder}; run this one when it has ended"
)

ALTERED = (
    "{path} 在生成期间被改动，网站没有更换；请再运行一次 / was altered while the site was built, "
    "which was not replaced; run it once more"
)

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file is opened that must not be there yet."""

_PATIENCE_S = 2.0
"""So long a folder may stay locked by the processes of a build that was killed, until they notice."""

_LONGEST = 200
"""So many bytes of its name has a file while it is written: with what is added, a name may have 255."""

_locks: dict[Path, int] = {}
"""The open staging folders that this process has locked, by their sites."""


class Left(NamedTuple):
    """A file as it was left: its path from the site's root, its length in bytes, when it was written."""

    path: str
    size: int
    changed: int


class WriteRefused(Exception):  # noqa: N818 - it states what is refused
    """An artifact that would leave the folder or overwrite another, or an output folder that is not ours."""


class Occupied(WriteRefused):
    """Another build is writing the site, or another run to the folder."""


class RecoveryStopped(WriteRefused):
    """Files could be moved, or put back, in part only; the next start goes on."""


def staging_of(site: Path) -> Path:
    """The folder beside `site` in which a new site is built."""
    return site.with_name(f".{site.name}.zhangbang-new")


def aside_of(site: Path) -> Path:
    """The folder beside `site` to which the old site steps aside."""
    return site.with_name(f".{site.name}.zhangbang-old")


def resolved(site: Path, root: Path) -> Path:
    """The output folder without links; refused where it is not ours to replace, or holds the project itself."""
    target = site.resolve()
    if root.resolve().is_relative_to(target):
        raise WriteRefused(f"{site} 是项目所在的文件夹 / holds the project itself")
    inside = {(root / name).resolve() for name in ("content", "site_config", "schemas", "generator", "tests", ".git")}
    if any(target.is_relative_to(folder) for folder in inside):
        raise WriteRefused(f"{site} 在项目的源文件里 / lies among the project's sources")
    if target.exists() and not _is_ours(target):
        raise WriteRefused(f"{site} 不是本程序生成的网站，不会覆盖 / is not a site of ours and is not overwritten")
    return target


def prepare(site: Path) -> Path:
    """An empty staging folder that no other build may use until it is swapped in or mended; refused where one does.

    What an interrupted run left is mended first.
    """
    _unlock(site)
    staging = staging_of(site)
    _lock(site)
    aside = aside_of(site)
    if aside.exists() and not site.exists():
        aside.rename(site)
    _remove(aside)
    for entry in staging.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    return staging


def mend(site: Path) -> None:
    """Puts back a site that stepped aside for one that never came, and removes what a broken run left.

    Where another build is at work, what looks broken is what it is making: that stays.
    """
    if not staging_of(site).exists() and not aside_of(site).exists():
        return
    with suppress(Occupied):
        prepare(site).rmdir()
    _unlock(site)


def _lock(site: Path) -> None:
    """Makes the staging folder where it is missing, and locks it: what lies in it is ours from then on."""
    staging = staging_of(site)
    if fcntl is None:  # nobody can tell whether a build is at work there: it is taken for a leftover
        _remove(staging)
        staging.mkdir(parents=True)
        return
    end = time.monotonic() + _PATIENCE_S
    while site not in _locks:
        staging.mkdir(parents=True, exist_ok=True)
        try:
            opened = os.open(staging, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue
        if not _is_locked(opened, end):
            os.close(opened)
            raise Occupied(BUSY.format(site=site))
        if staging.exists() and os.path.samestat(os.fstat(opened), staging.stat()):
            _locks[site] = opened
        else:  # whoever had it locked has swapped it in, or removed it
            os.close(opened)


def _is_locked(opened: int, end: float) -> bool:
    """Whether the folder could be locked before the time is over; where locks are unknown, it counts as locked."""
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES):
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(_PATIENCE_S / 40)
        else:
            return True


def _unlock(site: Path) -> None:
    opened = _locks.pop(site, None)
    if opened is not None:
        os.close(opened)


def write(staging: Path, artifacts: Iterable[File]) -> tuple[Left, ...]:
    """Writes each file below `staging`, where nothing has its place yet, chunk by chunk, and tells how it was left."""
    written = []
    for artifact in artifacts:
        opened = _opened(f"{staging}/{_checked(artifact.path)}")
        try:
            for chunk in artifact.chunks:
                _write_all(opened, chunk)
            left = os.fstat(opened)
        finally:
            os.close(opened)
        written.append(Left(artifact.path, left.st_size, left.st_mtime_ns))
    return tuple(written)


def _opened(path: str) -> int:
    """A new file at `path`; without a file object and a look at its folder, for each takes as long as the writing."""
    try:
        return os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, _NEW, 0o666)


def _write_all(opened: int, data: bytes) -> None:
    done = os.write(opened, data)
    while done < len(data):
        done += os.write(opened, memoryview(data)[done:])


def is_finished(site: Path) -> bool:
    """Whether a whole site of ours lies there, and nothing of a broken run beside it."""
    return (site / MARK).is_file() and not aside_of(site).exists() and not staging_of(site).exists()


def files_in(folder: Path, below: str = "") -> dict[str, Left]:
    """Every file of `folder`, or of one `below` it, as it lies there, but for the mark; nothing where there is none.

    An empty folder counts as a file whose name ends with a slash: no site has one.
    """
    start = folder / below
    return {file.path: file for file in _files_in(str(start), below) if file.path != MARK} if start.is_dir() else {}


def _files_in(folder: str, below: str) -> Iterator[Left]:
    is_empty = True
    with os.scandir(folder) as entries:
        for entry in entries:
            is_empty = False
            if entry.is_dir(follow_symlinks=False):
                yield from _files_in(entry.path, f"{below}{entry.name}/")
            else:
                left = entry.stat(follow_symlinks=False)
                yield Left(below + entry.name, left.st_size, left.st_mtime_ns)
    if is_empty:
        yield Left(below, 0, 0)


def take_over(folder: Path, staging: Path, files: Iterable[Left]) -> None:
    """The files of one folder also in the other: the same ones where the file system can, else copies.

    Refused where one of them is not as it was left.
    """
    folders = {""}
    for left in files:
        path = left.path
        parent = path.rpartition("/")[0]
        if parent not in folders:
            (staging / parent).mkdir(parents=True, exist_ok=True)
            folders.add(parent)
        try:
            os.link(f"{folder}/{path}", f"{staging}/{path}", follow_symlinks=False)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            shutil.copy2(f"{folder}/{path}", f"{staging}/{path}")
        found = os.lstat(f"{folder}/{path}")
        if (found.st_size, found.st_mtime_ns) != (left.size, left.changed):
            raise WriteRefused(ALTERED.format(path=path))


def keep_aside(staging: Path, folder: str, beside: Path | None) -> None:
    """Moves a folder of what was only written to make other files out of the site, to its place beside others.

    Without such a place, or where it cannot be moved there, it is removed: the next build makes it again.
    """
    written = staging / _checked(folder.rstrip("/"))
    if beside:
        shutil.rmtree(beside / folder, ignore_errors=True)
        with suppress(OSError):
            written.rename(beside / folder)
    shutil.rmtree(written, ignore_errors=True)


def without_collisions(paths: Sequence[str]) -> Sequence[str]:
    """The paths, refused where two are the same to a file system that ignores case."""
    seen: dict[str, str] = {}
    for path in paths:
        folded = path.casefold()
        if folded in seen:
            raise WriteRefused(f"{path!r} and {seen[folded]!r} are written to one file")
        seen[folded] = path
    return paths


def swap(site: Path) -> None:
    """The staged site takes the place of the old one."""
    with swapped(site):
        pass


@contextmanager
def swapped(site: Path) -> Iterator[None]:
    """The same; the old one is being removed during the block, and is gone after it."""
    (staging_of(site) / MARK).touch()
    aside = aside_of(site)
    if site.exists():
        site.rename(aside)
    staging_of(site).rename(site)
    _unlock(site)
    removing = Thread(target=shutil.rmtree, args=(aside,), kwargs={"ignore_errors": True})
    removing.start()
    try:
        yield
    finally:
        removing.join()  # what stays of it is removed, or told, by the next build


def pack(site: Path, target: Path) -> int:
    """The finished site as one ZIP file at `target`, and its size in bytes; equal sites give equal files.

    Its first page comes first, then the rest by their paths. What lies at `target` is replaced if it is a ZIP file,
    once the new one is whole.
    """
    if target.is_dir() or (target.exists() and not zipfile.is_zipfile(target)):
        raise WriteRefused(f"{target} 不是 ZIP 文件，不会覆盖 / is no ZIP file and is not overwritten")
    if target.resolve().is_relative_to(site.resolve()):
        raise WriteRefused(f"{target} 在网站的文件夹里 / lies in the site's folder")
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    paths.pop(MARK, None)
    unfinished = _unfinished(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(unfinished, "w") as archive:
            for name in sorted(paths, key=lambda name: (name != FIRST, name)):
                archive.writestr(_member(name), paths[name].read_bytes())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def _member(name: str) -> zipfile.ZipInfo:
    """A file in the archive that anybody may read, dated the first day that a ZIP file can tell."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o100644 << 16
    return member


def add_file(target: Path, file: File) -> None:
    """Adds one file, whole or not at all, whatever its path says; refused where something is at `target` already."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(target)
    try:
        unfinished.unlink(missing_ok=True)
        write(target.parent, [Streamed(unfinished.name, file.chunks)])
        _check_free(target.parent, target.name)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _unfinished(target: Path) -> Path:
    """Where a file is written until it is whole."""
    name = os.fsdecode(os.fsencode(target.name)[:_LONGEST])
    return target.with_name(f".{name}.zhangbang-new")


def add(folder: Path, artifacts: Iterable[File], *, is_anew: bool = False) -> tuple[str, ...]:
    """Adds files below `folder`, all or none, and returns their paths; refused where one of them is there already.

    What an interrupted run had made ready is completed first. Made anew, these files take its place: what it had moved
    counts as theirs where it is the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        return _added(folder, artifacts, is_anew=is_anew)


def _added(folder: Path, artifacts: Iterable[File], *, is_anew: bool) -> tuple[str, ...]:
    is_begun = is_anew and is_unfinished(folder)
    if not is_anew:
        _complete(folder)
    adding = folder / ADDING
    try:
        shutil.rmtree(adding, ignore_errors=True)
        adding.mkdir()
        paths = without_collisions([file.path for file in write(adding, artifacts)])
        for path in paths:
            if is_begun and _are_same(folder / path, adding / path):
                (adding / path).unlink()
            else:
                _check_free(folder, path)
        _remove(folder / READY)
        adding.rename(folder / READY)
    except BaseException:
        shutil.rmtree(adding, ignore_errors=True)
        raise
    made: list[Path] = []
    try:
        _move(folder, made)
    except BaseException:
        with _recovering():
            for place in reversed(made):
                _take_back(place)
        shutil.rmtree(folder / READY, ignore_errors=True)
        raise
    return tuple(paths)


def _are_same(one: Path, other: Path) -> bool:
    return one.is_file() and not one.is_symlink() and filecmp.cmp(one, other, shallow=False)


def is_unfinished(folder: Path) -> bool:
    """Whether an interrupted run has left files that it was to add."""
    return os.path.lexists(folder / READY) or os.path.lexists(folder / ADDING)


def complete(folder: Path) -> None:
    """Moves the files that an interrupted run had made ready, and removes those that it had not.

    One whose place was taken since is dropped.
    """
    if is_unfinished(folder):
        with _alone(folder):
            _complete(folder)


def _complete(folder: Path) -> None:
    waiting = _left_in(folder, READY)
    shutil.rmtree(folder / ADDING, ignore_errors=True)
    with _recovering():
        for path in waiting:
            if _is_free(folder, path):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / READY / path).rename(folder / path)
        _remove(folder / READY)


def replace(folder: Path, artifacts: Iterable[Artifact]) -> tuple[str, ...]:
    """Puts files in the places of those that are there below `folder`, all or none, and returns their paths."""
    with _alone(folder):
        return _replaced(folder, artifacts)


def _replaced(folder: Path, artifacts: Iterable[Artifact]) -> tuple[str, ...]:
    _complete_replacing(folder)
    replacing = folder / REPLACING
    try:
        replacing.mkdir()
        paths = tuple(file.path for file in write(replacing, artifacts))
        for path in paths:
            check_replaceable(folder, path)
            shutil.copymode(folder / path, replacing / path)
        (replacing / MANIFEST).write_bytes(
            os.fsencode("".join(f"{_digest(folder / path)}  {path}\n" for path in paths))
        )
        replacing.rename(folder / REPLACEMENTS)
    except BaseException:
        shutil.rmtree(replacing, ignore_errors=True)
        raise
    old: list[tuple[Path, bytes]] = []
    try:
        _exchange(folder, old)
    except BaseException:
        with _recovering():
            for place, data in reversed(old):
                _put_back(folder, place, data)
        shutil.rmtree(folder / REPLACEMENTS, ignore_errors=True)
        raise
    return paths


def refresh(folder: Path, artifacts: Iterable[Artifact]) -> tuple[str, ...]:
    """Writes the files below `folder` that are not there or hold something else, and returns their paths."""
    stale = [artifact for artifact in artifacts if not _holds(folder / _checked(artifact.path), artifact.data)]
    there = [artifact for artifact in stale if os.path.lexists(folder / artifact.path)]
    missing = [artifact for artifact in stale if artifact not in there]
    replaced = replace(folder, there) if there else ()
    added = add(folder, missing) if missing else ()
    complete_replacing(folder)  # what an interrupted run left also goes where nothing more was to be written
    complete(folder)
    return (*replaced, *added)


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def complete_replacing(folder: Path) -> None:
    """Moves the replacements that an interrupted run had made ready, and removes those that it had not.

    One is dropped where the file that it was made from has changed since, is gone or may not be written to.
    """
    if os.path.lexists(folder / REPLACEMENTS) or os.path.lexists(folder / REPLACING):
        with _alone(folder):
            _complete_replacing(folder)


def _complete_replacing(folder: Path) -> None:
    waiting = _left_in(folder, REPLACEMENTS)
    origins = _origins(folder / REPLACEMENTS / MANIFEST)
    shutil.rmtree(folder / REPLACING, ignore_errors=True)
    with _recovering():
        for path in waiting:
            if _is_replaceable(folder, path) and origins.get(path) == _digest(folder / path):
                (folder / REPLACEMENTS / path).replace(folder / path)
        _remove(folder / REPLACEMENTS)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other run adds files to the folder, or replaces some, within the block; refused where one does for long."""
    if fcntl is None:
        yield
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if not _is_locked(opened, time.monotonic() + _PATIENCE_S):
            raise Occupied(OCCUPIED.format(folder=folder))
        yield
    finally:
        os.close(opened)


@contextmanager
def _recovering() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecoveryStopped(
            f"写入中断，只完成了一部分：{error}；下次运行接着处理 / "
            f"writing stopped and is done in part only: {error}; the next run goes on"
        ) from error


def _left_in(folder: Path, name: str) -> tuple[str, ...]:
    """The files that wait in this folder, in order; refused where anything is there that no run may have left."""
    waiting = folder / name
    if not os.path.lexists(waiting):
        return ()
    found = sorted(path for path in waiting.rglob("*") if path.is_symlink() or not path.is_dir())
    paths = [path.relative_to(waiting).as_posix() for path in found if path != folder / REPLACEMENTS / MANIFEST]
    strange = [path for path in paths if not _may_wait(folder, name, path)]
    if strange or waiting.is_symlink() or not waiting.is_dir():
        held = f" ({strange[0]!r})" if strange else ""
        raise WriteRefused(
            f"{waiting}{held} 不像是本程序中断时留下的，其中的文件都没有移动；请查看后删除这个文件夹 / does not look "
            "like what an interrupted run left, and none of it was moved; look at it and delete the folder"
        )
    return tuple(paths)


def _may_wait(folder: Path, name: str, path: str) -> bool:
    """Whether a plain file waits for a place among records, to which no link leads."""
    first, *rest = path.split("/")
    is_home = first in HOMES if rest else folder.resolve().name == NEEDS
    is_hidden = any(step.startswith(".") for step in (first, *rest))
    place = folder.resolve() / path
    is_file = stat.S_ISREG((folder / name / path).lstat().st_mode)
    return is_home and not is_hidden and is_file and place.parent.resolve() == place.parent


def _origins(manifest: Path) -> dict[str, str]:
    """The digest of the file that each replacement was made from, by its path."""
    try:
        lines = os.fsdecode(manifest.read_bytes()).split("\n")
    except OSError:
        return {}
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_replaceable(folder: Path, path: str) -> bool:
    try:
        check_replaceable(folder, path)
    except (WriteRefused, OSError):
        return False
    return os.access(folder / path, os.R_OK)


def _is_free(folder: Path, path: str) -> bool:
    """Whether nothing has the place, or that of a folder on the way to it."""
    target = folder / path
    return not os.path.lexists(target) and all(parent.is_dir() for parent in target.parents if parent.exists())


def _remove(leftover: Path) -> None:
    if leftover.exists():
        try:
            shutil.rmtree(leftover)
        except FileNotFoundError:  # the build that left it is removing it
            shutil.rmtree(leftover, ignore_errors=True)


def check_replaceable(folder: Path, path: str) -> None:
    """Refuses a place that is no file of the folder's own, or may not be written to."""
    target = folder / _checked(path)
    if target.is_symlink() or not target.parent.resolve().is_relative_to(folder.resolve()):
        raise WriteRefused(f"{path} 是链接，或经由链接到了文件夹之外 / is a link, or leads out of the folder by one")
    mode = target.stat().st_mode
    if not stat.S_ISREG(mode) or not mode & 0o222 or not os.access(target.parent, os.W_OK):
        raise WriteRefused(f"{path} 是只读的 / is read-only")


def _exchange(folder: Path, old: list[tuple[Path, bytes]]) -> None:
    """Moves the replacements to their places; every file that gives way is added to `old` with what it held."""
    replacements = folder / REPLACEMENTS
    for source in sorted(path for path in replacements.rglob("*") if _waits(path)):
        check_replaceable(folder, source.relative_to(replacements).as_posix())
        target = folder / source.relative_to(replacements)
        old.append((target, target.read_bytes()))
        source.replace(target)
    shutil.rmtree(replacements)


def _waits(path: Path) -> bool:
    return path.is_file() and path.name != MANIFEST


def _put_back(folder: Path, place: Path, data: bytes) -> None:
    if _holds(place, data):
        return
    spare = folder / REPLACEMENTS / place.relative_to(folder)
    spare.parent.mkdir(parents=True, exist_ok=True)
    spare.write_bytes(data)
    shutil.copymode(place, spare)
    spare.replace(place)


def _move(folder: Path, made: list[Path]) -> None:
    """Moves what is ready to its place; every folder and file that this makes is added to `made`."""
    ready = folder / READY
    for source in sorted(path for path in ready.rglob("*") if path.is_file()):
        _check_free(folder, source.relative_to(ready).as_posix())
        target = folder / source.relative_to(ready)
        missing = [parent for parent in target.parents if not parent.exists()]
        made.extend((*reversed(missing), target))
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    shutil.rmtree(ready)


def _take_back(path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    else:
        with suppress(FileNotFoundError, NotADirectoryError):  # it was not made yet, or a file has its folder's place
            path.unlink()


def _check_free(folder: Path, path: str) -> None:
    """Refuses a place that is taken, or that links lead out of the folder."""
    target = folder / path
    if target.is_symlink() or target.exists():
        raise WriteRefused(f"{path} 已经存在，不会覆盖 / is there already and is not overwritten")
    if not target.parent.resolve().is_relative_to(folder.resolve()):
        raise WriteRefused(f"{path} 经由链接到了文件夹之外 / leads out of the folder by a link")


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _checked(path: str) -> str:
    if not path or path.startswith("/") or "\\" in path or ":" in path or not _NO_STEPS.isdisjoint(path.split("/")):
        raise WriteRefused(f"{path!r} leaves the site's folder")
    return path


_NO_STEPS = frozenset({"", ".", ".."})
