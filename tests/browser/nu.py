"""The Nu Html Checker's findings, page by page: it knows HTML and ARIA by another reading than html-validate's."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

CHECKER = Path(__file__).parent / "proofs/node_modules/vnu-jar/build/dist/vnu.jar"
UNASKED = ".*Content Security Policy.*|.*appears to be written in.*"
"""It takes a file's folder for another origin than 'self'; a browser is asked instead (test_csp). It guesses a page's
language from its words, and those of the page of commands are commands.
"""


def nu_problems(pages: Iterable[Path]) -> Mapping[str, list[str]]:
    """Its errors and warnings by the page's address; it reads every page in one run."""
    command = ["java", "-Xss8m", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", "--stdout"]
    asked = [*command, "--filterpattern", UNASKED, *map(str, pages)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {}
    for problem in json.loads(done.stdout)["messages"]:
        found.setdefault(problem["url"], []).append(f"{problem.get('lastLine')}: {problem['message']}")
    return found
