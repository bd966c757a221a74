"""`zhangbang links` tells an editor which line to mend, and a program or an issue the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import build
from small import put

from generator.cli import main
from generator.links.external import Manners
from generator.links.telling import LONGEST, MARK, Told, as_markdown
from generator.problems import Place, problem

from .hosts import Host, host


@pytest.fixture(scope="module")
def there() -> Iterator[Host]:
    with host() as found:
        yield found


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.links.external.UNHURRIED", Manners("", pause=0, tries=1))


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["links", "--root", str(project), "--lang", "en", *arguments])


@pytest.fixture
def asking(small_project: Path, there: Host) -> Path:
    """A project whose prose names nothing elsewhere, with a record that names a page that is there."""
    for page in small_project.glob("content/pages/*/*.md"):
        page.write_text("# x\n", "utf-8")
    site = small_project / "site_config/site.yml"
    site.write_text(re.sub(r"data_licence_url: \S+", f"data_licence_url: {there.url}/here", site.read_text("utf-8")))
    for record in small_project.glob("content/*/*.yml"):
        record.write_text(re.sub(r"https?://[^\s'\"}]+", f"{there.url}/here", record.read_text("utf-8")), "utf-8")
    return small_project


def named(project: Path, address: str) -> Path:
    source = {"id": "a", "title": {"zh": "通知"}, "issuer": {"zh": "局"}, "url": address}
    return put(project, "organisation", id="x", sources=[source])


def test_a_built_site_without_broken_links_is_fine(small_project: Path) -> None:
    build(small_project, small_project / "site")
    done = run(small_project)
    assert done.exit_code == 0
    assert re.fullmatch(r"\d+ files, \d+ links; 0 errors, 0 warnings\n", done.output)


def test_a_broken_link_is_a_problem(small_project: Path) -> None:
    site = build(small_project, small_project / "site")
    (site / "zh/stats.html").unlink()
    done = run(small_project)
    assert done.exit_code == 1
    assert "[href-missing]" in done.output


@pytest.mark.parametrize(
    "arguments",
    [[], ["--site", "/nowhere"], ["--format", "xml"], ["--timeout", "0"], ["--external", "--allow", "/nowhere"],
     ["--site", "tests", "--external"]],
)  # fmt: skip
def test_wrong_use_is_2(small_project: Path, arguments: list[str]) -> None:
    assert run(small_project, *arguments).exit_code == 2


def test_an_editor_learns_file_line_and_pointer(asking: Path, there: Host) -> None:
    named(asking, f"{there.url}/gone")
    done = run(asking, "--external", "--allow-local")
    assert done.exit_code == 1
    assert "content/organisations/x.yml:1:" in done.output
    assert f"[address-gone] /sources/0/url\n    {there.url}/gone is gone (410).\n" in done.output


@pytest.mark.parametrize(
    ("path", "code", "status"),
    [("/forbidden", "address-refused", 0), ("/moved", "address-moved", 0), ("/broken", "address-failing", 1)],
)
def test_only_what_is_broken_fails(asking: Path, there: Host, path: str, code: str, status: int) -> None:
    named(asking, there.url + path)
    done = run(asking, "--external", "--allow-local", "--format", "json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["counts"]) == (status, {code: 1})
    assert (found["problems"][0]["pointer"], found["problems"][0]["value"]) == ("/sources/0/url", there.url + path)


def test_an_answer_is_waited_for_as_long_as_was_said(asking: Path, there: Host) -> None:
    named(asking, f"{there.url}/slow")
    done = run(asking, "--external", "--allow-local", "--timeout", "0.2")
    assert (done.exit_code, "does not open: no answer in time" in done.output) == (1, True)
    assert run(asking, "--external", "--allow-local", "--timeout", "5").exit_code == 0


def test_a_private_address_in_a_record_is_not_asked(asking: Path, there: Host) -> None:
    named(asking, f"{there.url}/secret")
    before = len(there.asked)
    done = run(asking, "--external")
    assert (done.exit_code, "[address-unsafe]" in done.output, len(there.asked)) == (1, True, before)


def test_the_list_of_the_project_is_read_and_told_where_it_is_not_needed(asking: Path, there: Host) -> None:
    named(asking, f"{there.url}/gone")
    allowed = asking / "site_config/links-allow.txt"
    allowed.write_text(f"{there.url}/gone # the only place\nhttps://x.example/ # no longer named\n")
    done = run(asking, "--external", "--allow-local")
    assert done.exit_code == 0
    assert "site_config/links-allow.txt:2:1: warning [allowed-unused]" in done.output
    allowed.write_text(f"{there.url}/gone\n")
    done = run(asking, "--external", "--allow-local", "--allow", str(allowed))
    assert "[allowed-without-reason]" in done.output
    assert "[address-gone]" in done.output


@pytest.mark.parametrize("host", ["example.org", "www.example.com", "bureau.example", "nobody.invalid", "a.test"])
def test_names_that_stand_for_any_host_are_not_asked(asking: Path, host: str) -> None:
    (asking / "content/pages/zh/about.md").write_text(f"# x\n\n`SITE_URL=https://{host}/calls/`\n", "utf-8")
    done = run(asking, "--external", "--allow-local")
    assert (done.exit_code, ", 1 addresses elsewhere asked;" in done.output) == (0, True)


def test_an_invented_record_names_nothing(asking: Path, there: Host) -> None:
    put(asking, "organisation", id="x", sample=True, sources=[
        {"id": "a", "title": {"zh": "通知"}, "issuer": {"zh": "局"}, "url": f"{there.url}/gone"}])  # fmt: skip
    assert run(asking, "--external", "--allow-local").exit_code == 0


def test_a_record_that_cannot_be_read_stops_nothing(asking: Path) -> None:
    (asking / "content/organisations/broken.yml").write_text("a: [", "utf-8")
    assert run(asking, "--external", "--allow-local").exit_code == 0


def test_who_asks_is_named(asking: Path, there: Host) -> None:
    build(asking, asking / "site")
    run(asking, "--external", "--allow-local")
    assert re.fullmatch(
        r"zhangbang-links/\S+ \(\+https://example\.org/zhangbang/\)", there.asked[-1].heads["User-Agent"]
    )


# -- one issue that stays up to date -----------------------------------------------------------------------------


def test_the_markdown_begins_with_its_mark_and_mentions_nobody(asking: Path, there: Host) -> None:
    named(asking, f"{there.url}/gone?@somebody&<b>&`x`")
    lines = run(asking, "--external", "--allow-local", "--format", "markdown").stdout.splitlines()
    assert lines[0] == MARK == "<!-- zhangbang-links -->"
    assert "### Pages that are gone" in lines
    (line,) = [line for line in lines if line.startswith("- ")]
    assert line.startswith("- `content/organisations/x.yml:1 /sources/0/url` ")
    assert "@somebody" not in line
    assert "\\<b\\>" in line


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有断开的链接"), ("en", "No link is broken")])
def test_the_markdown_says_that_all_is_well(lang: str, words: str) -> None:
    assert words in as_markdown(Told((), 1, 2, 3), "zh" if lang == "zh" else "en")


def test_the_markdown_stays_within_what_an_issue_takes() -> None:
    words = {"answer": "404", "answer_en": "404", "target": ""}
    problems = tuple(
        problem("address-gone", Place(f"f{n}.yml", 1, 1), words={**words, "address": f"https://a.example/{n}{'x' * 9}"})
        for n in range(2000)
    )  # fmt: skip
    text = as_markdown(Told(problems), "en")
    assert len(text) <= LONGEST
    kept = text.count("\n- ")
    assert f"\n{2000 - kept} more have no room here: zhangbang links --external tells all of them.\n" in text


def test_one_long_address_does_not_take_the_room_of_others() -> None:
    words = {
        "answer": "301",
        "answer_en": "301",
        "address": "https://a.example/",
        "target": f"https://b.example/{'x' * 70_000}",
    }
    gone = {"answer": "403", "answer_en": "403", "target": "", "address": "https://c.example/refused"}
    problems = (
        problem("address-moved", Place("a.yml"), words=words),
        problem("address-refused", Place("b.yml"), words=gone),
    )
    assert "example/refused" in as_markdown(Told(problems), "en")


@pytest.mark.parametrize("code", ["href-fragment", "href-outside", "href-rooted", "href-base", "href-strange",
                                  "address-certificate", "allowed-unused"])  # fmt: skip
def test_every_problem_has_its_part(code: str) -> None:
    words = {"answer": "x", "answer_en": "x", "target": "x", "address": "x", "files": "1"}
    text = as_markdown(Told((problem(code, Place("f"), value="x", words=words),)), "zh")
    assert len(re.findall(r"^### ", text, re.MULTILINE)) == 1
