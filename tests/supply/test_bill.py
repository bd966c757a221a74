"""A release says what it is made of: every locked package, in CycloneDX as its schema has it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from loading import script

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
LOCKED = script("bill").locked((REPOSITORY / "requirements.lock").read_text("utf-8"))
WRONG = [("bomFormat", "SPDX"), ("components", [{"type": "library"}]), ("made_up", 1), ("serialNumber", "urn:x")]


def written(folder: Path) -> bytes:
    """The bill as the release has it written."""
    target = folder / "bill.cdx.json"
    subprocess.run([sys.executable, str(REPOSITORY / "scripts" / "bill"), str(target)], check=True, cwd=folder)
    return target.read_bytes()


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(tmp_path_factory.mktemp("bill")))
    return found


def fault(bill: dict[str, Any]) -> object:
    """What CycloneDX's schema has against the bill."""
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill))


def test_the_schema_takes_the_bill(bill: dict[str, Any]) -> None:
    assert fault(bill) is None


@pytest.mark.parametrize(("key", "value"), WRONG, ids=[key for key, _ in WRONG])
def test_the_schema_refuses_what_is_wrong(bill: dict[str, Any], key: str, value: object) -> None:
    assert fault({**bill, key: value}) is not None


def test_the_bill_has_every_locked_package_and_its_checksums(bill: dict[str, Any]) -> None:
    held = {
        one["purl"]: {each["content"] for ref in one["externalReferences"] for each in ref["hashes"]}
        for one in bill["components"]
    }
    assert held == {f"pkg:pypi/{one.name}@{one.version}": set(one.hashes) for one in LOCKED}
    assert len(held) > 40
    assert all(held.values())


def test_the_bill_is_the_projects(bill: dict[str, Any]) -> None:
    named = bill["metadata"]["component"]
    assert (named["name"], named["version"]) == (PROJECT["name"], PROJECT["version"])
    assert named["licenses"] == [{"expression": PROJECT["license"]}]


def test_the_project_depends_on_what_it_asks_for(bill: dict[str, Any]) -> None:
    (root,) = (one for one in bill["dependencies"] if one["ref"] == bill["metadata"]["component"]["bom-ref"])
    asked = {name.partition("@")[0].removeprefix("pkg:pypi/") for name in root["dependsOn"]}
    assert asked == {asking.partition(">")[0] for asking in PROJECT["dependencies"]}


def test_every_package_is_asked_for_by_another_and_only_building_takes_the_excluded(bill: dict[str, Any]) -> None:
    refs = {one["bom-ref"]: one["scope"] for one in bill["components"]}
    wanted = {ref for one in bill["dependencies"] for ref in one["dependsOn"]}
    excluded = {ref for ref, scope in refs.items() if scope == "excluded"}
    assert {one["ref"] for one in bill["dependencies"]} == {*refs, bill["metadata"]["component"]["bom-ref"]}
    assert wanted <= refs.keys()
    assert {ref.partition("@")[0].rpartition("/")[2] for ref in excluded} >= {"hatchling", "editables"}
    assert refs.keys() - wanted <= excluded


def test_every_package_says_its_licence(bill: dict[str, Any]) -> None:
    assert [one["name"] for one in bill["components"] if not one["licenses"]] == []


def test_the_same_lock_gives_the_same_bytes(bill: dict[str, Any], tmp_path: Path) -> None:
    assert json.loads(written(tmp_path)) == bill
    assert written(tmp_path) == written(tmp_path)


def test_a_release_has_its_bill_written_attested_and_attached() -> None:
    text = (REPOSITORY / ".github/workflows/release.yml").read_text("utf-8")
    assert 'run: .venv/bin/python scripts/bill "$RUNNER_TEMP/about/bill.cdx.json"\n' in text
    assert "sbom-path: release/about/bill.cdx.json\n" in text
    assert "dist/* about/SHA256SUMS about/bill.cdx.json\n" in text
