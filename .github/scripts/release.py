"""Holds a tag against the version and the changelog, and writes the notes of the release.

release.py TAG NOTES
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path


def notes_of(changelog: str, version: str) -> str | None:
    """What the changelog says of a version, without its heading."""
    found = re.search(rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## \[|^\[[^\]]+\]: |\Z)", changelog, re.M | re.S)
    return found[1].strip() + "\n" if found and found[1].strip() else None


def main() -> None:
    """Stop with a sentence where the tag, the version and the changelog do not agree."""
    tag, target = sys.argv[1:]
    version = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        raise SystemExit(f"The tag is {tag}, but pyproject.toml says {version}: tag v{version}, or change the version.")
    notes = notes_of(Path("CHANGELOG.md").read_text("utf-8"), version)
    if notes is None:
        raise SystemExit(f"CHANGELOG.md has no section [{version}]: move what stands under [Unreleased] into it.")
    Path(target).write_text(notes, "utf-8")


if __name__ == "__main__":
    main()
