"""Whatever befalls a build, the site is the one before or the one it should be, and the next build gives the latter."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from building.edits import LIST, edit
from building.harm import LONG_AGO, TO_COME
from building.projects import Project, Tree, difference, fixture_project, is_clean, put, read, tree_of
from building.sides import Sides
from generator import building, cache, publishing, writer
from generator.cli import main
from generator.guest import BuildRefused
from generator.parallel import workers
from generator.publishing import build_site


def refused(project: Project) -> str:
    """Why a build is refused; the old site stays, and nothing of the new one."""
    before = tree_of(project.site)
    with pytest.raises(BuildRefused) as raised:
        build_site(project.root, project.asked(project.site))
    assert difference(tree_of(project.site), before) == []
    return str(raised.value)


def as_from_nothing(project: Project) -> None:
    """The next build gives what one without a memory gives, and leaves nothing beside it."""
    assert difference(project.build(), project.build_afresh()) == []
    assert is_clean(project)


# -- two at once ------------------------------------------------------------------------------------------------------


def test_a_site_that_another_build_is_writing_is_left_to_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_PATIENCE_S", 0.0)
    edit(project)
    staging = writer.staging_of(project.site)
    staging.mkdir()
    (staging / "theirs").write_text("half")
    held = os.open(staging, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    told = refused(project)
    assert "另一次生成" in told
    assert "Another build" in told
    assert "--site" in told
    options = ["build", "--root", str(project.root), "--site", str(project.site), "--as-of", str(project.as_of)]
    done = CliRunner().invoke(main, [*options, "--jobs", "1", "--keep-going"])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    writer.mend(project.site)
    assert tree_of(staging) == {"theirs": b"half"}
    os.close(held)
    as_from_nothing(project)


def test_two_builds_at_once_give_one_whole_site(formless: Project) -> None:
    edit(formless)
    children = [_building(formless) for _ in range(2)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert set(codes) <= {0, 1}
    assert 0 in codes
    assert difference(tree_of(formless.site), formless.build_afresh()) == []
    as_from_nothing(formless)


@pytest.mark.proof
def test_many_builds_at_once_leave_one_whole_site(formless: Project, tally: Counter[str]) -> None:
    sides = Sides(formless)
    for turn in range(40):
        sides.turn()
        children = []
        for _ in range(2 + turn % 2):
            children.append(_building(formless))
            time.sleep(turn % 8 / 20)
        codes = {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children}
        assert codes <= {0, 1}
        assert 0 in codes
        sides.hold(f"{turn}")
        tally["faults"] += 1
        tally["kept"] += 1


def _building(project: Project) -> int:
    child = os.fork()
    if child:
        return child
    code = 2
    try:
        code = 0 if project.build() is not None else 1
    finally:
        os._exit(code)


def test_where_folders_cannot_be_locked_leftovers_are_removed_as_ever(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "fcntl", None)
    edit(project)
    writer.staging_of(project.site).mkdir()
    (writer.staging_of(project.site) / "left").write_text("half")
    as_from_nothing(project)


def test_where_locks_are_unknown_a_site_is_built_without(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    edit(project)
    as_from_nothing(project)


# -- changed on the way -----------------------------------------------------------------------------------------------


def _text_of(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


CHANGES: Mapping[str, Callable[[Project], None]] = {
    "a record": lambda project: edit(project, LIST),
    "the settings": lambda project: _text_of(project, "site_config/site.yml", "样例网站", "别的网站"),
    "a label": lambda project: _text_of(project, "site_config/labels.yml", "首页", "主页"),
    "prose": lambda project: _text_of(project, "content/pages/zh/about.md", "# ", "# 新"),
    "mkdocs.yml": lambda project: _text_of(project, "mkdocs.yml", "example.org/zhangbang", "example.com"),
}

MOMENTS: Mapping[str, tuple[Any, str]] = {
    "before MkDocs runs": (publishing, "_visited"),
    "before the settings' key": (publishing, "_key"),
    "before the pages": (building, "plans"),
    "before the swap": (writer, "swapped"),
    "before the memory is kept": (cache, "save"),
}


def _changed_at(project: Project, patch: pytest.MonkeyPatch, change: str, moment: str, *, is_after: bool) -> None:
    """Builds, and has something change the first time that this is done."""
    home, name = MOMENTS[moment]
    do, done = getattr(home, name), []

    def doing(*given: Any, **named: Any) -> Any:
        found = do(*given, **named) if is_after else None
        if not done:
            done.append(True)
            CHANGES[change](project)
        return found if is_after else do(*given, **named)

    with patch.context() as patched:
        patched.setattr(home, name, doing)
        project.build()
    assert done


def _changes_at(project: Project, patch: pytest.MonkeyPatch, change: str, moment: str, sides: Sequence[bool]) -> None:
    files = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file() and path.suffix != ".cache"}
    for is_after in sides:
        (project.root / "content/pages/zh/how-to-edit.md").write_text(f"# 改\n\n{is_after}\n", "utf-8")
        edit(project)
        _changed_at(project, patch, change, moment, is_after=is_after)
        as_from_nothing(project)
        for path, data in files.items():  # back again: what was kept on the way must not come back with it
            path.write_bytes(data)
        as_from_nothing(project)


def test_what_changes_while_the_site_is_built_is_in_the_next_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    _changes_at(project, monkeypatch, "a label", "before the settings' key", (False,))


@pytest.mark.proof
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_whatever_changes_at_any_time_while_the_site_is_built_is_in_the_next_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, change: str, moment: str
) -> None:
    _changes_at(project, monkeypatch, change, moment, (False, True))


def test_a_file_of_data_that_was_altered_in_the_old_site_is_in_no_new_one(project: Project) -> None:
    """The ZIP file holds what lies beside it, and is made of files that were made just now or are as they were left."""
    altered = sorted(path for end in ("csv", "jsonl") for path in project.site.glob(f"data/*.{end}"))
    for path in altered:
        path.write_bytes(path.read_bytes() + b"\n")
    (project.site / "data/zhangbang.zip").unlink()
    edit(project)
    as_from_nothing(project)
    with zipfile.ZipFile(project.site / "data/zhangbang.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    names = {path.name for path in altered}
    assert names <= held.keys()
    assert [name for name in names if held[name] != (project.site / "data" / name).read_bytes()] == []


# -- clocks -----------------------------------------------------------------------------------------------------------


def _dated(folder: Path, when: int) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (when, when))


@pytest.mark.parametrize("when", [TO_COME, pytest.param(LONG_AGO, marks=pytest.mark.proof)])
def test_no_clock_is_believed(project: Project, monkeypatch: pytest.MonkeyPatch, when: int) -> None:
    for folder in (project.root, project.site):
        _dated(folder, when)
    monkeypatch.setattr(time, "time", lambda: float(when))
    edit(project)
    _dated(project.root / "content", when)
    as_from_nothing(project)


# -- disks ------------------------------------------------------------------------------------------------------------


def _failing(number: int, do: Callable[..., Any] | None = None, after: int = 0) -> Callable[..., Any]:
    """Something that fails with this error from some call on."""
    calls = [0]

    def failing(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if do is not None and calls[0] <= after:
            return do(*given, **named)
        raise OSError(number, os.strerror(number))

    return failing


def _is_told(said: str) -> bool:
    return "磁盘" in said and "the disk has room" in said and "No space" in said


@pytest.mark.parametrize("after", [5, pytest.param(0, marks=pytest.mark.proof)])
def test_a_disk_that_is_full_keeps_the_old_site(project: Project, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    edit(project)
    with monkeypatch.context() as patched:
        patched.setattr(writer, "_opened", _failing(errno.ENOSPC, writer._opened, after))
        assert _is_told(refused(project))
        assert is_clean(project)
    with monkeypatch.context() as patched:
        patched.setattr(os, "link", _failing(errno.ENOSPC, os.link, after))
        patched.setattr(writer.shutil, "copy2", _failing(errno.ENOSPC))
        assert _is_told(refused(project))
        assert is_clean(project)
    as_from_nothing(project)


@pytest.mark.parametrize("number", [errno.ENOSPC, pytest.param(errno.EROFS, marks=pytest.mark.proof)])
def test_a_cache_that_cannot_be_written_is_told_once_and_nothing_else(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    logging.disable(logging.NOTSET)
    cache._tell_once.cache_clear()
    monkeypatch.setattr(cache, "_put", _failing(number))
    for words in ("一", "二"):
        edit(project, words=words)
        assert difference(project.build(), project.build_afresh()) == []
    told = [entry for entry in caplog.records if entry.name == "zhangbang.cache"]
    assert len(told) == 1
    assert "The result is the same" in told[0].getMessage()


def test_a_project_that_cannot_be_written_is_built_elsewhere(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_put", _failing(errno.EROFS))
    edit(project)
    before = sources_of(project)
    as_from_nothing(project)
    assert sources_of(project) == before


def sources_of(project: Project) -> dict[Path, bytes]:
    """Every file of the project but those that builds keep."""
    files = (path for path in project.root.rglob("*") if path.is_file() and project.cache not in path.parents)
    return {path: path.read_bytes() for path in files}


def test_a_place_that_cannot_be_written_to_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project)
    monkeypatch.setattr(Path, "mkdir", _failing(errno.EACCES))
    told = refused(project)
    assert str(project.site.parent) in told


@pytest.mark.parametrize("number", [errno.EXDEV, pytest.param(errno.EPERM, marks=pytest.mark.proof)])
def test_without_hard_links_files_are_copied(project: Project, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "link", _failing(number))
    edit(project)
    as_from_nothing(project)
    monkeypatch.setattr(building, "_kept", _failing(errno.EIO))
    (project.cache / "lately.cache").unlink()
    assert project.build() is not None, "the copies are known as what they are"


def test_a_system_whose_links_are_of_another_sort_has_copies(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(*_: object, **__: object) -> None:
        raise NotImplementedError("follow_symlinks unavailable on this platform")

    monkeypatch.setattr(os, "link", unavailable)
    edit(project)
    as_from_nothing(project)


# -- who does the work ------------------------------------------------------------------------------------------------

STARTS = [("fork", 2), pytest.param("fork", 3, marks=pytest.mark.proof), ("spawn", 2)]


@pytest.mark.parametrize(("start", "count"), STARTS)
def test_however_processes_are_started_the_site_is_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch, start: Any, count: int
) -> None:
    project.build()
    project.jobs = count
    edit(project)
    domains = project.root / "site_config/domains.yml"
    domains.write_text(f"{domains.read_text('utf-8')}- {{id: more, label: {{zh: 更多}}}}\n", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "workers", partial(workers, start=start))
        patched.setattr(building, "WORTH_SHARING", 1)
        patched.setattr("generator.finder.index._WORTH_SHARING", 1)
        found: Tree | None = project.build()
    project.jobs = 1
    assert difference(found, project.build_afresh()) == []
    edit(project, LIST)
    as_from_nothing(project)


def test_one_core_makes_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.parallel.cores", lambda: 1)
    project.jobs = None
    edit(project)
    as_from_nothing(project)


# -- what is forged ---------------------------------------------------------------------------------------------------


FORGED: Mapping[str, Callable[[building.Memory], building.Memory]] = {
    "answers missing": lambda m: building.Memory(m.reads, m.answers[1:], m.steps, m.allowed),
    "a sort that nobody knows": lambda m: building.Memory((("stars",), *m.reads[1:]), m.answers, m.steps, m.allowed),
    "no sort": lambda m: building.Memory(((), *m.reads[1:]), m.answers, m.steps, m.allowed),
    "a kind that nobody knows": lambda m: building.Memory(
        (("kind", "stars"), *m.reads[1:]), m.answers, m.steps, m.allowed
    ),
    "too many names": lambda m: building.Memory((("made", "x", "y"), *m.reads[1:]), m.answers, m.steps, m.allowed),
    "a group that nobody knows": lambda m: building.Memory(
        (("grouped", "stars"), *m.reads[1:]), m.answers, m.steps, m.allowed
    ),
    "half a number": lambda m: building.Memory(
        m.reads, m.answers, {n: building.Kept(k.inputs, k.reads + b"x", k.files, k.made) for n, k in m.steps.items()}
    ),
}


FORGED_MOST = {"answers missing", "a kind that nobody knows", "a group that nobody knows"}
"""What leads to an error of each sort in the end: at once, and when something is asked."""


@pytest.mark.parametrize(
    "forge",
    [pytest.param(f, id=n, marks=[pytest.mark.proof] * (n not in FORGED_MOST)) for n, f in FORGED.items()],
)
def test_a_memory_that_is_forged_stops_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, forge: Callable[[building.Memory], building.Memory]
) -> None:
    load = cache.load

    def forging(folder: Path | None, name: str, key: bytes, type: Any) -> Any:
        found = load(folder, name, key, type)
        return forge(found) if name == "steps" and found else found

    edit(project)
    with monkeypatch.context() as patched:
        patched.setattr(cache, "load", forging)
        found = project.build()
    assert difference(found, project.build_afresh()) == []


# -- whose cache and whose site --------------------------------------------------------------------------------------


def test_a_project_that_is_copied_with_its_cache_builds_its_own_site(project: Project, tmp_path: Path) -> None:
    import shutil

    other = Project(tmp_path / "copy", tmp_path / "copy-site", tmp_path / "copy-fresh")
    shutil.copytree(project.root, other.root)
    as_from_nothing(other)
    edit(other)
    as_from_nothing(other)
    as_from_nothing(project)


def test_a_site_in_the_projects_own_folder_is_found_after_it_moved(tmp_path: Path) -> None:
    project = fixture_project(tmp_path)
    build_site(project.root, project.asked(project.site)._replace(site=None))
    moved = project.root.rename(tmp_path / "moved")
    (tmp_path / "project").mkdir()
    target = build_site(moved, project.asked(project.site)._replace(site=None))
    assert target == moved / "site"


def test_a_relative_folder_is_meant_from_where_the_command_is_run(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        build_site(project.root, project.asked(Path("out")))
        assert (tmp_path / name / "out/index.html").is_file()


def test_a_mailbox_that_is_no_longer_an_offices_stops_the_build_as_it_does_from_nothing(
    project: Project,
) -> None:
    """Prose that a hook makes is looked through by nobody but the build, and it need not be made again."""
    hook = "def on_page_markdown(text, **_):\n    return text + '\\n\\nchu@163.com\\n'\n"
    (project.root / "hook.py").write_text(hook, "utf-8")
    with (project.root / "mkdocs.yml").open("a") as config:
        config.write("\nhooks: [hook.py]\n")
    path = project.root / "content/guides/sample-2025-claim.yml"
    data = read(path)
    data["contacts"] = [{"office": {"zh": "某处"}, "email": "chu@163.com"}]
    put(path, data)
    assert project.build() is not None
    data["contacts"] = [{"office": {"zh": "某处"}, "phone": "0731-00000000"}]
    put(path, data)
    assert project.build_afresh() is None
    assert "personal data" in refused(project)


def test_what_mkdocs_warns_of_is_told_by_each_build(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    _text_of(project, "mkdocs.yml", "https://example.org/git/calls", "git@github.com:a/b.git")
    logging.disable(logging.NOTSET)
    for _ in range(2):
        caplog.clear()
        project.build()
        assert "cannot be used" in caplog.text
