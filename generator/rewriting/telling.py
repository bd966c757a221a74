"""How a run that wrote records anew is told."""

from __future__ import annotations

from collections.abc import Iterable

from generator.lang import say
from generator.migrations import SCHEMA_VERSION
from generator.model.parts import Lang
from generator.rewriting.migrating import Migrated, Rewritten
from generator.rewriting.tidying import Tidied


def tidied_as_text(done: Tidied, lang: Lang, *, is_dry: bool) -> str:
    """The files, one a line, and how many of how many records."""
    count, total = len(done.changed), done.total
    if lang == "zh":
        summary = f"{total} 条记录，{count} 条{'需要整理' if is_dry else '已整理'}\n"
    else:
        summary = f"{total} records, {count} {'to be formatted' if is_dry else 'formatted'}\n"
    return "".join(f"{file}\n" for file in done.changed) + summary


def migrated_as_text(done: Migrated, lang: Lang, *, is_dry: bool, is_written: bool) -> str:
    """The files, each with what the steps did to it, and from which version to which."""
    if done.since == SCHEMA_VERSION:
        if done.problems:
            return ""
        return f"已是第 {done.since} 版\n" if lang == "zh" else f"this is version {done.since} already\n"
    return "".join(_lines(done.files, lang)) + _summary(done, lang, is_dry=is_dry, is_written=is_written)


def _lines(files: Iterable[Rewritten], lang: Lang) -> Iterable[str]:
    for found in files:
        yield f"{found.file}\n"
        yield from (f"    {say(step, lang)}\n" for step in found.done)


def _summary(done: Migrated, lang: Lang, *, is_dry: bool, is_written: bool) -> str:
    count = len(done.files)
    if lang == "zh":
        outcome = f"{count} 个文件" + ("已改写" if is_written else "需要改写，这次没有写入" if is_dry else "都没有写入")
        return f"第 {done.since} 版 → 第 {SCHEMA_VERSION} 版：{outcome}\n"
    outcome = "rewritten" if is_written else "to be rewritten; nothing was written" if is_dry else "not written"
    return f"version {done.since} → version {SCHEMA_VERSION}: {count} files {outcome}\n"
