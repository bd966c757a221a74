"""A site is not built for an address at which it cannot stand, and its host is told why in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import build
from hypothesis import given
from hypothesis import strategies as st
from small import codes

from generator.cli import main
from generator.links.internal import look_through
from generator.problems import Place
from generator.siteaddress import address_problems, difference, domain_problems, reason_against

HERE = Place("mkdocs.yml")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "https://example.org", "http://localhost:8000/", "https://a.b-c.example/calls/2025",
     "https://xn--fiq228c.example/", "http://192.168.0.1/x_y/~z/", "http://[::1]:80/", "HTTPS://Example.org/"],
)  # fmt: skip
def test_addresses_of_hosts_and_their_folders_are_fine(address: str) -> None:
    assert reason_against(address) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "there is none"),
        ("example.org/calls", "does not begin"),
        ("//example.org/", "does not begin"),
        ("/calls/", "does not begin"),
        ("https:/example.org/", "does not begin"),
        ("https:example.org", "does not begin"),
        ("file:///srv/site/", "does not begin"),
        ("ftp://example.org/", "does not begin"),
        ("https://", "host"),
        ("https:///calls/", "host"),
        ("https://-x.example/", "host"),
        ("https://a..b/", "host"),
        ("https://example.org:x/", "port"),
        ("https://example.org:99999/", "port"),
        ("https://[::1/", "host"),
        ("https://user:word@example.org/", "password"),
        ("https://example.org/?a=1", "?"),
        ("https://example.org/#top", "#"),
        ("https://example.org/?", "?"),
        ("https://example.org/a b/", "space"),
        (" https://example.org/", "space"),
        ("https://example.org/\n", "space"),
        ("https://example.org/a/../b/", ".."),
        ("https://example.org/./", ". or .."),
        ("https://example.org/index.html", "page"),
        ("https://example.org/a//b/", "slash"),
        ("https://example.org/calls/;", "slash"),
        ("https://example.org/揭榜/", "letters"),
        ("https://example.org/%2e%2e/", "letters"),
        ("https://张榜.中国/", "xn--"),
    ],
)
def test_other_addresses_are_refused_with_the_reason(address: str, why: str) -> None:
    (found,) = address_problems(address, HERE)
    assert (found.code, why in str(found.message.en)) == ("site-address-wrong", True)
    assert re.search("[\u4e00-\u9fff]", found.message.zh)


@given(st.text() | st.text().map("https://{}".format))
def test_no_address_raises(address: str) -> None:
    reason_against(address)
    list(domain_problems(address, HERE))


@pytest.mark.parametrize("domain", [None, "calls.example.org", "a.cn", "xn--fiq228c.xn--fiqs8s"])
def test_a_host_name_may_be_the_sites_domain(domain: str | None) -> None:
    assert codes(domain_problems(domain, HERE)) == []


@pytest.mark.parametrize(
    "domain",
    ["", "localhost", "https://a.example/", "a.example/x", "a.example:80", "A.example", "a_b.example", "-a.example",
     "张榜.中国", "10.0.0.1", "a.example ", "a..example", f"{'a' * 64}.example", "a.example\nb.example"],
)  # fmt: skip
def test_nothing_else_may(domain: str) -> None:
    assert codes(domain_problems(domain, HERE)) == ["custom-domain-wrong"]


@pytest.mark.parametrize(
    ("address", "is_told"),
    [("https://calls.example.org/", False), ("https://calls.example.org", False), ("https://Calls.example.org/", False),
     ("https://example.github.io/calls/", True), ("https://calls.example.org/sub/", True),
     ("https://calls.example.org:8443/", True)],
)  # fmt: skip
def test_a_domain_that_is_not_the_sites_address_is_told(address: str, is_told: bool) -> None:
    assert codes(difference(address, "calls.example.org", HERE)) == (["custom-domain-differs"] if is_told else [])
    assert codes(difference(address, None, HERE)) == []


# -- building -----------------------------------------------------------------------------------------------------


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [arguments[0], "--root", str(project), *arguments[1:]])


def set_address(project: Path, line: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(re.sub(r"(?m)^site_url: .*$", line, config.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_wrong_address_in_mkdocs_yml_is_told_with_its_line_and_nothing_is_built(
    small_project: Path, command: str
) -> None:
    set_address(small_project, "site_url: example.org/calls")
    done = run(small_project, command)
    assert done.exit_code == 2
    assert done.output.count("mkdocs.yml:3:1: ") == 2
    assert "网站的地址“example.org/calls”不能用" in done.output
    assert "The site's address “example.org/calls” cannot be used" in done.output
    assert not (small_project / "site").exists()


def test_a_wrong_address_in_the_environment_is_told_by_its_name(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_address(small_project, 'site_url: !ENV [SITE_URL, "https://zhangbang.example/"]')
    monkeypatch.setenv("SITE_URL", "https://example.org/calls/?utm=1")
    done = run(small_project, "build")
    assert (done.exit_code, "SITE_URL: error [site-address-wrong]" in done.output) == (2, True)
    assert not (small_project / "site").exists()


def test_a_build_by_mkdocs_alone_is_refused_too(small_project: Path) -> None:
    set_address(small_project, "site_url: https://example.org/calls/?utm=1")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=small_project, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "mkdocs.yml: error [site-address-wrong]" in done.stderr
    assert not (small_project / "site").exists()


def test_data_taken_out_names_no_wrong_address_either(small_project: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "x.zip")
    done = run(small_project, "export", "--format", "zip", "--url", "example.org", "--out", out)
    assert (done.exit_code, Path(out).exists()) == (2, False)
    assert "does not begin with https://" in done.output


def test_a_mirror_is_built_and_told_that_its_address_differs(small_project: Path) -> None:
    site = small_project / "site_config/site.yml"
    site.write_text(site.read_text("utf-8") + "\ncustom_domain: calls.example.org\n", "utf-8")
    done = run(small_project, "build")
    assert done.exit_code == 0
    assert "warning [custom-domain-differs]" in done.output
    assert (small_project / "site/CNAME").read_text() == "calls.example.org\n"
    set_address(small_project, "site_url: https://calls.example.org/")
    assert run(small_project, "build").output == ""


@pytest.mark.parametrize("path", ["/", "/calls/", "/a/b-c/2025/"])
def test_no_link_is_broken_below_any_path(small_project: Path, path: str) -> None:
    set_address(small_project, f"site_url: https://host.example{path}")
    looked = look_through(build(small_project, small_project / "site"), path, 1)
    assert (looked.problems, looked.links > 1000) == ((), True)
