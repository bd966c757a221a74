"""What became of answers that came in, as text, and as Markdown in which nothing that a stranger wrote is markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.entry.drafts import Draft
from generator.model.records import KINDS
from generator.problems import Problem, in_order, is_error
from generator.report import FORMATS

MARKER = "<!-- zhangbang-issue -->"
"""The first line, by which a workflow finds the comment that it made before."""

_TICKS = re.compile(r"`+")


def as_markdown(drafts: Sequence[Draft], problems: Sequence[Problem]) -> str:
    """What to answer in an issue, or to say of a pull request, in both languages."""
    told = in_order(problems)
    errors = sum(map(is_error, told))
    parts = [MARKER, *(_refused(errors) if errors else map(_made, drafts))]
    if told:
        parts += [fenced(FORMATS["text"](told, "zh"), "text"), fenced(FORMATS["text"](told, "en"), "text")]
    if not errors:
        parts += [fenced(draft.plain, "yaml") for draft in drafts]
    return "\n\n".join(parts) + "\n"


def fenced(text: str, language: str) -> str:
    """The text as a block of code whose fence is longer than any row of ticks within: nothing in it is Markdown."""
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _refused(errors: int) -> list[str]:
    return [
        f"**还不能变成记录，有 {errors} 处要改。** 在这条议题里改好以后再试一次。",
        f"**This cannot become a record yet: {errors} to mend.** Edit the issue, and it can be tried again.",
    ]


def _made(draft: Draft) -> str:
    label = KINDS[draft.kind].label
    return (
        f"**新记录：{label.zh}** `{draft.file}`\n**New record: {(label.en or draft.kind).lower()}** `{draft.file}`\n\n"
        "核对每一项与出处是否一致，再合并。Check every answer against its source before merging."
    )
