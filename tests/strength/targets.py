"""Where mistakes cost most: what is escaped, what binds, days, amounts, what is read; and the tests that concern it."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """A module, the tests that concern it, and which of its functions and tables, where only some do."""

    part: str
    module: str
    tests: tuple[str, ...]
    scopes: frozenset[str] = frozenset()


def _escaping(module: str, *tests: str, scopes: str = "") -> Target:
    return Target("escaping", f"generator.{module}", tests, frozenset(scopes.split()))


def _rules(name: str, *tests: str) -> Target:
    return Target("rules", f"generator.policy.{name}".removesuffix("."), tests or (f"tests/policy/test_{name}.py",))


def _reading(module: str, *tests: str) -> Target:
    return Target("loader", f"generator.{module}", tests)


TARGETS: tuple[Target, ...] = (
    _escaping("render.markup", "tests/test_native.py", "tests/test_markup.py"),
    _escaping("render.page", "tests/test_markup.py", scopes="structured"),
    _escaping("urls", "tests/test_urls.py"),
    _escaping("feeds.xmltext", "tests/feeds/test_xmltext.py"),
    _escaping(
        "feeds.ics",
        "tests/feeds/test_ics.py::test_folding_cuts_no_character_and_loses_none",
        "tests/feeds/test_ics.py::test_a_reader_finds_the_words_that_were_written",
        "tests/feeds/test_xmltext.py",
        scopes="folded escaped _ESCAPES _LINE _TAIL",
    ),
    _escaping("exports.encoding", "tests/exports/test_encoding.py"),
    _escaping("exports.csvs", "tests/exports/test_cells.py"),
    _escaping("exports.rdf", "tests/exports/test_rdf.py"),
    _escaping(
        "exports.values",
        "tests/exports/test_values.py",
        "tests/feeds/test_xmltext.py",
        scopes="clean _UNFIT _LINE_END _REPLACEMENT",
    ),
    _escaping("yamltext", "tests/test_yamltext.py", "tests/test_formatting.py"),
    _escaping("differences.visible", "tests/differences/test_visible.py"),
    Target("dates", "generator.dates", ("tests/test_dates.py",)),
    Target("money", "generator.money", ("tests/test_money.py",)),
    _rules("", "tests/policy/test_kinds.py", "tests/policy/test_assessment.py", "tests/policy/test_support.py"),
    _rules("amounts"),
    _rules("answers"),
    _rules("assessment", "tests/policy/test_limits.py", "tests/policy/test_assessment.py"),
    _rules("benefit"),
    _rules("binding"),
    _rules("comparison"),
    _rules("consortium"),
    _rules("counts"),
    _rules("duty"),
    _rules("eligibility"),
    _rules("exclusion"),
    _rules("figures"),
    _rules("materials"),
    _rules("minimum"),
    _rules("own_funds"),
    _rules("procedure"),
    _rules("quota"),
    _rules("share"),
    _rules("support"),
    _rules("term"),
    _rules("unconcluded"),
    _rules("words", "tests/policy/test_words.py", "tests/policy/test_any_rule.py"),
    _reading("yamlio", "tests/test_yamlio.py"),
    _reading("documents", "tests/test_documents.py"),
    _reading("content", "tests/test_sources.py", "tests/test_content.py"),
)
