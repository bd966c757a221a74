"""A project follows every change of its files, and makes the same site as one that is read anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small import codes, put

from generator.guest import BuildRefused
from generator.serving.project import Project, judge
from serving.shows import project_of, shown_of, text

GUIDE = "content/guides/a-guide.yml"
PAGES = ("zh/index.html", "zh/guides/index.html", "zh/programmes/a-programme.html", "zh/about.html", "404.html")


def answers(project: Project) -> dict[str, bytes]:
    """What stands at every address of the site but those of data."""
    shown = shown_of(project)
    paths = [path for path in shown.paths() if not path.startswith(("data/", "api/"))]
    return {path: found.data for path in paths if (found := shown.at(path))}


def settled(project: Project) -> Project:
    """The project with all that is still to be looked at again, judged as it is."""
    while not project.is_settled:
        project.settle(1)
    project.accept(judge(project.question()))
    return project


def follow(project: Project, *paths: str) -> bool:
    """Takes in the changes, told of or seen, and judges them."""
    is_other = project.renew(set(paths) or project.changed())
    settled(project)
    return is_other


def written(root: Path, title: str) -> str:
    put(root, "guide", title={"zh": title, "en": "Another title"})
    return GUIDE


def _edited(root: Path) -> None:
    written(root, "改过的标题")


def _renamed(root: Path) -> None:
    (root / GUIDE).rename(root / "content/guides/b-guide.yml")


def _saved_by_renaming(root: Path) -> None:
    text_before = (root / GUIDE).read_text("utf-8")
    new = root / "content/guides/.a-guide.yml.swp"
    new.write_text(text_before.replace("updated_on", "year: 2031\nupdated_on"), "utf-8")
    new.rename(root / GUIDE)


def _deleted(root: Path) -> None:
    (root / GUIDE).unlink()


def _added(root: Path) -> None:
    put(root, "organisation", id="x")


def _added_in_a_folder(root: Path) -> None:
    put(root, "organisation", id="x").rename(root / "x.yml")
    (root / "content/organisations/deep/er").mkdir(parents=True)
    (root / "x.yml").rename(root / "content/organisations/deep/er/x.yml")


def _folder_deleted(root: Path) -> None:
    shutil.rmtree(root / "content/guides")


def _linked(root: Path) -> None:
    target = root / "elsewhere.yml"
    (root / GUIDE).rename(target)
    (root / GUIDE).symlink_to(target)


def _not_utf8(root: Path) -> None:
    (root / GUIDE).write_bytes(b"\xff")


def _strange_name(root: Path) -> None:
    (root / "content/guides/x y.yml").write_text("a: 1\n")
    Path(os.fsdecode(os.fsencode(root / "content/guides") + b"/\xff.yml")).write_text("a: 1\n")


def _many(root: Path) -> None:
    for number in range(40):
        put(root, "organisation", id=f"unit-{number}")
    _deleted(root)


def _prose(root: Path) -> None:
    (root / "content/pages/zh/about.md").write_text("# 关于我们\n\n[指南](record:guide/a-guide)\n", "utf-8")


def _prose_deleted(root: Path) -> None:
    (root / "content/pages/zh/about.md").unlink()


def _prose_with_personal_data(root: Path) -> None:
    (root / "content/pages/zh/about.md").write_text("# 关于\n\n13812345678\n", "utf-8")


def _label(root: Path) -> None:
    labels = root / "site_config/labels.yml"
    labels.write_text(labels.read_text("utf-8").replace("home: {zh: 首页", "home: {zh: 起始页"), "utf-8")


def _languages(root: Path) -> None:
    (root / "site_config/site.yml").write_text(
        (root / "site_config/site.yml").read_text("utf-8") + "\nlanguages: [zh]\n"
    )


def _address(root: Path) -> None:
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("site_name:", "repo_name: x\nsite_name:"), "utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    change.__name__.removeprefix("_"): change
    for change in (
        _edited, _renamed, _saved_by_renaming, _deleted, _added, _added_in_a_folder, _folder_deleted, _linked,
        _not_utf8, _strange_name, _many, _prose, _prose_deleted, _prose_with_personal_data, _label, _languages,
        _address,
    )
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_the_site_is_the_one_that_is_read_anew(
    small_project: Path, change: Callable[[Path], None]
) -> None:
    project = settled(project_of(small_project))
    change(small_project)
    assert project.changed()
    follow(project)
    assert project.changed() == frozenset()
    assert answers(project) == answers(settled(project_of(small_project)))


def test_a_change_that_is_told_needs_no_look_at_other_files(small_project: Path) -> None:
    project = settled(project_of(small_project))
    kept = project._files["content/programmes/a-programme.yml"]
    written(small_project, "改过的标题")
    assert project.renew({GUIDE})
    assert "改过的标题" in text(shown_of(project), "zh/guides/a-guide.html")
    assert project._files["content/programmes/a-programme.yml"] is kept


def test_records_that_did_not_change_stay_the_very_same(small_project: Path) -> None:
    project = settled(project_of(small_project))
    before = shown_of(project).site.catalog
    follow(project, written(small_project, "改过的标题"))
    after = shown_of(project).site.catalog
    assert after.records["programme"]["a-programme"] is before.records["programme"]["a-programme"]
    assert after.records["guide"]["a-guide"] is not before.records["guide"]["a-guide"]


@pytest.mark.parametrize("touch", [lambda path: path.touch(), lambda path: path.write_bytes(path.read_bytes())])
def test_what_says_the_same_as_before_makes_no_other_site(small_project: Path, touch: Callable[[Path], None]) -> None:
    project = settled(project_of(small_project))
    touch(small_project / GUIDE)
    assert not follow(project, GUIDE)
    touch(small_project / "site_config/labels.yml")
    assert not follow(project, "site_config/labels.yml")
    touch(small_project / "content/pages/zh/about.md")
    assert not follow(project, "content/pages/zh/about.md")


def test_a_record_with_an_error_of_its_own_is_left_out_at_once(small_project: Path) -> None:
    project = settled(project_of(small_project))
    put(small_project, "guide", call="none")
    assert project.renew({GUIDE})
    assert shown_of(project).at("zh/guides/a-guide.html") is None
    assert "value-choice" in codes(judge(project.question()))
    written(small_project, "又好了")
    assert project.renew({GUIDE})
    assert "又好了" in text(shown_of(project), "zh/guides/a-guide.html")


def test_an_error_that_only_all_records_tell_is_judged(small_project: Path) -> None:
    project = settled(project_of(small_project))
    put(small_project, "guide", programme="gone")
    assert project.renew({GUIDE})
    assert project.accept(judge(project.question()))
    assert shown_of(project).at("zh/guides/a-guide.html") is None
    put(small_project, "programme", id="gone")
    assert project.renew({"content/programmes/gone.yml"})
    assert project.accept(judge(project.question()))
    assert "a-guide" in text(shown_of(project), "zh/programmes/gone.html")


def test_an_error_that_an_exemption_names_leaves_nothing_out(small_project: Path) -> None:
    put(small_project, "organisation", id="x", credit_code="91110108MA01ABCD00")
    assert "credit-code-check" in codes(judge(project_of(small_project).question()))
    assert shown_of(project_of(small_project)).at("zh/organisations/x.html") is None
    exemption = "- {record: organisation/x, code: credit-code-check, reason: {zh: 照原文, en: As printed}}\n"
    (small_project / "site_config/exemptions.yml").write_text(exemption, "utf-8")
    project = project_of(small_project)
    assert shown_of(project).at("zh/organisations/x.html")
    put(small_project, "organisation", id="x", credit_code="91110108MA01ABCD01")
    project.renew({"content/organisations/x.yml"})
    assert shown_of(project).at("zh/organisations/x.html")
    assert judge(project.question()) == ()


def test_settings_that_cannot_be_read_leave_those_before(small_project: Path) -> None:
    project = settled(project_of(small_project))
    page = text(shown_of(project), "zh/index.html")
    good = (small_project / "site_config/site.yml").read_bytes()
    (small_project / "site_config/site.yml").write_text("title: [\n")
    project.renew({"site_config/site.yml"})
    assert text(shown_of(project), "zh/index.html") == page
    assert {found.file for found in judge(project.question())} == {"site_config/site.yml"}
    (small_project / "site_config/site.yml").write_bytes(good)
    project.renew({"site_config/site.yml"})
    assert judge(project.question()) == ()


def test_an_mkdocs_yml_that_cannot_be_used_leaves_the_prose_before(small_project: Path) -> None:
    project = settled(project_of(small_project))
    (small_project / "mkdocs.yml").write_text("plugins: [\n")
    assert not project.renew({"mkdocs.yml"})
    assert project.refused
    assert text(shown_of(project), "zh/about.html")


@pytest.mark.parametrize("break_it", [("site_config/site.yml", "title: [\n"), ("mkdocs.yml", "plugins: [\n")])
def test_a_project_that_cannot_be_read_is_refused(small_project: Path, break_it: tuple[str, str]) -> None:
    (small_project / break_it[0]).write_text(break_it[1])
    with pytest.raises(BuildRefused, match=r"site\.yml|pars"):
        project_of(small_project)


def test_records_are_looked_at_again_under_other_settings(small_project: Path) -> None:
    project = settled(project_of(small_project))
    domains = small_project / "site_config/domains.yml"
    put(small_project, "challenge", domains=["motors"])
    follow(project)
    assert "motors" in domains.read_text("utf-8")
    domains.write_text(domains.read_text("utf-8").replace("id: motors", "id: engines"), "utf-8")
    follow(project, "site_config/domains.yml")
    assert shown_of(project).at("zh/challenges/a-challenge.html") is None
