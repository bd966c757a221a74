"""What the long proofs found when each last ran: the figures on the guide page `reliability`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from generator.problems import Problem
from generator.yamlio import parse_yaml

Figure: TypeAlias = int | float | str
Found: TypeAlias = Mapping[str, Mapping[str, Figure]]

FILE = Path(__file__).parent / "pages" / "reliability.yml"
"""Where `scripts/reliability` writes the figures down."""

DAY = "date"
"""The figure that tells when the proof ran."""

PROOFS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "payloads": ("payloads", "fields", "kinds", "pages", "searches", "exports", "scripts_run"),
        "fuzzing": ("inputs", "targets", "good", "told", "mended", "slowest_ms", "most_mb", "faults"),
        "faults": ("kills", "faults", "kept", "mixed"),
        "identical": ("files", "ways", "different"),
        "network": ("builds", "connections"),
        "supply": ("packages", "hashed", "vulnerable"),
        "coverage": ("branches", "covered", "percent"),
        "mutation": ("mutants", "killed", "percent"),
    }
)
"""Every proof, and what it counts."""


@cache
def read_packaged() -> Found:
    """The figures that the program has."""
    return read_found(FILE)


def read_found(file: Path) -> Found:
    """The figures of each proof that has run; a ValueError where the file says anything else."""
    data = parse_yaml(file.read_text("utf-8"), file.name)
    if isinstance(data, Problem) and data.code == "file-empty":
        return {}
    if isinstance(data, Problem):
        raise ValueError(data.message.en)
    found = msgspec.convert(data, dict[str, dict[str, Figure]])
    strange = [f"{proof}.{name}" for proof, held in found.items() for name in strangers(proof, held)]
    if strange:
        raise ValueError(f"{file.name}: {', '.join(strange)}")
    return found


def strangers(proof: str, held: Mapping[str, Figure]) -> list[str]:
    """What is no figure of the proof."""
    return sorted(held.keys() - {*PROOFS.get(proof, ()), DAY})
