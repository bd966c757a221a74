"""Tests notice small wrongs where mistakes cost most: in what is escaped, in rules, days, amounts and what is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest
from proofs import keep

from strength.equivalents import EQUIVALENTS
from strength.mutating import mutants_of
from strength.mutation import Tried, mutants_in, sampled, tried
from strength.running import path_of
from strength.targets import TARGETS

LEAST = 80
"""The part of all mutants in percent that tests must notice."""

MOST = 60
"""How many mutants of a module are tried."""

FEW: Mapping[str, tuple[str, ...]] = {
    "generator.render.markup": (
        "written: kind is str → kind is not str",
        "escape: kind is Markup → kind is not Markup",
        "joined: return between.join(map(str, parts)) → return None",
    ),
    "generator.dates": (
        "interval: return _parsed(written) → return None",
        "is_after: later.first > earlier.last → later.first <= earlier.last",
        "_parsed: int(hour) > 23 → int(hour) >= 23",
    ),
    "generator.money": (
        "in_yuan: Decimal(str(low)) * factor → Decimal(str(low)) // factor",
        "_say_en: low == high → low != high",
    ),
}
"""A handful of mutants; the first of the days is one that no test of days could miss."""

ALIKE = next((module, name) for module, alike in EQUIVALENTS.items() if module in FEW for name in alike)
"""One that is listed as changing nothing."""


@pytest.fixture(scope="module")
def few() -> list[Tried]:
    """A handful of mutants, and one that changes nothing, tried."""
    wrongs = {module: [*names, *(alike for at, alike in [ALIKE] if at == module)] for module, names in FEW.items()}
    return tried([target for target in TARGETS if target.module in FEW], wrongs)


def test_a_handful_of_mutants_is_noticed(few: list[Tried]) -> None:
    noticed = {(one.module, one.wrong) for one in few if one.killed}
    assert noticed == {(module, name) for module, names in FEW.items() for name in names}


def test_a_wrong_that_changes_nothing_is_not_noticed(few: list[Tried]) -> None:
    """So it is the wrongs that tests fail by, not the way in which they are run."""
    assert [(one.module, one.wrong) for one in few if not one.killed] == [ALIKE]


def test_every_mutant_that_is_listed_as_changing_nothing_is_there() -> None:
    for module, alike in EQUIVALENTS.items():
        known = {mutant.name for mutant in mutants_of(path_of(module).read_text("utf-8"))}
        assert set(alike) <= known, module
        assert all(reason.strip() for reason in alike.values())


@pytest.mark.proof
def test_enough_mutants_are_noticed() -> None:
    wrongs = {target.module: [mutant.name for mutant in sampled(target, MOST)] for target in TARGETS}
    found = tried(TARGETS, wrongs)
    killed = sum(one.killed for one in found)
    percent = round(100 * killed / len(found), 1)
    _tell(found)
    assert percent >= LEAST
    keep("mutation", mutants=len(found), killed=killed, percent=percent)


def _tell(found: list[Tried]) -> None:
    """The figures of each module, and the mutants that no test noticed."""
    by_module: dict[str, list[Tried]] = defaultdict(list)
    for one in found:
        by_module[one.module].append(one)
    for target in TARGETS:
        held = by_module[target.module]
        killed = sum(one.killed for one in held)
        print(
            f"{target.part:9} {target.module:32} {killed:4} of {len(held):4} (of {len(mutants_in(target))} there are)"
        )
        for one in held:
            if not one.killed:
                print(f"    {one.wrong}")
