"""`zhangbang init` makes a whole site of what its host says, or says what is wrong and writes nothing."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import REPOSITORY, build
from small import found_in

from generator import __version__
from generator.cli import main
from generator.formatting import formatted
from generator.founding import NO_ADDRESS, likely_address, read_scaffold, region_of, repository_of
from generator.intake.issue_forms import stale_forms
from generator.model.artifacts import READY
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.pipeline import check
from generator.settings import Term, packaged, read_settings


def init(folder: Path, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *arguments], input=answers)


def found(tmp_path: Path, *arguments: str) -> Path:
    """A site founded without questions."""
    done = init(tmp_path / "site", "--yes", *arguments)
    assert done.exit_code == 0, done.output
    return tmp_path / "site"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- what is written --------------------------------------------------------------------------------------------------


def test_a_site_says_what_its_host_said(tmp_path: Path) -> None:
    site = found(
        tmp_path, "--name", "湖南张榜台", "--name-en", "The Wall of Hunan", "--region", "湖南",
        "--repository", "git@github.com:Example/calls.git",
    )  # fmt: skip
    settings, problems = read_settings(site / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.site.title == Text(zh="湖南张榜台", en="The Wall of Hunan")
    assert settings.site.languages == ("zh", "en")
    assert settings.regions == {term.id: term for term in packaged()["regions"]}
    config = (site / "mkdocs.yml").read_text("utf-8")
    assert '"https://github.com/Example/calls"' in config
    assert '"https://example.github.io/calls/"' in config
    assert (site / "requirements.txt").read_text("utf-8").endswith(f"\nzhangbang=={__version__}\n")
    assert "# 湖南张榜台 The Wall of Hunan\n" in (site / "README.md").read_text("utf-8")


def test_a_new_site_has_no_problem_and_builds_empty(tmp_path: Path) -> None:
    site = found(tmp_path, "--region", "gansu")
    assert found_in(site) == []
    home = (build(site, tmp_path / "built") / "zh/index.html").read_text("utf-8")
    assert "甘肃省揭榜挂帅" in home
    assert re.findall(r'<section aria-labelledby="([a-z-]+)"', home) == ["open-now"]


def test_no_token_is_left_in_any_file(tmp_path: Path) -> None:
    files = tree(found(tmp_path))
    assert {path for path, data in files.items() if re.search(rb"@@[a-z_]+@@", data)} == set()
    assert {path for path, _ in read_scaffold()} <= files.keys()


def test_the_readme_of_a_new_site_names_what_is_there(tmp_path: Path) -> None:
    site = found(tmp_path)
    text = (site / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert {path.name for path in site.iterdir() if path.is_dir()} - {name.strip("/") for name in named} == {".vscode"}
    assert [name for name in named if not (site / name).exists()] == []
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not (site / link).exists()] == []


def test_the_examples_are_records_in_the_programs_own_style(tmp_path: Path) -> None:
    site = found(tmp_path, "--region", "hunan")
    (site / "examples").rename(site / "content/examples")
    for example in (site / "content/examples").rglob("*.yml"):
        kind = next(kind for kind, cls in KINDS.items() if cls.folder == example.parent.name)
        text = example.read_text("utf-8")
        place = f"content/{example.parent.name}/{example.name}"
        assert formatted(kind, text, place) == text
        target = site / place
        target.parent.mkdir()
        target.write_text(text, "utf-8")
        example.unlink()
    for folder in sorted((site / "content/examples").rglob("*"), reverse=True):
        folder.rmdir()
    (site / "content/examples").rmdir()
    assert found_in(site) == []
    assert check(site).total == 1


def test_every_choice_that_is_offered_in_comments_works(tmp_path: Path) -> None:
    """What a host gets by removing the “# ” before the choices of site.yml."""
    site = found(tmp_path)
    file = site / "site_config/site.yml"
    before, mark, choices = file.read_text("utf-8").partition("# 以下各项")
    assert mark
    offered = re.sub(
        r"(?m)^# (?=( *)(ocid_prefix|logo|colours|footer|primary|accent|dark|sponsor|contact|icp|police|site_id):)",
        "",
        choices,
    )
    file.write_text(f"{before}# {offered}", "utf-8")
    (site / "site_config/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    assert found_in(site) == []
    settings, _ = read_settings(site / "site_config")
    assert settings is not None
    assert None not in (settings.logo, settings.site.colours, settings.site.footer.icp, settings.site.footer.site_id)


def test_a_site_in_chinese_alone_has_no_english_prose(tmp_path: Path) -> None:
    site = found(tmp_path, "--languages", "zh", "--region", "hunan")
    assert not (site / "content/pages/en").exists()
    settings, _ = read_settings(site / "site_config")
    assert settings is not None
    assert (settings.site.languages, settings.site.title.en) == (("zh",), None)


def test_a_new_region_joins_those_of_the_package(tmp_path: Path) -> None:
    site = found(tmp_path, "--region", "xiangtan=湘潭市/Xiangtan/hunan")
    settings, problems = read_settings(site / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.regions["xiangtan"].parent == "hunan"
    assert settings.regions.keys() == {*(term.id for term in packaged()["regions"]), "xiangtan"}
    assert settings.site.title.zh == "湘潭市揭榜挂帅"


def test_what_the_repository_shares_with_new_sites_is_the_same() -> None:
    shared = (".vscode/settings.json", ".vscode/extensions.json", ".editorconfig", "site_config/holidays.yml")
    scaffold = dict(read_scaffold())
    assert [name for name in shared if scaffold[name] != (REPOSITORY / name).read_bytes()] == []


@pytest.mark.parametrize("region", ["hunan", "xiangtan=湘潭市/Xiangtan/hunan"])
def test_the_issue_forms_are_those_that_its_own_settings_give(tmp_path: Path, region: str) -> None:
    site = found(tmp_path, "--region", region)
    settings, _ = read_settings(site / "site_config")
    assert settings is not None
    assert stale_forms(settings, site / ".github/ISSUE_TEMPLATE") == ()


def test_editors_find_the_schema_of_every_kind(tmp_path: Path) -> None:
    site = found(tmp_path)
    named = json.loads((site / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert {Path(name).stem for name in named} == set(KINDS)
    assert all((site / name).is_file() for name in named)


@pytest.mark.parametrize(
    "name", ['a: "b" {c} # d', "{{ title }}", "@@version@@", "<script>alert(1)</script>", "- x", "否", "'"]
)
def test_any_name_stays_a_name(tmp_path: Path, name: str) -> None:
    site = found(tmp_path, "--name", name, "--name-en", name)
    settings, problems = read_settings(site / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.site.title == Text(zh=name, en=name)
    loaded = yaml.load((site / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""), yaml.BaseLoader)
    assert loaded["site_name"] == name
    if name in ("{{ title }}", "<script>alert(1)</script>"):
        assert "<script>alert" not in (build(site, tmp_path / "built") / "zh/about.html").read_text("utf-8")


# -- questions --------------------------------------------------------------------------------------------------------


def test_what_no_option_says_is_asked_with_a_likely_answer(tmp_path: Path) -> None:
    done = init(tmp_path / "site", "--lang", "en", answers="hunan\n\n\n\nhttps://github.com/o/r\n\n")
    assert done.exit_code == 0, done.output
    assert "The site's name in Chinese [湖南省揭榜挂帅]" in done.output
    assert "The site's address [https://o.github.io/r/]" in done.output
    assert done.output.endswith("make site\n")


def test_what_is_typed_wrongly_is_asked_again(tmp_path: Path) -> None:
    done = init(tmp_path / "site", answers="湖男\n湖南\nfr\nzh\n" + "长" * 61 + "\n名\n仓库\n\n网址\n\n")
    assert done.exit_code == 0, done.output
    assert "没有“湖男”" in done.output
    assert "写 zh,en 或 zh" in done.output
    assert "不能作网站的网址" in done.output
    settings, _ = read_settings(tmp_path / "site/site_config")
    assert settings is not None
    assert settings.site.title.zh == "名"


def test_an_end_of_answers_writes_nothing(tmp_path: Path) -> None:
    assert init(tmp_path / "site", answers="hunan\n").exit_code == 1
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--region", "湖男省"],
        ["--region", "atlantis"],
        ["--region", "hunan=湖南省/Hunan"],
        ["--region", "x=某市/Some City/hunam"],
        ["--region", "X=某市/Some City"],
        ["--region", ""],
        ["--name", ""],
        ["--name", "两\n行"],
        ["--name", "长" * 61],
        ["--name-en", "\x07"],
        ["--region", "index=甲/A"],
        ["--region", "page-2=甲/A"],
        ["--region", f"{'x' * 101}=甲/A"],
        ["--url", "https://例子.cn/"],
        ["--url", "https://a.b/../c"],
        ["--url", "https://a.b//c"],
        ["--url", "https://a.b/$(x)"],
        ["--url", "https://a.b/x.html"],
        ["--url", "example.org"],
        ["--url", "ftp://example.org/"],
        ["--url", "https://example.org/?x=1"],
        ["--url", "https:///x"],
        ["--url", "https://exa mple.org"],
        ["--url", 'https://example.org/"]\nx: y'],
        ["--repository", "calls"],
        ["--repository", "https://github.com"],
        ["--repository", "https://user:secret@example.org/r"],
        ["--languages", "en"],
    ],
)
def test_a_wrong_answer_is_wrong_use_in_both_languages(tmp_path: Path, arguments: list[str]) -> None:
    done = init(tmp_path / "site", "--yes", *arguments)
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("said", "meant"),
    [("hunan", "hunan"), ("湖南省", "hunan"), ("湖南", "hunan"), ("Hunan", "hunan"), ("广西", "guangxi"),
     ("内蒙古", "inner-mongolia"), ("香港", "hong-kong"), ("cn", "cn"), ("中国", "cn")],
)  # fmt: skip
def test_a_region_is_known_by_its_names(said: str, meant: str) -> None:
    region = region_of(said)
    assert isinstance(region, Term)
    assert region.id == meant


def test_a_slip_in_a_region_is_told_with_the_nearest() -> None:
    wrong = region_of("hunam")
    assert isinstance(wrong, Text)
    assert "“hunan”" in wrong.zh


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/Owner/calls", "https://owner.github.io/calls/"),
        ("https://github.com/owner/owner.github.io", "https://owner.github.io/"),
        ("https://gitee.com/owner/calls", NO_ADDRESS),
        ("", NO_ADDRESS),
    ],
)
def test_the_address_of_github_pages_is_known(repository: str, address: str) -> None:
    assert likely_address(repository) == address


@pytest.mark.parametrize(
    "said", ["git@example.org:o/r.git", "ssh://git@example.org/o/r.git", "https://example.org/o/r.git", "https://example.org/o/r/"]
)  # fmt: skip
def test_a_repository_is_what_browsers_open(said: str) -> None:
    assert repository_of(said) == "https://example.org/o/r"


# -- folders ----------------------------------------------------------------------------------------------------------


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/notes.txt").write_text("x")
    (tmp_path / "site/.hidden").write_text("x")
    before = tree(tmp_path)
    done = init(tmp_path / "site", "--yes")
    assert done.exit_code == 2
    assert ".hidden、notes.txt" in done.output
    assert tree(tmp_path) == before


def _cut_off(site: Path) -> dict[str, bytes]:
    """Leaves a founded site as a run does that is killed when it has moved half of it."""
    whole = tree(site)
    for path in sorted(whole)[::2]:
        waiting = site / READY / path
        waiting.parent.mkdir(parents=True, exist_ok=True)
        (site / path).rename(waiting)
    return whole


def test_a_site_that_was_cut_off_is_finished_by_the_same_answers(tmp_path: Path) -> None:
    whole = _cut_off(found(tmp_path, "--region", "hunan"))
    assert tree(found(tmp_path, "--region", "hunan")) == whole


@pytest.mark.parametrize("own", ["notes.txt", "content/notes.txt", "Makefile"])
def test_a_site_that_was_cut_off_is_not_mixed_with_anything_else(tmp_path: Path, own: str) -> None:
    _cut_off(found(tmp_path))
    (tmp_path / "site" / own).write_text("mine")
    before = tree(tmp_path)
    done = init(tmp_path / "site", "--yes")
    assert (done.exit_code, own in done.output) == (2, True)
    assert "用同样的回答再运行" in done.output
    assert "the same answers" in done.output
    assert tree(tmp_path) == before


def test_a_name_that_no_folder_can_have_is_told(tmp_path: Path) -> None:
    done = init(tmp_path / ("x" * 300), "--yes")
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_what_a_cut_off_run_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "site" / ".zhangbang-adding").mkdir(parents=True)
    assert init(tmp_path / "site", "--yes").exit_code == 0
    assert not (tmp_path / "site" / ".zhangbang-adding").exists()


@pytest.mark.parametrize("made", ["file", "link"])
def test_what_is_no_folder_is_refused(tmp_path: Path, made: str) -> None:
    if made == "file":
        (tmp_path / "site").write_text("x")
    else:
        (tmp_path / "site").symlink_to(tmp_path / "nowhere")
    done = init(tmp_path / "site", "--yes")
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output


def test_a_fresh_repository_and_an_environment_are_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / ".venv").mkdir()
    assert init(folder, "--yes").exit_code == 0
    listed = ["git", "-C", str(folder), "status", "--porcelain", "--untracked-files=all"]
    status = subprocess.run(listed, check=True, capture_output=True, text=True).stdout
    assert "?? site_config/site.yml" in status
    assert ".venv" not in status


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = init(tmp_path / "file" / "site", "--yes")
    assert done.exit_code == 1
    assert "什么也没有写入" in done.output


# -- after an upgrade -------------------------------------------------------------------------------------------------


def test_an_update_renews_the_schemas_and_nothing_else(tmp_path: Path) -> None:
    site = found(tmp_path)
    before = tree(site)
    (site / "schemas/guide.json").write_text("{}", "utf-8")
    (site / "schemas/list.json").unlink()
    done = init(site, "--update")
    assert (done.exit_code, done.output) == (0, "✓ schemas/guide.json\n✓ schemas/list.json\n")
    assert tree(site) == before
    assert init(site, "--update").output == ""


def test_an_update_renews_the_issue_forms_that_are_kept(tmp_path: Path) -> None:
    site = found(tmp_path, "--region", "hunan")
    (site / ".github/ISSUE_TEMPLATE/record-form.yml").unlink()
    (site / "site_config/domains.yml").write_text("- {id: tea, label: {zh: 茶, en: Tea}}\n", "utf-8")
    told = init(site, "--update").output
    assert "✓ .github/ISSUE_TEMPLATE/record-challenge.yml\n" in told
    assert "茶" in (site / ".github/ISSUE_TEMPLATE/record-challenge.yml").read_text("utf-8")
    assert not (site / ".github/ISSUE_TEMPLATE/record-form.yml").exists()


def test_an_update_of_a_site_with_a_faulty_setting_still_renews_the_schemas(tmp_path: Path) -> None:
    site = found(tmp_path)
    (site / "site_config/domains.yml").write_text("[", "utf-8")
    (site / "schemas/guide.json").unlink()
    assert init(site, "--update").output == "✓ schemas/guide.json\n"


def test_an_update_of_what_is_no_site_is_wrong_use(tmp_path: Path) -> None:
    assert init(tmp_path, "--update").exit_code == 2


def test_an_update_does_not_follow_links_out_of_the_site(tmp_path: Path) -> None:
    site = found(tmp_path)
    outside = tmp_path / "outside.json"
    outside.write_text("mine", "utf-8")
    (site / "schemas/guide.json").unlink()
    (site / "schemas/guide.json").symlink_to(outside)
    assert init(site, "--update").exit_code == 1
    assert outside.read_text("utf-8") == "mine"
