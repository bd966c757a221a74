from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.parts import LANGS
from generator.render.templates import FOLDER as TEMPLATES

from .markup import markup_problems
from .pages import BY_TEMPLATE, PAGES, PARTIALS, ROOT, SAME_TEMPLATES, SAMPLES

PUBLISHED = (*PAGES, *(f"{lang}/{path}" for lang in LANGS for path in SAME_TEMPLATES))


@pytest.fixture(scope="module")
def problems(
    published_site: Path, built_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[Path, list[str]]:
    pages = [*(published_site / path for path in PUBLISHED), *(built_site / path for path in SAMPLES)]
    return markup_problems(pages, tmp_path_factory.mktemp("html-validate") / "report.json")


def test_every_template_has_a_page_that_is_opened() -> None:
    templates = {template.stem for template in TEMPLATES.glob("*.html")}
    assert templates == PARTIALS | set(BY_TEMPLATE) | set(ROOT)


@pytest.mark.parametrize("path", PUBLISHED)
def test_html_validate_finds_nothing(path: str, published_site: Path, problems: Mapping[Path, list[str]]) -> None:
    assert problems[published_site / path] == []


@pytest.mark.parametrize("path", SAMPLES)
def test_html_validate_finds_nothing_on_invented_records(
    path: str, built_site: Path, problems: Mapping[Path, list[str]]
) -> None:
    assert problems[built_site / path] == []


def test_html_validate_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html>\n<html lang=en><title>x</title><p style='color:red'><div>", "utf-8")
    assert markup_problems([page], tmp_path / "report.json")[page] != []
