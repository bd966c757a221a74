"""The JSON is what its schema promises, whatever the records hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from small import put
from versions import commit

from differences.made import UPDATED, compared
from differences.test_markdown import ALL, hostile
from generator.differences.jsonform import as_json

SCHEMA = json.loads((Path(__file__).parent / "diff.schema.json").read_text("utf-8"))


def shape_of(project: Path, span: str = "HEAD") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(compared(project, span)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def test_everything_that_can_happen_has_the_promised_shape(small_project: Path) -> None:
    gone = put(small_project, "organisation", id="gone")
    old = put(small_project, "organisation", id="old", summary={"zh": "一段够长的摘要"})
    moved = put(small_project, "organisation", id="moved")
    broken = put(small_project, "organisation", id="broken")
    formatted = put(small_project, "organisation", id="formatted")
    commit(small_project)
    gone.unlink()
    old.unlink()
    put(small_project, "organisation", id="newer", summary={"zh": "一段够长的摘要"})
    (moved.parent / "x").mkdir()
    moved.rename(moved.parent / "x" / moved.name)
    broken.write_text("id: [")
    formatted.write_text(formatted.read_text("utf-8") + "\n# comment\n", "utf-8")
    put(small_project, "guide", **hostile("guide", ALL))
    put(small_project, "challenge", id="added", windows=[{"audience": "solver", "action": "claim"}])
    put(small_project, "notice", type="extension", changes=[{"about": {"zh": "截止"}, "closes": "2025-08-01"}])
    (small_project / "mkdocs.yml").write_text("x: y\n")
    found = shape_of(small_project)
    hows = {one["id"]: one["how"] for one in found["records"]}
    assert hows == {
        "gone": "removed", "newer": "renamed", "moved": "moved", "broken": "unreadable", "formatted": "formatted",
        "a-guide": "changed", "added": "added", "a-notice": "added",
    }  # fmt: skip
    assert [one["id"] for one in found["records"] if not one["seen_by_readers"]] == ["formatted", "moved"]
    assert found["errors"] == sum(one["severity"] == "error" for one in found["warnings"]) > 0
    assert found["files"] == [{"file": "mkdocs.yml", "fate": "changed", "sort": "site"}]


def test_nothing_and_two_commits(small_project: Path) -> None:
    first = commit(small_project)
    put(small_project, "organisation", id="a-unit", updated_on=UPDATED)
    second = commit(small_project)
    found = shape_of(small_project, f"{first}..{second}")
    assert (found["base"], found["head"], found["counts"]) == (first, second, {"added": {"organisation": 1}})
    assert shape_of(small_project, "HEAD..HEAD")["records"] == []


def test_the_same_comparison_gives_the_same_bytes(small_project: Path) -> None:
    commit(small_project)
    put(small_project, "guide", **hostile("guide", ALL))
    assert as_json(compared(small_project)) == as_json(compared(small_project))
