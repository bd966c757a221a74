"""YAML read strictly: JSON scalars only, no anchors, aliases, tags or duplicate keys, bounded in size and depth.

What is not exactly a JSON number, `true`, `false` or `null` is text and stays the text that was written:
`no`, `012`, `1:30` and `2025-02-30` never become something else.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml

from generator.problems import Place, Pointer, Problem, problem

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

DEPTH_LIMIT = 40
FLOW_LIMIT = 1000
INTEGER_LIMIT = 2**53

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_REASONS = {
    "mapping values are not allowed in this context": "这里不能再出现“键: 值”；文字里有冒号时请加引号",
    "did not find expected ',' or '}'": "花括号里缺少逗号或右花括号；文字里有逗号、冒号时请加引号",
    "did not find expected ',' or ']'": "方括号里缺少逗号或右方括号",
    "did not find expected key": "这里应是一个键；检查缩进是否对齐",
    "did not find expected '-' indicator": "列表的下一项应以“- ”开头，并与上一项对齐",
    "could not find expected ':'": "键后面缺少冒号和空格",
    "found unexpected end of stream": "引号没有收尾",
    "found character that cannot start any token": "这里的字符不能开头；制表符请换成空格，@ ` % 开头的文字请加引号",
    "found unknown escape character": "双引号里的反斜杠写法不对；改用单引号，或写两个反斜杠",
    "found a tab character that violates indentation": "缩进用了制表符，请换成空格",
    "block sequence entries are not allowed in this context": "列表项“- ”不能写在这里；请另起一行并缩进",
}
_SUSPECT = re.compile(r"[&*!](?<![^\s\[{,:?-].)(?=\S)")
_CONFLICT = re.compile(r"^(?:<{7}(?= )|={7}(?=\r?$)|>{7}(?= ))", re.MULTILINE)
_STEEP = re.compile(r"\n[ \t?:-]{200}")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""The control characters that no record may hold."""

_UNREADABLE = re.compile("[\x80-\x84\x86-\x9f]|" + FORBIDDEN.pattern)
"""Those that libyaml refuses where they stand as they are; an escape may name the further ones."""


class _Loader(yaml.CSafeLoader):
    """libyaml's composer with PyYAML's guessing of types left out: we read a scalar's style, never its tag.

    The three methods are called for every node, and any callable of their arity will do; those in C cost least.
    """

    resolve = staticmethod(slice)
    descend_resolver = staticmethod(operator.is_)  # type: ignore[assignment]  # what it returns is not looked at
    ascend_resolver = staticmethod(int)  # type: ignore[assignment]  # nor this


class _Parsed(NamedTuple):
    """A text that was parsed, composed."""

    text: str
    node: yaml.Node | None


_parsed = _Parsed("", None)
"""The last one: what is wrong with a record is placed right after it was read."""


class _Refused(Exception):  # noqa: N818 - it is an answer on its way up, not an error
    def __init__(self, code: str, node: yaml.Node | None, value: object, **details: object) -> None:
        super().__init__(code)
        self.code, self.node, self.value, self.details = code, node, value, details


def parse_yaml(text: str, file: str) -> Json | Problem:
    """The value that `text` holds, or the first problem that keeps it from being read."""
    global _parsed
    early = _early_problem(text, file)
    if early is not None:
        return early
    try:
        node = _compose(text)
        if node is None:
            return problem("file-empty", Place(file))
        value = _build(node, 0)
        _parsed = _Parsed(text, node)
        return value
    except _Refused as refused:
        mark = refused.node.start_mark if refused.node else None
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        return problem(refused.code, place, value=refused.value, words=refused.details)
    except yaml.MarkedYAMLError as error:
        return _syntax_problem(error, file)
    except RecursionError:
        return problem("yaml-too-deep", Place(file), limit=DEPTH_LIMIT)
    except yaml.reader.ReaderError:
        return _control_problem(text, file)


def reads_as_text(text: str) -> bool:
    """Whether an unquoted scalar of these characters is text, not a number, true, false or null."""
    return text not in _WORDS and _NUMBER.match(text) is None


def places(text: str, pointers: Collection[Pointer]) -> dict[Pointer, tuple[int, int]]:
    """Line and column, from 1, of what each pointer leads to (of its key, where it has one), or of the nearest above.

    The text that was parsed last is not read again; another is read once, and only as far as the last of them stands.
    """
    wanted = {pointer[:depth] for pointer in pointers for depth in range(len(pointer) + 1)}
    missing, found, lines = set(pointers), dict[Pointer, tuple[int, int]](), text.count("\n")
    last = _parsed
    standing = _standing_at(last.node, (), wanted) if last.node and last.text == text else _standing(text, wanted)
    for pointer, mark in standing if pointers else ():
        found[pointer] = (min(mark.line, lines) + 1, mark.column + 1)  # past the end is on the last line
        missing.discard(pointer)
        if not missing:
            break
    around = {pointer: [pointer[:depth] for depth in range(len(pointer), -1, -1)] for pointer in pointers}
    return {pointer: next((found[at] for at in above if at in found), (0, 0)) for pointer, above in around.items()}


def _standing_at(node: yaml.Node, at: Pointer, wanted: set[Pointer]) -> Iterator[tuple[Pointer, Any]]:
    """The marks of what is wanted and there, in a text without repeated keys that is composed already."""
    if not at:
        yield at, node.start_mark
    entries: Any = ()
    if isinstance(node, yaml.SequenceNode):
        entries = [(i, item, item) for i, item in enumerate(node.value)]
    elif isinstance(node, yaml.MappingNode):
        entries = [(key.value, key, value) for key, value in node.value]
    for step, entry, value in entries:
        pointer = (*at, step)
        if pointer in wanted:
            yield pointer, entry.start_mark
            if isinstance(value, yaml.CollectionNode):
                yield from _standing_at(value, pointer, wanted)


def _standing(text: str, wanted: set[Pointer]) -> Iterator[tuple[Pointer, Any]]:
    """The marks of what is wanted and there, in the order in which it stands, as far as the text can be read."""
    loader = yaml.CSafeLoader(text)
    try:
        events = iter(loader.get_event, None)
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                yield (), event.start_mark
                yield from _standing_in(event, (), events, wanted)
    except yaml.YAMLError:
        return
    finally:
        loader.dispose()


def _standing_in(event: Any, at: Pointer, events: Iterator[Any], wanted: set[Pointer]) -> Iterator[tuple[Pointer, Any]]:
    """The same within the node that begins with `event`, to its end; of keys that are repeated only the first."""
    is_list = isinstance(event, yaml.SequenceStartEvent)
    for index in count() if isinstance(event, yaml.CollectionStartEvent) else ():
        entry = next(events)
        if isinstance(entry, yaml.CollectionEndEvent):
            return
        pointer = (*at, index if is_list else getattr(entry, "value", ""))
        is_wanted = pointer in wanted
        if is_wanted:
            wanted.discard(pointer)
            yield pointer, entry.start_mark
        if not is_list:
            _pass(entry, events)
            entry = next(events)
        if is_wanted:
            yield from _standing_in(entry, pointer, events, wanted)
        else:
            _pass(entry, events)


def _pass(event: Any, events: Iterator[Any]) -> None:
    """Goes to the end of the node that begins with `event`."""
    depth = isinstance(event, yaml.CollectionStartEvent) + 0
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


class Node(NamedTuple):
    """Where a key, a value or an item stands: offsets of its first character and behind its last, and its column."""

    pointer: Pointer
    start: int
    end: int
    column: int
    form: Literal["plain", "quoted", "lines", "flow", "block"]
    is_key: bool = False


def outline(text: str) -> Iterator[Node]:
    """Every node of a text that `parse_yaml` could read, as they lie; a mapping's key comes before its value."""
    node = _compose(text)
    if node is not None:
        yield from _outlined(node, ())


def _outlined(node: Any, at: Pointer, *, is_key: bool = False) -> Iterator[Node]:
    if isinstance(node, yaml.ScalarNode):
        form: Any = {"'": "quoted", '"': "quoted", "|": "lines", ">": "lines"}.get(node.style, "plain")
    else:
        form = "flow" if node.flow_style else "block"
    yield Node(at, node.start_mark.index, node.end_mark.index, node.start_mark.column, form, is_key)
    if isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _outlined(item, (*at, i))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _outlined(key, (*at, key.value), is_key=True)
            yield from _outlined(value, (*at, key.value))


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _early_problem(text: str, file: str) -> Problem | None:
    """What must be refused before libyaml composes the text: marks of a merge, depth, anchors and tags."""
    if ("<<<<<<<" in text or "=======" in text or ">>>>>>>" in text) and (mark := _CONFLICT.search(text)):
        return problem("yaml-conflict", _place(text, mark.start(), file), value=mark[0])
    if _may_be_marked(text) or _may_be_deep(text):
        try:
            return next(_event_problems(text, file), None)
        except yaml.MarkedYAMLError as error:
            return _syntax_problem(error, file)
        except yaml.reader.ReaderError:
            return _control_problem(text, file)
    return None


def _control_problem(text: str, file: str) -> Problem:
    """Where the character stands that libyaml refuses to read."""
    control = _UNREADABLE.search(text)
    if control is None:
        return problem(
            "yaml-syntax", Place(file, 1, 1), reason="不能读的字符", reason_en="a character that cannot be read"
        )
    return problem("file-control-character", _place(text, control.start(), file), character=f"U+{ord(control[0]):04X}")


def _place(text: str, at: int, file: str) -> Place:
    """The line and the column, both from 1, of a character."""
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _may_be_marked(text: str) -> bool:
    """Whether an anchor, an alias or a tag could stand in the text."""
    return ("&" in text or "*" in text or "!" in text) and _SUSPECT.search(text) is not None


def _may_be_deep(text: str) -> bool:
    """Whether nesting could be deep enough to harm the composer, which recurses in C: hundreds of levels are safe."""
    return text.count("[") + text.count("{") > FLOW_LIMIT or _STEEP.search(f"\n{text}") is not None


def _event_problems(text: str, file: str) -> Iterator[Problem]:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark: Any = event.start_mark
        place = Place(file, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_LIMIT:
                yield problem("yaml-too-deep", place, limit=DEPTH_LIMIT)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            yield problem("yaml-alias", place, value=f"{sign}{anchor}")
        if tag:
            yield problem("yaml-tag", place, value=tag)


def _build(node: yaml.Node, depth: int) -> Json:
    if node.__class__ is yaml.ScalarNode:
        return _quoted(node) if node.style else _plain(node)
    if depth >= DEPTH_LIMIT:
        raise _Refused("yaml-too-deep", node, None, limit=DEPTH_LIMIT)
    if node.__class__ is yaml.SequenceNode:
        return [_build(item, depth + 1) for item in node.value]
    mapping: dict[str, Json] = {}
    for key, value in node.value:
        if key.__class__ is not yaml.ScalarNode:
            raise _Refused("yaml-key", key, "[…]")
        name = _quoted(key)
        if name in mapping:
            first = next(k for k, _ in node.value if k.value == name)
            raise _Refused("yaml-duplicate-key", key, name, first=first.start_mark.line + 1)
        mapping[name] = _build(value, depth + 1)
    return mapping


def _quoted(node: yaml.ScalarNode) -> str:
    """The text of a quoted scalar; an escape must not bring in what the file itself may not hold."""
    text: str = node.value
    control = FORBIDDEN.search(text) if node.style == '"' else None
    if control:
        raise _Refused("file-control-character", node, None, character=f"U+{ord(control[0]):04X}")
    return text


def _plain(node: yaml.ScalarNode) -> Json:
    """The value of an unquoted scalar: a JSON number, true, false, null, or the text as written."""
    text: str = node.value
    if text in _WORDS:
        return _WORDS[text]
    if not text:
        return None
    if not _NUMBER.match(text):
        return text
    number = float(text) if "." in text or "e" in text or "E" in text else int(text) if len(text) < 20 else math.inf
    if not math.isfinite(number) or (isinstance(number, int) and abs(number) > INTEGER_LIMIT):
        raise _Refused("yaml-number", node, text)
    return number


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    if error.problem == "but found another document":
        return problem("yaml-documents", place)
    reason = error.problem or "?"
    return problem("yaml-syntax", place, reason=_REASONS.get(reason, reason), reason_en=reason)
