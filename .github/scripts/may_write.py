"""Says whether the person who started this run may write to the repository: the output `accepted` is yes or no.

Labels are no proof: who triages may set them, and a form of issues sets its own in its author's name.
"""

from __future__ import annotations

import os
from pathlib import Path

from github import ask, code, event, repository


def main() -> None:
    """Write the answer for the steps that follow."""
    sender = event()["sender"]["login"]
    permission = ask(repository(f"collaborators/{sender}/permission"))["permission"]
    accepted = permission in ("admin", "write")
    if not accepted:
        print(f"::notice::{code(sender)} may not write here ({permission}): the label starts nothing.")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"accepted={'yes' if accepted else 'no'}\n")


if __name__ == "__main__":
    main()
