"""A window that closes after its programme's certain end is told; within it, or perhaps within it, is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import faults_in, put, severities_in


def window(**keys: Any) -> dict[str, Any]:
    return {"windows": [{"audience": "solver", "action": "claim", **keys}]}


def put_offer(project: Path, kind: str, valid: dict[str, Any] | None, **keys: Any) -> None:
    """An old programme, and a call, list or challenge of it."""
    put(project, "programme", id="old", **({"valid": valid} if valid else {}))
    put(project, "guide", id="call", programme="old")
    holder = {"guide": "call", "list": "held"} if kind == "challenge" else {"programme": "old"}
    put(project, "list", id="held", programme="old")
    put(project, kind, id="x", **holder, **keys)


EXPIRED = [("x", "programme-expired", "/windows/0/closes")]


@pytest.mark.parametrize("kind", ["guide", "list", "challenge"])
@pytest.mark.parametrize(
    ("to", "closes", "expected"),
    [
        ("2024-12-31", "2025-01-01", EXPIRED),
        ("2024-12-31", "2024-12-31T16:30", []),
        ("2024-12-31", "2024-12", []),
        ("2024", "2025-01", EXPIRED),
        ("2028-02", "2028-02-29", []),
        ("2028-02", "2028-03-01", EXPIRED),
        ({"text": {"zh": "三年"}, "from": "2024-01", "to": "2024-12"}, "2024-11", []),
        ({"text": {"zh": "三年"}}, "2030", []),
        ("2024-12-31", {"text": {"zh": "待定"}}, []),
        ("2024-12-31", {"text": {"zh": "岁末年初"}, "from": "2024-12", "to": "2025-01"}, []),
    ],
)
def test_a_window_closes_while_its_programme_is_in_force(
    small_project: Path, kind: str, to: Any, closes: Any, expected: list[tuple[str, str, str]]
) -> None:
    put_offer(small_project, kind, {"to": to}, **window(closes=closes))
    assert faults_in(small_project) == expected


@pytest.mark.parametrize(("approximate", "severity"), [(True, "warning"), (False, "error")])
def test_an_approximate_end_is_a_warning(small_project: Path, approximate: bool, severity: str) -> None:
    put_offer(small_project, "guide", {"to": "2024", "approximate": approximate}, **window(closes="2025"))
    assert severities_in(small_project) == [severity]


@pytest.mark.parametrize("valid", [None, {"from": "2020"}])
def test_a_programme_without_end_does_not_expire(small_project: Path, valid: dict[str, Any] | None) -> None:
    put_offer(small_project, "guide", valid, **window(closes="2099"))
    assert faults_in(small_project) == []


def test_every_window_is_looked_at(small_project: Path) -> None:
    windows = [*window(closes="2024-06")["windows"], *window()["windows"], *window(closes="2025-06")["windows"]]
    put_offer(small_project, "guide", {"to": "2024"}, windows=windows)
    assert faults_in(small_project) == [("x", "programme-expired", "/windows/2/closes")]
