"""What MkDocs gives to a site is a value: it depends on no record, and prose and the theme's files are made of it."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
import pytest
from conftest import AS_OF, build
from small import put

from generator.dates import start_of
from generator.guest import BuildRefused, Guest, lost_links, prose_of
from generator.model.parts import LANGS
from generator.pipeline import check
from generator.plugin import guest_of
from generator.render.page import pour
from generator.render.pages import site_of


def test_prose_and_files_of_the_site_are_made_of_it(small_project: Path, tmp_path: Path) -> None:
    built = build(small_project, tmp_path / "site")
    guest, checked = guest_of(small_project, LANGS), check(small_project)
    assert checked.settings is not None
    day = start_of(AS_OF)
    site = site_of(checked.catalog, checked.settings, day, guest.url, guest.repository, host=guest.host)
    pages = [pour(site, guest.shells, page) for page in prose_of(site, guest)]
    made = {**{page.path: page.data for page in pages}, **guest.files}
    assert {"zh/about.html", "en/about.html", "zh/how-to-edit.html"} < made.keys()
    assert made == {path: (built / path).read_bytes() for path in made}
    styles = {path.relative_to(built).as_posix() for path in built.glob("assets/zb/frame.*")}
    assert {path for path in guest.files if path.startswith("assets/")} == styles != set()


def test_it_can_be_kept_outside_the_program(small_project: Path) -> None:
    guest = guest_of(small_project, LANGS)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(guest), type=Guest) == guest


def test_it_depends_on_no_record(small_project: Path) -> None:
    before = guest_of(small_project, LANGS)
    put(small_project, "organisation", id="x", type="none")
    assert guest_of(small_project, LANGS) == before
    assert {path.name for path in small_project.iterdir()} <= {"content", "site_config", "mkdocs.yml"}


def test_only_the_languages_of_the_site_are_in_it(small_project: Path) -> None:
    guest = guest_of(small_project, ("zh",))
    assert {prose.lang for prose in guest.prose} == {"zh"}
    assert not [path for path in guest.files if path.startswith("en/")]


def test_what_must_not_be_published_is_not_in_it(small_project: Path) -> None:
    (small_project / "content/pages/zh/a.svg").write_text("<svg/>")
    told = frozenset({"content/pages/zh/a.svg", "content/pages/zh/about.md"})
    assert "zh/a.svg" in guest_of(small_project, LANGS).files
    guest = guest_of(small_project, LANGS, told)
    assert "zh/a.svg" not in guest.files
    assert "content/pages/zh/about.md" not in {prose.source for prose in guest.prose}


def test_links_from_prose_that_lead_to_no_record_are_told(small_project: Path) -> None:
    (small_project / "content/pages/zh/about.md").write_text("# 关于\n\n见[指南](record:guide/gone)。\n", "utf-8")
    guest, checked = guest_of(small_project, LANGS), check(small_project)
    assert checked.settings is not None
    site = site_of(checked.catalog, checked.settings, start_of(AS_OF), guest.url, guest.repository)
    assert list(lost_links(site, guest)) == [("zh/about.html", "record:guide/gone")]


def test_mkdocs_has_no_handler_more_than_before(small_project: Path) -> None:
    told = logging.getLogger("mkdocs")
    before = list(told.handlers)
    guest_of(small_project, LANGS)
    assert told.handlers == before


@pytest.mark.parametrize("config", ["plugins: [\n", "site_name: x\nplugins: [zhangbang, gone]\n", "site_name: x\n"])
def test_a_mkdocs_yml_that_cannot_be_used_is_refused(small_project: Path, config: str) -> None:
    (small_project / "mkdocs.yml").write_text(config)
    with pytest.raises(BuildRefused):
        guest_of(small_project, LANGS)
