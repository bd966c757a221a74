"""The commands do what the README says, and their exit codes are 0 fine, 1 problems found, 2 wrong use."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from small import put

from generator import __version__
from generator.cache import FOLDER
from generator.cli import main
from generator.cli.manual import commands_of, options_of

KNOWN = dict(commands_of(main))
COMMANDS = sorted(KNOWN)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


# -- documents ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_in_the_readme(repository: Path, readme: str, command: str) -> None:
    text = (repository / readme).read_text("utf-8")
    assert re.search(rf"^\| `{command}` \|", text, re.MULTILINE)
    assert [option for option in options_of(KNOWN[command]) if f"`{option}" not in text] == []


def test_the_readme_names_no_command_that_is_not_there(repository: Path) -> None:
    table = (repository / "README.md").read_text("utf-8").partition("## Commands")[2].partition("## ")[0]
    assert sorted(re.findall(r"^\| `([a-z -]+)` \|", table, re.MULTILINE)) == COMMANDS
    known = {option for command in KNOWN.values() for option in options_of(command)}
    assert set(re.findall(r"`(--[a-z-]+)", table)) <= known


@pytest.mark.parametrize("command", COMMANDS)
def test_help_speaks_both_languages(command: str) -> None:
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    assert re.search(r"[\u4e00-\u9fff]", shown.output)
    assert re.search(r"[A-Za-z]{4}", shown.output)
    for option in KNOWN[command].params:
        assert isinstance(option, click.Argument) or getattr(option, "help", None), option.name


def test_the_program_tells_its_version() -> None:
    assert __version__ in run("--version").output


# -- the cache ------------------------------------------------------------------------------------------------


def test_a_check_keeps_what_it_found_for_the_next_one_and_says_the_same(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="none")
    said = [run("check", "--root", str(small_project), *more) for more in (["--no-cache"], [], [], ["--no-cache"])]
    assert len({(one.exit_code, one.stdout) for one in said}) == 1
    assert list((small_project / FOLDER).glob("documents-*.cache"))


def test_without_the_cache_nothing_is_kept(small_project: Path) -> None:
    run("check", "--root", str(small_project), "--no-cache")
    assert not (small_project / FOLDER.parts[0]).exists()


def test_a_project_in_which_nothing_can_be_kept_is_checked_alike(small_project: Path) -> None:
    alone = run("check", "--root", str(small_project), "--no-cache")
    (small_project / FOLDER.parts[0]).write_text("in the way")
    said = run("check", "--root", str(small_project))
    assert (said.exit_code, said.stdout) == (alone.exit_code, alone.stdout)


# -- exit codes -----------------------------------------------------------------------------------------------


def test_a_project_without_problems_is_fine(small_project: Path) -> None:
    done = run("check", "--root", str(small_project), "--lang", "en")
    assert (done.exit_code, done.output) == (0, "4 records, 0 errors, 0 warnings\n")


def test_an_error_is_a_problem(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="univercity")
    done = run("check", "--root", str(small_project), "--lang", "en")
    assert done.exit_code == 1
    assert "content/organisations/x.yml:1:" in done.output
    assert "[value-choice] /type" in done.output
    assert "→ Did you mean “university”?" in done.output
    assert done.output.endswith("5 records, 1 errors, 0 warnings\n")


def test_a_warning_is_fine(small_project: Path) -> None:
    put(small_project, "organisation", id="x", title={"zh": "某单位"})
    done = run("check", "--root", str(small_project))
    assert (done.exit_code, "提醒 [translation-missing]" in done.output) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["check", "--nothing"],
        ["check", "--format", "xml"],
        ["check", "--lang", "fr"],
        ["check", "--root", "/nowhere"],
        ["check", "--sources", "/nowhere"],
        ["check", "--sources", "mkdocs.yml"],
        ["check", "--sources", ""],
        ["check", "extra"],
        ["build", "--as-of", "2025-02-30"],
        ["build", "--as-of", "today"],
        ["serve", "--as-of", "1"],
    ],
)
def test_wrong_use_is_2(small_project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(small_project)
    assert run(*arguments).exit_code == 2
    assert not (small_project / "site").exists()


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_folder_without_mkdocs_yml_is_wrong_use(tmp_path: Path, command: str) -> None:
    done = run(command, "--root", str(tmp_path))
    assert done.exit_code == 2
    assert "mkdocs.yml" in done.output


def test_an_output_that_is_a_file_is_wrong_use(small_project: Path) -> None:
    site = str(small_project / "mkdocs.yml")
    assert run("build", "--root", str(small_project), "--site", site).exit_code == 2


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_wrong_use(small_project: Path, address: str) -> None:
    done = program(small_project, "serve", "--address", address)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr


# -- formats --------------------------------------------------------------------------------------------------


def test_json_goes_to_standard_output_alone(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="none")
    done = run("check", "--root", str(small_project), "--format", "json")
    assert done.exit_code == 1
    (row,) = json.loads(done.stdout)
    assert (row["code"], row["pointer"], row["severity"]) == ("value-choice", "/type", "error")
    assert "5 条记录" in done.stderr


def test_github_annotations_go_to_standard_output_alone(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="none")
    done = run("check", "--root", str(small_project), "--format", "github")
    assert re.fullmatch(
        r"::error file=content/organisations/x\.yml,line=1,col=\d+,title=value-choice::.+\n", done.stdout
    )


# -- quotations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "counts"),
    [
        ("zh", "5 条记录，1 个错误，0 个提醒；对照了 1 处引文；1 处的出处没有存档\n"),
        ("en", "5 records, 1 errors, 0 warnings; 1 quotations compared; 1 from sources that are not archived\n"),
    ],
)
def test_quotations_are_compared_where_their_texts_are(
    small_project: Path, tmp_path: Path, lang: str, counts: str
) -> None:
    common = {"title": {"zh": "通知"}, "issuer": {"zh": "局"}, "quote": "最高60万元"}
    put(
        small_project,
        "organisation",
        id="x",
        sources=[{"id": "a", "archive": "notice", **common}, {"id": "b", **common}],
    )
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "notice.txt").write_text("最高 50 万元", "utf-8")
    done = run("check", "--root", str(small_project), "--lang", lang, "--sources", str(tmp_path / "texts"))
    assert done.exit_code == 1
    assert "[quote-not-found] /sources/0/quote" in done.output
    assert done.output.endswith(counts)


def test_without_texts_nothing_is_said_of_quotations(small_project: Path) -> None:
    done = run("check", "--root", str(small_project))
    assert (done.exit_code, "引文" in done.output) == (0, False)


# -- as a program ---------------------------------------------------------------------------------------------


def program(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False, env=environment or None
    )


def test_the_project_is_the_current_folder(small_project: Path) -> None:
    done = program(small_project, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "4 条记录，0 个错误，0 个提醒\n", "")


def test_a_build_says_nothing_when_piped(small_project: Path) -> None:
    done = program(small_project, "build")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_chinese_is_printed_whatever_the_locale(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="无")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        cwd=small_project, capture_output=True, timeout=60, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "错误" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("site", [".", "..", "content"])
def test_an_output_that_is_not_ours_is_refused_and_nothing_is_lost(small_project: Path, site: str) -> None:
    before = sorted(small_project.parent.rglob("*"))
    done = program(small_project, "build", "--site", site)
    assert done.returncode in (1, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in sorted(small_project.parent.rglob("*")) if ".zhangbang" not in path.parts] == before


def test_the_output_goes_where_it_is_told(small_project: Path, tmp_path: Path) -> None:
    assert program(small_project, "build", "--site", "public").returncode == 0
    assert program(tmp_path, "build", "--root", str(small_project), "--site", "elsewhere").returncode == 0
    assert (small_project / "public/zh/index.html").is_file()
    assert (tmp_path / "elsewhere/zh/index.html").is_file()
    assert not (small_project / "site").exists()
