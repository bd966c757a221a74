"""What is noted while a part of the site is made suffices to know when to make it again, and is no more than needed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from building.edits import amounts, days, moved, texts
from building.projects import Project, difference, put, read
from generator import building
from generator.model.parts import LANGS
from generator.parallel import HERE
from generator.pipeline import check
from generator.plugin import guest_of
from generator.render.pages import site_of


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that are made, in this process, from now on."""
    names: list[str] = []
    make = building._kept

    def noting(bench: object, step: building.Step, *more: object) -> building.Kept:
        names.append(step.name)
        return make(bench, step, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "_kept", noting)
    return names


def state_of(folder: Path) -> list[tuple[str, int, int, int]]:
    """Everything in a folder, which file it is, and when it was written; the folder itself too."""
    paths = (folder, *sorted(folder.rglob("*")))
    return [(str(path), left.st_ino, left.st_mtime_ns, left.st_size) for path in paths if (left := path.lstat())]


# -- nothing is made for nothing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_known", [True, False], ids=["all known", "the whole not known"])
def test_where_nothing_changed_nothing_is_made_and_nothing_written(
    project: Project, made: list[str], is_known: bool
) -> None:
    if not is_known:
        (project.cache / "lately.cache").unlink()
    before, beside = state_of(project.site), sorted(project.site.parent.iterdir())
    made.clear()
    project.build()
    assert made == []
    assert state_of(project.site) == before
    assert sorted(project.site.parent.iterdir()) == beside


def test_what_was_changed_and_changed_back_is_made_once_more_and_no_oftener(project: Project, made: list[str]) -> None:
    path = project.root / "content/challenges/sample-2024-direction.yml"
    before = path.read_bytes()
    for data in (before.replace("：".encode(), "——".encode()) + b"\n# changed\n", before, before):
        path.write_bytes(data)
        made.clear()
        project.build()
    assert made == []


def test_a_record_that_says_something_else_has_no_pages_made_again_but_where_it_stands(
    project: Project, made: list[str]
) -> None:
    path = project.root / "content/challenges/sample-2024-direction.yml"
    data = read(path)
    data["summary"] = {"zh": "另一句话。", "en": "Another sentence."}
    put(path, data)
    made.clear()
    project.build()
    related = {"challenge/sample-2024-direction", "guide/sample-2024-key-rd-call"}
    with_figures = {f"programme/{path.stem}" for path in project.records("programme")}
    about = {name.rpartition(" ")[2] for name in made if name.startswith("page ") and "/" in name}
    assert about == related | with_figures
    assert not {*made} & {"form sample-2025-need-form", "prose zh/about.html", "guest", "assets", "schemas"}


def test_what_stands_nowhere_else_is_made_alone(project: Project, made: list[str]) -> None:
    page = project.root / "content/pages/zh/about.md"
    page.write_text(f"{page.read_text('utf-8')}\n又一段。\n", "utf-8")
    made.clear()
    project.build()
    assert made == ["prose zh/about.html"]


# -- what is made anew is enough --------------------------------------------------------------------------------------


def _otherwise(data: object, *, is_whole: bool) -> None:
    """The same record with every text another; where it is whole, with every amount and date too."""
    for held, key in texts(data):
        held[key] += "改"
    for held, key in amounts(data) if is_whole else ():
        held[key] += 1
    for held, key in days(data) if is_whole else ():
        held[key] = moved(held[key], 5)


def _changes_come_out(project: Project, paths: list[Path], extents: Sequence[bool]) -> None:
    for path in paths:
        before = path.read_bytes()
        for is_whole in extents:
            data = read(path)
            _otherwise(data, is_whole=is_whole)
            put(path, data)
            found, wanted = project.build(), project.build_afresh()
            assert wanted is not None
            assert difference(found, wanted) == [], f"{path.stem}, whole: {is_whole}"
        path.write_bytes(before)
        project.build()


def test_a_record_of_some_kind_that_changes_is_seen_wherever_it_stands(project: Project) -> None:
    _changes_come_out(project, [random.Random(3).choice(project.records("organisation"))], (True,))


def test_a_programme_that_is_renamed_is_so_in_its_calendar_though_no_day_is_in_it(project: Project) -> None:
    _changes_come_out(project, [project.root / "content/programmes/sample-2019-key-rd.yml"], (False,))


@pytest.mark.proof
def test_each_record_that_changes_is_seen_wherever_it_stands(project: Project) -> None:
    _changes_come_out(project, project.records(), (False, True))


def test_every_sort_of_step_notes_what_it_reads(project: Project) -> None:
    """Only what is made of settings, of the program, of earlier steps or of its inputs alone looks nothing up."""
    checked = check(project.root)
    assert checked.settings is not None
    site = site_of(checked.catalog, checked.settings, "2025-06-15T00:00", "https://example.org/", "")
    memory = building.write_site(site, guest_of(project.root, LANGS), _staging(project), HERE).memory
    silent = {name for name, kept in memory.steps.items() if not kept.reads}
    free = {"assets", "guest", "schemas", "editor", "finder"}
    free |= {"finder postings zh", "finder postings en", "finder words"}
    pages = {f"page {lang} {name}" for lang in LANGS for name in ("problems", "glossary", "explorer", "find")}
    pages |= {"pages root", *(f"pages {lang} edit" for lang in LANGS), *(f"opensearch {lang}" for lang in LANGS)}
    by_inputs = ("prose ", building.PICTURE)
    later = tuple(name for name in memory.steps if name.startswith(("data ", "api ")))
    assert {name for name in silent - free - pages - {*later} if not name.startswith(by_inputs)} == set()
    assert any(name.startswith("data challenge ") for name in memory.steps.keys() - silent)


def _staging(project: Project) -> Path:
    folder = project.root.with_name("elsewhere")
    folder.mkdir()
    return folder
