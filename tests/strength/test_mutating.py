"""Mutants are small wrongs with names of their own, and what no run looks at is left alone."""

from __future__ import annotations

import ast

import pytest

from strength.mutating import KINDS, mutants_of, mutated
from strength.running import path_of
from strength.targets import TARGETS

SOURCE = '''"""A module."""
from __future__ import annotations
import re
from functools import lru_cache
from typing import TypeAlias
Alias: TypeAlias = "int | str"
FIRST = re.compile(r"a+\\Z")
WORDS = {"元": Text(zh="一", en="one")}
"""Words."""
@lru_cache(maxsize=4)
def least(one: int = 3, *, other: str | None = None) -> "int":
    """The least."""
    if not one and other:
        return 0
    found = [i * 2 for i in range(one) if i]
    found.append(one - 1)
    for i in found:
        if i <= 1:
            continue
        yield f"n{i:>3}"
    return -1 if one is None else len(found)
'''


def names(source: str = SOURCE) -> list[str]:
    return [mutant.name for mutant in mutants_of(source)]


def test_there_are_wrongs_of_every_kind() -> None:
    assert {mutant.kind for mutant in mutants_of(SOURCE)} == set(KINDS)


@pytest.mark.parametrize(
    "name",
    [
        "least: one - 1 → one + 1",
        "least: i * 2 → i // 2",
        "least: i <= 1 → i < 1",
        "least: i <= 1 → i > 1",
        "least: one is None → one is not None",
        "least: not one and other → not one or other",
        "least: not one → one",
        "least: for i in range(one) if i → for i in range(one) if not i",
        "least: 3 → 4 in one: int=3, *, other: str | None=None",
        r"FIRST: 'a+\\Z' → 'a*\\Z' in re.compile('a+\\Z')",
        r"FIRST: 'a+\\Z' → 'a+' in re.compile('a+\\Z')",
        "least: return 0 → return None",
        "least: return 0 → pass",
        "least: continue → pass",
        "least: found.append(one - 1) → pass",
        "least: -1 → 1",
        "least: -1 if one is None else len(found) → len(found) if one is None else -1",
        "least: if i <= 1: continue → if not i <= 1: continue",
    ],
)
def test_a_wrong_says_where_it_is_and_what_it_does(name: str) -> None:
    assert name in names()


@pytest.mark.parametrize("words", ["Alias", "maxsize", "A module", "The least", "Words", "一", "'one'", ">3", "'int'"])
def test_what_no_run_looks_at_is_left_alone(words: str) -> None:
    assert not [mutant for mutant in mutants_of(SOURCE) if f"XX{words.strip(chr(39))}" in mutant.name]
    assert not [mutant for mutant in mutants_of(SOURCE) if mutant.scope == words]


def test_wrongs_that_are_alike_are_numbered() -> None:
    assert names("a = (1, 1)") == ["a: 1 → 2 in (1, 1)", "a: 1 → 2 in (1, 1) (2)"]


@pytest.mark.parametrize("module", sorted({target.module for target in TARGETS}))
def test_every_wrong_is_another_program(module: str) -> None:
    source = path_of(module).read_text("utf-8")
    found, same = names(source), ast.unparse(ast.parse(source))
    assert len(found) == len(set(found))
    for name in found[:: len(found) // 20 + 1]:
        tree = mutated(source, name)
        compile(tree, module, "exec")
        assert ast.unparse(tree) != same, name
