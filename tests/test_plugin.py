"""MkDocs' own commands build the site too, strictly; a record with an error stops them and the old site stays."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import AS_OF, build
from small import put

from generator.cli import main
from generator.guest import BuildRefused
from generator.parallel import DIED, LEAST

LEFT = {".site.zhangbang-new", ".zhangbang"}
"""What a build may leave besides: what it could not finish, and the cache."""


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in the project's folder."""
    command = [sys.executable, "-W", "error::DeprecationWarning:generator", "-m", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60, check=False)


def tree_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_mkdocs_builds_the_site_strictly(project: Path) -> None:
    done = run(project, "mkdocs", "build", "--strict")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert (project / "site/zh/guides/sample-2025-claim.html").is_file()
    assert (project / "site/zh/about.html").is_file()


def test_mkdocs_and_our_command_build_the_same_site(project: Path, tmp_path: Path) -> None:
    ours = build(project, tmp_path / "ours")
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(
        config.replace("  - zhangbang\n", f"  - zhangbang:\n      as_of: '{AS_OF}'\n"), "utf-8"
    )
    assert run(project, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "theirs")).returncode == 0
    assert tree_of(ours) == tree_of(tmp_path / "theirs")


def test_nothing_of_mkdocs_that_no_page_uses_is_published(built_site: Path) -> None:
    names = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()}
    assert not [
        name
        for name in names
        if "zb-shell" in name or "search_index" in name or name.endswith((".gz", ".js.map", ".css.map"))
    ]
    assert not [name for name in names if name.startswith("assets/javascripts")]


def test_a_record_error_stops_mkdocs_and_keeps_the_old_site(small_project: Path) -> None:
    before = tree_of(build(small_project, small_project / "site"))
    put(small_project, "organisation", id="x", type="none")
    done = run(small_project, "mkdocs", "build")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "content/organisations/x.yml:1:" in done.stderr
    assert tree_of(small_project / "site") == before


def test_a_record_error_stops_our_command_and_keeps_the_old_site(small_project: Path) -> None:
    before = tree_of(build(small_project, small_project / "site"))
    put(small_project, "organisation", id="x", type="none")
    done = run(small_project, "generator", "build")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "value-choice" in done.stderr
    assert "the old site stays" in done.stderr
    assert tree_of(small_project / "site") == before


def test_a_process_that_dies_is_told_and_keeps_the_old_site(
    small_project: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree_of(build(small_project, small_project / "site"))
    for number in range(2 * LEAST):
        put(small_project, "organisation", id=f"x-{number}")
    own = os.getpid()
    monkeypatch.setattr(
        "generator.examining.schema_problems",
        lambda _: () if os.getpid() == own else os.kill(os.getpid(), signal.SIGKILL),
    )
    monkeypatch.setattr("generator.parallel._can_fork", lambda: True)  # whatever threads other tests have left
    for command in ("check", "build"):
        done = CliRunner().invoke(main, [command, "--root", str(small_project), "--jobs", "2"])
        assert done.exit_code == 1
        assert isinstance(done.exception, SystemExit)
        assert DIED in done.output + caplog.text
    assert tree_of(small_project / "site") == before


def test_keep_going_leaves_the_record_out(small_project: Path) -> None:
    put(small_project, "organisation", id="x", type="none")
    put(small_project, "organisation", id="y")
    done = run(small_project, "generator", "build", "--keep-going")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "value-choice" in done.stderr
    assert not (small_project / "site/zh/organisations/x.html").exists()
    assert (small_project / "site/zh/organisations/y.html").is_file()


def test_keep_going_leaves_every_broken_file_out(small_project: Path) -> None:
    folder = small_project / "content/organisations"
    (folder / "a-bureau.yml").write_bytes(b"\xff")
    (folder / "x.txt").write_bytes(b"x")
    (folder / "link.yml").symlink_to("/etc/passwd")
    site = build(small_project, small_project / "site", keep_going=True)
    assert (site / "zh/programmes/a-programme.html").is_file()
    assert not (site / "zh/organisations/a-bureau.html").exists()


def test_a_warning_stops_nothing_even_where_builds_are_strict(small_project: Path) -> None:
    put(small_project, "organisation", id="x", title={"zh": "某单位"})
    done = run(small_project, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr


def test_a_prose_link_to_a_record_leads_there(small_project: Path) -> None:
    about = small_project / "content/pages/zh/about.md"
    about.write_text("# 关于\n\n见[指南](record:guide/a-guide)。\n", "utf-8")
    page = (build(small_project, small_project / "site") / "zh/about.html").read_text("utf-8")
    assert 'href="../zh/guides/a-guide.html"' in page
    assert "record:" not in page


@pytest.mark.parametrize("link", ["record:guide/gone", "gone.md"])
def test_a_prose_link_that_leads_nowhere_stops_a_strict_build(small_project: Path, link: str) -> None:
    before = tree_of(build(small_project, small_project / "site"))
    (small_project / "content/pages/zh/about.md").write_text(f"# 关于\n\n见[指南]({link})。\n", "utf-8")
    done = run(small_project, "mkdocs", "build", "--strict")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert tree_of(small_project / "site") == before
    assert {path.name for path in small_project.iterdir()} <= {"content", "site_config", "mkdocs.yml", "site"} | LEFT


def test_prose_that_looks_like_a_slot_stays_text(small_project: Path) -> None:
    about = small_project / "content/pages/zh/about.md"
    about.write_text("# 关于 [[zb:head]]\n\n[[zb:content]] {{ 7 * 7 }} {% raw %}\n", "utf-8")
    page = (build(small_project, small_project / "site") / "zh/about.html").read_text("utf-8")
    assert "[[zb:content]] {{ 7 * 7 }} {% raw %}" in page
    assert page.count("</html>") == page.count("<main") == 1


def test_the_site_follows_the_day_it_is_built_for(small_project: Path) -> None:
    put(small_project, "guide", id="x", windows=[{"audience": "solver", "action": "claim", "closes": "2025-06-30"}])
    for day, status in (("2020-01-01", "open"), ("2025-06-30", "closing"), ("2025-07-01", "closed")):
        site = build(small_project, small_project / "site", as_of=date.fromisoformat(day))
        assert f"zb-status--{status}" in (site / "zh/guides/x.html").read_text("utf-8")


def test_a_project_whose_settings_are_broken_is_told_so(small_project: Path) -> None:
    (small_project / "site_config/site.yml").write_text("title: [\n")
    done = run(small_project, "generator", "build")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "site_config/site.yml:" in done.stderr


@pytest.mark.parametrize("config", ["plugins: [\n", "- 1\n", "site_name: x\nplugins: [zhangbang, gone]\n"])
def test_a_broken_mkdocs_yml_is_no_traceback(small_project: Path, config: str) -> None:
    (small_project / "mkdocs.yml").write_text(config)
    done = run(small_project, "generator", "build")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr, done.stderr
    assert not (small_project / "site").exists()


@pytest.mark.parametrize("repository", ["git@github.com:a/b.git", "https://github.com/a", "mailto:a@example.org"])
def test_a_repository_that_leads_nowhere_is_told_and_not_linked(
    small_project: Path, repository: str, caplog: pytest.LogCaptureFixture
) -> None:
    config = small_project / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\nextra:\n  repository: {repository}\n", "utf-8")
    site = build(small_project, small_project / "site")
    assert f"extra.repository “{repository}” 不能用" in caplog.text
    assert f"extra.repository: “{repository}” cannot be used" in caplog.text
    page = (site / "zh/guides/a-guide.html").read_text("utf-8")
    assert "edit/guide.html?id=a-guide" in page
    assert "/issues" not in page


# -- personal data in the pages ---------------------------------------------------------------------------------------


def _in_prose(project: Path) -> None:
    (project / "content/pages/zh/about.md").write_text("# 关于\n\n联系 13812345678\n", "utf-8")


def _in_a_label(project: Path) -> None:
    labels = project / "site_config/labels.yml"
    text = re.sub(r"(?m)^home: .*$", "home: {zh: 首页 138-1234-5678, en: Home}", labels.read_text("utf-8"))
    labels.write_text(text, "utf-8")


def _in_the_config(project: Path) -> None:
    """Where only the pages show it: what mkdocs.yml adds to them is no record, no prose and no label."""
    config, hook = project / "mkdocs.yml", project / "site_config/hook.py"
    hook.write_text('def on_page_markdown(text, **_):\n    return text + "\\n\\nzhangsan@163.com\\n"\n', "utf-8")
    config.write_text(f"{config.read_text('utf-8')}\nhooks: [site_config/hook.py]\n", "utf-8")


PLANTED = {
    "prose": (_in_prose, "content/pages/zh/about.md:3:"),
    "label": (_in_a_label, "site_config/labels.yml:"),
    "config": (_in_the_config, ".html:"),
}


@pytest.mark.parametrize(("plant", "place"), PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("command", ["generator", "mkdocs"])
def test_personal_data_stops_the_build_and_keeps_the_old_site(
    small_project: Path, plant: Callable[[Path], None], place: str, command: str
) -> None:
    before = tree_of(build(small_project, small_project / "site"))
    plant(small_project)
    done = run(small_project, command, "build")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert place in done.stderr
    assert "****" in done.stderr
    assert not [value for value in ("13812345678", "138-1234-5678", "zhangsan") if value in done.stderr + done.stdout]
    assert tree_of(small_project / "site") == before


def test_what_only_the_pages_show_is_told_once_in_both_languages(small_project: Path) -> None:
    _in_the_config(small_project)
    with pytest.raises(BuildRefused):
        build(small_project, small_project / "site")
    told = run(small_project, "generator", "build").stderr
    assert told.count("zh****@163.com") == 2
    assert "像是个人邮箱" in told
    assert "looks like a private mailbox" in told
    assert {path.name for path in small_project.iterdir()} == {"content", "site_config", "mkdocs.yml", ".zhangbang"}


def test_keep_going_never_publishes_what_the_pages_show(small_project: Path) -> None:
    _in_the_config(small_project)
    done = run(small_project, "generator", "build", "--keep-going")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert not (small_project / "site").exists()


def test_keep_going_leaves_prose_and_images_with_personal_data_out(small_project: Path) -> None:
    _in_prose(small_project)
    (small_project / "content/pages/zh/a.svg").write_text("<svg><desc>zhangsan@qq.com</desc></svg>")
    site = build(small_project, small_project / "site", keep_going=True)
    assert not (site / "zh/about.html").exists()
    assert not (site / "zh/a.svg").exists()
    assert (site / "zh/index.html").is_file()


def test_the_mailbox_of_an_office_is_published(small_project: Path) -> None:
    put(small_project, "guide", id="x", contacts=[{"office": {"zh": "某处"}, "email": "chu@163.com"}])
    site = build(small_project, small_project / "site")
    assert "chu@163.com" in (site / "zh/guides/x.html").read_text("utf-8")
