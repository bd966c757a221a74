"""What an import did, row by row and in sum, in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.importing.drafts import Outcome, State
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.problems import Problem

STATES: Mapping[State, Text] = {
    "new": Text(zh="新记录", en="new"),
    "kept": Text(zh="已有", en="there already"),
    "changed": Text(zh="有变化", en="changed"),
    "faulty": Text(zh="有错", en="faulty"),
    "total": Text(zh="合计，不导入", en="total, left out"),
    "note": Text(zh="附注，不导入", en="note, left out"),
    "section": Text(zh="小标题", en="section"),
    "heading": Text(zh="重复的表头", en="heading again"),
    "left_out": Text(zh="按映射跳过", en="left out by the mapping"),
}


NAMED = 20
"""How many further rows of a problem are named."""


def outcomes_as_text(outcomes: Iterable[Outcome], lang: Lang) -> str:
    """One line a row: its number, what it became, and the record or what stands there."""
    return "".join(
        f"{_row(outcome.row, lang)}{say(STATES[outcome.state], lang)}  {_short(outcome.about)}\n"
        for outcome in outcomes
    )


def alike(problems: Iterable[Problem]) -> tuple[tuple[Problem, tuple[int, ...]], ...]:
    """The problems that differ by more than their row, each with the other rows that have it."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for found in problems:
        groups.setdefault((found.file, found.code, found.column, found.pointer, found.message), []).append(found)
    return tuple((first, tuple(other.line for other in rest)) for first, *rest in groups.values())


def also_in(rows: tuple[int, ...], lang: Lang) -> str:
    """The line that names further rows of the same problem; nothing where there are none."""
    if not rows:
        return ""
    shown = ("、" if lang == "zh" else ", ").join(map(str, rows[:NAMED]))
    more = "" if len(rows) <= NAMED else " …"
    return (
        f"    同样的还有第 {shown}{more} 行，共 {len(rows)} 行\n"
        if lang == "zh"
        else f"    also in {len(rows)} rows: {shown}{more}\n"
    )


def sum_of(outcomes: Iterable[Outcome], written: int, is_dry: bool, errors: int, lang: Lang) -> str:
    """One line: how many rows were of each kind, and what was written."""
    counts = Counter(outcome.state for outcome in outcomes)
    if lang == "zh":
        told = "，".join(f"{say(STATES[state], lang)} {counts[state]}" for state in STATES if counts[state]) or "没有行"
        return f"{told}；{_ending_zh(written, is_dry, errors)}\n"
    told = ", ".join(f"{counts[state]} {say(STATES[state], lang)}" for state in STATES if counts[state]) or "no rows"
    return f"{told}; {_ending_en(written, is_dry, errors)}\n"


def _ending_zh(written: int, is_dry: bool, errors: int) -> str:
    if errors:
        return f"{errors} 个错误，什么也没有写入"
    return f"试运行，会写入 {written} 条" if is_dry else f"写入 {written} 条"


def _ending_en(written: int, is_dry: bool, errors: int) -> str:
    if errors:
        return f"{errors} errors, nothing written"
    return f"dry run, {written} records would be written" if is_dry else f"{written} records written"


def _row(row: int, lang: Lang) -> str:
    return f"第 {row} 行  " if lang == "zh" else f"row {row}  "


def _short(text: str) -> str:
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return line if len(line) <= 60 else f"{line[:57]}…"
