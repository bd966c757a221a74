"""Whatever locale, clock, line ends, spellings and tools a command finds, it works or says what is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY
from importing.tables import MAPPING, as_csv, project_for, published
from small import found_in, make_project, put

from building.edits import edit
from building.projects import Project, difference, tree_of
from generator.cli import main
from generator.finder.fold import fold

# -- locales ----------------------------------------------------------------------------------------------------------

ALONE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "C": ({"LC_ALL": "C"}, "utf-8"),
    "C alone": (ALONE, "utf-8"),
    "GBK": ({"PYTHONIOENCODING": "gbk"}, "gbk"),
    "ASCII": ({"PYTHONIOENCODING": "ascii"}, "utf-8"),
    "GBK in C": ({**ALONE, "PYTHONIOENCODING": "gbk"}, "gbk"),
    "Latin-1": ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
}
"""What the environment says of characters, and in which encoding a command then speaks."""

SAID: Mapping[str, tuple[Sequence[str], int]] = {
    "check": (("check", "--root", "项目"), 1),
    "check --base": (("check", "--root", "项目", "--base", "主线"), 2),
    "build": (("build", "--root", "项目", "--site", "输出", "--keep-going", "--zip", "打包.zip"), 0),
    "refused": (("build", "--root", "项目", "--site", "输出"), 1),
    "fmt": (("fmt", "--root", "项目"), 0),
    "import list": (("import", "list", "名单.csv", "--kind", "winner", "--mapping", "映射.yml", "--root", "好的"), 0),
    "import nothing": (
        ("import", "list", "没有.csv", "--kind", "winner", "--mapping", "映射.yml", "--root", "好的"),
        2,
    ),
    "init": (("init", "新网站", "--yes", "--region", "湖南", "--name", "湖南张榜"), 0),
    "export": (("export", "--root", "好的", "--format", "csv", "--out", "数据"), 0),
    "new": (("new", "guide", "--root", "好的", "--set", "title=新指南"), 1),
    "diff": (("diff", "主线", "--root", "好的"), 2),
    "migrate": (("migrate", "--root", "好的"), 0),
    "help": (("build", "--help"), 0),
}
"""Commands with words that are not ASCII, and how they end."""


@pytest.fixture(scope="session")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project in which something is wrong, another that is right, and a table."""
    folder = tmp_path_factory.mktemp("abroad")
    put(make_project(folder / "项目"), "organisation", id="x", type="无")
    project_for(folder / "好的")
    (folder / "名单.csv").write_bytes(as_csv(published()))
    (folder / "映射.yml").write_text(MAPPING, "utf-8")
    return folder


def _speaks(folder: Path, locale: str, said: str) -> None:
    environment, encoding = LOCALES[locale]
    words, code = SAID[said]
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment}, capture_output=True, check=False,
    )  # fmt: skip
    told = (done.stdout + done.stderr).decode(encoding, "strict")
    assert (done.returncode, "Traceback" in told) == (code, False), told
    if encoding != "latin-1" and code:
        assert re.search(r"[\u4e00-\u9fff]", told), told


@pytest.mark.parametrize(("locale", "said"), [("C alone", "refused"), ("GBK", "import list"), ("C alone", "init")])
def test_any_locale_hears_chinese(abroad: Path, locale: str, said: str) -> None:
    _speaks(abroad, locale, said)


@pytest.mark.proof
@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_speaks_in_every_locale(tmp_path: Path, tally: Counter[str], locale: str) -> None:
    put(make_project(tmp_path / "项目"), "organisation", id="x", type="无")
    project_for(tmp_path / "好的")
    (tmp_path / "名单.csv").write_bytes(as_csv(published()))
    (tmp_path / "映射.yml").write_text(MAPPING, "utf-8")
    for said in SAID:
        _speaks(tmp_path, locale, said)
        tally["faults"] += 1
        tally["kept"] += 1


@pytest.mark.parametrize("name", [b"\xd5\xc5\xb0\xf1", b"line\nbreak"])
def test_a_folder_with_any_name_has_a_site(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / os.fsdecode(name)
    try:
        make_project(folder)
    except OSError:
        pytest.skip("this file system takes no such name")
    for _ in range(2):
        done = CliRunner().invoke(main, ["build", "--root", str(folder), "--site", str(folder / "out"), "--jobs", "1"])
        assert done.exit_code == 0, done.output
        assert (folder / "out/index.html").is_file()


# -- clocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("epoch", ["0", "1", str(2**31), str(2**32 + 1), "253402214400"])
def test_a_site_is_built_on_any_day(small_project: Path, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = CliRunner().invoke(main, ["build", "--root", str(small_project), "--jobs", "1"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("epoch", ["today", "1.5", "-1e9", "9" * 30, "٣x"])
def test_a_clock_that_says_nothing_is_wrong_use(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = CliRunner().invoke(main, ["build", "--root", str(small_project)])
    assert (done.exit_code, "SOURCE_DATE_EPOCH" in done.output, "秒" in done.output) == (2, True, True)
    assert not (small_project / "site").exists()


# -- line ends, marks, spellings --------------------------------------------------------------------------------------


def _as_windows_writes(path: Path) -> None:
    path.write_bytes("\ufeff".encode() + path.read_bytes().replace(b"\n", b"\r\n"))


def _sources(project: Project) -> list[Path]:
    found = [path for end in ("yml", "md") for path in project.root.rglob(f"*.{end}")]
    return sorted(path for path in found if project.cache not in path.parents)


def test_line_ends_and_a_mark_before_the_text_change_nothing(project: Project) -> None:
    before = tree_of(project.site)
    for path in _sources(project):
        _as_windows_writes(path)
    assert difference(project.build(), before) == []
    assert difference(project.build_afresh(), before) == []


def test_records_that_are_put_in_order_end_their_lines_alike_and_begin_without_a_mark(small_project: Path) -> None:
    records = sorted(small_project.glob("content/*/*.yml"))
    CliRunner().invoke(main, ["fmt", "--root", str(small_project)])
    before = [path.read_bytes() for path in records]
    for path in records:
        _as_windows_writes(path)
    assert CliRunner().invoke(main, ["fmt", "--root", str(small_project)]).exit_code == 0
    assert [path.read_bytes() for path in records] == before


@pytest.mark.parametrize("text", ["café", "Å", "が", "한국", "ﬁ"])
def test_a_search_finds_a_text_however_it_is_composed(text: str) -> None:
    spellings = {unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len({fold(one) for one in spellings}) == 1


def _unit(*names: str) -> Callable[[Path], object]:
    return lambda project: [_write(project / f"content/organisations/{name}.yml", f"id: {name}\n") for name in names]


def _bytes(file: bytes) -> Callable[[Path], object]:
    return lambda project: _write(project / os.fsdecode(file), "# x\n")


NAMES: Mapping[str, Callable[[Path], object]] = {
    "a record whose name is decomposed": _unit("e\u0301"),
    "a record whose name is composed": _unit("\u00e9"),
    "both": _unit("\u00e9", "e\u0301"),
    "a record whose name differs by case": _unit("A-unit"),
    "a page whose name differs by case": lambda project: _write(project / "content/pages/zh/About.md", "# 关于\n"),
    "a folder of pages that differs by case": lambda project: _write(project / "content/pages/ZH/more.md", "# 又\n"),
    "a page whose name is no text": _bytes(b"content/pages/zh/\xff.md"),
    "a folder of pages whose name is no text": _bytes(b"content/pages/zh/\xff/a.md"),
    "a setting whose name is no text": _bytes(b"site_config/\xff.yml"),
    "an id that differs by case": lambda project: put(project, "organisation", id="A-UNIT"),
}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_names_that_are_one_elsewhere_are_told_or_do_no_harm(small_project: Path, name: str) -> None:
    put(small_project, "organisation", id="a-unit")
    try:
        NAMES[name](small_project)
    except OSError:
        pytest.skip("this file system takes no such name")
    done = CliRunner().invoke(main, ["build", "--root", str(small_project), "--jobs", "1"])
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert done.exit_code in (0, 1)
    assert done.exit_code == 0 or found_in(small_project) or "written to one file" in done.output
    built = tree_of(small_project / "site") if done.exit_code == 0 else {}
    as_elsewhere = Counter(unicodedata.normalize("NFC", path).casefold() for path in built)
    assert [path for path, count in as_elsewhere.items() if count > 1] == []


# -- tools that are missing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("check", "--base", "HEAD"), ("diff", "HEAD")])
def test_without_git_its_name_and_what_to_do_are_told(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PATH", str(small_project))
    done = CliRunner().invoke(main, [*words, "--root", str(small_project)])
    assert (done.exit_code, "git" in done.output) == (2, True)
    assert "请先安装" in done.output
    assert "install it" in done.output


def test_a_site_needs_neither_tools_nor_a_home(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PATH", "HOME", "LANG", "USER", "SHELL", "XDG_CONFIG_HOME", "FONTCONFIG_PATH"):
        monkeypatch.setenv(name, "/nowhere")
    edit(project)
    found = project.build_afresh()
    monkeypatch.undo()
    assert difference(found, project.build()) == []
