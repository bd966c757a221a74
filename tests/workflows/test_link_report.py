"""One issue about links: opened, brought up to date, and closed when all is well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Hub

MARKER = "<!-- zhangbang-links -->"
LISTED = "issues?state=open&per_page=100"
OURS = {"number": 5, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nold"}
OTHERS = [
    {"number": 3, "user": {"login": "somebody"}, "body": f"{MARKER}\nmine"},
    {"number": 4, "user": {"login": "github-actions[bot]"}, "body": None},
    {**OURS, "number": 6, "pull_request": {}},
]


@pytest.mark.parametrize(
    ("report", "open_issues", "done"),
    [
        (f"{MARKER}\n- 404", OTHERS, ("POST", "issues")),
        (f"{MARKER}\n- 404", [*OTHERS, OURS], ("PATCH", "issues/5")),
        ("", [*OTHERS, OURS], ("PATCH", "issues/5")),
        ("", OTHERS, None),
    ],
    ids=["opened", "updated", "closed", "nothing"],
)
def test_there_is_one_issue_while_links_fail(
    hub: Hub, tmp_path: Path, report: str, open_issues: Any, done: tuple[str, str] | None
) -> None:
    hub.answers(of=[("GET", LISTED, open_issues)])
    file = tmp_path / "report.md"
    file.write_text(report, "utf-8")
    assert hub.run("link_report.py", {}, str(file)).returncode == 0
    assert [call[:2] for call in hub.written] == ([done] if done else [])
    for _, _, said in hub.written:
        assert said.get("state") == (None if report else "closed")
        assert said.get("body", MARKER).startswith(MARKER)


def test_a_report_calls_nobody_and_fits(hub: Hub, tmp_path: Path) -> None:
    hub.answers(of=[("GET", LISTED, [])])
    file = tmp_path / "report.md"
    file.write_text("- @team https://example.org\n" * 9_000, "utf-8")
    assert hub.run("link_report.py", {}, str(file)).returncode == 0
    [(_, _, said)] = hub.written
    assert "@team" not in said["body"]
    assert len(said["body"]) < 65_536
