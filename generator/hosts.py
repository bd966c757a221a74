"""Addresses at the repository's host: a file to view or edit, a new file and a new issue, filled in where it allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from generator.model.parts import Text
from generator.urls import in_query

MAIN = "main"
"""The branch that is edited, where nothing else is said."""

LONGEST = 6000
"""A longer address is refused somewhere on its way: GitHub's front answers 414 from some 8,000 bytes on."""


class Pattern(NamedTuple):
    """How one kind of host writes its addresses below the repository's; `{file}` and `{folder}` are quoted."""

    label: str
    view: str
    edit: str
    new: str
    name: str
    value: str
    issue: str
    title: str
    body: str


PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "github": Pattern(
            "GitHub", "blob/{branch}/{file}", "edit/{branch}/{file}", "new/{branch}/{folder}", "filename", "value",
            "issues/new", "title", "body",
        ),
        "gitlab": Pattern(
            "GitLab", "-/blob/{branch}/{file}", "-/edit/{branch}/{file}", "-/new/{branch}", "file_name", "",
            "-/issues/new", "issue[title]", "issue[description]",
        ),
        "gitee": Pattern(
            "Gitee", "blob/{branch}/{file}", "edit/{branch}/{file}", "new/{branch}/{folder}", "", "",
            "issues/new", "title", "description",
        ),
        "gitea": Pattern(
            "Gitea", "src/branch/{branch}/{file}", "_edit/{branch}/{file}", "_new/{branch}/{folder}", "", "",
            "issues/new", "title", "body",
        ),
    }
)  # fmt: skip
"""The kinds of host; a new file takes its name and its text from the query where the pattern names a key for it."""

_BY_NAME = (("github", "github"), ("gitlab", "gitlab"), ("gitee", "gitee"), ("gitea", "gitea"), ("codeberg", "gitea"))


class Host(NamedTuple):
    """Where the repository is looked at and edited in a browser."""

    repository: str
    branch: str
    kind: str

    @property
    def pattern(self) -> Pattern:
        """How this kind of host writes its addresses."""
        return PATTERNS[self.kind]

    def view(self, file: str) -> str:
        """The page that shows a file."""
        return self._at(self.pattern.view, file)

    def edit(self, file: str) -> str:
        """The page that edits a file; no host lets its text be given."""
        return self._at(self.pattern.edit, file)

    def new_file(self, file: str, text: str = "") -> str:
        """The page that makes a file, with its name and its text where the host takes them."""
        folder, _, name = file.rpartition("/")
        named = name if self.kind == "github" else file
        keys = ((self.pattern.name, named), (self.pattern.value, text))
        query = urlencode({key: value for key, value in keys if key and value}, quote_via=quote)
        return self._at(self.pattern.new, file, folder) + (f"?{query}" if query else "")

    def new_issue(self, title: str, body: str) -> str:
        """The page that opens an issue, with its words; a link on a page, not an address for use without a browser."""
        words = ((self.pattern.title, title), (self.pattern.body, body))
        query = "&".join(f"{in_query(key)}={in_query(value)}" for key, value in words)
        return f"{self.repository}/{self.pattern.issue}?{query}"

    def _at(self, pattern: str, file: str, folder: str = "") -> str:
        path = pattern.format(branch=quote(self.branch), file=quote(file), folder=quote(folder))
        return f"{self.repository}/{path}"


class Unusable(NamedTuple):
    """Why mkdocs.yml's words about the repository lead nowhere."""

    key: str
    value: str
    why: Text


def host_of(repository: str, branch: str = MAIN, kind: str = "") -> Host | Unusable | None:
    """The host of a repository; none where there is no repository, or where its kind of host is not known."""
    if not repository:
        return None
    if kind and kind not in PATTERNS:
        known = ", ".join(PATTERNS)
        why = Text(zh=f"可用的有：{known}。", en=f"There are: {known}.")
        return Unusable("extra.repository_host", kind, why)
    address = _plain(repository)
    name = _host_name(address)
    found = kind or next((of for mark, of in _BY_NAME if mark in name), "")
    if not name or not _is_repository(address, found):
        why = Text(
            zh="应是仓库首页的地址，如 https://github.com/单位/仓库，不带账号、分支和空格。",
            en="Write the address of the repository's first page, such as https://github.com/owner/name, "
            "with no account, branch or blank.",
        )
        return Unusable("extra.repository", repository, why)
    return Host(address, branch or MAIN, found) if found else None


def _host_name(address: str) -> str:
    """The host's name, where the address is a page's, with no account and nothing that cannot be seen; else nothing."""
    try:
        parts = urlsplit(address)
        named = parts.hostname or ""
    except ValueError:
        return ""
    is_page = parts.scheme in ("http", "https") and address.isprintable() and not re.search(r"[ ?#]", address)
    return named if is_page and "@" not in parts.netloc else ""


def _is_repository(address: str, kind: str) -> bool:
    """Whether the path is an owner's and a repository's name; GitLab has groups within groups, and pages below `-`."""
    steps = urlsplit(address).path.split("/")[1:]
    is_deep = len(steps) > 2 and kind in PATTERNS and kind != "gitlab"
    return len(steps) > 1 and all(steps) and "-" not in steps and not is_deep


def _plain(repository: str) -> str:
    return repository.strip().rstrip("/").removesuffix(".git")
