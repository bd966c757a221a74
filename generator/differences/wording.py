"""The comparison's own words, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.differences.records import HOWS, RecordDifference
from generator.differences.result import Comparison
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.model.records import KINDS
from generator.problems import Problem


def _both(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


HOW: Mapping[str, Text] = {
    "added": _both("新增", "added"),
    "removed": _both("删除", "removed"),
    "renamed": _both("改名", "renamed"),
    "unreadable": _both("读不出", "unreadable"),
    "changed": _both("修改", "changed"),
    "moved": _both("只换文件夹", "moved to another folder only"),
    "formatted": _both("只改排版", "formatting only"),
}
COLON: Mapping[Lang, str] = {"zh": "：", "en": ": "}
STOP: Mapping[Lang, str] = {"zh": "；", "en": "; "}
COMMA: Mapping[Lang, str] = {"zh": "、", "en": ", "}
NOTHING_CHANGED = _both("没有改动", "nothing changed")
NO_RECORDS = _both("没有记录改动", "no record changed")
NOT_COMPARED = _both("新的文件读不出，没有比较", "its newer file cannot be read and was not compared")
NO_CHANGE_FOR_READERS = _both("读者看到的没有变化", "no change for readers")
WORKING_FILES = _both("工作文件夹", "the working files")
WARNINGS = _both("请留意", "Please look at")
RECORDS = _both("记录的改动", "Changes of records")
CONSEQUENCES = _both("随之改变的", "What follows")
FILES = _both("其他文件", "Other files")
OTHERS = _both("这次还改动了网站怎样生成或检查", "This also changes how the site is built or checked")
SEVERITY: Mapping[str, Text] = {"error": _both("错误", "error"), "warning": _both("提醒", "warning")}


def headline(found: Comparison, lang: Lang) -> str:
    """One line: how many records had what happen to them, by kind, and how many warnings there are."""
    parts = [_counted(found, how, lang) for how in HOWS if how in found.counts]
    parts = parts or [say(NO_RECORDS, lang)]
    errors = sum(1 for one in found.warnings if one.severity == "error")
    tally = {"error": errors, "warning": len(found.warnings) - errors}
    told = (f"{n} 个{say(SEVERITY[s], lang)}" if lang == "zh" else _several(n, s) for s, n in tally.items() if n)
    return STOP[lang].join((*parts, *told))


def _counted(found: Comparison, how: str, lang: Lang) -> str:
    kinds = found.counts[how]
    each = COMMA[lang].join(f"{say(KINDS[kind].label, lang).lower()} {kinds[kind]}" for kind in KINDS if kind in kinds)
    total = sum(kinds.values())
    word = say(HOW[how], lang)
    return f"{word} {total} 条（{each}）" if lang == "zh" else f"{total} {word} ({each})"


def _several(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def asides(one: RecordDifference, lang: Lang) -> Iterator[str]:
    """What is to be said of a record beside its changes."""
    if one.was_id is not None:
        how = "formerly" if one.known_by == "formerly" else "likeness"
        yield (f"原来的编号：{one.was_id}" if lang == "zh" else f"formerly {one.was_id}") + _RENAMED[how][lang]
    elif one.was_file is not None:
        yield f"原来的文件：{one.was_file}" if lang == "zh" else f"moved from {one.was_file}"
    if one.how == "unreadable":
        yield say(NOT_COMPARED, lang)
    if not one.is_seen:
        yield say(NO_CHANGE_FOR_READERS, lang)


_RENAMED: Mapping[str, Mapping[Lang, str]] = {
    "formerly": {"zh": "", "en": ""},
    "likeness": {
        "zh": "（内容相近，像是改名，但没有写 formerly）",
        "en": " (alike, so probably renamed, but without `formerly`)",
    },
}


SORTS: Mapping[str, Text] = {
    "page": _both("文章", "prose"),
    "document": _both("说明文件", "document"),
    "settings": _both("网站设置", "settings"),
    "workflow": _both("自动流程", "workflow"),
    "schema": _both("格式定义", "schema"),
    "site": _both("网站配置", "site configuration"),
    "packages": _both("依赖的软件", "packages"),
    "program": _both("程序", "program"),
    "other": _both("其他", "other"),
}


def left_out(found: Comparison, rest: tuple[RecordDifference, ...], lang: Lang) -> str:
    """How many records were not told in full, of which kinds, and how to see them."""
    kinds = Counter(one.kind for one in rest)
    each = COMMA[lang].join(f"{say(KINDS[kind].label, lang).lower()} {kinds[kind]}" for kind in KINDS if kind in kinds)
    command = f"zhangbang diff {found.span} --limit 0"
    if lang == "zh":
        return f"还有 {len(rest)} 条没有列出（{each}）；要看全部，在本机运行 {command}"
    return f"{len(rest)} more not listed ({each}); to see all, run {command}"


def more(count: int, lang: Lang) -> str:
    """That so many more are not told."""
    return f"还有 {count} 处" if lang == "zh" else f"{count} more"


def grouped(warnings: Iterable[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """The warnings that say to do the same together, in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for one in warnings:
        groups.setdefault((one.code, one.severity, one.remedy.zh), []).append(one)
    return tuple(map(tuple, groups.values()))


def place_of(one: Problem) -> str:
    """Where it stands: file and line."""
    return f"{one.file}:{one.line}" if one.line else one.file
