"""The blanks of a kind as a file to be filled in an editor: each with its words in comments, and nothing answered."""

from __future__ import annotations

from collections.abc import Iterator

from generator.entry.blanks import Blank, blanks_of, one_of
from generator.entry.drafts import FEW
from generator.entry.hints import described
from generator.entry.interview import in_order
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.model.records import KINDS
from generator.settings import Settings

_HEAD = Text(
    zh="新建一条{kind}的回答：填好后 zhangbang new {id} --from 这个文件。★ 必填，☆ 至少填一项；不填的留空。",
    en="Answers for a new record: zhangbang new {id} --from THIS. ★ must be answered, ☆ at least one of them.",
)


def template_of(kind: str, settings: Settings, lang: Lang) -> str:
    """The file, as YAML."""
    blanks = blanks_of(kind, settings)
    choice = {blank.key for blank in one_of(kind, blanks)}
    head = say(_HEAD, lang).format(kind=KINDS[kind].label.zh, id=kind)
    lines = [f"# {head}", *(line for blank in in_order(blanks) for line in _lines(blank, blank.key in choice, lang))]
    return "\n".join(lines) + "\n"


def _lines(blank: Blank, is_one_of: bool, lang: Lang) -> Iterator[str]:
    mark = "★ " if blank.required else "☆ " if is_one_of else ""
    yield ""
    yield f"# {mark}{say(blank.label, lang)}"
    yield f"# {say(described(blank), lang)}"
    if 0 < len(blank.choices) <= FEW:
        yield "# " + " | ".join(f"{choice.id} {say(choice.label, lang)}" for choice in blank.choices)
    yield f"{blank.key}:"
