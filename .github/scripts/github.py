"""Asks GitHub through its own command `gh`: JSON in, JSON out. The token is in GH_TOKEN, which only gh reads.

Standard library only: these scripts are the whole of what runs with rights to write.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

BOT = "github-actions[bot]"
LONGEST = 60_000
"""Characters of one comment: GitHub takes 65,536, and ours have a head and a foot."""

MENTION = re.compile(r"(?<![\w`])@(?=[A-Za-z0-9])")
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class GitHubError(Exception):
    """GitHub answered with an error, of this status (0 where gh named none)."""

    def __init__(self, path: str, said: str) -> None:
        found = re.search(r"HTTP (\d{3})", said)
        self.status = int(found[1]) if found else 0
        super().__init__(f"{path}: {said.strip()}")


def event() -> dict[str, Any]:
    """What started this run, from the file that the runner wrote."""
    told: dict[str, Any] = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    return told


def repository(path: str) -> str:
    """The address of something of this repository in the API."""
    return f"repos/{os.environ['GITHUB_REPOSITORY']}/{path}"


def page(path: str) -> str:
    """The address of something of this repository for people."""
    return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{os.environ['GITHUB_REPOSITORY']}/{path}"


def ask(path: str, method: str = "GET", said: dict[str, Any] | None = None, *options: str) -> Any:
    """The answer to one request; raises GitHubError."""
    body = [] if said is None else ["--input", "-"]
    done = subprocess.run(
        ["gh", "api", path, "--method", method, *options, *body],
        input=None if said is None else json.dumps(said).encode(),
        capture_output=True,
    )
    if done.returncode:
        raise GitHubError(path, done.stderr.decode("utf-8", "replace"))
    return json.loads(done.stdout) if done.stdout.strip() else None


def ask_all(path: str) -> list[Any]:
    """The answers of every page of a listing, joined."""
    return [item for answer in ask(path, "GET", None, "--paginate", "--slurp") for item in answer]


def asked_or_none(path: str) -> Any:
    """The answer, or nothing where there is no such thing."""
    try:
        return ask(path)
    except GitHubError as error:
        if error.status == 404:
            return None
        raise


def fetch(path: str, most: int) -> bytes:
    """The bytes at an address, of which no more than `most` are ever held."""
    with subprocess.Popen(["gh", "api", path], stdout=subprocess.PIPE) as process:
        assert process.stdout
        taken = process.stdout.read(most + 1)
        if len(taken) > most:
            process.kill()
    if len(taken) > most:
        raise GitHubError(path, f"more than {most} bytes")
    if process.returncode:
        raise GitHubError(path, f"gh exited with {process.returncode}")
    return taken


def quiet(text: str, most: int = LONGEST) -> str:
    """Text for a comment: nobody is called by it, nothing in it is invisible, and it is not too long."""
    text = MENTION.sub("@\u200b", INVISIBLE.sub("", text.replace("\r\n", "\n")))
    if len(text) <= most:
        return text
    return text[:most].rpartition("\n")[0] + "\n\n… 太长，以下略 · too long, the rest is left out\n"


def fenced(text: str, most: int = LONGEST) -> str:
    """Text shown as it is, with nothing in it taken for Markdown."""
    text = quiet(text, most)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(4, longest + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}\n"


def code(name: str) -> str:
    """A file's name within a line, with nothing in it taken for Markdown."""
    return f"`{quiet(name, 200).replace('`', '?').replace(chr(10), '?')}`"


def say_once(number: int, marker: str, body: str) -> None:
    """The one comment of ours that begins with the marker, on an issue or a request, is now this."""
    said = {"body": f"{marker}\n{body}"}
    for comment in ask_all(repository(f"issues/{number}/comments?per_page=100")):
        if comment["user"]["login"] == BOT and comment["body"].startswith(marker):
            ask(repository(f"issues/comments/{comment['id']}"), "PATCH", said)
            return
    ask(repository(f"issues/{number}/comments"), "POST", said)
