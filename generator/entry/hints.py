"""What is said of a blank: the schema's hint, and how to answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.entry.blanks import Blank, Takes
from generator.model.parts import Text

_HOW: Mapping[Takes, Text] = MappingProxyType(
    {
        "items": Text(zh="一行一项。", en="One a line."),
        "parties": Text(
            zh="一行一个单位：名称，或单位记录的编号。", en="One unit a line: its name or its record's identifier."
        ),
        "party": Text(zh="名称，或单位记录的编号。", en="Its name, or its record's identifier."),
        "date": Text(zh="如 2026年3月5日、2026-03-05 16:30。", en="Such as 2026-03-05 or 2026-03-05 16:30."),
        "day": Text(zh="如 2026年3月5日、2026-03-05。", en="Such as 2026-03-05."),
        "amount": Text(
            zh="写明单位，如 50万元、50–100万元、123456元。", en="With its unit, such as 50万元 or 123456元."
        ),
        "number": Text(zh="只写数字。", en="Digits alone."),
        "reference": Text(
            zh="本站记录的编号，即网页地址的最后一段。", en="Its identifier here: the last part of its page's address."
        ),
    }
)
_WITHIN = Text(zh="填了这一组的其他项，就要填这一项。", en="Needed where others of its group are answered.")
_PROPOSED = Text(
    zh="可不填：由地区、年度和英文标题拟定。", en="May be left out: it is made of region, year and English title."
)


def described(blank: Blank) -> Text:
    """All that somebody must know who sees the whole form at once."""
    more = [_WITHIN] if blank.within else []
    more += [_PROPOSED] if blank.pointer == "/id" else []
    return _joined(explained(blank), *more)


def explained(blank: Blank) -> Text:
    """The hint, and how such an answer is written."""
    return _joined(blank.hint, *([_HOW[blank.takes]] if blank.takes in _HOW else []))


def _joined(*texts: Text) -> Text:
    return Text(zh="".join(text.zh for text in texts), en=" ".join(text.en or text.zh for text in texts))
