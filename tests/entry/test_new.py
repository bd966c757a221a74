"""`zhangbang new` writes a draft that passes the check where records of its kind lie, or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small import found_in, put

from entry.answering import TODAY, answers, with_all_kinds
from generator.cli import main
from generator.model.records import KINDS
from generator.writer import READY


def new(project: Path, kind: str, given: Mapping[str, str] | None = None, *options: str) -> Result:
    """The command, with these answers as options."""
    pairs = [part for key, value in (given or {}).items() for part in ("--set", f"{key}={value}")]
    return CliRunner().invoke(main, ["new", kind, "--root", str(project), "--as-of", TODAY, *pairs, *options])


def content(project: Path) -> list[str]:
    return sorted(path.relative_to(project).as_posix() for path in (project / "content").rglob("*.yml"))


def small(kind: str, **more: str) -> dict[str, str]:
    """Good answers that the fixture's settings know."""
    return answers(kind, **{"domains": "motors" if "domains" in answers(kind) else "", **more})


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_of_every_kind_passes_the_check(small_project: Path, kind: str) -> None:
    before = found_in(with_all_kinds(small_project))
    done = new(small_project, kind, small(kind))
    assert done.exit_code == 0, done.output
    (line,) = [line for line in done.output.splitlines() if line.startswith("✓ ")]
    assert line.startswith(f"✓ content/{KINDS[kind].folder}/")
    assert (small_project / line.removeprefix("✓ ")).is_file()
    assert [
        found for found in found_in(small_project) if found not in before and "translation-missing" not in found
    ] == []


def test_answers_come_from_a_file_and_options_go_before_it(small_project: Path, tmp_path: Path) -> None:
    for name, text in (("a.json", json.dumps(small("guide"))), ("a.yml", json.dumps(small("guide"), indent=1))):
        (tmp_path / name).write_text(text, "utf-8")
        record_id = f"from-{name.replace('.', '-')}"
        done = new(small_project, "guide", {"id": record_id}, "--from", str(tmp_path / name))
        assert done.exit_code == 0, done.output
        assert f"content/guides/{record_id}.yml" in content(small_project)


def test_a_subfolder_is_the_editor_s_to_choose(small_project: Path) -> None:
    done = new(small_project, "guide", small("guide", id="my-own"), "--in", "xiangtan/2025")
    assert done.exit_code == 0, done.output
    path = small_project / "content/guides/xiangtan/2025/my-own.yml"
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../../../../schemas/guide.json\n")


@pytest.mark.parametrize("folder", ["..", "../x", "/x", "x/", "X", "a//b", "湘潭", "a\nb"])
def test_no_folder_leads_elsewhere(small_project: Path, folder: str) -> None:
    before = content(small_project)
    assert new(small_project, "guide", small("guide"), "--in", folder).exit_code == 2
    assert content(small_project) == before


def test_a_dry_run_shows_the_record_alone(small_project: Path) -> None:
    before = content(small_project)
    done = new(small_project, "guide", small("guide", id="my-own"), "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("# content/guides/my-own.yml\n# yaml-language-server")
    assert content(small_project) == before


def test_a_dry_run_completes_nothing_that_was_cut_off(small_project: Path) -> None:
    waiting = small_project / READY / "content/guides/waiting.yml"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("id: waiting\n", "utf-8")
    before = content(small_project)
    assert new(small_project, "guide", small("guide", id="my-own"), "--dry-run").exit_code == 0
    assert content(small_project) == before
    assert waiting.is_file()


def test_what_no_run_has_left_is_not_moved(small_project: Path) -> None:
    planted = small_project / READY / ".git/config"
    planted.parent.mkdir(parents=True)
    planted.write_text("[core]\n", "utf-8")
    done = new(small_project, "guide", small("guide", id="my-own"))
    assert (done.exit_code, READY in done.output) == (1, True)
    assert not (small_project / ".git").exists()


def test_all_that_is_missing_is_told_at_once_where_nobody_can_be_asked(small_project: Path) -> None:
    done = new(small_project, "guide", {}, "--lang", "en")
    assert done.exit_code == 1
    for key in ("title", "programme", "call", "region", "source_title", "source_issuer"):
        assert f"({key}) is not answered" in done.output


@pytest.mark.parametrize("options", [["--set", "title"], ["--set", "=x"], ["--set", "a=1", "--set", "a=2"]])
def test_an_answer_without_a_key_or_given_twice_is_wrong_use(small_project: Path, options: list[str]) -> None:
    assert new(small_project, "guide", {}, *options).exit_code == 2


def test_a_reference_to_nothing_is_told_with_the_nearest(small_project: Path) -> None:
    done = new(small_project, "guide", small("guide", programme="a-program"))
    assert done.exit_code == 1
    assert "是不是“a-programme”？" in done.output
    done = new(small_project, "notice", small("notice", target_id="a-gude"))
    assert done.exit_code == 1
    assert "a-guide" in done.output


@pytest.mark.parametrize("old", ["a-guide", "old-guide"])
def test_an_id_that_is_or_was_taken_is_told(small_project: Path, old: str) -> None:
    put(small_project, "guide", formerly=["old-guide"])
    before = (small_project / "content/guides/a-guide.yml").read_bytes()
    done = new(small_project, "guide", small("guide", id=old), "--in", "elsewhere")
    assert done.exit_code == 1
    assert f"编号“{old}”已经有了：content/guides/a-guide.yml" in done.output
    assert (small_project / "content/guides/a-guide.yml").read_bytes() == before


def test_what_the_check_finds_beside_the_content_is_told_of_the_answer(small_project: Path) -> None:
    done = new(small_project, "guide", small("guide", window_closes="2025-05-01"), "--lang", "en")
    assert done.exit_code == 1
    assert "[dates-reversed] /window_" in done.output
    done = new(small_project, "guide", small("guide", track="nothing"), "--lang", "en")
    assert done.exit_code == 1
    assert "“Track”" in done.output


@pytest.mark.parametrize("text", ["联系人手机13812345678", "身份证号11010519491231002X"])
def test_personal_data_is_refused_and_not_repeated(small_project: Path, text: str) -> None:
    before = content(small_project)
    done = new(small_project, "guide", small("guide", summary=text))
    assert done.exit_code == 1
    assert "personal-data" in done.output
    assert text[-11:] not in done.output
    assert content(small_project) == before


def test_a_file_of_answers_that_cannot_be_read_is_told(small_project: Path, tmp_path: Path) -> None:
    for text, code in ((b"\xff\xfe\x00", "file-not-utf8"), (b"- a\n", "yaml-not-mapping"), (b"a: [", "yaml-syntax")):
        (tmp_path / "a.yml").write_bytes(text)
        done = new(small_project, "guide", {}, "--from", str(tmp_path / "a.yml"))
        assert (done.exit_code, code in done.output) == (1, True), done.output


def test_settings_that_cannot_be_read_are_told(small_project: Path) -> None:
    (small_project / "site_config/regions.yml").write_text("- {id: X}\n", "utf-8")
    done = new(small_project, "guide", small("guide"))
    assert (done.exit_code, "settings-invalid" in done.output) == (1, True)


def test_a_draft_says_what_more_may_be_said(small_project: Path) -> None:
    new(small_project, "guide", small("guide", id="my-own"))
    text = (small_project / "content/guides/my-own.yml").read_text("utf-8")
    assert "\n# rules: … 规则 / Rules — " in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_blanks_are_listed_as_a_file_of_answers(small_project: Path, tmp_path: Path, kind: str, lang: str) -> None:
    with_all_kinds(small_project)
    shown = new(small_project, kind, {}, "--blanks", "--lang", lang)
    assert shown.exit_code == 0
    given = small(kind)
    lines = [
        f"{line} {json.dumps(given.pop(line[:-1]), ensure_ascii=False)}" if line[:-1] in given else line
        for line in shown.stdout.splitlines()
    ]
    assert given == {}
    (tmp_path / "a.yml").write_text("\n".join(lines), "utf-8")
    done = new(small_project, kind, {}, "--from", str(tmp_path / "a.yml"), "--dry-run")
    assert done.exit_code == 0, done.output


def test_an_empty_file_of_blanks_lists_what_is_missing_in_order(small_project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(new(small_project, "guide", {}, "--blanks").stdout, "utf-8")
    done = new(small_project, "guide", {}, "--from", str(tmp_path / "a.yml"), "--lang", "en")
    assert done.exit_code == 1
    asked = [line.rpartition("/")[2] for line in done.stdout.splitlines() if "[entry-missing]" in line]
    assert asked == ["title", "programme", "call", "region", "source_title", "source_issuer"]
    assert "claim (Call to claim)" in done.stdout
