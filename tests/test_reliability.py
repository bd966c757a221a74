"""The page of promises shows exactly the figures that proofs left, and names for each promise a test that is there."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from conftest import REPOSITORY
from loading import script

from generator.model.parts import LANGS
from generator.proofs import FILE, PROOFS, read_found
from generator.yamlio import parse_yaml

MISSING = {"zh": "尚未测量", "en": "not yet measured"}
ROW = re.compile(r"^\| (?!-)(.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAME = re.compile(r"\{\{ (\w+)\.(\w+) \}\}")
FIGURES = {
    proof: {name: (proof_at + 1) * 1000 + at for at, name in enumerate(names)}
    for proof_at, (proof, names) in enumerate(PROOFS.items())
}


def page(lang: str) -> str:
    return (FILE.parent / lang / "reliability.md").read_text("utf-8")


def rows(lang: str) -> list[tuple[str, ...]]:
    """The promises: what is promised, the figures, the day, the tests."""
    return ROW.findall(page(lang))[1:]


def said(name: str, figure: object, lang: str) -> str:
    if figure is None:
        return MISSING[lang] if name == "date" else "—"
    if isinstance(figure, str):
        day = date.fromisoformat(figure)
        return f"{day:%Y}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {day:%B %Y}"
    return f"{figure:,}"


# -- the page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_shows_exactly_the_figures_of_the_file(packaged_site: Path, lang: str) -> None:
    written = parse_yaml(FILE.read_text("utf-8"), FILE.name)
    held = written if isinstance(written, dict) else {}
    html = (packaged_site / lang / "reliability.html").read_text("utf-8")
    shown = [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)]
    for _, figures, day, _ in rows(lang):
        for cell in (figures, day):
            told = NAME.sub(lambda name: said(name[2], held.get(name[1], {}).get(name[2]), lang), cell)
            assert told in shown


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_and_the_day_of_every_proof_has_its_place_once(lang: str) -> None:
    shown = [NAME.findall(figures) + NAME.findall(day) for _, figures, day, _ in rows(lang)]
    wanted = [[(proof, name) for name in (*names, "date")] for proof, names in PROOFS.items()]
    assert [sorted(row) for row in shown] == [sorted(row) for row in wanted]
    assert sorted(NAME.findall(page(lang))) == sorted(name for row in shown for name in row)


@pytest.mark.parametrize("lang", LANGS)
def test_every_promise_names_the_test_that_holds_it(lang: str) -> None:
    for promise, _, _, tests in rows(lang):
        named = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert named, promise
        assert [path for path in named if not (REPOSITORY / path).is_file()] == [], promise


def test_both_languages_name_the_same_tests() -> None:
    assert len({tuple(re.findall(r"`(tests/[^`]+)`", page(lang))) for lang in LANGS}) == 1


def test_the_file_of_figures_is_not_published(packaged_site: Path) -> None:
    assert list(packaged_site.rglob(FILE.name)) == []


# -- where the figures come from ------------------------------------------------------------------------------


def left(folder: Path, **held: dict[str, object]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, figures in held.items():
        (folder / f"{name}.json").write_text(json.dumps(figures), "utf-8")
    return folder


def test_the_script_writes_what_the_proofs_left_and_keeps_what_did_not_run(tmp_path: Path) -> None:
    file = tmp_path / "reliability.yml"
    file.write_text("{}\n", "utf-8")
    first = {proof: {**held, "date": "2026-11-01"} for proof, held in FIGURES.items()}
    script("reliability").main(left(tmp_path / "first", **first), file)
    assert read_found(file) == first
    script("reliability").main(left(tmp_path / "second", faults={"kills": 7, "date": "2026-11-02"}), file)
    assert read_found(file) == {**first, "faults": {"kills": 7, "date": "2026-11-02"}}


def test_the_file_is_as_the_script_writes_it(tmp_path: Path) -> None:
    copy = tmp_path / FILE.name
    copy.write_bytes(FILE.read_bytes())
    script("reliability").main(left(tmp_path / "none"), copy)
    assert copy.read_text("utf-8") == FILE.read_text("utf-8")


@pytest.mark.parametrize("held", [{"guesses": {"n": 1}}, {"faults": {"luck": 1}}], ids=["proof", "figure"])
def test_figures_that_the_page_does_not_know_are_refused(tmp_path: Path, held: dict[str, dict[str, object]]) -> None:
    file = tmp_path / "reliability.yml"
    file.write_text("{}\n", "utf-8")
    with pytest.raises(SystemExit, match=r"guesses|faults"):
        script("reliability").main(left(tmp_path / "left", **held), file)
    file.write_text(json.dumps(held), "utf-8")
    with pytest.raises(ValueError, match=r"guesses\.n|faults\.luck"):
        read_found(file)


def test_what_tests_keep_are_proofs_that_the_page_shows() -> None:
    keeping = re.compile(r"\bkeep\(\s*\"(\w+)\",(.*?)\)\n", re.DOTALL)
    found = [each for path in (REPOSITORY / "tests").rglob("*.py") for each in keeping.findall(path.read_text("utf-8"))]
    assert {"network", "supply"} <= {name for name, _ in found}
    for name, figures in found:
        assert set(re.findall(r"(\w+)=", figures)) <= set(PROOFS[name]), name
