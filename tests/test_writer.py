"""The output is replaced whole or not at all, and nothing that is not ours is ever removed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import build
from hypothesis import given
from hypothesis import strategies as st
from small import put

from generator import writer
from generator.cache import FOLDER
from generator.cli import main
from generator.guest import BuildRefused
from generator.model.artifacts import READY, Artifact
from generator.writer import (
    ADDING,
    MANIFEST,
    REPLACEMENTS,
    REPLACING,
    Left,
    Occupied,
    RecoveryStopped,
    WriteRefused,
    add,
    add_file,
    aside_of,
    complete,
    complete_replacing,
    files_in,
    mend,
    prepare,
    refresh,
    replace,
    resolved,
    staging_of,
    swap,
    swapped,
    take_over,
    without_collisions,
    write,
)

Tree = dict[str, bytes]
CACHE = FOLDER.parts[0]
KEPT = {"content", "site_config", "mkdocs.yml", "site", CACHE}
"""What lies in a project with a site, however a build ended."""

REFUSED = (BuildRefused, SystemExit)
"""How a build stops: MkDocs turns the first into the second."""


def tree_of(folder: Path) -> Tree:
    """Every file below the folder, with its bytes, but for the cache."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if CACHE not in path.parts}


def make(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_text(content)
    return folder


def published(site: Path, content: str) -> Path:
    """A site of one page, written and swapped in."""
    write(prepare(site), [Artifact("zh/index.html", content.encode())])
    swap(site)
    return site


def page_of(site: Path) -> str:
    return (site / "zh/index.html").read_text()


# -- writing --------------------------------------------------------------------------------------------------


def test_artifacts_are_written_with_their_folders(tmp_path: Path) -> None:
    written = write(
        tmp_path, [Artifact("a.txt", b"1"), Artifact("zh/guides/b.html", "榜".encode()), Artifact("zh/c", b"")]
    )
    found = {path: (tmp_path / path).stat() for path in ("a.txt", "zh/guides/b.html", "zh/c")}
    assert written == tuple(Left(path, left.st_size, left.st_mtime_ns) for path, left in found.items())
    assert tree_of(tmp_path) == {"a.txt": b"1", "zh/guides/b.html": "榜".encode(), "zh/c": b""}


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "/etc/x",
        "//x",
        "a\\b",
        "..\\x",
        "C:x",
        "C:/x",
        "a:b",
        "x\0y",
        "./../x",
    ],
)
def test_an_artifact_that_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    staging = make(tmp_path / "staging")
    with pytest.raises((WriteRefused, ValueError, OSError)):
        write(staging, [Artifact(path, b"x")])
    assert tree_of(tmp_path) == {}


@given(st.lists(st.sampled_from(["..", ".", "a", "b", "", "/", "\\"]), min_size=1, max_size=6))
def test_no_path_escapes(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("outer")
    staging = make(folder / "one" / "staging")
    with suppress(WriteRefused, OSError):
        write(staging, [Artifact("/".join(parts), b"x")])
    assert [path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(staging)] == []


@pytest.mark.parametrize("paths", [["a.html", "A.html"], ["zh/x", "zh/y", "ZH/X"], ["ß", "SS"], ["a", "b", "a"]])
def test_two_artifacts_of_one_name_are_refused(paths: list[str]) -> None:
    with pytest.raises(WriteRefused):
        without_collisions(paths)


def test_artifacts_of_different_names_collide_in_nothing() -> None:
    assert list(without_collisions(["a", "b", "a/b"])) == ["a", "b", "a/b"]


# -- swapping -------------------------------------------------------------------------------------------------


def test_a_site_is_swapped_in_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for content in ("first", "second"):
        assert page_of(published(site, content)) == content
        assert list(tmp_path.iterdir()) == [site]


def test_until_the_swap_the_old_site_stands(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "first")
    write(prepare(site), [Artifact("zh/index.html", b"second")])
    assert page_of(site) == "first"


def test_the_old_site_is_gone_after_the_block_in_which_it_is_removed(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "first")
    write(prepare(site), [Artifact("zh/index.html", b"second")])
    with swapped(site):
        assert page_of(site) == "second"
    assert list(tmp_path.iterdir()) == [site]


def test_a_file_that_is_not_as_it_was_left_is_not_taken_over(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "first")
    left = tuple(files_in(site).values())
    (site / "zh/index.html").write_text("altered")
    with pytest.raises(WriteRefused, match=r"zh/index\.html"):
        take_over(site, prepare(site), left)


def test_what_the_new_site_lacks_is_gone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(prepare(site), [Artifact("zh/gone.html", b"x")])
    swap(site)
    published(site, "new")
    assert not (site / "zh/gone.html").exists()


def test_interrupted_between_the_renames_the_old_site_comes_back(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "first")
    write(prepare(site), [Artifact("zh/index.html", b"second")])
    site.rename(aside_of(site))
    mend(site)
    assert page_of(site) == "first"
    assert list(tmp_path.iterdir()) == [site]


def test_interrupted_after_the_renames_the_new_site_stays(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "first")
    write(prepare(site), [Artifact("zh/index.html", b"second")])
    site.rename(aside_of(site))
    staging_of(site).rename(site)
    mend(site)
    assert page_of(site) == "second"
    assert list(tmp_path.iterdir()) == [site]


def test_interrupted_while_writing_the_old_site_stays(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "first")
    write(prepare(site), [Artifact("zh/index.html", b"half")])
    assert list(prepare(site).iterdir()) == []
    assert page_of(site) == "first"


def test_an_interrupted_removal_of_the_old_site_is_finished(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "new")
    make(aside_of(site), left="x")
    mend(site)
    assert list(tmp_path.iterdir()) == [site]


# -- whose folder ---------------------------------------------------------------------------------------------


def test_a_folder_that_is_missing_or_empty_may_be_filled(tmp_path: Path) -> None:
    root = make(tmp_path / "project")
    assert resolved(root / "site", root) == (root / "site").resolve()
    make(root / "empty")
    assert resolved(root / "empty", root) == (root / "empty").resolve()


def test_a_site_of_ours_may_be_replaced(tmp_path: Path) -> None:
    root = make(tmp_path / "project")
    assert resolved(published(root / "site", "x"), root)


@pytest.mark.parametrize(
    "place", [".", "..", "../..", "content", "content/pages/zh", "site_config", "photos", "mkdocs.yml", "/"]
)
def test_a_folder_that_is_not_ours_is_refused(small_project: Path, place: str) -> None:
    make(small_project / "photos", a="precious")
    before = tree_of(small_project)
    with pytest.raises(REFUSED):
        build(small_project, small_project / place)
    assert tree_of(small_project) == before


def test_a_folder_beside_the_site_that_is_called_old_is_nobodys_business(small_project: Path) -> None:
    for name in ("site.old", "site.building", "site.bak", "old"):
        make(small_project / name, a="precious")
    for _ in range(2):
        build(small_project, small_project / "site")
    for name in ("site.old", "site.building", "site.bak", "old"):
        assert tree_of(small_project / name) == {"a": b"precious"}


def test_a_site_under_another_name_is_replaced_where_the_link_leads(small_project: Path, tmp_path: Path) -> None:
    real = make(tmp_path / "disk") / "real"
    build(small_project, real)
    (small_project / "site").symlink_to(real)
    build(small_project, small_project / "site")
    assert (small_project / "site").is_symlink()
    assert (real / "zh/index.html").is_file()
    assert list((tmp_path / "disk").iterdir()) == [real]


def test_a_link_to_a_folder_that_is_not_ours_is_refused(small_project: Path, tmp_path: Path) -> None:
    photos = make(tmp_path / "photos", a="precious")
    (small_project / "site").symlink_to(photos)
    with pytest.raises(REFUSED):
        build(small_project, small_project / "site")
    assert tree_of(photos) == {"a": b"precious"}


def test_a_link_that_leads_nowhere_does_no_harm(small_project: Path, tmp_path: Path) -> None:
    (small_project / "site").symlink_to(tmp_path / "nowhere")
    build(small_project, small_project / "site")
    assert (tmp_path / "nowhere" / "zh" / "index.html").is_file()


# -- builds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["record", "settings", "labels", "unreadable record"])
def test_a_failed_build_leaves_the_old_site_as_it_was(small_project: Path, broken: str) -> None:
    site = build(small_project, small_project / "site")
    before = tree_of(site)
    match broken:
        case "record":
            put(small_project, "organisation", id="x", type="none")
        case "settings":
            (small_project / "site_config/site.yml").write_text("title: 1\n")
        case "labels":
            (small_project / "site_config/labels.yml").write_text("home: 首页\n")
        case _:
            (small_project / "content" / "guides" / "a-guide.yml").write_bytes(b"\xff")
    with pytest.raises(REFUSED):
        build(small_project, site)
    assert tree_of(site) == before
    assert {path.name for path in small_project.iterdir()} == KEPT


def test_a_build_mends_what_an_interrupted_one_left(small_project: Path) -> None:
    site = build(small_project, small_project / "site")
    before = tree_of(site)
    make(staging_of(site), half="x")
    site.rename(aside_of(site))
    put(small_project, "organisation", id="x", type="none")
    with pytest.raises(REFUSED):
        build(small_project, site)
    (small_project / "content/organisations/x.yml").unlink()
    assert tree_of(build(small_project, site)) == before
    assert {path.name for path in small_project.iterdir()} == KEPT


def test_the_parent_of_the_output_is_made(small_project: Path, tmp_path: Path) -> None:
    assert (build(small_project, tmp_path / "deep" / "down" / "site") / "index.html").is_file()


# -- files that are added -------------------------------------------------------------------------------------


def files(**contents: str) -> list[Artifact]:
    return [Artifact(name.replace("_", "/") + ".yml", content.encode()) for name, content in contents.items()]


def test_files_are_added_beside_those_that_are_there(tmp_path: Path) -> None:
    make(tmp_path / "project", mine="mine")
    assert add(tmp_path / "project", files(a_b="1", a_c="2")) == ("a/b.yml", "a/c.yml")
    assert tree_of(tmp_path / "project") == {"mine": b"mine", "a/b.yml": b"1", "a/c.yml": b"2"}


@pytest.mark.parametrize("taken", ["a/c.yml", "a"])
def test_a_place_that_is_taken_keeps_all_from_being_added(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_text("mine")
    before = tree_of(tmp_path)
    with pytest.raises((WriteRefused, OSError)):
        add(tmp_path, files(a_b="1", a_c="2"))
    assert tree_of(tmp_path) == before


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside/a").symlink_to(tmp_path / "outside")
    with pytest.raises(WriteRefused):
        add(tmp_path / "inside", files(a_b="1"))
    assert tree_of(tmp_path) == {}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
def test_nothing_is_added_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(WriteRefused):
        add(tmp_path / "inside", [Artifact(path, b"1")])
    assert tree_of(tmp_path) == {}


@pytest.mark.parametrize("at", range(1, 5))
def test_an_addition_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    rename, calls = Path.rename, []

    def breaking(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", breaking)
    with pytest.raises(OSError, match="No space"):
        add(tmp_path / "p", files(a_b="1", a_c="2", d="3"))
    assert list((tmp_path / "p").iterdir()) == []


def test_an_addition_that_was_cut_off_is_completed_or_forgotten(tmp_path: Path) -> None:
    make(tmp_path / READY / "content/guides", **{"half.yml": "1"})
    make(tmp_path / ADDING, lost="2")
    complete(tmp_path)
    assert tree_of(tmp_path) == {"content/guides/half.yml": b"1"}


def test_needs_are_completed_in_a_folder_of_their_own(tmp_path: Path) -> None:
    make(tmp_path / "needs" / READY, **{"half.yml": "1"})
    complete(tmp_path / "needs")
    assert tree_of(tmp_path) == {"needs/half.yml": b"1"}


@pytest.mark.parametrize("taken", ["content/guides/a.yml", "content/guides"])
def test_what_waits_for_a_place_that_was_taken_since_is_dropped(tmp_path: Path, taken: str) -> None:
    make(tmp_path / READY / "content/guides", **{"a.yml": "1"})
    make(tmp_path / READY / "content/lists", **{"b.yml": "2"})
    (tmp_path / taken).parent.mkdir(parents=True)
    (tmp_path / taken).write_text("mine")
    complete(tmp_path)
    assert tree_of(tmp_path) == {taken: b"mine", "content/lists/b.yml": b"2"}


# -- two at once --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("work", [
    lambda folder: add(folder, files(content_b="2")),
    lambda folder: replace(folder, files(content_a="2")),
])  # fmt: skip
def test_a_folder_to_which_another_run_is_writing_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(writer, "_PATIENCE_S", 0.0)
    make(tmp_path / "content", **{"a.yml": "1"})
    (tmp_path / ADDING).mkdir()
    (tmp_path / REPLACING).mkdir()
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    for run in (work, complete, complete_replacing):
        with pytest.raises(Occupied, match=r"等它结束.*\n.*when it has ended"):
            run(tmp_path)
    assert tree_of(tmp_path) == {"content/a.yml": b"1"}
    assert (tmp_path / ADDING).is_dir()
    os.close(held)
    work(tmp_path)
    assert "2" in {path.read_text() for path in (tmp_path / "content").iterdir()}


# -- one file ------------------------------------------------------------------------------------------------------


def test_one_file_is_added_whole_and_overwrites_nothing(tmp_path: Path) -> None:
    place = tmp_path / "deep" / ("名" * 85)
    add_file(place, Artifact("whatever", b"1"))
    with pytest.raises(WriteRefused):
        add_file(place, Artifact("whatever", b"2"))
    assert tree_of(tmp_path) == {f"deep/{place.name}": b"1"}


def test_one_file_that_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / ".a.csv.zhangbang-new").write_text("half")
    add_file(tmp_path / "a.csv", Artifact("a.csv", b"1"))
    assert tree_of(tmp_path) == {"a.csv": b"1"}


# -- made anew ------------------------------------------------------------------------------------------------------


def test_what_is_made_anew_takes_the_place_of_what_was_cut_off(tmp_path: Path) -> None:
    make(tmp_path / "p", **{"a.yml": "1"})
    make(tmp_path / "p" / READY, **{"b.yml": "old"})
    assert add(tmp_path / "p", files(a="1", b="2"), is_anew=True) == ("a.yml", "b.yml")
    assert tree_of(tmp_path / "p") == {"a.yml": b"1", "b.yml": b"2"}


def test_what_differs_is_not_made_anew(tmp_path: Path) -> None:
    make(tmp_path / "p", **{"a.yml": "mine"})
    make(tmp_path / "p" / READY, **{"b.yml": "old"})
    with pytest.raises(WriteRefused):
        add(tmp_path / "p", files(a="1", b="2"), is_anew=True)
    assert (tmp_path / "p/a.yml").read_text() == "mine"


def test_without_anything_cut_off_what_is_there_is_refused_even_if_it_is_the_same(tmp_path: Path) -> None:
    make(tmp_path / "p", **{"a.yml": "1"})
    with pytest.raises(WriteRefused):
        add(tmp_path / "p", files(a="1"), is_anew=True)


# -- files that are replaced ----------------------------------------------------------------------------------


def test_files_are_replaced_and_keep_their_mode(tmp_path: Path) -> None:
    make(tmp_path / "a", **{"b.yml": "old", "c.yml": "same"})
    (tmp_path / "a/b.yml").chmod(0o640)
    assert replace(tmp_path, files(a_b="new")) == ("a/b.yml",)
    assert tree_of(tmp_path) == {"a/b.yml": b"new", "a/c.yml": b"same"}
    assert (tmp_path / "a/b.yml").stat().st_mode & 0o777 == 0o640


def _missing(folder: Path) -> None:
    (folder / "a/c.yml").unlink()


def _read_only(folder: Path) -> None:
    (folder / "a/c.yml").chmod(0o444)


def _link(folder: Path) -> None:
    (folder / "a/c.yml").rename(folder / "elsewhere.yml")
    (folder / "a/c.yml").symlink_to("../elsewhere.yml")


def _linked_folder(folder: Path) -> None:
    outside = folder.with_name(f"{folder.name}-outside")
    (folder / "a").rename(outside)
    (folder / "a").symlink_to(outside)


@pytest.mark.parametrize("hinder", [_missing, _read_only, _link, _linked_folder])
def test_one_place_that_may_not_be_written_keeps_all_as_they_were(
    tmp_path: Path, hinder: Callable[[Path], None]
) -> None:
    project = tmp_path / "project"
    make(project / "a", **{"b.yml": "1", "c.yml": "2"})
    hinder(project)
    before = tree_of(tmp_path)
    with pytest.raises((WriteRefused, OSError)):
        replace(project, files(a_b="new", a_c="new"))
    assert tree_of(tmp_path) == before


@pytest.mark.parametrize("at", range(1, 4))
def test_a_replacement_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    make(tmp_path / "a", **{"b.yml": "1", "c.yml": "2", "d.yml": "3"})
    before, move, calls = tree_of(tmp_path), Path.replace, []

    def breaking(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", breaking)
    with pytest.raises(OSError, match="No space"):
        replace(tmp_path, files(a_b="new", a_c="new", a_d="new"))
    assert tree_of(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(("at", "is_partly_written"), [(1, False), (2, True)])
def test_a_disk_that_stays_full_is_told_as_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, is_partly_written: bool
) -> None:
    make(tmp_path / "content", **{"a.yml": "1", "b.yml": "2"})
    move, calls = Path.replace, []

    def breaking(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) >= at:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", breaking)
    with pytest.raises((WriteRefused, OSError), match="No space") as raised:
        replace(tmp_path, files(content_a="new", content_b="new"))
    assert isinstance(raised.value, RecoveryStopped) == is_partly_written
    assert (tree_of(tmp_path / "content") != {"a.yml": b"1", "b.yml": b"2"}) == is_partly_written
    monkeypatch.undo()
    complete_replacing(tmp_path)
    assert not (tmp_path / REPLACEMENTS).exists()


def left(folder: Path, waiting: dict[str, str], origins: dict[str, str]) -> None:
    """What a run leaves that is cut off: its replacements, and the digests of what they were made from."""
    for path, content in waiting.items():
        (folder / REPLACEMENTS / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / REPLACEMENTS / path).write_text(content)
    lines = [f"{sha256(origin.encode()).hexdigest()}  {path}\n" for path, origin in origins.items()]
    (folder / REPLACEMENTS / MANIFEST).write_text("".join(lines))


def test_a_replacement_that_was_cut_off_is_completed_or_forgotten(tmp_path: Path) -> None:
    make(tmp_path / "content/a", **{"b.yml": "new", "c.yml": "old", "d.yml": "old"})
    left(tmp_path, {"content/a/c.yml": "new"}, {"content/a/b.yml": "old", "content/a/c.yml": "old"})
    make(tmp_path / REPLACING / "content/a", **{"d.yml": "lost"})
    complete_replacing(tmp_path)
    assert tree_of(tmp_path) == {"content/a/b.yml": b"new", "content/a/c.yml": b"new", "content/a/d.yml": b"old"}


def test_what_a_run_leaves_says_what_it_was_made_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "content", **{"a.yml": "1", "b.yml": "2"})
    seen: list[bytes] = []
    move = Path.replace

    def looking(self: Path, target: Path) -> Path:
        seen.append((tmp_path / REPLACEMENTS / MANIFEST).read_bytes())
        return move(self, target)

    monkeypatch.setattr(Path, "replace", looking)
    replace(tmp_path, files(content_a="new", content_b="new"))
    assert tree_of(tmp_path) == {"content/a.yml": b"new", "content/b.yml": b"new"}
    (tmp_path / REPLACEMENTS).mkdir()
    left(tmp_path, {}, {"content/a.yml": "1", "content/b.yml": "2"})
    assert seen == [(tmp_path / REPLACEMENTS / MANIFEST).read_bytes()] * 2


def _edited(path: Path) -> None:
    path.write_text("newer")


def _deleted(path: Path) -> None:
    path.unlink()


def _locked(path: Path) -> None:
    path.chmod(0o444)


def _linked(path: Path) -> None:
    path.rename(path.with_name("other.yml"))
    path.symlink_to("other.yml")


def _without_folder(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()


@pytest.mark.parametrize("change", [_edited, _deleted, _locked, _linked, _without_folder])
def test_a_file_that_was_changed_since_stays_and_the_others_are_completed(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    paths = ("content/a/b.yml", "content/c/d.yml")
    make(tmp_path / "content/a", **{"b.yml": "old"})
    make(tmp_path / "content/c", **{"d.yml": "old"})
    left(tmp_path, dict.fromkeys(paths, "new"), dict.fromkeys(paths, "old"))
    change(tmp_path / paths[0])
    kept = tree_of(tmp_path / "content")
    complete_replacing(tmp_path)
    assert tree_of(tmp_path / "content") == {**kept, "c/d.yml": b"new"}
    assert not (tmp_path / REPLACEMENTS).exists()


@pytest.mark.parametrize("manifest", [None, b"", b"\xff\n\n  \n", b"nonsense"])
def test_what_does_not_say_what_it_was_made_from_is_dropped(tmp_path: Path, manifest: bytes | None) -> None:
    make(tmp_path / "content", **{"a.yml": "mine"})
    make(tmp_path / REPLACEMENTS / "content", **{"a.yml": "new", "b.yml": "new"})
    if manifest is not None:
        (tmp_path / REPLACEMENTS / MANIFEST).write_bytes(manifest)
    complete_replacing(tmp_path)
    assert tree_of(tmp_path) == {"content/a.yml": b"mine"}


def test_what_waits_is_not_moved_to_where_a_link_leads(tmp_path: Path) -> None:
    make(tmp_path / "outside", **{"c.yml": "mine"})
    (tmp_path / "project").mkdir()
    left(tmp_path / "project", {"content/c.yml": "new"}, {"content/c.yml": "mine"})
    (tmp_path / "project/content").symlink_to(tmp_path / "outside")
    with pytest.raises(WriteRefused):
        complete_replacing(tmp_path / "project")
    assert (tmp_path / "outside/c.yml").read_text() == "mine"


# -- what lies where a run leaves its files, and is not its own ------------------------------------------------------

RECOVERIES = pytest.mark.parametrize(("name", "recover"), [(READY, complete), (REPLACEMENTS, complete_replacing)])


@RECOVERIES
@pytest.mark.parametrize(
    "path",
    [".git/config", ".venv/bin/tool", "Makefile", "venv/bin/tool", "content/.git/config", "content/a/.env", "content"],
)
def test_what_no_run_may_have_left_is_not_moved(
    tmp_path: Path, name: str, recover: Callable[[Path], None], path: str
) -> None:
    waiting = {path: "evil"} if path == "content" else {path: "evil", "content/guides/a.yml": "good"}
    left(tmp_path, waiting, dict.fromkeys(waiting, "old"))
    (tmp_path / REPLACEMENTS).rename(tmp_path / name)
    if name == READY:
        (tmp_path / READY / MANIFEST).unlink()
    else:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("old")
    before = tree_of(tmp_path)
    with pytest.raises(WriteRefused, match=rf"{name}.*删除.*delete"):
        recover(tmp_path)
    assert tree_of(tmp_path) == before


@RECOVERIES
def test_a_link_among_what_waits_is_not_moved(tmp_path: Path, name: str, recover: Callable[[Path], None]) -> None:
    make(tmp_path / name / "content")
    (tmp_path / name / "content/a.yml").symlink_to("/etc/hostname")
    with pytest.raises(WriteRefused):
        recover(tmp_path)
    assert not (tmp_path / "content").exists()


@RECOVERIES
def test_what_waits_behind_a_link_or_is_a_file_is_refused(
    tmp_path: Path, name: str, recover: Callable[[Path], None]
) -> None:
    make(tmp_path / "elsewhere/content", **{"a.yml": "1"})
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteRefused):
        recover(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).write_text("")
    with pytest.raises(WriteRefused):
        recover(tmp_path)
    assert tree_of(tmp_path) == {"elsewhere/content/a.yml": b"1", name: b""}


def test_a_link_within_the_project_leads_nothing_to_a_hidden_folder(tmp_path: Path) -> None:
    make(tmp_path / ".venv/bin")
    make(tmp_path / "content")
    (tmp_path / "content/tools").symlink_to("../.venv/bin")
    make(tmp_path / READY / "content/tools", tool="evil")
    with pytest.raises(WriteRefused):
        complete(tmp_path)
    assert list((tmp_path / ".venv/bin").iterdir()) == []


@pytest.mark.parametrize("path", ["b.yml", "Makefile"])
def test_elsewhere_nothing_can_be_told_to_be_a_runs_own(tmp_path: Path, path: str) -> None:
    make(tmp_path / "export" / READY, **{path: "1"})
    with pytest.raises(WriteRefused):
        add(tmp_path / "export", [Artifact("c.csv", b"1")])
    assert tree_of(tmp_path / "export") == {f"{READY}/{path}": b"1"}


def test_a_recovery_that_fails_half_way_says_so_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("content/a.yml", "content/b.yml")
    make(tmp_path / "content", **{"a.yml": "old", "b.yml": "old"})
    left(tmp_path, dict.fromkeys(paths, "new"), dict.fromkeys(paths, "old"))
    move = Path.replace

    def breaking(self: Path, target: Path) -> Path:
        if self.name == "b.yml":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", breaking)
    done = CliRunner().invoke(main, ["fmt", "--root", str(tmp_path)])
    assert done.exit_code == 1
    assert "in part only" in done.output
    assert "nothing was written" not in done.output
    monkeypatch.undo()
    complete_replacing(tmp_path)
    assert tree_of(tmp_path) == {"content/a.yml": b"new", "content/b.yml": b"new"}


# -- files renewed ----------------------------------------------------------------------------------------------------


def test_a_refresh_writes_what_is_missing_or_stale_and_tells_it(tmp_path: Path) -> None:
    made = [Artifact("a/same.txt", b"1"), Artifact("a/stale.txt", b"2"), Artifact("b/new.txt", b"3")]
    (tmp_path / "a").mkdir()
    (tmp_path / "a/same.txt").write_bytes(b"1")
    (tmp_path / "a/stale.txt").write_bytes(b"old")
    (tmp_path / "a/own.txt").write_bytes(b"mine")
    assert refresh(tmp_path, made) == ("a/stale.txt", "b/new.txt")
    assert tree_of(tmp_path) == {"a/same.txt": b"1", "a/stale.txt": b"2", "a/own.txt": b"mine", "b/new.txt": b"3"}
    assert refresh(tmp_path, made) == ()


def test_a_refresh_with_nothing_to_write_clears_away_what_an_interrupted_run_left(tmp_path: Path) -> None:
    for left in (READY, ADDING, REPLACEMENTS, REPLACING):
        (tmp_path / left).mkdir()
    (tmp_path / "x.txt").write_bytes(b"1")
    assert refresh(tmp_path, [Artifact("x.txt", b"1")]) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_a_refresh_makes_the_folder_it_is_given(tmp_path: Path) -> None:
    assert refresh(tmp_path / "deep/down", [Artifact("x.txt", b"1")]) == ("x.txt",)
    assert tree_of(tmp_path) == {"deep/down/x.txt": b"1"}
