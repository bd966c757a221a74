"""What a host does: installs the wheel, founds a site, adds a record, serves the site under a path, upgrades.

Nothing of the repository is on the way, and nothing is fetched: the wheel comes from a folder. With ZHANGBANG_PROVE=1
the other packages are fetched too, as on a machine that has none of them.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import REPOSITORY

from founding.crawl import served, visit
from founding.wheels import run, wheel_of, without_us

OLD, NEW = "0.1.90", "0.2.0"
RECORD = "content/programmes/hunan-2026-challenge.yml"
PACKAGED = ("defaults", "pages", "scaffold", "theme")


class Host(NamedTuple):
    """A host's machine: the wheels, the site's folder, and what its commands find around them."""

    wheels: Path
    site: Path
    around: dict[str, str]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheels of two versions."""
    folder = tmp_path_factory.mktemp("wheels")
    for version in (OLD, NEW):
        wheel_of(version, folder)
    return folder


@pytest.fixture(scope="module")
def host(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """A site founded by the old version's `init` from its wheel alone; a record is added, and `make site` run."""
    folder = tmp_path_factory.mktemp("host")
    others = without_us(folder / "others")
    program = folder / "program"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--find-links", str(wheels)]
    run([sys.executable, *install, "--target", str(program), f"zhangbang=={OLD}"], folder)
    lone = {"PYTHONPATH": f"{program}:{others}", "PYTHONNOUSERSITE": "1"}
    done = run([sys.executable, "-S", "-m", "generator", "init", "calls", "--region", "hunan", "--yes"], folder, **lone)
    assert "make site" in done.stdout
    site = folder / "calls"
    assert list(site.rglob("__pycache__")) == []
    around = {"PYTHONPATH": str(others), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_NO_CACHE_DIR": "1"}
    around["PYTHON"] = sys.executable
    example = (site / "examples/programmes/example-programme.yml").read_text("utf-8")
    (site / RECORD).parent.mkdir()
    (site / RECORD).write_text(example.replace("id: example-programme", f"id: {Path(RECORD).stem}"), "utf-8")
    built = run(["make", "site"], site, SITE_URL="https://example.org/open/calls/", **around)
    assert "1 条记录，0 个错误，0 个提醒" in built.stdout
    return Host(wheels, site, around)


def zhangbang(host: Host, *arguments: str, code: int = 0) -> str:
    done = run([".venv/bin/zhangbang", *arguments], host.site, code, **host.around)
    return done.stdout + done.stderr


def test_the_wheel_holds_everything_that_the_program_needs(wheels: Path) -> None:
    held = set(zipfile.ZipFile(wheels / f"zhangbang-{OLD}-py3-none-any.whl").namelist())
    package = REPOSITORY / "generator"
    needed = {
        f"generator/{path.relative_to(package).as_posix()}"
        for name in PACKAGED
        for path in (package / name).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    needed |= {f"generator/schemas/{path.name}" for path in (REPOSITORY / "schemas").glob("*.json")}
    assert needed - held == set()
    assert [name for name in held if name.startswith(("tests/", "content/", "site_config/", "bench/"))] == []


def test_the_program_of_the_site_is_the_wheels_and_not_the_repositorys(host: Host) -> None:
    assert OLD in zhangbang(host, "--version")
    where = run([".venv/bin/python", "-c", "import generator; print(generator.__file__)"], host.site, **host.around)
    assert where.stdout.startswith(str(host.site))


def test_a_provinces_site_with_one_record_has_no_broken_link_under_a_path(host: Host) -> None:
    with served(host.site / "site") as base:
        seen = visit(base)
        assert seen.broken == ()
        assert visit(f"{base}404.html").broken == ()
    assert f"{base}zh/programmes/hunan-2026-challenge.html" in seen.pages
    assert f"{base}en/regions/hunan.html" in seen.pages
    assert f"{base}zh/how-to-edit.html" in seen.pages
    assert len(seen.pages) > 60


def test_a_second_make_installs_nothing(host: Host) -> None:
    run(["make", "--question", ".venv/.zhangbang"], host.site, **host.around)


def test_an_upgrade_is_a_version_number_and_keeps_what_the_host_wrote(host: Host) -> None:
    (host.site / "site_config/labels.yml").write_text("home: {zh: 张榜台, en: The wall}\n", "utf-8")
    (host.site / "content/pages/zh/how-to-claim.md").write_text("# 本省怎样揭榜\n\n请看通知。\n", "utf-8")
    (host.site / "schemas/programme.json").write_text("{}\n", "utf-8")
    pinned = host.site / "requirements.txt"
    pinned.write_text(pinned.read_text("utf-8").replace(OLD, NEW), "utf-8")
    done = run(["make", "site"], host.site, **host.around)
    assert "✓ schemas/programme.json" in done.stdout
    assert NEW in zhangbang(host, "--version")
    assert "0 个错误，0 个提醒" in done.stdout
    built = (host.site / "site/zh/index.html").read_text("utf-8")
    assert "张榜台" in built
    assert NEW in built
    assert "本省怎样揭榜" in (host.site / "site/zh/how-to-claim.html").read_text("utf-8")
    assert (host.site / "schemas/programme.json").read_bytes() == (REPOSITORY / "schemas/programme.json").read_bytes()


@pytest.mark.proof
def test_a_machine_that_has_nothing_needs_two_commands(host: Host, tmp_path: Path) -> None:
    run([sys.executable, "-m", "venv", "first"], tmp_path)
    run(["first/bin/pip", "install", "--quiet", "--find-links", str(host.wheels), f"zhangbang=={OLD}"], tmp_path)
    run(["first/bin/zhangbang", "init", "calls", "--region", "hunan", "--yes"], tmp_path)
    run(["make", "site"], tmp_path / "calls", PIP_FIND_LINKS=str(host.wheels), PYTHON=sys.executable)
    with served(tmp_path / "calls/site") as base:
        assert visit(base).broken == ()
    assert re.search(OLD, (tmp_path / "calls/site/zh/index.html").read_text("utf-8"))
