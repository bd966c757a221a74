"""The guides say the same in both languages, and what they say of commands, codes, files and pictures is so."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY, assemble, publish
from loading import script
from pages import is_external, pages_of, target_of
from typed import command_of, mistakes_in, typed_in_prose, words_of

from generator.cli import main
from generator.cli.manual import commands_of, options_of, page, purpose_of, told
from generator.cli.uses import PARTS
from generator.model.parts import LANGS, Lang
from generator.problems import CODES

PAGES = REPOSITORY / "generator" / "pages"
MANUAL = "commands"
NAMES = sorted({path.stem for path in PAGES.glob("*/*.md")})
EACH = [(lang, name) for lang in LANGS for name in NAMES]
KNOWN = dict(commands_of(main))
LARGEST = 60_000
"""Bytes of a picture: a guide with all of them still opens on a slow line."""


def guide(lang: str, name: str) -> str:
    return (PAGES / lang / f"{name}.md").read_text("utf-8")


def blocks(lang: str, name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", guide(lang, name), re.MULTILINE | re.DOTALL)


# -- both languages -------------------------------------------------------------------------------------------


def form_of(text: str) -> dict[str, object]:
    """What two languages of a guide must have in common."""
    bare = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {
        "headings": [len(marks) for marks in re.findall(r"^(#+) ", bare, re.MULTILINE)],
        "rows": len(re.findall(r"^\|", bare, re.MULTILINE)),
        "items": len(re.findall(r"^(?:- |\d+\. )", bare, re.MULTILINE)),
        "blocks": re.findall(r"^```(\w+)$", text, re.MULTILINE),
        "pictures": re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text),
        "commands": sorted(re.sub(r"\s+#.*", "", command) for command in typed_in_prose(text) if "<" not in command),
    }


@pytest.mark.parametrize("name", [name for name in NAMES if name != MANUAL])
def test_a_guide_has_the_same_parts_in_both_languages(name: str) -> None:
    zh, en = (form_of(guide(lang, name)) for lang in LANGS)
    differing = {key: (zh[key], en[key]) for key in zh if zh[key] != en[key] and key != "commands"}
    assert differing == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_leads_to_the_same_pages_in_both_languages(name: str) -> None:
    zh, en = (set(re.findall(r"\]\(((?:site:)?[^):]+)\)", guide(lang, name))) for lang in LANGS)
    assert {link.replace("site:zh/", "site:en/") for link in zh} == en


# -- commands -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_commands_is_what_the_commands_say(lang: Lang, request: pytest.FixtureRequest) -> None:
    written = PAGES / lang / f"{MANUAL}.md"
    if request.config.getoption("--update-golden"):
        written.write_text(page(main, lang), "utf-8")
    assert written.read_text("utf-8") == page(main, lang), "make guides"


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_and_option_is_on_the_page_of_commands(lang: str) -> None:
    text = guide(lang, MANUAL)
    assert [name for name in KNOWN if f"\n### {name}\n" not in text] == []
    options = {
        option for command in KNOWN.values() for one in command.params for option in one.opts if option[0] == "-"
    }
    assert [option for option in options if f"`{option}" not in text] == []


def test_every_command_belongs_to_one_occasion() -> None:
    placed = [name for part in PARTS for name in part.uses]
    assert sorted(placed) == sorted(KNOWN)


@pytest.mark.parametrize("command", KNOWN)
def test_the_help_of_a_command_is_in_two_languages_that_can_be_told_apart(command: str) -> None:
    texts = [purpose_of(KNOWN[command]), *map(told, options_of(KNOWN[command]).values())]
    for text in texts:
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert text.en
        assert not re.search(r"[\u3000-\u303f\u4e00-\u9fff]", text.en), text.en


@pytest.mark.parametrize(("lang", "name"), EACH)
def test_every_command_that_a_guide_types_is_one(lang: str, name: str) -> None:
    typed = list(typed_in_prose(guide(lang, name)))
    assert {command: mistakes for command in typed if (mistakes := mistakes_in(command))} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_is_used_in_a_guide(lang: str) -> None:
    typed = (typed for name in NAMES if name != MANUAL for typed in typed_in_prose(guide(lang, name)))
    assert set(KNOWN) - {command_of(words_of(command))[0] for command in typed} == set()


@pytest.mark.parametrize(("lang", "name"), EACH)
def test_targets_that_a_guide_makes_are_there(lang: str, name: str) -> None:
    files = [*REPOSITORY.glob("Makefile"), *REPOSITORY.glob("generator/scaffold/Makefile")]
    known = {target for file in files for target in re.findall(r"^([a-z-]+):", file.read_text("utf-8"), re.MULTILINE)}
    assert set(re.findall(r"(?:`|^|&& |\n)make ([a-z-]+)", guide(lang, name))) <= known


# -- codes, links ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "name"), EACH)
def test_problem_codes_that_a_guide_shows_exist(lang: str, name: str) -> None:
    text = guide(lang, name)
    shown = re.findall(r"(?:错误|提醒|error|warning) \[([a-z0-9-]+)\]", text)
    linked = re.findall(r"problems\.html#([a-z0-9-]+)", text)
    assert {*shown, *linked} <= {*CODES, "checked", "sent"}


@pytest.mark.parametrize(("lang", "name"), EACH)
def test_every_link_of_a_guide_leads_somewhere_on_any_site(packaged_site: Path, lang: str, name: str) -> None:
    path = f"{lang}/{name}.html"
    lost = []
    for link in pages_of(packaged_site)[path].links:
        if is_external(link):
            continue
        file, fragment = target_of(path, link)
        is_page = file.endswith(".html")
        there = (packaged_site / file).is_file()
        if not there or (fragment and is_page and fragment not in pages_of(packaged_site)[file].ids):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_of_guides_leads_to_every_guide(lang: str) -> None:
    assert [
        name for name in NAMES if name not in ("help", "about") and f"]({name}.md)" not in guide(lang, "help")
    ] == []


# -- examples -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_questions_to_the_database_have_answers(published_site: Path, lang: str) -> None:
    asked = blocks(lang, "how-to-reuse", "sql")
    assert asked
    with sqlite3.connect(f"file:{published_site / 'data/zhangbang.sqlite'}?mode=ro", uri=True) as database:
        for question in asked:
            assert database.execute(question).fetchall(), question


def _typed_lines(lang: str) -> Iterator[str]:
    for block in blocks(lang, "how-to-reuse", "sh"):
        yield from block.strip().splitlines()


@pytest.mark.parametrize("lang", LANGS)
def test_the_lines_for_the_shell_do_what_they_say(published_site: Path, tmp_path: Path, lang: str) -> None:
    for line in _typed_lines(lang):
        if line.startswith("zhangbang "):
            continue
        command = re.sub(r"curl -O https://example\.org/(\S+)", rf"cp {published_site}/\1 .", line)
        command = command.replace("python3 ", f"{sys.executable} ")
        done = subprocess.run(
            ["sh", "-c", f"{command} 2>&1"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
    shutil.copy(published_site / "data/SHA256SUMS", tmp_path)
    assert "`sha256sum --check --ignore-missing SHA256SUMS`" in guide(lang, "how-to-reuse")
    subprocess.run(["sha256sum", "--check", "--ignore-missing", "SHA256SUMS"], cwd=tmp_path, check=True, timeout=60)


@pytest.mark.parametrize("lang", LANGS)
def test_the_lines_for_the_program_write_what_they_say(
    tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = publish(assemble(tmp_path / "project"))
    monkeypatch.chdir(tmp_path)
    (line,) = (line for line in _typed_lines(lang) if line.startswith("zhangbang "))
    assert "advanced-materials" in (REPOSITORY / "generator/defaults/domains.yml").read_text("utf-8")
    words = words_of(line.removeprefix("zhangbang ").replace("advanced-materials", "motors"))
    done = CliRunner().invoke(main, [*words, "--root", str(project)])
    assert done.exit_code == 0, done.output
    with (tmp_path / "challenges" / "challenges.csv").open(encoding="utf-8-sig", newline="") as table:
        assert list(csv.DictReader(table))


# -- pictures -------------------------------------------------------------------------------------------------

PICTURES = sorted(PAGES.glob("*/pictures/*.png"))


@pytest.mark.parametrize(("lang", "name"), EACH)
def test_every_picture_of_a_guide_is_there_and_says_what_is_seen(lang: str, name: str) -> None:
    for told_alt, file in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", guide(lang, name)):
        assert (PAGES / lang / file).is_file()
        assert len(told_alt) >= (12 if lang == "zh" else 30), file


def test_the_pictures_are_those_that_the_script_makes_and_guides_show() -> None:
    made = set(script("pictures").NAMES)
    for lang in LANGS:
        shown = {Path(file).stem for name in NAMES for file in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", guide(lang, name))}
        assert {path.stem for path in PICTURES if path.parts[-3] == lang} == made == shown


@pytest.mark.parametrize(("lang", "readme"), [("en", "README.md"), ("zh", "README.zh.md")])
def test_a_readme_begins_with_the_site(lang: str, readme: str) -> None:
    first = "\n".join((REPOSITORY / readme).read_text("utf-8").splitlines()[:12])
    shown = script("pictures").front(lang)
    assert f"]({shown.relative_to(REPOSITORY).as_posix()})" in first
    assert shown.read_bytes().startswith(b"\x89PNG")
    assert shown.stat().st_size < 150_000


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: "-".join(path.parts[-3::2]))
def test_a_picture_is_small_and_wide_enough(picture: Path) -> None:
    head = picture.read_bytes()[:26]
    width, _, depth, colours = struct.unpack(">IIBB", head[16:26])
    assert head.startswith(b"\x89PNG")
    assert (colours, depth <= 8) == (3, True), "a palette of colours"
    assert 1000 <= width <= 1200
    assert picture.stat().st_size < LARGEST
