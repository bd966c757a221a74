"""The conversation in which a record is asked for, blank by blank: what is said, and what an answer leads to.

It neither prints nor reads: it yields `Say` and `Ask`, and is sent a line for each `Ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from generator.entry.blanks import MANY, Blank, one_of
from generator.entry.drafts import is_begun
from generator.entry.hints import explained
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.problems import Problem

HELP = "?"
NOTHING = "-"
"""What takes a proposed answer away."""

LISTED = 12
"""So many choices are listed without being asked for."""


class Say(NamedTuple):
    """Lines to be shown."""

    text: str


class Ask(NamedTuple):
    """A line to be read, with what stands before it."""

    prompt: str


Answers: TypeAlias = dict[str, str]
Talk: TypeAlias = "Generator[Say | Ask, str, Answers]"
Judge: TypeAlias = Callable[[Blank, str], "tuple[Problem, ...]"]
"""What is wrong with an answer."""

Propose: TypeAlias = Callable[[Blank, Mapping[str, str]], str]
"""What may be answered, from the answers that are there; empty where nothing is proposed."""

_W: Mapping[str, Text] = {
    "open": Text(
        zh="逐项回答。空行跳过可不填的（* 必填），? 看说明，Ctrl-C 结束而不写入。",
        en="Answer one by one. An empty line skips what need not be answered (* must be), ? explains, Ctrl-C ends.",
    ),
    "lines": Text(zh="可写几行，空行结束", en="several lines, ended by an empty one"),
    "items": Text(zh="空行结束", en="ended by an empty line"),
    "choice": Text(zh="写序号、编号或名称", en="a number, an identifier or a name"),
    "choices": Text(zh="写序号、编号或名称，用逗号隔开", en="numbers, identifiers or names between commas"),
    "more": Text(zh="共 {n} 项，? 看全部", en="{n} of them, ? lists all"),
    "must": Text(zh="这一项必填。", en="This must be answered."),
    "one_of": Text(zh="{labels} 至少填一项。", en="Answer at least one of {labels}."),
    "default": Text(zh="回车即“{value}”", en="Enter takes “{value}”"),
    "without": Text(zh="，- 为空", en=", - for none"),
}


def interview(
    kind: str,
    blanks: Iterable[Blank],
    given: Mapping[str, str],
    judge: Judge,
    propose: Propose,
    lang: Lang,
    only: Collection[str] = (),
) -> Talk:
    """Asks for every blank that has no answer yet, or for `only` these; what a group needs only where it has begun."""
    held = tuple(blanks)
    answers = dict(given)
    if not only:
        yield Say(say(_W["open"], lang))
    for blank in in_order(held):
        if (not only or blank.key in only) and blank.key not in answers and not _is_idle(blank, held, answers):
            yield from _asked(blank, held, answers, judge, propose, lang)
    choice = one_of(kind, held)
    while choice and not any(blank.key in answers for blank in choice):
        labels = "、".join(say(blank.label, lang) for blank in choice)
        yield Say(say(_W["one_of"], lang).format(labels=labels))
        for blank in choice:
            yield from _asked(blank, held, answers, judge, propose, lang)
    return answers


def in_order(blanks: Iterable[Blank]) -> list[Blank]:
    """The blanks with the record's own id last: it is proposed from the others."""
    return sorted(blanks, key=lambda blank: blank.pointer == "/id")


def _is_idle(blank: Blank, blanks: tuple[Blank, ...], answers: Mapping[str, str]) -> bool:
    """Whether a blank belongs to a group that need not be there, is not its first, and nothing stands in it."""
    group = next((other.within for other in blanks if other.within and _stands_in(blank, other.within)), "")
    first = next((other for other in blanks if group and _stands_in(other, group)), blank)
    return bool(group) and first is not blank and not is_begun(group, blanks, answers)


def _stands_in(blank: Blank, group: str) -> bool:
    return blank.pointer.startswith(f"{group}/")


def _asked(
    blank: Blank, blanks: tuple[Blank, ...], answers: Answers, judge: Judge, propose: Propose, lang: Lang
) -> Generator[Say | Ask, str, None]:
    """Asks until the answer is good, or is left out where it may be."""
    default = blank.default or propose(blank, answers)
    yield Say(_introduced(blank, default, lang))
    is_in_group = bool(blank.within) and is_begun(blank.within, blanks, answers)
    must = blank.required or is_in_group or (blank.pointer == "/id" and not default)
    while True:
        line = yield Ask(f"{say(blank.label, lang)}{' *' if must else ''}: ")
        if line.strip() in (HELP, "？"):
            yield Say(_explained(blank, lang))
            continue
        text = yield from _whole(blank, line)
        text = default if not text else "" if text == NOTHING else _by_number(blank, text)
        if not text and not must:
            return
        found = judge(blank, text) if text else ()
        if text and not found:
            answers[blank.key] = text
            return
        yield Say(
            "\n".join(f"  ✗ {say(p.message, lang)} {say(p.remedy, lang)}" for p in found) or say(_W["must"], lang)
        )


def _whole(blank: Blank, first: str) -> Generator[Ask, str, str]:
    """The lines of an answer that may have several."""
    if blank.takes not in ("lines", "items", "parties") or not first.strip() or first.strip() == NOTHING:
        return first.strip()
    lines = [first]
    while line := (yield Ask("… ")).rstrip():
        lines.append(line)
    return "\n".join(lines).strip()


def _by_number(blank: Blank, text: str) -> str:
    """The answer with numbers of choices as the choices."""
    if not blank.choices:
        return text
    parts = [text] if blank.takes not in MANY else [part.strip() for part in text.replace("，", ",").split(",")]
    return "\n".join(_numbered(blank, part) for part in parts)


def _numbered(blank: Blank, part: str) -> str:
    is_number = part.isascii() and part.isdecimal() and 1 <= int(part) <= len(blank.choices)
    return blank.choices[int(part) - 1].id if is_number else part


# -- what is said -----------------------------------------------------------------------------------------------------


def _introduced(blank: Blank, default: str, lang: Lang) -> str:
    """The hint, the choices where they are few, and how to answer."""
    how = [say(_W[blank.takes], lang)] if blank.takes in _W else []
    how += [say(_W["items"], lang)] if blank.takes == "parties" else []
    if default:
        end = "" if blank.required else say(_W["without"], lang)
        how.append(say(_W["default"], lang).format(value=default) + end)
    shown = _choices(blank, lang) if 0 < len(blank.choices) <= LISTED else []
    if len(blank.choices) > LISTED:
        how.append(say(_W["more"], lang).format(n=len(blank.choices)))
    hint = say(explained(blank), lang)
    return "\n".join(filter(None, ("", f"{hint}  [{'; '.join(how)}]" if how else hint, *shown)))


def _explained(blank: Blank, lang: Lang) -> str:
    return "\n".join(
        filter(None, (f"  {blank.key}  {blank.pointer}", f"  {say(explained(blank), lang)}", *_choices(blank, lang)))
    )


def _choices(blank: Blank, lang: Lang) -> list[str]:
    return [f"  {i}. {say(choice.label, lang)}  ({choice.id})" for i, choice in enumerate(blank.choices, 1)]
