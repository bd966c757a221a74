"""What every workflow keeps to, so that no rule rests on somebody's remembering it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from generator.cache import FOLDER

from .files import HOSTS, OURS, WORKFLOWS, jobs_of, name_of, read, scripts_of, steps_of

PINNED = re.compile(r"(?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")
USES = re.compile(r"^\s*(?:- )?uses: *(.+)$", re.MULTILINE)
COMMENTING = "pull-request-comment.yml"

WRITING = {
    "pull-request-comment.yml": {"comment": {"pull-requests"}},
    "issue-to-pull-request.yml": {"request": {"contents", "issues", "pull-requests"}},
    "pages.yml": {"deploy": {"pages", "id-token"}, "sums": {"attestations", "id-token"}},
    "links.yml": {"issue": {"issues"}},
    "release.yml": {"publish": {"attestations", "id-token"}, "github": {"contents"}},
}
"""The jobs that may write, and what."""


@pytest.fixture(params=WORKFLOWS, ids=name_of)
def workflow(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_action_is_named_by_its_commit_and_version(workflow: Path) -> None:
    assert [uses for uses in USES.findall(workflow.read_text("utf-8")) if not PINNED.fullmatch(uses)] == []


def test_an_action_is_the_same_everywhere() -> None:
    found = defaultdict(set)
    for path in WORKFLOWS:
        for uses in USES.findall(path.read_text("utf-8")):
            pinned = PINNED.fullmatch(uses)
            assert pinned
            found[pinned["action"]].add((pinned["commit"], pinned["version"]))
    assert {action: pins for action, pins in found.items() if len(pins) > 1} == {}


def test_no_workflow_starts_with_rights_from_a_request(workflow: Path) -> None:
    assert "pull_request_target" not in workflow.read_text("utf-8")
    assert "issue_comment" not in read(workflow)["on"]


def test_no_expression_is_put_into_a_script(workflow: Path) -> None:
    assert [script for script in scripts_of(workflow) if "${{" in script] == []


def test_a_script_stops_at_the_first_command_that_fails(workflow: Path) -> None:
    assert read(workflow)["defaults"]["run"]["shell"] == "bash"


def test_every_job_states_its_rights_and_its_time(workflow: Path) -> None:
    assert read(workflow)["permissions"] == {}
    assert [name for name, job in jobs_of(workflow) if "permissions" not in job or "timeout-minutes" not in job] == []


def test_only_the_jobs_that_must_may_write(workflow: Path) -> None:
    may = {
        name: {right for right, how in job["permissions"].items() if how != "read"} for name, job in jobs_of(workflow)
    }
    assert {name: rights for name, rights in may.items() if rights} == WRITING.get(workflow.name, {})


def test_a_job_that_may_write_runs_nothing_but_our_scripts(workflow: Path) -> None:
    for name in WRITING.get(workflow.name, ()):
        for step in read(workflow)["jobs"][name]["steps"]:
            assert not re.search(r"\b(pip|npm|make|zhangbang)\b", step.get("run", ""))
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"persist-credentials": "false", "sparse-checkout": ".github/scripts"}


def test_no_checkout_keeps_the_token_or_names_another_commit(workflow: Path) -> None:
    for step in steps_of(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
            assert not {"ref", "repository", "token"} & step["with"].keys()


def test_no_secret_but_the_runs_own_token_is_named(workflow: Path) -> None:
    assert "secrets" not in workflow.read_text("utf-8").replace("no secrets", "")


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_the_commenting_job_checks_out_and_unpacks_nothing(home: Path) -> None:
    path = home / "workflows" / COMMENTING
    assert set(read(path)["on"]) == {"workflow_run"}
    assert read(path)["on"]["workflow_run"]["workflows"] == [read(home / "workflows" / "pull-request.yml")["name"]]
    assert [step for step in steps_of(path) if "uses" in step] == []
    assert all("GITHUB_WORKFLOW_SHA" in script or "gh " not in script for script in scripts_of(path))


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_the_run_of_a_request_leaves_what_the_comment_looks_for(home: Path) -> None:
    left = {
        step["with"]["name"]
        for step in steps_of(home / "workflows" / "pull-request.yml")
        if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    script = (home / "scripts" / "review_comment.py").read_text("utf-8")
    assert 'REVIEW, SITE = "review", "site"' in script
    assert left == {"review", "site"}


def test_every_script_that_a_workflow_names_is_there(workflow: Path) -> None:
    home = workflow.parents[1]
    for script in scripts_of(workflow):
        for name in re.findall(r"\b(\w+\.py)\b", script):
            assert (home / "scripts" / name).is_file()


def test_the_pages_are_built_before_and_apart_from_their_publication() -> None:
    jobs = dict(jobs_of(OURS / "workflows" / "pages.yml"))
    assert jobs["deploy"]["needs"] == "build"
    build = next(step for step in jobs["build"]["steps"] if "SITE_URL" in step.get("env", {}))
    assert build["env"]["SITE_URL"] == "${{ steps.pages.outputs.base_url }}/"


def test_a_release_uses_nothing_that_was_cached() -> None:
    path = OURS / "workflows" / "release.yml"
    assert not re.search(r"^\s*cache\b", path.read_text("utf-8"), re.MULTILINE)
    assert set(read(path)["jobs"]["publish"]["needs"]) == {"test", "build"}


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_the_pages_begin_with_what_the_last_run_made_and_leave_what_this_one_did(home: Path) -> None:
    steps = dict(jobs_of(home / "workflows" / "pages.yml"))["build"]["steps"]
    kept = next(i for i, step in enumerate(steps) if step.get("uses", "").startswith("actions/cache@"))
    building = next(i for i, step in enumerate(steps) if "zhangbang build" in step.get("run", ""))
    told = steps[kept]["with"]
    assert kept < building
    assert told["path"].split() == [FOLDER.as_posix(), "site"]
    assert "github.run_id" in told["key"], "a key that was used is not written again"
    assert told["key"].startswith(told["restore-keys"])


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_the_checksums_that_are_signed_are_those_of_the_site_that_is_published(home: Path) -> None:
    jobs = dict(jobs_of(home / "workflows" / "pages.yml"))
    (left,) = (one["with"] for one in jobs["build"]["steps"] if "actions/upload-artifact@" in one.get("uses", ""))
    taken, signed = (one["with"] for one in jobs["sums"]["steps"])
    assert (left["name"], left["path"]) == (taken["name"], "site/data/SHA256SUMS")
    assert signed == {"subject-path": f"{taken['path']}/SHA256SUMS"}
    assert jobs["sums"]["needs"] == jobs["deploy"]["needs"] == "build"
