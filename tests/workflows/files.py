"""The workflows of this repository and of its hosts, and how the second are made from the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).parents[2]
OURS = REPOSITORY / ".github"
SCAFFOLD = REPOSITORY / "generator" / "scaffold"
HOSTS = SCAFFOLD / ".github"
SCRIPTS = OURS / "scripts"
GITLAB = SCAFFOLD / ".gitlab-ci.yml"
WORKFLOWS = sorted(path for home in (OURS, HOSTS) for path in (home / "workflows").glob("*.yml"))

KINDS = {".yml", ".md", ".py"}

ONLY_OURS = {
    "workflows/test.yml",
    "workflows/audit.yml",
    "workflows/release.yml",
    "scripts/release.py",
    "dependabot.yml",
    "PULL_REQUEST_TEMPLATE/program.md",
}
"""What a host has no use for: it tests, audits and releases no program. Its dependabot.yml is its own."""

FOR_HOSTS = (
    ("`make install`", "`python -m pip install -r requirements.txt`"),
    ("run: make install", "run: python -m pip install -r requirements.txt"),
    (".venv/bin/zhangbang", "zhangbang"),
    ("requirements.lock", "requirements.txt"),
    ("、program.md", ""),
    (", program.md", ""),
    ("；测试在 `tests/workflows/`", ""),
    (" The program's packages come by checksum (`--require-hashes`); releases use no cache.", ""),
)
"""What a host's file has instead of ours: its program is a package, not the repository."""


OURS_ALONE = ("| A release ", "| A locked package ", "| `audit` ")
"""The rows that tell of what only we have."""


def for_host(text: str) -> str:
    """A file of ours as a host has it."""
    for ours, theirs in FOR_HOSTS:
        text = text.replace(ours, theirs)
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(OURS_ALONE))


def shared() -> Mapping[Path, str]:
    """The files of ours that hosts have too, by their path below `.github/`."""
    paths = (path.relative_to(OURS) for path in OURS.rglob("*") if path.suffix in KINDS)
    return {
        path: for_host((OURS / path).read_text("utf-8"))
        for path in sorted(paths)
        if path.as_posix() not in ONLY_OURS and path.parts[0] != "ISSUE_TEMPLATE"
    }


def read(path: Path) -> dict[str, Any]:
    """A workflow as data, every scalar a text, so that `on` stays a word."""
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return found


def jobs_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The jobs of a workflow by name."""
    yield from read(path)["jobs"].items()


def steps_of(path: Path) -> Iterator[dict[str, Any]]:
    """The steps of all jobs of a workflow."""
    for _, job in jobs_of(path):
        yield from job["steps"]


def scripts_of(path: Path) -> Iterator[str]:
    """What the steps of a workflow, or the jobs of a GitLab pipeline, give to a shell."""
    if path == GITLAB:
        for job in read(path).values():
            if isinstance(job, dict):
                yield from (line for key in ("before_script", "script", "after_script") for line in job.get(key, ()))
    else:
        yield from (step["run"] for step in steps_of(path) if "run" in step)


def name_of(path: Path) -> str:
    """How a test names the file."""
    return path.relative_to(REPOSITORY).as_posix()
