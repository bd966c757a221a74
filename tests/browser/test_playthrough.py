"""An editor's way from the form to the site: browser, file, branch, check, comparison, merge, build, links."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from conftest import AS_OF, assemble, build, publish
from playwright.sync_api import Page
from versions import commit, git

from generator.cli import main

from .conftest import NewContext
from .test_edit import NEW, opened, write_new

pytestmark = pytest.mark.browser

FILE = f"content/challenges/{NEW['id']}.yml"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


@pytest.fixture
def hosted(tmp_path: Path) -> Path:
    """A bare repository, as a host holds it, with the published records on its main branch."""
    project = publish(assemble(tmp_path / "first"))
    commit(project)
    git(tmp_path, "clone", "--quiet", "--bare", str(project), "hosted.git")
    return tmp_path / "hosted.git"


def sent(page: Page) -> dict[str, str]:
    """What the form hands to the host's page for a new file: the file's path and its text."""
    with page.expect_popup() as popup:
        page.locator("[data-zb-open]").click()
    address = urlsplit(popup.value.url)
    query = {key: value for key, (value,) in parse_qs(address.query).items()}
    return {"file": f"{address.path.partition('/new/main/')[2]}/{query['filename']}", "text": query["value"]}


def test_a_record_written_in_the_browser_reaches_the_site(
    open_context: NewContext, home: str, hosted: Path, tmp_path: Path
) -> None:
    context = open_context()
    context.route(re.compile("^https://example.org/"), lambda route: route.fulfill(body="host"))
    editor = opened(context.new_page(), home, "zh/edit/challenge.html")
    write_new(editor)
    proposed = sent(editor)
    assert proposed["file"] == FILE

    git(tmp_path, "clone", "--quiet", str(hosted), "editor")
    git(tmp_path / "editor", "switch", "--quiet", "--create", "pump")
    (tmp_path / "editor" / FILE).write_text(proposed["text"], "utf-8")
    commit(tmp_path / "editor")
    git(tmp_path / "editor", "push", "--quiet", "origin", "pump")

    git(tmp_path, "clone", "--quiet", str(hosted), "reviewer")
    reviewer = tmp_path / "reviewer"
    git(reviewer, "merge", "--quiet", "--no-ff", "--message", "A pump", "origin/pump")
    checked = run(reviewer, "check", "--base", "origin/main", "--lang", "en")
    assert checked.exit_code == 0, checked.output
    assert run(reviewer, "fmt", str(reviewer / FILE), "--check").exit_code == 0
    told = run(reviewer, "diff", "origin/main...origin/pump", "--format", "markdown", "--lang", "en")
    assert told.exit_code == 0
    assert told.output.startswith("<!-- zhangbang-diff -->\n")
    assert NEW["title"]["en"] in told.output

    site = build(reviewer, reviewer / "site", as_of=AS_OF)
    assert NEW["title"]["en"] in (site / "en" / "challenges" / f"{NEW['id']}.html").read_text("utf-8")
    assert (site / "edit" / "challenge" / f"{NEW['id']}.js").is_file()
    looked = run(reviewer, "links", "--site", str(site), "--lang", "en")
    assert looked.exit_code == 0, looked.output
    git(reviewer, "push", "--quiet", "origin", "HEAD:main")
    assert git(hosted, "show", f"main:{FILE}") == proposed["text"]
