"""Small wrongs put into a module's source, one at a time: each is a mutant, and a test should notice it.

A mutant has a name that says where it is and what it does, such as `interval: first or known → first and known`, so
that a survivor can be read and one that changes nothing can be listed by hand. What no run looks at is left alone:
annotations, docstrings, decorators, imports, and the words of tables that only people read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

Kind: TypeAlias = str
KINDS: tuple[Kind, ...] = (
    "arithmetic", "comparison", "boolean", "negation", "constant", "pattern", "result", "removal", "branch",
)  # fmt: skip
MODULE = "module"
"""The scope of what stands in no function, class or table."""

_ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
    ast.Pow: ast.Mult, ast.BitXor: ast.BitAnd,
}  # fmt: skip
_COMPARISON: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_PATTERN = ((r"\Z", ""), ("*", "+"), ("+", "*"), ("?", ""), ("(?<!", "(?<="), ("(?!", "(?="))
"""What is put for a part of a regular expression."""
_UNSEEN = frozenset({"annotation", "returns", "decorator_list", "type_comment", "type_params", "format_spec"})
_WORDING = frozenset({"Text", "_f"})
"""Calls that hold words for people, in the tables of a module."""
_NAME = re.compile(r"[a-z_]+\Z")
_HAN = re.compile("[\u3400-\u9fff]")


class Mutant(NamedTuple):
    """One wrong: what kind it is of, the function or table that it stands in, and its name."""

    kind: Kind
    scope: str
    name: str


class _Place(NamedTuple):
    """A node, what it stands in, and how another is put there."""

    node: ast.AST
    above: tuple[ast.AST, ...]
    scope: str
    put: Callable[[ast.AST], None]


class _Change(NamedTuple):
    kind: Kind
    place: _Place
    new: ast.AST


def mutants_of(source: str) -> tuple[Mutant, ...]:
    """All wrongs that can be put into the source, as they stand in it."""
    return tuple(mutant for mutant, _ in _named(ast.parse(source)))


def mutated(source: str, name: str) -> ast.Module:
    """The source with the wrong of this name."""
    tree = ast.parse(source)
    change = next(change for mutant, change in _named(tree) if mutant.name == name)
    change.place.put(ast.copy_location(change.new, change.place.node))
    return ast.fix_missing_locations(tree)


def _named(tree: ast.Module) -> list[tuple[Mutant, _Change]]:
    """Every change with its name; of several alike in one function the later ones are numbered."""
    seen: dict[str, int] = {}
    found = []
    for change in _changes(tree):
        name = _name(change)
        seen[name] = seen.get(name, 0) + 1
        numbered = name if seen[name] == 1 else f"{name} ({seen[name]})"
        found.append((Mutant(change.kind, change.place.scope, numbered), change))
    return found


def _name(change: _Change) -> str:
    place = change.place
    before, after = _said(place.node), _said(change.new)
    around = _said(place.above[-1]) if change.kind in ("constant", "pattern") else ""
    where = f" in {around}" if around and around != before else ""
    return f"{place.scope}: {before} → {after}{where}"


def _said(node: ast.AST) -> str:
    """A node on one line, or its beginning."""
    try:
        text = " ".join(ast.unparse(node).split())
    except (AttributeError, ValueError):  # parts that are nothing by themselves, such as those of an f-string
        text = type(node).__name__
    return text if len(text) <= 80 else f"{text[:79]}…"


def _changes(tree: ast.Module) -> Iterator[_Change]:
    for place in _places(tree, (), MODULE):
        for kind, new in _wrongs(place):
            yield _Change(kind, place, new)


# -- where wrongs may be put --------------------------------------------------------------------------------------


def _places(node: ast.AST, above: tuple[ast.AST, ...], scope: str) -> Iterator[_Place]:
    """Every node below this one that a run comes by, with the function, class or table that it stands in."""
    for field, value in ast.iter_fields(node):
        if field in _UNSEEN:
            continue
        for index, inner in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(inner, ast.AST) or _is_unseen(inner, node, field, index):
                continue
            own = _scope(inner, scope)
            yield _Place(inner, (*above, node), own, _putting(node, field, index))
            yield from _places(inner, (*above, node), own)


def _putting(node: ast.AST, field: str, index: int) -> Callable[[ast.AST], None]:
    def put(new: ast.AST) -> None:
        held = getattr(node, field)
        if isinstance(held, list):
            held[index] = new
        else:
            setattr(node, field, new)

    return put


def _scope(node: ast.AST, scope: str) -> str:
    """The dotted name of the function or class, or of the table that a module holds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name if scope == MODULE else f"{scope}.{node.name}"
    if scope == MODULE and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if scope == MODULE and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return scope


def _is_unseen(node: ast.AST, parent: ast.AST, field: str, index: int) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal | ast.Assert):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.AnnAssign):
        return node.value is None or ast.unparse(node.annotation) in ("TypeAlias", "NewType")
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value.func) in ("TypeVar", "NewType")
    is_words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_words and not (field == "body" and index and isinstance(parent, ast.Expression))


# -- what wrongs there are ----------------------------------------------------------------------------------------


def _wrongs(place: _Place) -> Iterator[tuple[Kind, ast.AST]]:
    for kind, wrong in _BY_KIND:
        for new in wrong(place):
            yield kind, new


def _arithmetic(place: _Place) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in _ARITHMETIC:
        yield ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand


def _comparison(place: _Place) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            for other in _COMPARISON[type(operator)]:
                yield ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)


def _boolean(place: _Place) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _negation(place: _Place) -> Iterator[ast.AST]:
    """A `not` taken away, and one put before what a comprehension asks."""
    node = place.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.comprehension) and node.ifs:
        for i, test in enumerate(node.ifs):
            others = [*node.ifs[:i], ast.UnaryOp(ast.Not(), test), *node.ifs[i + 1 :]]
            yield ast.comprehension(node.target, node.iter, others, node.is_async)


def _constant(place: _Place) -> Iterator[ast.AST]:
    node = place.node
    if not isinstance(node, ast.Constant) or _is_wording(place):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(f"XX{value}" if value else "XX")
    elif isinstance(value, bytes):
        yield ast.Constant(b"XX" + value)


def _pattern(place: _Place) -> Iterator[ast.AST]:
    """A regular expression with one part put otherwise, where it is one still."""
    node, parent = place.node, place.above[-1]
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or not _compiles(parent):
        return
    written = node.value
    for part, other in _PATTERN:
        for found in re.finditer(re.escape(part), written):
            wrong = written[: found.start()] + other + written[found.end() :]
            if wrong and _is_regular(wrong):
                yield ast.Constant(wrong)


def _compiles(parent: ast.AST) -> bool:
    return isinstance(parent, ast.Call) and ast.unparse(parent.func) == "re.compile"


def _is_regular(written: str) -> bool:
    try:
        re.compile(written)
    except re.error:
        return False
    return True


def _result(place: _Place) -> Iterator[ast.AST]:
    """Nothing given back, or handed on, where something was."""
    node = place.node
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Yield) and node.value is not None and not _is_none(node.value):
        yield ast.Yield(ast.Constant(None))
    elif isinstance(node, ast.Lambda):
        yield ast.Lambda(node.args, ast.Constant(None))


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _removal(place: _Place) -> Iterator[ast.AST]:
    """A statement left out that does something."""
    node = place.node
    is_setting = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    doing = ast.Expr | ast.AugAssign | ast.Raise | ast.Delete | ast.Continue | ast.Break
    if isinstance(node, doing) or is_setting or (isinstance(node, ast.Return) and _is_early(place)):
        yield ast.Pass()


def _is_early(place: _Place) -> bool:
    """Whether a `return` is not the last statement of its function."""
    return not isinstance(place.above[-1], ast.FunctionDef)


def _branch(place: _Place) -> Iterator[ast.AST]:
    """The branches of a choice swapped."""
    node = place.node
    if isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.If):
        yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


def _is_wording(place: _Place) -> bool:
    """Whether a text is one that only people read: Chinese in a module's table, or what a table calls something."""
    value = getattr(place.node, "value", None)
    is_table = not any(isinstance(node, ast.FunctionDef) for node in place.above)
    if not is_table or not isinstance(value, str):
        return False
    calls = [ast.unparse(node.func) for node in place.above if isinstance(node, ast.Call)]
    is_called = bool(calls) and calls[-1] in _WORDING and not (calls[-1] == "_f" and _NAME.match(value))
    is_pattern = bool(calls) and calls[-1] == "re.compile"
    return is_called or (_HAN.search(value) is not None and not is_pattern)


_BY_KIND: tuple[tuple[Kind, Callable[[_Place], Iterator[ast.AST]]], ...] = (
    ("arithmetic", _arithmetic),
    ("comparison", _comparison),
    ("boolean", _boolean),
    ("negation", _negation),
    ("constant", _constant),
    ("pattern", _pattern),
    ("result", _result),
    ("removal", _removal),
    ("branch", _branch),
)
