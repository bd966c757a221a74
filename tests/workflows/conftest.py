"""A GitHub for the scripts to ask, which keeps what it was asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .files import SCRIPTS

AT = "repos/an-office/calls"


@dataclass(frozen=True)
class Hub:
    """What GitHub would answer, and what it was asked."""

    folder: Path

    def answers(self, *, of: Sequence[tuple[str, str, Any]]) -> None:
        """Its answers from now on, by method and path below the repository's address."""
        known = {f"{method} {AT}/{path}": value for method, path, value in of}
        (self.folder / "answers.json").write_text(json.dumps(known), "utf-8")

    def run(self, script: str, event: Any, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """The script as a workflow runs it, with the event that started the workflow."""
        return self.start([sys.executable, "-S", str(SCRIPTS / script), *arguments], event, self.folder, **env)

    def start(self, command: Sequence[str], event: Any, where: Path, **env: str) -> subprocess.CompletedProcess[str]:
        """A command in a folder, with what a runner tells its steps."""
        (self.folder / "event.json").write_text(json.dumps(event), "utf-8")
        for name in ("output", "summary"):
            (self.folder / name).touch()
        known = {
            "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "FAKE_GH": str(self.folder),
            "GH_TOKEN": "a-token",
            "GITHUB_REPOSITORY": "an-office/calls",
            "GITHUB_WORKFLOW_SHA": "7" * 40,
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
        }
        return subprocess.run(command, cwd=where, capture_output=True, text=True, env={**known, **env})

    @property
    def output(self) -> str:
        """What the script gave to the steps that follow."""
        return (self.folder / "output").read_text("utf-8")

    @property
    def written(self) -> list[tuple[str, str, Any]]:
        """What changed something: method, path below the repository, and what was said."""
        calls = self.folder / "calls.jsonl"
        lines = calls.read_text("utf-8").splitlines() if calls.exists() else []
        known = [json.loads(line) for line in lines]
        return [
            (call["method"], call["path"].removeprefix(f"{AT}/"), call["said"])
            for call in known
            if call["method"] != "GET"
        ]

    def forget(self) -> None:
        """What was asked so far."""
        (self.folder / "calls.jsonl").unlink(missing_ok=True)


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A GitHub that knows nothing yet."""
    folder = tmp_path / "hub"
    folder.mkdir()
    stand_in = folder / "gh"
    stand_in.write_text(f"#!{sys.executable} -IS\n{Path(__file__).with_name('gh.py').read_text('utf-8')}", "utf-8")
    stand_in.chmod(0o755)
    hub = Hub(folder)
    hub.answers(of=[])
    return hub
