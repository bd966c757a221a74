"""Imports go downwards only, never in a circle, and each guest has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"model", "problems", "unseen"}),
    frozenset({"urls", "lang", "dates", "money", "yamlio", "documents", "parallel", "cluster", "workdays"})
    | frozenset({"yamltext", "yamlcomments", "migrations", "history", "personal", "imagetext", "creditcode"})
    | frozenset({"hosts", "reads", "cache", "stacks", "memory"})
    | frozenset({"colours", "logo", "registrations", "passages", "glossary", "web", "siteaddress"}),
    frozenset({"settings", "holidays", "content", "leaks", "prose", "limits", "proofs", "attachments"}),
    frozenset({"schemas", "formatting", "program", "tombs"}),
    frozenset({"catalog", "lifecycle", "calls", "due", "funnel", "timing", "coverage", "pieces"}),
    frozenset({"policy"}),
    frozenset({"rules", "quotations", "exemptions", "examining"}),
    frozenset({"render", "finder", "exports", "feeds", "forms", "importing", "entry", "translating", "differences"})
    | frozenset({"editing"}),
    frozenset({"pipeline", "guest", "remote", "intake", "links", "rewriting", "founding"}),
    frozenset({"takeout", "review", "building"}),
    frozenset({"serving"}),
    frozenset({"plugin", "publishing", "cli", "__main__"}),
)
EDGE = frozenset({"writer", "report"})
"""Stages at the edge: they know values and words, and only the top knows them."""

HOMES = {
    "yaml": {"yamlio"},
    "jsonschema": {"schemas"},
    "jsonschema_rs": {"schemas"},
    "referencing": {"schemas"},
    "click": {"cli"},
    "sqlite3": {"exports.sqlite", "program"},
    "mkdocs": {"plugin"},
    "tinycss2": {"render.frame"},
    "watchdog": {"serving.watching"},
    "jinja2": {"render.native"},
    "leather": {"render.charts"},
    "subprocess": {"history"},
    "chinese_calendar": {"workdays"},
    "opencc": {"finder.fold"},
    "Stemmer": {"finder.stems"},
    "numpy": {"finder.postings", "finder.fold"},
    "typst": {"forms.pdf"},
    "pylopdf_fonts_zh_cn": {"forms.fonts"},
    "PIL": {"render.painting"},
    "xlsxwriter": {"forms.xlsx"},
    "openpyxl": {"forms.sheets"},
    "defusedxml": {"forms.reading"},
    "http": {"web", "serving.host"},
    "socket": {"web", "serving.host"},
    "ssl": {"web"},
    "multiprocessing": {"parallel"},
    "distributed": {"cluster"},
}

Imports = Mapping[str, frozenset[str]]


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "scaffold"):
            continue  # what a host's repository begins with: no modules of ours
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name.removesuffix(".__init__"), path


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def imports() -> Imports:
    """Our modules, each with those of ours that it imports, written without `generator.`."""
    modules = dict(_modules())
    return {
        name: frozenset(i.removeprefix("generator.") for i in _imported(path)) & modules.keys() - {name}
        for name, path in modules.items()
    }


def _part(module: str) -> str:
    return module.partition(".")[0]


def _layer(module: str) -> int:
    return next(i for i, parts in enumerate(LAYERS) if _part(module) in parts)


def test_every_module_has_a_layer(imports: Imports) -> None:
    placed = frozenset().union(EDGE, *LAYERS, {"__init__"})
    assert {_part(module) for module in imports} <= placed


def test_imports_go_downwards(imports: Imports) -> None:
    upwards = [
        f"{module} imports {other}"
        for module, found in imports.items()
        for other in found
        if not EDGE & {_part(module), _part(other)} and _layer(other) > _layer(module)
    ]
    assert upwards == []


def test_the_edge_knows_only_values_and_words(imports: Imports) -> None:
    known = {other for module, found in imports.items() if module in EDGE for other in found}
    assert all(_layer(other) <= 1 for other in known)


def test_only_the_top_knows_the_edge(imports: Imports) -> None:
    knowing = {module for module, found in imports.items() if module not in EDGE and found & EDGE}
    assert all(_layer(module) >= _layer("pipeline") for module in knowing)


def test_no_modules_import_one_another_in_a_circle(imports: Imports) -> None:
    TopologicalSorter({module: set(found) for module, found in imports.items()}).prepare()


def _home(module: str, homes: set[str]) -> str:
    """The home in which a module lies, else itself."""
    return next((home for home in homes if f"{module}.".startswith(f"{home}.")), module)


@pytest.mark.parametrize("guest", HOMES)
def test_each_guest_has_one_home(guest: str) -> None:
    hosts = {name for name, path in _modules() if any(i.partition(".")[0] == guest for i in _imported(path))}
    assert {_home(host, HOMES[guest]) for host in hosts} == HOMES[guest]


def test_only_the_writer_and_the_readers_touch_files(imports: Imports) -> None:
    writing = ("write_text", "write_bytes", "mkdir", "rmtree", "rename", "unlink")
    hosts = {name for name, path in _modules() if any(f".{verb}(" in path.read_text("utf-8") for verb in writing)}
    assert hosts <= {"writer", "cache"}
    assert "writer" in imports
