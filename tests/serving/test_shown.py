"""Whatever a build writes, `serve` answers with the same bytes, page by page and file by file; and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import assemble
from small import put

from generator.finder.shards import ENTRANCE
from generator.serving.shown import Shown, follow_line
from generator.writer import MARK as OURS
from serving.shows import MARK, project_of, shown_of, text


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a built site by its path."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    found.pop(OURS)
    return found


def without_following(shown: Shown, path: str) -> bytes:
    """What stands at a path, without the line that follows changes."""
    found = shown.at(path)
    assert found is not None, path
    assert found.path == path
    if not path.endswith(".html"):
        return found.data
    root = "/zhangbang/" if path == "404.html" else "../" * path.count("/")
    line = follow_line(root, MARK).encode()
    assert found.data.count(line) == 1, path
    return found.data.replace(line, b"")


@pytest.mark.parametrize("site", ["built_site", "published_site", "chosen_site", "packaged_site"])
def test_every_file_of_a_build_is_served_with_the_same_bytes(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    project = folder.with_name("small" if site == "packaged_site" else "project")
    shown, built = shown_of(project_of(project)), files_of(folder)
    other = [path for path, data in built.items() if without_following(shown, path) != data]
    assert other == []
    assert set(shown.paths()) <= built.keys()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "zh",
        "zh/",
        "zh/guides",
        "zh/guides/",
        "zh/guides/gone.html",
        "zh/guides/page-2.html",
        "zh/guides/page-0.html",
        "zh/programmes/gone-check.html",
        "zh/domains/gone.html",
        "zh/none/index.html",
        "xx/index.html",
        "zh/index.htm",
        "zh/a/b/c.html",
        "../mkdocs.yml",
        "zh/../../mkdocs.yml",
        "content/guides/a-guide.yml",
        "assets/zb/../../mkdocs.yml",
        "api/v1/guides/gone.json",
        "api/v1/none/gone.json",
        "data/gone.csv",
        "forms/gone.docx",
        "forms/parts/gone.0123456789.js",
        "edit/guide/gone.js",
        "edit/none/gone.js",
        "feeds/xx/all.xml",
        "search/gone.js",
        "sitemap-7.xml",
        "CNAME",
        "zh/guides/\x00.html",
        "zh/guides/\ud800.html",
    ],
)
def test_nothing_else_is_there(small_shown: Shown, path: str) -> None:
    assert small_shown.at(path) is None


@pytest.fixture(scope="module")
def small_shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    from small import make_project

    return shown_of(project_of(make_project(tmp_path_factory.mktemp("shown") / "small")))


def test_one_page_of_an_index_is_made_without_the_others(small_project: Path) -> None:
    settings = small_project / "site_config/site.yml"
    settings.write_text(re.sub(r"page_size: \d+", "page_size: 2", settings.read_text("utf-8")), "utf-8")
    for number in range(5):
        put(small_project, "organisation", id=f"unit-{number}")
    shown = shown_of(project_of(small_project))
    second = text(shown, "zh/organisations/page-2.html")
    assert "unit-0" not in second
    assert len([key for key in shown.site.lately if isinstance(key, tuple) and key[0] == "card"]) == 2


def test_a_state_answers_alike_whatever_changes_meanwhile(small_project: Path) -> None:
    project = project_of(small_project)
    before = shown_of(project)
    page = text(before, "zh/guides/a-guide.html")
    path = put(small_project, "guide", title={"zh": "改过的标题", "en": "Changed"})
    assert project.renew({path.relative_to(small_project).as_posix()})
    after = shown_of(project, "another-mark")
    assert text(before, "zh/guides/a-guide.html") == page
    assert "改过的标题" not in text(before, "zh/programmes/a-programme.html")
    assert "改过的标题" in text(after, "zh/programmes/a-programme.html")


def test_the_index_of_the_finder_is_under_its_own_name_and_a_fixed_one(small_shown: Shown) -> None:
    page = text(small_shown, "zh/find.html")
    assert ENTRANCE.rpartition("/")[2] in page
    assert text(small_shown, ENTRANCE).startswith('zhangbang.put("finder/manifest"')


def test_personal_data_in_what_is_shown_is_found(tmp_path: Path) -> None:
    project = assemble(tmp_path / "project")
    hook = project / "site_config/hook.py"
    hook.write_text('def on_page_markdown(text, **_):\n    return text + "\\n\\nzhangsan@163.com\\n"\n', "utf-8")
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\nhooks: [site_config/hook.py]\n", "utf-8")
    shown = shown_of(project_of(project))
    page = shown.at("zh/about.html")
    assert page is not None
    assert {found.code for found in shown.leaks(page)} == {"personal-data"}
