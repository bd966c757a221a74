"""Keeps one issue about links that do not lead anywhere: opened, brought up to date, and closed when all is well.

link_report.py FILE    the Markdown of `zhangbang links`, empty where all is well
"""

from __future__ import annotations

import sys
from pathlib import Path

from github import BOT, ask, ask_all, page, quiet, repository

MARKER = "<!-- zhangbang-links -->"
TITLE = "失效的链接 · Links that lead nowhere"


def ours() -> int | None:
    """The number of the open issue, where there is one."""
    for issue in ask_all(repository("issues?state=open&per_page=100")):
        if issue["user"]["login"] == BOT and "pull_request" not in issue and (issue["body"] or "").startswith(MARKER):
            return int(issue["number"])
    return None


def main() -> None:
    """Open, update or close."""
    text = Path(sys.argv[1]).read_text("utf-8").replace(MARKER, "").strip()
    number = ours()
    said = {"title": TITLE, "body": f"{MARKER}\n{quiet(text)}\n\n[记录 log]({page('actions/workflows/links.yml')})"}
    if text and number:
        ask(repository(f"issues/{number}"), "PATCH", said)
    elif text:
        ask(repository("issues"), "POST", said)
    elif number:
        ask(repository(f"issues/{number}"), "PATCH", {"state": "closed", "state_reason": "completed"})


if __name__ == "__main__":
    main()
