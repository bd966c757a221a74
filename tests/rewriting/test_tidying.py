"""`zhangbang fmt` writes what needs writing and nothing else, and tells what it leaves alone."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small import put

from generator.cli import main
from generator.content import SIZE_LIMIT
from generator.rewriting.tidying import tidy
from generator.writer import MANIFEST, REPLACEMENTS

UNIT = "content/organisations/a-unit.yml"
GUIDE = "content/guides/a-guide.yml"
HEAD = "# yaml-language-server: $schema=../../schemas/organisation.json\n"
LINES = (
    "id: a-unit",
    "title: {zh: 某单位, en: A unit}  # its name",
    "type: university",
    "region: xiangtan",
    "sources:",
    "  - id: notice",
    "    title: {zh: 通知}",
    "    issuer: {zh: 局}",
    "    # the end of the source",
    "updated_on: 2025-01-02",
)
RIGHT = HEAD + "\n".join(LINES) + "\n"
WRONG = "\ufeff" + "\r\n".join((*LINES[4:], *LINES[:4]))


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", "--root", str(project), "--lang", "en", *arguments])


@pytest.fixture
def project(small_project: Path) -> Path:
    """The small project with all its records as they should be, but for one."""
    tidy(small_project, ())
    (small_project / UNIT).write_bytes(WRONG.encode())
    return small_project


def state_of(project: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below the project, with its bytes and the moment of its last change."""
    return {
        path.relative_to(project).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in project.rglob("*")
        if path.is_file()
    }


def test_what_is_wrong_is_mended_and_nothing_else_is_touched(project: Path) -> None:
    before = state_of(project)
    done = run(project)
    assert (done.exit_code, done.output) == (0, f"{UNIT}\n5 records, 1 formatted\n")
    assert (project / UNIT).read_text("utf-8") == RIGHT
    after = state_of(project)
    assert {file for file in after if after[file] != before.get(file)} == {UNIT}
    assert after.keys() == before.keys()


def test_a_second_run_has_nothing_to_do(project: Path) -> None:
    run(project)
    before = state_of(project)
    done = run(project)
    assert (done.exit_code, done.output) == (0, "5 records, 0 formatted\n")
    assert run(project, "--check").exit_code == 0
    assert state_of(project) == before


def test_check_names_what_would_change_and_writes_nothing(project: Path) -> None:
    before = state_of(project)
    done = run(project, "--check")
    assert (done.exit_code, done.output) == (1, f"{UNIT}\n5 records, 1 to be formatted\n")
    assert run(project, "--check", "--lang", "zh").output == f"{UNIT}\n5 条记录，1 条需要整理\n"
    assert state_of(project) == before


def test_only_the_files_and_folders_that_are_named_are_looked_at(project: Path) -> None:
    put(project, "guide", id="b-guide")
    done = run(project, str(project / UNIT), str(project / "content/organisations"))
    assert (done.exit_code, done.output) == (0, f"{UNIT}\n2 records, 1 formatted\n")
    assert run(project, "--check").output == "content/guides/b-guide.yml\n6 records, 1 to be formatted\n"


def test_names_are_taken_from_where_one_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "content/organisations")
    done = CliRunner().invoke(main, ["fmt", "--root", "../..", "a-unit.yml"])
    assert (done.exit_code, done.output) == (0, f"{UNIT}\n1 条记录，1 条已整理\n")


def test_what_is_no_record_is_told_and_left_alone(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("b:   1\n")
    others = [project / "site_config/site.yml", project / "mkdocs.yml", outside, project / "content/pages"]
    before = state_of(project)
    done = run(project, *map(str, others), str(project / UNIT))
    assert done.exit_code == 1
    assert done.output.count("[record-elsewhere]") == len(others)
    assert outside.read_text() == "b:   1\n"
    after = state_of(project)
    assert {file for file in after if after[file] != before[file]} == {UNIT}


def test_a_name_that_is_not_there_is_wrong_use(project: Path) -> None:
    assert run(project, str(project / "content/nothing.yml")).exit_code == 2


def test_what_cannot_be_read_is_told_at_its_line_and_the_others_are_mended(project: Path) -> None:
    (project / GUIDE).write_text("id: a-guide\n# kept\ntitle: [\n")
    (project / "content/guides/b-guide.yml").write_bytes(b"id: \xff\n")
    done = run(project)
    assert done.exit_code == 1
    assert f"{GUIDE}:" in done.output
    assert "[yaml-syntax]" in done.output
    assert "[file-not-utf8]" in done.output
    assert (project / GUIDE).read_text() == "id: a-guide\n# kept\ntitle: [\n"
    assert (project / UNIT).read_text("utf-8") == RIGHT


def test_what_is_wrong_by_its_schema_is_put_in_order_all_the_same(project: Path) -> None:
    (project / UNIT).write_text("nonsense: 1\ntype: [none]\nid: a-unit\n", "utf-8")
    assert run(project).exit_code == 0
    assert (project / UNIT).read_text("utf-8") == HEAD + "id: a-unit\ntype: [none]\nnonsense: 1\n"


def test_a_read_only_file_is_told_and_the_others_are_mended(project: Path) -> None:
    (project / UNIT).chmod(0o444)
    put(project, "guide", id="b-guide")
    done = run(project)
    assert done.exit_code == 1
    assert f"{UNIT}: error [record-read-only]" in done.output
    assert "content/guides/b-guide.yml\n6 records, 1 formatted\n" in done.output
    assert (project / UNIT).read_bytes() == WRONG.encode()


def test_a_link_is_told_and_not_followed(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    (project / UNIT).rename(outside)
    (project / UNIT).symlink_to(outside)
    done = run(project, str(project / UNIT))
    assert done.exit_code == 1
    assert "[file-symlink]" in done.output
    assert run(project).exit_code == 0
    assert outside.read_bytes() == WRONG.encode()
    assert (project / UNIT).is_symlink()


def test_modes_stay(project: Path) -> None:
    (project / UNIT).chmod(0o664)
    run(project)
    assert (project / UNIT).stat().st_mode & 0o777 == 0o664


def cut_off(project: Path) -> None:
    """Leaves what a run does that is cut off before it moves the unit's file."""
    waiting = project / REPLACEMENTS / UNIT
    waiting.parent.mkdir(parents=True)
    waiting.write_text(RIGHT, "utf-8")
    digest = sha256((project / UNIT).read_bytes()).hexdigest()
    (project / REPLACEMENTS / MANIFEST).write_text(f"{digest}  {UNIT}\n")


def test_a_run_that_was_cut_off_leaves_whole_files_and_is_completed(project: Path) -> None:
    cut_off(project)
    assert run(project).output == "5 records, 0 formatted\n"
    assert (project / UNIT).read_text("utf-8") == RIGHT
    assert not (project / REPLACEMENTS).exists()


def test_a_check_completes_nothing(project: Path) -> None:
    cut_off(project)
    before = state_of(project)
    assert run(project, "--check").output == f"{UNIT}\n5 records, 1 to be formatted\n"
    assert state_of(project) == before


def test_what_was_written_since_a_run_was_cut_off_stays(project: Path) -> None:
    cut_off(project)
    newer = RIGHT.replace("某单位", "新名称")
    (project / UNIT).write_text(newer, "utf-8")
    assert run(project).output == "5 records, 0 formatted\n"
    assert (project / UNIT).read_text("utf-8") == newer
    assert not (project / REPLACEMENTS).exists()


def test_what_was_deleted_since_a_run_was_cut_off_stays_away(project: Path) -> None:
    cut_off(project)
    (project / UNIT).unlink()
    assert run(project).output == "4 records, 0 formatted\n"
    assert not (project / UNIT).exists()


def test_what_no_run_has_left_is_not_moved(project: Path) -> None:
    planted = project / REPLACEMENTS / ".git/config"
    planted.parent.mkdir(parents=True)
    planted.write_text("[core]\n")
    before = state_of(project)
    done = run(project)
    assert done.exit_code == 1
    assert "look at it and delete the folder\n什么也没有写入 / nothing was written" in done.output
    assert state_of(project) == before


def test_a_record_that_would_become_too_large_to_be_read_is_told_and_left_alone(project: Path) -> None:
    text = "id: a-guide\nnote: "
    (project / GUIDE).write_text(text + "x" * (SIZE_LIMIT - len(text)), "utf-8")
    before = (project / GUIDE).read_bytes()
    done = run(project)
    assert done.exit_code == 1
    assert f"{GUIDE}: error [file-too-large]" in done.output
    assert (project / GUIDE).read_bytes() == before
    assert (project / UNIT).read_text("utf-8") == RIGHT


@pytest.mark.parametrize("at", [1, 2])
def test_a_disk_that_is_full_changes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    put(project, "guide", id="b-guide")
    before, move, calls = state_of(project), Path.replace, []

    def breaking(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", breaking)
    done = run(project)
    assert done.exit_code == 1
    assert "nothing was written" in done.output
    assert {file: data for file, (data, _) in state_of(project).items()} == {
        file: data for file, (data, _) in before.items()
    }


def test_two_processes_do_what_one_does(project: Path) -> None:
    for i in range(250):
        put(project, "guide", id=f"guide-{i}")
    one, two = tidy(project, (), 1, is_dry=True), tidy(project, (), 2, is_dry=True)
    assert one == two
    assert len(one.changed) == 251


def test_a_project_without_records_folder_is_told(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.exit_code, "[file-unreadable]" in done.output) == (1, True)


def test_names_with_bytes_that_are_no_text_do_no_harm(project: Path) -> None:
    os.close(os.open(os.fsencode(project / "content/guides") + b"/\xff.yml", os.O_CREAT | os.O_WRONLY))
    assert run(project).exit_code == 0
