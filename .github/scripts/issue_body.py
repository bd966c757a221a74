"""Writes the text of the issue that started this run to a file, as it was when the run was started."""

from __future__ import annotations

import sys
from pathlib import Path

from github import event


def main() -> None:
    """The file is the only argument; the text goes nowhere else, and no command line ever holds it."""
    Path(sys.argv[1]).write_text((event()["issue"]["body"] or "").replace("\r\n", "\n"), "utf-8")


if __name__ == "__main__":
    main()
