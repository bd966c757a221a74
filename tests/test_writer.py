"""The output is replaced whole or not at all, and nothing that is not ours is ever removed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import build
from hypothesis import given
from hypothesis import strategies as st
from small import put

from generator.model.artifacts import Artifact
from generator.plugin import BuildRefused
from generator.writer import (
    ADDING,
    READY,
    REPLACEMENTS,
    REPLACING,
    WriteRefused,
    add,
    aside_of,
    complete,
    complete_replacing,
    mend,
    prepare,
    refresh,
    replace,
    resolved,
    staging_of,
    swap,
    without_collisions,
    write,
)

Tree = dict[str, bytes]
REFUSED = (BuildRefused, SystemExit)
"""How a build stops: MkDocs turns the first into the second."""


def tree_of(folder: Path) -> Tree:
    """Every file below the folder, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
    assert tuple(written) == ("a.txt", "zh/guides/b.html", "zh/c")
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
    assert {path.name for path in small_project.iterdir()} == {"content", "site_config", "mkdocs.yml", "site"}


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
    assert {path.name for path in small_project.iterdir()} == {"content", "site_config", "mkdocs.yml", "site"}


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
    make(tmp_path / READY, half="1")
    make(tmp_path / ADDING, lost="2")
    complete(tmp_path)
    assert tree_of(tmp_path) == {"half": b"1"}


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


def test_a_replacement_that_was_cut_off_is_completed_or_forgotten(tmp_path: Path) -> None:
    make(tmp_path / "a", **{"b.yml": "new", "c.yml": "old", "d.yml": "old"})
    make(tmp_path / REPLACEMENTS / "a", **{"c.yml": "new"})
    make(tmp_path / REPLACING / "a", **{"d.yml": "lost"})
    complete_replacing(tmp_path)
    assert tree_of(tmp_path) == {"a/b.yml": b"new", "a/c.yml": b"new", "a/d.yml": b"old"}


def test_what_waits_is_not_moved_to_where_a_link_leads(tmp_path: Path) -> None:
    make(tmp_path / "outside", **{"c.yml": "mine"})
    make(tmp_path / "project" / REPLACEMENTS / "a", **{"c.yml": "new"})
    (tmp_path / "project/a").symlink_to(tmp_path / "outside")
    with pytest.raises(WriteRefused):
        complete_replacing(tmp_path / "project")
    assert (tmp_path / "outside/c.yml").read_text() == "mine"


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


def test_a_refresh_makes_the_folder_it_is_given(tmp_path: Path) -> None:
    assert refresh(tmp_path / "deep/down", [Artifact("x.txt", b"1")]) == ("x.txt",)
    assert tree_of(tmp_path) == {"deep/down/x.txt": b"1"}
