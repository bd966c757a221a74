"""Every host's addresses are its own, and words go into them and come out unchanged."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.hosts import PATTERNS, Host, Unusable, host_of

REPOSITORY = "https://example.org/group/calls"
FILE = "content/challenges/2025/a-b.yml"
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


def host(kind: str = "github", branch: str = "main") -> Host:
    return Host(REPOSITORY, branch, kind)


EXPECTED = {
    "github": (
        f"{REPOSITORY}/blob/main/{FILE}",
        f"{REPOSITORY}/edit/main/{FILE}",
        f"{REPOSITORY}/new/main/content/challenges/2025?filename=a-b.yml",
        f"{REPOSITORY}/issues/new?title=t&body=b",
    ),
    "gitlab": (
        f"{REPOSITORY}/-/blob/main/{FILE}",
        f"{REPOSITORY}/-/edit/main/{FILE}",
        f"{REPOSITORY}/-/new/main?file_name=content%2Fchallenges%2F2025%2Fa-b.yml".replace("%2F", "/"),
        f"{REPOSITORY}/-/issues/new?issue%5Btitle%5D=t&issue%5Bdescription%5D=b",
    ),
    "gitee": (
        f"{REPOSITORY}/blob/main/{FILE}",
        f"{REPOSITORY}/edit/main/{FILE}",
        f"{REPOSITORY}/new/main/content/challenges/2025",
        f"{REPOSITORY}/issues/new?title=t&description=b",
    ),
    "gitea": (
        f"{REPOSITORY}/src/branch/main/{FILE}",
        f"{REPOSITORY}/_edit/main/{FILE}",
        f"{REPOSITORY}/_new/main/content/challenges/2025",
        f"{REPOSITORY}/issues/new?title=t&body=b",
    ),
}


@pytest.mark.parametrize("kind", PATTERNS)
def test_addresses_are_those_of_the_host(kind: str) -> None:
    at = host(kind)
    assert (at.view(FILE), at.edit(FILE), unquoted_path(at.new_file(FILE)), at.new_issue("t", "b")) == EXPECTED[kind]


def unquoted_path(address: str) -> str:
    return address.replace("%2F", "/")


@given(WORDS, WORDS)
def test_a_new_issue_carries_its_words_unchanged(title: str, body: str) -> None:
    address = urlsplit(host().new_issue(title, body))
    assert address.path == "/group/calls/issues/new"
    assert parse_qs(address.query) == {"title": [title], "body": [body]}


@given(WORDS)
def test_a_new_file_carries_its_text_unchanged(text: str) -> None:
    address = urlsplit(host().new_file(FILE, text))
    assert unquote(address.path) == "/group/calls/new/main/content/challenges/2025"
    assert parse_qs(address.query) == {"filename": ["a-b.yml"], "value": [text]}


def test_a_branch_may_have_any_name() -> None:
    assert host(branch="修订/2025 #1").view(FILE) == f"{REPOSITORY}/blob/%E4%BF%AE%E8%AE%A2/2025%20%231/{FILE}"


@pytest.mark.parametrize(
    ("repository", "kind"),
    [
        ("https://github.com/a/b", "github"),
        ("https://github.com/a/b.git/", "github"),
        (" https://github.com/a/b/\n", "github"),
        ("https://gitlab.com/a/b/c", "gitlab"),
        ("https://gitlab.kjt.example.cn/a/b", "gitlab"),
        ("https://gitee.com/a/b", "gitee"),
        ("https://codeberg.org/a/b", "gitea"),
    ],
)
def test_a_host_is_known_by_its_name(repository: str, kind: str) -> None:
    found = host_of(repository)
    assert isinstance(found, Host)
    assert (found.kind, found.branch) == (kind, "main")
    assert not found.repository.endswith((".git", "/"))


def test_a_host_of_ones_own_is_named_by_the_setting() -> None:
    assert host_of("https://code.example.cn/a/b") is None
    assert host_of("https://code.example.cn/a/b", "develop", "gitlab") == Host(
        "https://code.example.cn/a/b", "develop", "gitlab"
    )
    assert host_of("") is None


@pytest.mark.parametrize(
    "repository",
    ["github.com/a/b", "git@github.com:a/b.git", "https://github.com/", "https://github.com/a", "mailto:x@y.z",
     "https://user:secret@github.com/a/b", "https://github.com/a/b?x=1", "javascript:alert(1)//a/b", "https://[::1/a/b",
     "https://github.com/a/b/tree/main", "https://gitee.com/a/b/blob/main/x.md", "https://codeberg.org/a/b/src",
     "https://gitlab.com/a/b/-/tree/main", "https://github.com/a//b", "https://github.com/a/.git",
     "https://:pw@github.com/a/b", "https://@github.com/a/b", "https://github.com/a/b c", "https://git hub.com/a/b",
     "https://github.com/a/\nb", "https://github.com/a/b\t/", "https://github.com/a/b\u200b", "https://github.com/a/b#",
     "https://github.com/a/b?"],
)  # fmt: skip
def test_an_address_that_is_no_repositorys_page_is_told(repository: str) -> None:
    found = host_of(repository)
    assert isinstance(found, Unusable)
    assert (found.key, found.value) == ("extra.repository", repository)
    assert found.why.zh
    assert found.why.en


def test_a_host_of_ones_own_has_repositories_of_its_kind() -> None:
    assert isinstance(host_of("https://code.example.cn/a/b/c", "", "gitlab"), Host)
    assert isinstance(host_of("https://code.example.cn/a/b/c", "", "gitea"), Unusable)


def test_an_unknown_kind_of_host_is_told() -> None:
    found = host_of("https://code.example.cn/a/b", "", "svn")
    assert isinstance(found, Unusable)
    assert "gitlab" in found.why.zh
