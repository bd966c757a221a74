"""Templates as Python: Jinja's syntax tree turned into functions that write a page's pieces to a list.

What Jinja asks while a page is made is settled here once: which name is a macro, a value given or a value set, and
that every value is escaped unless it is safe. An attribute is read as Python reads it, so that one that is not there
stops the build, and a name that nobody gives is found while the template is compiled or called.
Only what our templates use is known: anything else is an `UnknownSyntaxError`, never something that works by half.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeVar

from jinja2 import Environment, nodes
from markupsafe import Markup

from generator.render.markup import joined, marked, quoted, written

_Made = TypeVar("_Made", ast.stmt, ast.expr)

Written: TypeAlias = Callable[..., None]
"""A template or macro as a function: its first argument is the list that it adds to."""

_SYNTAX = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)
_PAGE = "page"
_COMPARED: Mapping[str, type[ast.cmpop]] = {
    "eq": ast.Eq,
    "ne": ast.NotEq,
    "gt": ast.Gt,
    "gteq": ast.GtE,
    "lt": ast.Lt,
    "lteq": ast.LtE,
    "in": ast.In,
    "notin": ast.NotIn,
}
_COUNTED: Mapping[type[nodes.BinExpr], type[ast.operator]] = {
    nodes.Add: ast.Add,
    nodes.Sub: ast.Sub,
    nodes.FloorDiv: ast.FloorDiv,
}


class UnknownSyntaxError(Exception):
    """A template uses what templates of ours do not: a name that nobody gives, or a part of Jinja that is not known."""


class Module(NamedTuple):
    """A template as Python: its page as a function, or, where it only holds macros, those by their names."""

    page: Written | None
    asks: frozenset[str]
    """The values that the page must be given."""
    macros: Mapping[str, Written]


def compile_template(
    text: str, file: str, given: Mapping[str, object], imported: Callable[[str], Mapping[str, Written]]
) -> Module:
    """The template `text` of `file` as Python; `given` are known to every one, `imported` finds another's macros."""
    tree = _SYNTAX.parse(text, filename=file)
    names: dict[str, object] = {
        "Markup": Markup,
        "quoted": quoted,
        "written": written,
        "said": said,
        "joined": joined,
        "strip": _stripped,
        "plain": _plain,
    }
    names |= {_given(name): value for name, value in given.items()}
    reader = _Reader(file, frozenset(given), imported, names)
    macros_only = all(isinstance(node, nodes.Macro | nodes.Assign) or _is_blank(node) for node in tree.body)
    body = reader.macros(tree) if macros_only else reader.page(tree)
    code = ast.fix_missing_locations(ast.Module(body, []))
    exec(compile(code, file, "exec"), names)
    if macros_only:
        return Module(None, frozenset(), {name: _made_in(names, _macro(name)) for name in reader.own})
    return Module(_made_in(names, _PAGE), frozenset(reader.asked), {})


def _made_in(names: Mapping[str, object], name: str) -> Written:
    found = names[name]
    assert callable(found)
    return found


def said(macro: Written, /, *values: object, **named: object) -> Markup:
    """What a macro writes, as a value that is safe."""
    out: list[str] = []
    macro(out, *values, **named)
    return marked("".join(out))


def _plain(pieces: Iterable[str]) -> Markup:
    return marked("".join(pieces))


def _stripped(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value).strip()


class _Loop(NamedTuple):
    """The names of a loop's items and of the place in them, where the template asks for these."""

    items: str
    at: str


class _Scope:
    """The names known in a part of a template, each with its name in Python."""

    def __init__(self, outer: _Scope | None = None) -> None:
        self.names: dict[str, str] = {}
        self.outer = outer
        self.loop: _Loop | None = outer.loop if outer else None

    def find(self, name: str) -> str | None:
        """The name in Python, from here or from around."""
        return self.names.get(name) or (self.outer.find(name) if self.outer else None)


class _Function:
    """A Python function being written: its statements, and the pieces that are still to be added to its output."""

    def __init__(self, scope: _Scope) -> None:
        self.scope = scope
        self.body: list[ast.stmt] = []
        self.pieces: list[ast.expr] = []
        self.out = "out"
        self.takes_caller = False

    def flush(self) -> None:
        """Adds the pieces so far to the output in one go."""
        if self.pieces:
            added = ast.Tuple(_merged(self.pieces), ast.Load())
            self.body.append(ast.AugAssign(ast.Name(self.out, ast.Store()), ast.Add(), added))
            self.pieces = []

    def add(self, statement: ast.stmt) -> None:
        """A statement after everything written so far."""
        self.flush()
        self.body.append(statement)


class _Reader:
    """Reads one template and writes it as Python."""

    def __init__(
        self,
        file: str,
        given: frozenset[str],
        imported: Callable[[str], Mapping[str, Written]],
        names: dict[str, object],
    ) -> None:
        self.file, self.given, self.imported, self.names = file, given, imported, names
        self.modules: dict[str, Mapping[str, Written]] = {}
        self.own: frozenset[str] = frozenset()
        self.asked: list[str] = []
        self.is_page = False
        self.made = 0
        self.at = _Function(_Scope())

    def macros(self, tree: nodes.Template) -> list[ast.stmt]:
        """A template of macros: they and what is set beside them are the module's own names."""
        self.own = _macros_in(tree)
        for node in tree.body:
            if not _is_blank(node):
                self.statement(node)
        return self.at.body

    def page(self, tree: nodes.Template) -> list[ast.stmt]:
        """A template of a page: one function of the values that it asks for, its own macros inside."""
        self.own, self.is_page = _macros_in(tree), True
        self.block(tree.body)
        self.at.flush()
        asked = [ast.arg(_local(name)) for name in self.asked]
        arguments = ast.arguments(
            [],
            [ast.arg("out")],
            None,
            asked,
            [None] * len(asked),
            ast.arg("_"),
            [],
        )
        body = self.at.body or [ast.Pass()]
        return [_function(_PAGE, arguments, body)]

    # -- statements -------------------------------------------------------------------------------------------
    def block(self, body: Iterable[nodes.Node]) -> None:
        """Statements one after another."""
        for node in body:
            self.statement(node)

    def statement(self, node: nodes.Node) -> None:
        """One statement of the template, whose line its Python bears."""
        before = len(self.at.body)
        _STATEMENTS.get(type(node), _Reader._unknown)(self, node)
        for made in self.at.body[before:]:
            _on_line(made, node.lineno)

    def _unknown(self, node: nodes.Node) -> NoReturn:
        raise UnknownSyntaxError(f"{self.file}:{node.lineno}: {type(node).__name__} is not known to our templates")

    def _output(self, node: nodes.Output) -> None:
        for part in node.nodes:
            self.written(part)

    def written(self, node: nodes.Node) -> None:
        """A part of the output: text as it stands, a macro's words from the macro itself, else a value escaped."""
        macro = self.macro_of(node)
        if macro is None:
            self.at.pieces.append(_on_line(self.piece(node), node.lineno))
            return
        assert isinstance(node, nodes.Call)
        values, named = self.arguments(node)
        call = ast.Call(macro, [_load(self.at.out), *values], named)
        self.at.add(_on_line(ast.Expr(call), node.lineno))

    def piece(self, node: nodes.Node) -> ast.expr:
        """A value as it is written out."""
        if isinstance(node, nodes.TemplateData):
            return ast.Constant(node.data)
        if isinstance(node, nodes.Const):
            return ast.Constant(str(written(node.value)))
        if isinstance(node, nodes.CondExpr):
            other = self.piece(node.expr2) if node.expr2 is not None else ast.Constant("")
            return ast.IfExp(self.value(node.test), self.piece(node.expr1), other)
        if self.macro_of(node) is not None:
            return self.value(node)
        return self.escaped(self.value(node))

    def escaped(self, value: ast.expr) -> ast.expr:
        """What `written` gives, with its two usual cases settled on the spot: a call for each value takes as long."""
        name, kind = "value", "kind"
        of = _call("type", ast.NamedExpr(ast.Name(name, ast.Store()), value))
        is_safe = ast.Compare(ast.NamedExpr(ast.Name(kind, ast.Store()), of), [ast.Is()], [_load("Markup")])
        is_text = ast.Compare(_load(kind), [ast.Is()], [_load("str")])
        else_ = ast.IfExp(is_text, _call("quoted", _load(name)), _call("written", _load(name)))
        return ast.IfExp(is_safe, _load(name), else_)

    def _if(self, node: nodes.If) -> None:
        self.at.flush()
        chosen = ast.If(self.value(node.test), self.inside(node.body), self._otherwise(node))
        self.at.add(chosen)

    def _otherwise(self, node: nodes.If) -> list[ast.stmt]:
        if not node.elif_:
            return self.inside(node.else_) if node.else_ else []
        first, *rest = node.elif_
        after = nodes.If(first.test, first.body, rest, node.else_, lineno=first.lineno)
        return [_on_line(ast.If(self.value(first.test), self.inside(first.body), self._otherwise(after)), first.lineno)]

    def inside(self, body: Iterable[nodes.Node]) -> list[ast.stmt]:
        """The statements of a part, apart from those around it."""
        around, pieces = self.at.body, self.at.pieces
        self.at.body, self.at.pieces = [], []
        self.block(body)
        self.at.flush()
        found, self.at.body, self.at.pieces = self.at.body, around, pieces
        return found or [ast.Pass()]

    def _for(self, node: nodes.For) -> None:
        if node.recursive:
            self._unknown(node)
        self.at.flush()
        items = self.value(node.iter)
        with self.scoped():
            loop = self._counted(node, items)
            around = ast.If(_load(loop.items), [], []) if loop and node.else_ else None
            found = self._each(node, loop, items)
        if around is None:
            self.at.add(found)
            return
        around.body, around.orelse = [found], self.inside(node.else_)
        self.at.add(around)

    def _counted(self, node: nodes.For, items: ast.expr) -> _Loop | None:
        """The items as a tuple, where the template asks for a place among them or for what else if there are none."""
        if not node.else_ and not any(name.name == "loop" for name in _names_in(node.body)):
            return None
        if node.test is not None:
            self._unknown(node)
        self.at.scope.loop = loop = _Loop(self.fresh("items"), self.fresh("at"))
        self.at.add(_assign(loop.items, _call("tuple", items)))
        return loop

    def _each(self, node: nodes.For, loop: _Loop | None, items: ast.expr) -> ast.stmt:
        target = self.target(node.target)
        skipped: list[ast.stmt] = []
        if node.test is not None:
            skipped = [ast.If(ast.UnaryOp(ast.Not(), self.value(node.test)), [ast.Continue()], [])]
        body = [*skipped, *self.inside(node.body)]
        if loop is None:
            return ast.For(target, items, body, [])
        both = ast.Tuple([ast.Name(loop.at, ast.Store()), target], ast.Store())
        return ast.For(both, _call("enumerate", _load(loop.items)), body, [])

    def _assign(self, node: nodes.Assign) -> None:
        value = self.value(node.node)
        self.at.add(ast.Assign([self.target(node.target)], value))

    def _assign_block(self, node: nodes.AssignBlock) -> None:
        """What a part writes, kept as a value that is safe."""
        if node.filter is not None:
            self._unknown(node)
        self.at.flush()
        around, self.at.out = self.at.out, self.fresh("out")
        kept = self.at.out
        with self.scoped():
            body = self.inside(node.body)
        self.at.out = around
        self.at.add(_assign(kept, ast.List([], ast.Load())))
        self.at.body.extend(body)
        self.at.add(ast.Assign([self.target(node.target)], _call("plain", _load(kept))))

    def _with(self, node: nodes.With) -> None:
        values = [self.value(value) for value in node.values]
        with self.scoped():
            for target, value in zip(node.targets, values, strict=True):
                self.at.add(ast.Assign([self.target(target)], value))
            self.block(node.body)
            self.at.flush()

    def _import(self, node: nodes.Import) -> None:
        if not isinstance(node.template, nodes.Const):
            self._unknown(node)
        self.modules[node.target] = self.imported(node.template.value)

    def _macro(self, node: nodes.Macro) -> None:
        self.at.add(self.function(_macro(node.name), node))

    def _call_block(self, node: nodes.CallBlock) -> None:
        """A call with a part of the template that the macro writes where it says `caller()`."""
        macro = self.macro_of(node.call)
        if macro is None or node.args:
            self._unknown(node)
        name = self.fresh("caller")
        self.at.add(self.function(name, node))
        values, named = self.arguments(node.call)
        called = ast.Call(macro, [_load(self.at.out), *values], [*named, ast.keyword("caller", _load(name))])
        self.at.add(ast.Expr(called))

    def function(self, name: str, node: nodes.Macro | nodes.CallBlock) -> ast.stmt:
        """A macro as a function of the output and of its own values."""
        defaults = [self.value(value) for value in node.defaults]
        around, self.at = self.at, _Function(_Scope(self.at.scope))
        self.at.scope.loop = None
        taken = [ast.arg("out"), *(ast.arg(self.declared(one.name)) for one in node.args)]
        body = self.inside(node.body)
        extra = [ast.arg("caller")] if self.at.takes_caller else []
        self.at = around
        arguments = ast.arguments([], taken, None, extra, [None] * len(extra), None, defaults)
        return _function(name, arguments, body)

    # -- names ------------------------------------------------------------------------------------------------
    @contextmanager
    def scoped(self) -> Iterator[None]:
        """A part whose own names are not known after it."""
        self.at.scope = _Scope(self.at.scope)
        yield
        assert self.at.scope.outer is not None
        self.at.scope = self.at.scope.outer

    def fresh(self, word: str) -> str:
        """A name in Python that nothing else has."""
        self.made += 1
        return f"{word}_{self.made}"

    def declared(self, name: str) -> str:
        """The name in Python of a value set here; one of the same name around it keeps its own."""
        names = self.at.scope.names
        if name not in names:
            names[name] = _local(name) if self.at.scope.find(name) is None else self.fresh(_local(name))
        return names[name]

    def target(self, node: nodes.Node) -> ast.expr:
        """What a value is set to."""
        if isinstance(node, nodes.Tuple):
            return ast.Tuple([self.target(item) for item in node.items], ast.Store())
        if not isinstance(node, nodes.Name):
            self._unknown(node)
        return ast.Name(self.declared(node.name), ast.Store())

    def macro_of(self, node: nodes.Node) -> ast.expr | None:
        """The function of the macro that a call is of: of this template, of another, or the part given to this one."""
        if not isinstance(node, nodes.Call):
            return None
        called = node.node
        if (
            isinstance(called, nodes.Getattr)
            and isinstance(called.node, nodes.Name)
            and called.node.name in self.modules
        ):
            return self._imported(called.node.name, called)
        if not isinstance(called, nodes.Name) or self.at.scope.find(called.name) is not None:
            return None
        if called.name == "caller":
            self.at.takes_caller = True
            return _load("caller")
        return _load(_macro(called.name)) if called.name in self.own else None

    def _imported(self, module: str, node: nodes.Getattr) -> ast.expr:
        macro = self.modules[module].get(node.attr)
        if macro is None:
            raise UnknownSyntaxError(f"{self.file}:{node.lineno}: {module} has no macro {node.attr}")
        name = f"{module}__{node.attr}"
        self.names[name] = macro
        return _load(name)

    # -- values -----------------------------------------------------------------------------------------------
    def value(self, node: nodes.Node) -> ast.expr:
        """A value as Python."""
        made: ast.expr = _VALUES.get(type(node), _Reader._unknown)(self, node)
        return _on_line(made, node.lineno)

    def values(self, found: Iterable[nodes.Node]) -> list[ast.expr]:
        """Several values."""
        return [self.value(node) for node in found]

    def _name(self, node: nodes.Name) -> ast.expr:
        known = self.at.scope.find(node.name)
        if known is None and node.name in self.given:
            known = _given(node.name)
        if known is None and self.is_page:
            self.asked.append(node.name)
            outermost = self.at.scope
            while outermost.outer is not None:
                outermost = outermost.outer
            known = outermost.names[node.name] = _local(node.name)
        if known is None:
            raise UnknownSyntaxError(f"{self.file}:{node.lineno}: nobody gives {node.name}")
        return _load(known)

    def _const(self, node: nodes.Const) -> ast.expr:
        return ast.Constant(node.value)

    def _attribute(self, node: nodes.Getattr) -> ast.expr:
        loop = self.at.scope.loop
        if loop is not None and isinstance(node.node, nodes.Name) and node.node.name == "loop":
            return self._of_loop(loop, node)
        return ast.Attribute(self.value(node.node), node.attr, ast.Load())

    def _of_loop(self, loop: _Loop, node: nodes.Getattr) -> ast.expr:
        at, one = _load(loop.at), ast.Constant(1)
        match node.attr:
            case "index":
                return ast.BinOp(at, ast.Add(), one)
            case "index0":
                return at
            case "first":
                return ast.Compare(at, [ast.Eq()], [ast.Constant(0)])
            case "last":
                after = ast.BinOp(at, ast.Add(), one)
                return ast.Compare(after, [ast.Eq()], [_call("len", _load(loop.items))])
            case "previtem":
                return ast.Subscript(_load(loop.items), ast.BinOp(at, ast.Sub(), one), ast.Load())
        return self._unknown(node)

    def _item(self, node: nodes.Getitem) -> ast.expr:
        at: ast.expr
        if isinstance(node.arg, nodes.Slice):
            ends = (node.arg.start, node.arg.stop, node.arg.step)
            at = ast.Slice(*(self.value(end) if end is not None else None for end in ends))
        else:
            at = self.value(node.arg)
        return ast.Subscript(self.value(node.node), at, ast.Load())

    def _call(self, node: nodes.Call) -> ast.expr:
        macro = self.macro_of(node)
        values, named = self.arguments(node)
        if macro is not None:
            return ast.Call(_load("said"), [macro, *values], named)
        return ast.Call(self.value(node.node), values, named)

    def arguments(self, node: nodes.Call) -> tuple[list[ast.expr], list[ast.keyword]]:
        """What a call is given; macros know their values by the names that these have in Python."""
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self._unknown(node)
        is_macro = self.macro_of(node) is not None
        named = [ast.keyword(_local(one.key) if is_macro else one.key, self.value(one.value)) for one in node.kwargs]
        return self.values(node.args), named

    def _filter(self, node: nodes.Filter) -> ast.expr:
        if node.name not in _FILTERS or node.node is None or node.kwargs:
            self._unknown(node)
        return _call(_FILTERS[node.name], self.value(node.node), *self.values(node.args))

    def _test(self, node: nodes.Test) -> ast.expr:
        if node.name == "defined":
            return self._is_defined(node.node)
        value = self.value(node.node)
        if node.name == "none":
            return ast.Compare(value, [ast.Is()], [ast.Constant(None)])
        if node.name == "sameas":
            return ast.Compare(value, [ast.Is()], self.values(node.args))
        return self._unknown(node)

    def _is_defined(self, node: nodes.Node) -> ast.expr:
        """Whether a value has an attribute, or an item of a loop one before it."""
        if not isinstance(node, nodes.Getattr):
            self._unknown(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and self.at.scope.loop:
            return ast.Compare(_load(self.at.scope.loop.at), [ast.Gt()], [ast.Constant(0)])
        return _call("hasattr", self.value(node.node), ast.Constant(node.attr))

    def _condition(self, node: nodes.CondExpr) -> ast.expr:
        other = self.value(node.expr2) if node.expr2 is not None else ast.Constant("")
        return ast.IfExp(self.value(node.test), self.value(node.expr1), other)

    def _compare(self, node: nodes.Compare) -> ast.expr:
        signs: list[ast.cmpop] = [_COMPARED[one.op]() for one in node.ops]
        return ast.Compare(self.value(node.expr), signs, [self.value(one.expr) for one in node.ops])

    def _both(self, node: nodes.And) -> ast.expr:
        return ast.BoolOp(ast.And(), [self.value(node.left), self.value(node.right)])

    def _either(self, node: nodes.Or) -> ast.expr:
        return ast.BoolOp(ast.Or(), [self.value(node.left), self.value(node.right)])

    def _not(self, node: nodes.Not) -> ast.expr:
        return ast.UnaryOp(ast.Not(), self.value(node.node))

    def _negative(self, node: nodes.Neg) -> ast.expr:
        return ast.UnaryOp(ast.USub(), self.value(node.node))

    def _sum(self, node: nodes.BinExpr) -> ast.expr:
        return ast.BinOp(self.value(node.left), _COUNTED[type(node)](), self.value(node.right))

    def _concat(self, node: nodes.Concat) -> ast.expr:
        return _call("joined", ast.Tuple(self.values(node.nodes), ast.Load()))

    def _sequence(self, node: nodes.Tuple | nodes.List) -> ast.expr:
        return ast.Tuple(self.values(node.items), ast.Load())

    def _dict(self, node: nodes.Dict) -> ast.expr:
        return ast.Dict([self.value(one.key) for one in node.items], [self.value(one.value) for one in node.items])


_FILTERS: Mapping[str, str] = {"length": "len", "max": "max", "join": "joined", "trim": "strip"}

_STATEMENTS: Mapping[type[nodes.Node], Callable[[_Reader, Any], None]] = {
    nodes.Output: _Reader._output,
    nodes.If: _Reader._if,
    nodes.For: _Reader._for,
    nodes.Assign: _Reader._assign,
    nodes.AssignBlock: _Reader._assign_block,
    nodes.With: _Reader._with,
    nodes.Import: _Reader._import,
    nodes.Macro: _Reader._macro,
    nodes.CallBlock: _Reader._call_block,
}
_VALUES: Mapping[type[nodes.Node], Callable[[_Reader, Any], ast.expr]] = {
    nodes.Name: _Reader._name,
    nodes.Const: _Reader._const,
    nodes.Getattr: _Reader._attribute,
    nodes.Getitem: _Reader._item,
    nodes.Call: _Reader._call,
    nodes.Filter: _Reader._filter,
    nodes.Test: _Reader._test,
    nodes.CondExpr: _Reader._condition,
    nodes.Compare: _Reader._compare,
    nodes.And: _Reader._both,
    nodes.Or: _Reader._either,
    nodes.Not: _Reader._not,
    nodes.Neg: _Reader._negative,
    nodes.Add: _Reader._sum,
    nodes.Sub: _Reader._sum,
    nodes.FloorDiv: _Reader._sum,
    nodes.Concat: _Reader._concat,
    nodes.Tuple: _Reader._sequence,
    nodes.List: _Reader._sequence,
    nodes.Dict: _Reader._dict,
}


def _local(name: str) -> str:
    return f"l_{name}"


def _given(name: str) -> str:
    return f"g_{name}"


def _macro(name: str) -> str:
    return f"m_{name}"


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _call(name: str, *values: ast.expr) -> ast.Call:
    return ast.Call(_load(name), list(values), [])


def _assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _function(name: str, arguments: ast.arguments, body: list[ast.stmt]) -> ast.FunctionDef:
    return ast.FunctionDef(name, arguments, body, [])


def _on_line(made: _Made, line: int) -> _Made:
    """The Python with the template's line where it has none yet: a traceback then shows the template."""
    if not hasattr(made, "lineno"):
        made.lineno = made.end_lineno = line
        made.col_offset = made.end_col_offset = 0
    return made


def _merged(pieces: Iterable[ast.expr]) -> list[ast.expr]:
    """The pieces with texts next to one another as one."""
    found: list[ast.expr] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, ast.Constant) and isinstance(last, ast.Constant):
            found[-1] = _on_line(ast.Constant("".join(map(str, (last.value, piece.value)))), last.lineno)
        else:
            found.append(piece)
    return found


def _macros_in(tree: nodes.Template) -> frozenset[str]:
    return frozenset(node.name for node in tree.body if isinstance(node, nodes.Macro))


def _names_in(body: Iterable[nodes.Node]) -> Iterator[nodes.Name]:
    return (name for node in body for name in _with_itself(node))


def _with_itself(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _is_blank(node: nodes.Node) -> bool:
    """Whether it is nothing but space between macros."""
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )
