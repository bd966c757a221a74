"""Whatever lies in content/ is a record, a page or a problem: nothing hangs, raises or is passed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from small import found_in, make_project, put

from generator.content import SIZE_LIMIT
from generator.parallel import workers
from generator.pipeline import check

ORGANISATIONS = "content/organisations"
NOBODY = 65534
TEXT = "id: x\ntitle: {zh: 榜}\n"


def write(project: Path, path: str, content: str | bytes) -> None:
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture(scope="module")
def _untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("untouched") / "small")


def test_the_small_project_has_no_problems(_untouched: Path) -> None:
    assert found_in(_untouched) == []


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("organisations/x.yml", b"", " file-empty"),
        ("organisations/x.yml", b"\n\n# remark\n", " file-empty"),
        ("organisations/x.yml", b"id: x\ntitle: \xd5\xc5\xb0\xf1\n", ":2:1 file-not-utf8"),
        ("organisations/x.yml", "\ufeffid: x\n".encode("utf-16"), ":1:1 file-not-utf8"),
        ("organisations/x.yml", bytes(range(256)), ":2:1 file-not-utf8"),
        ("organisations/x.yml", b"\x7fELF\x02\x01\x01\x00", ":1:1 file-control-character"),
        ("organisations/x.yml", b"id: x\n\x00\x00", ":2:1 file-control-character"),
        ("organisations/x.yml", b"#" * (SIZE_LIMIT + 1), " file-too-large"),
        ("organisations/x.yml", b"[" * 5000, ":1:41 yaml-too-deep"),
        ("organisations/x.yml", b"- a\n- b\n", ":1:1 yaml-not-mapping"),
        ("organisations/x.yml", b"just words\n", ":1:1 yaml-not-mapping"),
        ("organisations/x.yaml", TEXT, " file-stray"),
        ("organisations/x.YML", TEXT, " file-stray"),
        ("organisations/x.yml.bak", TEXT, " file-stray"),
        ("organisations/.hidden.swp", TEXT, " file-stray"),
        ("organisations/notes.docx", b"PK", " file-stray"),
        ("organisations/deep/down/x.txt", TEXT, " file-stray"),
        ("x.yml", TEXT, " file-stray"),
        ("pages/zh/x.exe", b"MZ", " file-stray"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_record_is_one_problem(
    small_project: Path, path: str, content: str | bytes, problem: str
) -> None:
    write(small_project, f"content/{path}", content)
    assert found_in(small_project) == [f"content/{path}{problem}"]


def test_a_folder_of_no_kind_is_one_problem_with_the_nearest_kind(small_project: Path) -> None:
    write(small_project, "content/organizations/x.yml", TEXT)
    write(small_project, "content/organizations/y.yml", TEXT)
    (found,) = check(small_project).problems
    assert (found.file, found.code) == ("content/organizations", "folder-unknown")
    assert found.remedy.en is not None
    assert "organisations" in found.remedy.en


@pytest.mark.parametrize("target", ["a-bureau.yml", "missing.yml", "/dev/zero", "/etc/passwd", ".", "x.yml"])
def test_a_link_is_a_problem_and_is_not_followed(small_project: Path, target: str) -> None:
    (small_project / ORGANISATIONS / "x.yml").symlink_to(target)
    assert found_in(small_project) == [f"{ORGANISATIONS}/x.yml file-symlink"]


@pytest.mark.parametrize("folder", ["guides", "content-elsewhere"])
def test_a_linked_folder_is_a_problem_and_is_not_followed(small_project: Path, folder: str) -> None:
    (small_project / ORGANISATIONS / "linked").symlink_to(small_project / "content" / folder)
    assert found_in(small_project) == [f"{ORGANISATIONS}/linked file-symlink"]


def test_a_linked_kind_is_a_problem(small_project: Path) -> None:
    (small_project / "content" / "winners").symlink_to("lists")
    assert found_in(small_project) == ["content/winners file-symlink"]


@pytest.mark.parametrize("folder", [ORGANISATIONS, "content/pages/zh", "content"])
def test_a_pipe_does_not_hang_the_check(small_project: Path, folder: str) -> None:
    os.mkfifo(small_project / folder / "x.yml")
    assert found_in(small_project) == [f"{folder}/x.yml file-stray"]


def test_a_pipe_in_place_of_a_page_is_a_problem(small_project: Path) -> None:
    os.mkfifo(small_project / "content/pages/zh/x.md")
    assert found_in(small_project) == ["content/pages/zh/x.md file-stray"]


def test_a_folder_named_like_a_record_holds_records(small_project: Path) -> None:
    put(small_project, "organisation", id="y").rename(small_project / ORGANISATIONS / "y.tmp")
    (small_project / ORGANISATIONS / "x.yml").mkdir()
    (small_project / ORGANISATIONS / "y.tmp").rename(small_project / ORGANISATIONS / "x.yml" / "y.yml")
    assert found_in(small_project) == []


@contextmanager
def permissions_holding() -> Iterator[None]:
    """As a user to whom permissions apply: root reads everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_project() -> Iterator[Path]:
    """A small project that any user may read, held against the rules once so that nothing else is read afterwards."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        project = make_project(Path(folder) / "small")
        assert found_in(project) == []
        yield project


def test_a_file_without_permission_is_unreadable(open_project: Path) -> None:
    put(open_project, "organisation", id="x").chmod(0)
    with permissions_holding():
        assert found_in(open_project) == [f"{ORGANISATIONS}/x.yml file-unreadable"]


def test_a_folder_without_permission_is_unreadable(open_project: Path) -> None:
    folder = open_project / ORGANISATIONS / "shut"
    folder.mkdir()
    folder.chmod(0)
    with permissions_holding():
        assert found_in(open_project) == [f"{ORGANISATIONS}/shut file-unreadable"]
    folder.chmod(0o700)


def test_without_content_there_is_one_problem(tmp_path: Path, small_project: Path) -> None:
    (small_project / "content").rename(tmp_path / "elsewhere")
    assert found_in(small_project) == ["content file-unreadable"]


def test_names_that_differ_only_by_case_collide(small_project: Path) -> None:
    write(small_project, f"{ORGANISATIONS}/A-Bureau.yml", TEXT)
    assert f"{ORGANISATIONS}/a-bureau.yml name-case-collision" in found_in(small_project)


def test_folders_that_differ_only_by_case_collide(small_project: Path) -> None:
    for folder in ("East", "east"):
        put(small_project, "organisation", id="x").rename(small_project / ORGANISATIONS / "held")
        (small_project / ORGANISATIONS / folder).mkdir()
        (small_project / ORGANISATIONS / "held").rename(small_project / ORGANISATIONS / folder / "x.yml")
    assert f"{ORGANISATIONS}/east/x.yml name-case-collision" in found_in(small_project)


def test_a_name_that_is_no_text_is_a_problem_and_can_be_printed(small_project: Path) -> None:
    (small_project / ORGANISATIONS / os.fsdecode(b"\xff\xfe.yml")).write_text("id: x\n")
    (found,) = check(small_project).problems
    assert found.code == "file-stray"
    found.file.encode()


@pytest.mark.parametrize(
    "name", ["榜.yml", ".yml", "a b.yml", "A.yml", "a_b.yml", "index.yml", "-x.yml", "x\n.yml", "x'\".yml"]
)
def test_a_name_that_is_no_id_is_a_problem_of_one_line(small_project: Path, name: str) -> None:
    put(small_project, "organisation", id="x").rename(small_project / ORGANISATIONS / name)
    problems = check(small_project).problems
    assert {found.code for found in problems} <= {"id-file-name", "value-pattern", "id-reserved", "file-stray"}
    assert problems


@pytest.mark.parametrize(
    "change",
    [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw.rstrip(b"\n")],
    ids=["byte-order mark", "Windows line ends", "no last line end"],
)
def test_what_editors_on_windows_leave_is_accepted(small_project: Path, change: Callable[[bytes], bytes]) -> None:
    for record in (small_project / "content").glob("*/*.yml"):
        record.write_bytes(change(record.read_bytes()))
    checked = check(small_project)
    assert (checked.problems, checked.total) == ((), 4)


def test_a_byte_order_mark_does_not_shift_columns(small_project: Path) -> None:
    write(small_project, f"{ORGANISATIONS}/x.yml", "\ufeffwrong: 1\n")
    assert f"{ORGANISATIONS}/x.yml:1:1 key-unknown /wrong" in found_in(small_project)


@pytest.mark.parametrize("name", [".gitkeep", ".DS_Store"])
def test_what_systems_leave_is_ignored(small_project: Path, name: str) -> None:
    for folder in ("content", ORGANISATIONS, "content/pages"):
        write(small_project, f"{folder}/{name}", b"\x00")
    assert found_in(small_project) == []


def test_subfolders_are_the_editors_choice(small_project: Path) -> None:
    put(small_project, "organisation", id="x")
    (small_project / ORGANISATIONS / "2025" / "湘潭").mkdir(parents=True)
    (small_project / ORGANISATIONS / "x.yml").rename(small_project / ORGANISATIONS / "2025" / "湘潭" / "x.yml")
    checked = check(small_project)
    assert (checked.problems, checked.total) == ((), 5)


def test_the_problems_of_all_files_are_reported_in_one_run(small_project: Path) -> None:
    write(small_project, f"{ORGANISATIONS}/a.yml", b"\xff")
    write(small_project, f"{ORGANISATIONS}/b.yml", b"a: [")
    write(small_project, f"{ORGANISATIONS}/c.yml", b"")
    write(small_project, f"{ORGANISATIONS}/d.txt", b"")
    put(small_project, "organisation", id="e", type="none", region="nowhere-at-all", extra=1)
    found = sorted(p.code for p in check(small_project).problems)
    assert found == [
        "file-empty",
        "file-not-utf8",
        "file-stray",
        "key-unknown",
        "value-choice",
        "vocabulary-unknown",
        "yaml-syntax",
    ]


@pytest.mark.parametrize("content", [b"\xff", b"a: [", b"", b"id: a-bureau\n", b"- 1\n"])
def test_one_broken_file_does_not_become_ten_problems(small_project: Path, content: bytes) -> None:
    write(small_project, f"{ORGANISATIONS}/a-bureau.yml", content)
    assert {found.file for found in check(small_project).problems} == {f"{ORGANISATIONS}/a-bureau.yml"}


@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
def test_the_id_of_whatever_lies_there_is_known(small_project: Path, kind: str) -> None:
    path = small_project / ORGANISATIONS / "a-bureau.yml"
    path.unlink()
    {"file": lambda: path.write_bytes(b"\x00"), "link": lambda: path.symlink_to("x"), "pipe": lambda: os.mkfifo(path)}[
        kind
    ]()
    assert len(found_in(small_project)) == 1


def test_an_invalid_record_is_left_out_of_the_catalog(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="none")
    put(small_project, "organisation", id="y")
    checked = check(small_project)
    assert set(checked.catalog.records["organisation"]) == {"a-bureau", "y"}
    assert checked.total == 6


def test_the_order_in_which_files_are_made_changes_nothing(tmp_path: Path) -> None:
    for name, ids in (("one", "abc"), ("two", "cba")):
        project = make_project(tmp_path / name)
        for record_id in ids:
            put(project, "organisation", id=record_id, type="none")
    assert found_in(tmp_path / "one") == found_in(tmp_path / "two")


def test_two_processes_find_what_one_finds(small_project: Path) -> None:
    for i in range(1001):
        put(small_project, "organisation", id=f"unit-{i}", **({"type": "none"} if i % 100 == 0 else {}))
    one = check(small_project)
    for start in ("fork", "spawn"):
        with workers(2, start=start) as crew:
            two = check(small_project, crew)
        assert one.problems == two.problems
        assert [r.id for r in one.catalog.every()] == [r.id for r in two.catalog.every()]
    assert len(one.problems) == 11
