"""The theme's style sheet, cut to what pages of a site can need: of 150 KB they use some 20.

A rule is kept where each class, id and attribute of one of its selectors is a word of the site's templates, scripts or
prose; elements and pseudo-classes are never looked at, so what is kept is more than enough. Of custom properties those
are kept that a kept rule or the site's own style sheet asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import tinycss2
from tinycss2 import ast
from tinycss2.ast import Node

from generator.render.assets import FOLDER as ASSETS
from generator.render.assets import STATIC, named
from generator.render.templates import FOLDER as TEMPLATES

Words = frozenset[str]

_WORD = re.compile(r"[\w-]+")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_NESTING = frozenset({"media", "supports"})


class Rule(NamedTuple):
    """A rule on its way: the conditions around it, its selectors, and its declarations, each with its name."""

    conditions: tuple[str, ...]
    selectors: str
    declarations: tuple[tuple[str, str], ...]


def frame_of(sheets: Iterable[str], pages: Iterable[str]) -> tuple[str, bytes]:
    """The file of the theme's style sheets that the site's pages need; `pages` are shells and prose."""
    own = (ASSETS / "zhangbang.css").read_text("utf-8")
    data = cut_sheet("\n".join(sheets), words_of(pages) | _program_words(), own).encode()
    return named("frame.css", data), data


def words_of(texts: Iterable[str]) -> Words:
    """What could be the name of a class, an id or an attribute."""
    return frozenset().union(*(_WORD.findall(text) for text in texts))


def cut_sheet(sheet: str, words: Words, beside: str = "") -> str:
    """A style sheet without the rules that match nothing named by `words`; `beside` is read with it."""
    parsed = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "\n".join(_written(tuple(_without_unasked(tuple(_kept(parsed, words)), beside)))) + "\n"


@cache
def _program_words() -> Words:
    scripts = (ASSETS / name for name in STATIC if name.endswith(".js"))
    return words_of(path.read_text("utf-8") for path in (*scripts, *TEMPLATES.glob("*.html")))


def _kept(nodes: Sequence[Node], words: Words, conditions: tuple[str, ...] = ()) -> Iterator[Rule]:
    for node in nodes:
        if isinstance(node, ast.QualifiedRule):
            selectors = [s for s in _selectors(node.prelude) if _can_match(s, words)]
            if selectors:
                yield Rule(conditions, ",".join(map(_text, selectors)), tuple(_declarations(node)))
        elif isinstance(node, ast.AtRule) and node.lower_at_keyword in _NESTING:
            inner = tinycss2.parse_rule_list(node.content or (), skip_comments=True, skip_whitespace=True)
            condition = f"@{node.lower_at_keyword} {_text(node.prelude)}"
            yield from _kept(inner, words, (*conditions, condition))


def _selectors(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    """The selectors between a rule's commas."""
    one: list[Node] = []
    for node in prelude:
        if isinstance(node, ast.LiteralToken) and node.value == ",":
            yield one
            one = []
        else:
            one.append(node)
    yield one


def _can_match(selector: Sequence[Node], words: Words) -> bool:
    return all(name in words for name in _names(selector))


def _names(selector: Sequence[Node]) -> Iterator[str]:
    """The classes, ids, attributes and their values that a selector asks for, outside of functions like :not()."""
    for before, node in zip((None, *selector), selector, strict=False):
        if isinstance(node, ast.IdentToken):
            if isinstance(before, ast.LiteralToken) and before.value == ".":
                yield node.value
        elif isinstance(node, ast.HashToken):
            yield node.value
        elif isinstance(node, ast.SquareBracketsBlock):
            yield from (part.value for part in node.content if isinstance(part, ast.IdentToken | ast.StringToken))


def _declarations(rule: ast.QualifiedRule) -> Iterator[tuple[str, str]]:
    for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration":
            yield part.name, part.serialize()


def _without_unasked(rules: Sequence[Rule], beside: str) -> Iterator[Rule]:
    """The rules without custom properties that nothing asks for."""
    asked = _asked_for(rules, beside)
    for rule in rules:
        left = tuple(d for d in rule.declarations if not d[0].startswith("--") or d[0] in asked)
        if left:
            yield rule._replace(declarations=left)


def _asked_for(rules: Sequence[Rule], beside: str) -> frozenset[str]:
    """The custom properties that rules ask for, be it by way of other custom properties."""
    values: dict[str, set[str]] = {}
    asked = set(_ASKED.findall(beside))
    for name, text in (declaration for rule in rules for declaration in rule.declarations):
        (values.setdefault(name, set()) if name.startswith("--") else asked).update(_ASKED.findall(text))
    waiting = list(asked)
    while waiting:
        more = values.get(waiting.pop(), set()) - asked
        asked |= more
        waiting += more
    return frozenset(asked)


def _written(rules: Sequence[Rule]) -> Iterator[str]:
    """The rules as text, those under one condition together."""
    open_now: tuple[str, ...] = ()
    for rule in (*rules, Rule((), "", ())):
        if rule.conditions != open_now:
            yield "}" * len(open_now) + "".join(f"{condition}{{" for condition in rule.conditions)
            open_now = rule.conditions
        if rule.selectors:
            yield f"{rule.selectors}{{{';'.join(text for _, text in rule.declarations)}}}"


def _text(nodes: Sequence[Node]) -> str:
    return str(tinycss2.serialize(nodes)).strip()
