"""Stands where GitHub's command `gh` would: canned answers, and a bare repository for what git is asked.

It is run by the scripts under test, with the folder of its `answers.json` in FAKE_GH. Every call is kept in
`calls.jsonl`. An answer is JSON, or `{"error": 403}`, or `{"file": path}` for bytes; what is not there is a 404.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

FOLDER = Path(os.environ["FAKE_GH"])
REPOSITORY = "repos/an-office/calls"
BOT = "github-actions[bot]"


class NotThereError(Exception):
    pass


def git(*arguments: str, said: str | None = None, **env: str) -> str:
    import subprocess

    done = subprocess.run(
        ["git", "--git-dir", f"{FOLDER}/bare.git", *arguments],
        input=said,
        capture_output=True,
        text=True,
        env={**os.environ, **env},
    )
    if done.returncode:
        raise NotThereError(done.stderr)
    return done.stdout.strip()


def ref(name: str):
    return {"object": {"sha": git("rev-parse", "--verify", f"refs/{name}^{{commit}}")}}


def commit(sha: str):
    return {"tree": {"sha": git("rev-parse", f"{sha}^{{tree}}")}}


def contents(path: str, sha: str):
    git("cat-file", "-e", f"{sha}:{path}")
    return {"path": path}


def compare(base: str, head: str):
    names = git("log", "--format=%an%x09%cn", f"refs/heads/{base}..refs/heads/{head}").splitlines()
    pairs = [line.split("\t") for line in names]
    return {"commits": [{"author": {"login": author}, "committer": {"login": who}} for author, who in pairs]}


def new_tree(said):
    index = {"GIT_INDEX_FILE": f"{FOLDER}/index"}
    git("read-tree", said["base_tree"], **index)
    for item in said["tree"]:
        blob = git("hash-object", "-w", "--stdin", said=item["content"])
        git("update-index", "--add", "--cacheinfo", f"{item['mode']},{blob},{item['path']}", **index)
    return {"sha": git("write-tree", **index)}


def new_commit(said):
    who = {f"GIT_{role}_{what}": BOT for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    parents = [word for parent in said["parents"] for word in ("-p", parent)]
    return {"sha": git("commit-tree", said["tree"], *parents, "-m", said["message"], **who)}


def new_ref(said):
    return git("update-ref", said["ref"], said["sha"], "")


def moved(name: str, said):
    return git("update-ref", f"refs/{name}", said["sha"])


OF_GIT = (
    ("GET", r"git/ref/(.+)", ref),
    ("GET", r"git/commits/(\w+)", commit),
    ("GET", r"contents/(.+)\?ref=(\w+)", contents),
    ("GET", r"compare/(.+?)\.\.\.(.+)", compare),
    ("POST", r"git/trees", new_tree),
    ("POST", r"git/commits", new_commit),
    ("POST", r"git/refs", new_ref),
    ("PATCH", r"git/refs/(.+)", moved),
)


def answer(method: str, path: str, said):
    answers = json.loads((FOLDER / "answers.json").read_text("utf-8"))
    if f"{method} {path}" in answers:
        return answers[f"{method} {path}"]
    if (FOLDER / "bare.git").is_dir():
        for wanted, pattern, done in OF_GIT:
            found = re.fullmatch(f"{REPOSITORY}/{pattern}", path)
            if wanted == method and found:
                return done(*found.groups(), *([said] if said is not None else []))
    if method != "GET":
        return {"html_url": "https://github.com/an-office/calls/made"}
    raise NotThereError(path)


def main() -> int:
    words = sys.argv[1:]
    assert words[0] == "api" and os.environ.get("GH_TOKEN") == "a-token", "the token comes by the environment"
    path = next(word for word in words if word.startswith("repos/"))
    method = words[words.index("--method") + 1] if "--method" in words else "GET"
    said = json.load(sys.stdin) if "--input" in words else None
    with (FOLDER / "calls.jsonl").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps({"method": method, "path": path, "said": said}) + "\n")
    try:
        found = answer(method, path, said)
    except NotThereError:
        found = {"error": 404}
    if isinstance(found, dict) and "error" in found:
        print(f"gh: no (HTTP {found['error']})", file=sys.stderr)
        return 1
    if isinstance(found, dict) and "file" in found:
        sys.stdout.buffer.write(Path(found["file"]).read_bytes())
        return 0
    print(json.dumps([found] if "--slurp" in words else found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
