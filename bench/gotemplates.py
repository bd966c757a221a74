"""Our templates as Go's: the same elements, conditions and loops, with what they show as data.

A template is read once and told twice. As Jinja it renders a page as ever, and notes whatever it shows, asks or goes
through; as Go it makes the same page of those notes. So another program's templates never fall behind ours. What the
notes hold is what templates ask a view for: texts, words, dates and amounts as written, links with their titles. Links
and the pieces that ours renders once for many pages (cards, tables of windows and rules) stand in them as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from jinja2 import BaseLoader, Environment, StrictUndefined, nodes
from markupsafe import Markup, escape

Notes: TypeAlias = dict[str, Any]
HTML_MARK = "\ue000"
"""Begins a noted value that is HTML; no text of a record can hold it."""

_SIMPLE = re.compile(r"[^a-z0-9]+")


class Shown(NamedTuple):
    """A value that a template shows, by its key in the notes."""

    key: str


class Said(NamedTuple):
    """One of the site's own words."""

    key: str


class Called(NamedTuple):
    """A macro's result, from the notes under a key."""

    macro: str
    key: str


Piece: TypeAlias = str | Shown | Said | Called
"""Part of a Go template: what a value is and in what language words are is decided when it is written."""


class Recorder:
    """What templates note of one page, the keys whose values are HTML on any page, and how many bytes those have."""

    def __init__(self) -> None:
        self.roots: Notes = {}
        self.html: set[str] = set()
        self.given = 0
        self._open: list[Notes] = []

    def begin(self, name: str) -> str:
        """The notes of one template begin."""
        self.roots[name] = {}
        self._open.append(self.roots[name])
        return ""

    def end(self) -> str:
        """The innermost notes are complete."""
        self._open.pop()
        return ""

    def item(self, key: str) -> str:
        """The notes of one turn of a loop begin."""
        turns: list[Notes] = self._open[-1].setdefault(key, [])
        turns.append({})
        self._open.append(turns[-1])
        return ""

    def value(self, key: str, value: Any) -> Any:
        """Notes a value shown: text as it reads, HTML as it stands."""
        if not hasattr(value, "__html__"):
            self._open[-1][key] = str(value)
        elif "<" in value:
            self.html.add(key)
            self._open[-1][key] = HTML_MARK + str(value)
        else:
            self._open[-1][key] = Markup(value).unescape()
        return value

    def test(self, key: str, value: Any) -> Any:
        """Notes a condition that holds."""
        if value:
            self._open[-1][key] = True
        return value

    def call(self, key: str, macro: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Notes what a macro shows, under a key."""
        self._open.append(self._open[-1].setdefault(key, {}))
        result = macro(*arguments, **named)
        self._open.pop()
        return result

    def aside(self, macro: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """A macro within an expression: its result is a value, and what it shows is not noted again."""
        self._open.append({})
        result = macro(*arguments, **named)
        self._open.pop()
        return result

    def plain(self, notes: Any) -> Any:
        """Notes as data: a value that is HTML on some page is HTML on all."""
        if isinstance(notes, list):
            return [self.plain(item) for item in notes]
        return {key: self._plain(key, value) for key, value in notes.items()}

    def _plain(self, key: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value if value is True else self.plain(value)
        if value.startswith(HTML_MARK):
            self.given += len(value[1:].encode())
            return value[1:]
        return str(escape(value)) if key in self.html else value


class Translation:
    """The templates of a folder that are named, read as Jinja that notes and as Go."""

    def __init__(self, folder: Path, names: Sequence[str], globals_: Mapping[str, Any]) -> None:
        self.recorder = Recorder()
        self.go: dict[str, list[Piece]] = {}
        self.environment = _NotingEnvironment(
            loader=_Folder(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.environment.translation = self
        noting = ("begin", "end", "item", "value", "test", "call", "aside")
        self.environment.globals.update({f"zb_{name}": getattr(self.recorder, name) for name in noting})
        self.environment.globals.update(globals_)
        for name in names:
            self.environment.get_template(name)

    def text(self, name: str, lang: str, words: Callable[[str], str]) -> str:
        """The Go text of a template in one language, without its macros."""
        return "".join(self._written(piece, lang, words) for piece in self.go[name])

    def macros(self, names: Iterable[str], lang: str, words: Callable[[str], str]) -> str:
        """The Go text of all macros that these templates need, under names of the language: Hugo shares them."""
        needed = dict.fromkeys(macro for name in names for macro in self._needed(name))
        texts = {macro: self.text(macro, lang, words) for macro in needed}
        return "".join(f'{{{{ define "{lang}.{macro}" }}}}{text}{{{{ end }}}}\n' for macro, text in texts.items())

    def _needed(self, name: str) -> list[str]:
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            called = [piece.macro for piece in self.go[waiting.pop()] if isinstance(piece, Called)]
            waiting.extend(macro for macro in called if macro not in found)
            found.update(dict.fromkeys(called))
        return list(found)

    def _written(self, piece: Piece, lang: str, words: Callable[[str], str]) -> str:
        match piece:
            case Said(key):
                return words(key)
            case Called(macro, key):
                return f'{{{{ template "{lang}.{macro}" .{key} }}}}'
            case Shown(key):
                return f"{{{{ .{key} | safeHTML }}}}" if key in self.recorder.html else f"{{{{ .{key} }}}}"
            case _:
                return piece


class _Folder(BaseLoader):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        del environment
        path = self.folder / template
        return path.read_text(encoding="utf-8"), str(path), lambda: True


class _NotingEnvironment(Environment):
    translation: Translation

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        assert name is not None
        return _Reader(self.translation.go, name.removesuffix(".html")).template(tree)


class _Reader:
    """Rewrites one template's tree to note what it does, and writes it as Go on the way."""

    def __init__(self, go: dict[str, list[Piece]], name: str) -> None:
        self.go, self.name = go, name
        self.macros: dict[str, str] = {}
        self.modules: dict[str, str] = {}
        self.count = 0

    def template(self, tree: nodes.Template) -> nodes.Template:
        """The whole template: its macros, then what it shows by itself."""
        for imported in tree.find_all(nodes.Import):
            self.modules[imported.target] = imported.template.value.removesuffix(".html")
        self.macros = {macro.name: f"{self.name}.{macro.name}" for macro in tree.find_all(nodes.Macro)}
        for macro in tree.find_all(nodes.Macro):
            macro.body, self.go[self.macros[macro.name]] = self.body(macro.body)
        tree.body, self.go[self.name] = self.body(tree.body)
        if any(isinstance(piece, tuple) for piece in self.go[self.name]):
            tree.body = [_do("begin", nodes.Const(self.name)), *tree.body, _do("end")]
        return tree.set_environment(tree.environment)

    def body(self, found: Sequence[nodes.Node]) -> tuple[list[nodes.Node], list[Piece]]:
        """Statements that note, and their Go."""
        statements: list[nodes.Node] = []
        go: list[Piece] = []
        for node in found:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self.output(part, statements, go)
                case nodes.If():
                    statements.append(self.condition(node, go))
                case nodes.For():
                    statements.append(self.loop(node, go))
                case nodes.With():
                    node.body, inner = self.body(node.body)
                    node.values = [self.quiet(value) for value in node.values]
                    statements.append(node)
                    go.extend(inner)
                case nodes.Assign():
                    node.node = self.quiet(node.node)
                    statements.append(node)
                case nodes.Macro() | nodes.Import():
                    statements.append(node)
                case _:
                    raise ValueError(f"{self.name}: no Go for {type(node).__name__}")
        return statements, go

    def output(self, node: nodes.Expr, statements: list[nodes.Node], go: list[Piece]) -> None:
        """What is shown: fixed text, the site's words, a macro's result, or a value."""
        if isinstance(node, nodes.TemplateData):
            statements.append(nodes.Output([node]))
            go.append(node.data)
        elif isinstance(node, nodes.Const):
            statements.append(nodes.Output([node]))
            go.append(str(escape(node.value)))
        elif (word := _word(node)) is not None:
            statements.append(nodes.Output([node]))
            go.append(Said(word))
        elif isinstance(node, nodes.CondExpr):
            otherwise = [nodes.Output([node.expr2])] if node.expr2 is not None else []
            statements.append(self.condition(nodes.If(node.test, [nodes.Output([node.expr1])], [], otherwise), go))
        elif (macro := self.macro(node)) is not None:
            key = self.key(node)
            arguments = [nodes.Const(key), node.node, *map(self.quiet, node.args)]
            named = [nodes.Keyword(each.key, self.quiet(each.value)) for each in node.kwargs]
            statements.append(nodes.Output([nodes.Call(nodes.Name("zb_call", "load"), arguments, named, None, None)]))
            go.append(Called(macro, key))
        else:
            key = self.key(node)
            statements.append(nodes.Output([_call("value", nodes.Const(key), self.quiet(node))]))
            go.append(Shown(key))

    def condition(self, node: nodes.If, go: list[Piece]) -> nodes.If:
        """A condition with all its branches; each test is noted where it holds."""
        node.test = self.test(node.test, go, "if")
        node.body, inner = self.body(node.body)
        go.extend(inner)
        for other in node.elif_:
            other.test = self.test(other.test, go, "else if")
            other.body, inner = self.body(other.body)
            go.extend(inner)
        if node.else_:
            go.append("{{ else }}")
            node.else_, inner = self.body(node.else_)
            go.extend(inner)
        go.append("{{ end }}")
        return node

    def test(self, node: nodes.Expr, go: list[Piece], word: str) -> nodes.Expr:
        """One test of a condition."""
        key = self.key(node)
        go.append(f"{{{{ {word} .{key} }}}}")
        return _call("test", nodes.Const(key), self.quiet(node))

    def loop(self, node: nodes.For, go: list[Piece]) -> nodes.For:
        """A loop; each turn has notes of its own."""
        key = self.key(node.iter)
        node.iter = self.quiet(node.iter)
        node.test = self.quiet(node.test) if node.test is not None else None
        inside, inner = self.body(node.body)
        node.body = [_do("item", nodes.Const(key)), *inside, _do("end")]
        go.extend((f"{{{{ range .{key} }}}}", *inner))
        if node.else_:
            node.else_, inner = self.body(node.else_)
            go.extend(("{{ else }}", *inner))
        go.append("{{ end }}")
        return node

    def macro(self, node: nodes.Expr) -> str | None:
        """The macro that a call names, if it does."""
        match node:
            case nodes.Call(node=nodes.Name(name=name)) if name in self.macros:
                return self.macros[name]
            case nodes.Call(node=nodes.Getattr(node=nodes.Name(name=alias), attr=name)) if alias in self.modules:
                return f"{self.modules[alias]}.{name}"
            case _:
                return None

    def quiet(self, node: nodes.Expr) -> nodes.Expr:
        """An expression in which macros note nothing of their own."""
        for name in node.fields:
            value = getattr(node, name)
            if isinstance(value, list):
                setattr(node, name, [self.quiet(each) if isinstance(each, nodes.Node) else each for each in value])
            elif isinstance(value, nodes.Node):
                setattr(node, name, self.quiet(value))
        if self.macro(node) is None:
            return node
        return nodes.Call(nodes.Name("zb_aside", "load"), [node.node, *node.args], node.kwargs, None, None)

    def key(self, node: nodes.Expr) -> str:
        """A key of its own, called by what the expression asks for."""
        self.count += 1
        asked = "_".join(filter(None, list(_names(node))[:2])) or "value"
        return f"{self.name.replace('_', '')}_{asked}_{self.count}"


def _names(node: nodes.Node) -> Iterator[str]:
    """What an expression asks for, in its own words."""
    for part in (node, *node.find_all((nodes.Getattr, nodes.Name))):
        if isinstance(part, nodes.Getattr):
            yield _SIMPLE.sub("", part.attr)
        elif isinstance(part, nodes.Name) and part.name not in ("v", "m", "record", "loop"):
            yield _SIMPLE.sub("", part.name)


def _word(node: nodes.Expr) -> str | None:
    """The word of `v.w.word`."""
    match node:
        case nodes.Getattr(node=nodes.Getattr(node=nodes.Name(name="v"), attr="w"), attr=word):
            return word
        case nodes.Call(
            node=nodes.Getattr(node=nodes.Name(name="v"), attr="L"), args=[nodes.Const(value=word)], kwargs=[]
        ):
            return word
        case _:
            return None


def _call(name: str, *arguments: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.Name(f"zb_{name}", "load"), list(arguments), [], None, None)


def _do(name: str, *arguments: nodes.Expr) -> nodes.Node:
    return nodes.ExprStmt(_call(name, *arguments))
