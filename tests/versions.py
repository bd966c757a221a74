"""Real git repositories that know nothing of whose machine they are on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

SURROUNDINGS: Mapping[str, str] = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "An editor",
    "GIT_AUTHOR_EMAIL": "editor@example.org",
    "GIT_COMMITTER_NAME": "An editor",
    "GIT_COMMITTER_EMAIL": "editor@example.org",
    "GIT_AUTHOR_DATE": "2025-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2025-01-01T00:00:00Z",
}


def git(folder: Path, *arguments: str) -> str:
    """What git answers in that folder."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, env=SURROUNDINGS, check=True, capture_output=True, text=True).stdout


def commit(folder: Path) -> str:
    """Commits everything below the folder, in a repository made there if it is in none yet; returns the commit."""
    if not any((parent / ".git").is_dir() for parent in (folder, *folder.parents)):
        git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "state")
    return git(folder, "rev-parse", "HEAD").strip()
