"""The words that this site prints on a form: guidance with its limit, the submission sheet and its reminders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from generator.forms.answers import SECURITY_REVIEW, fields_of
from generator.model.parts import Field, Text
from generator.model.records import Form


def _t(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


NUMBER = _t("序号", "No.")
NOT_OFFICIAL = _t(
    "本站依来源文件的要求拟的样表，不是官方表格；受理部门另有样式的，以其样式为准。",
    "A template made by this site from what its source asks for, not an official form; an office's own prevails.",
)
SAMPLE = _t("这是虚构的示例，不是真实的表格。", "An invented example, not a real form.")
SHEET = _t("提交单", "Submission sheet")
SHEET_NOTE = _t(
    "本页由本站附加，不是官方表格的内容；报送时是否附上，以受理部门的要求为准。",
    "Added by this site and no part of the official form; whether to file it is for the receiving office to say.",
)
FORM = _t("所交表格", "Form")
UNIT = _t("填报单位", "Filed by (unit)")
WHEN = _t("填报日期", "Date")
STAMP = _t("单位盖章", "Stamp of the unit")
_REVIEW = _t(
    "所填内容已经本单位保密审查，不含国家秘密，也不含不宜公开的内容。",
    "What is filed has passed our unit's security review: it holds no state secret and nothing unfit for publication.",
)
_PERSONAL = _t("个人信息", "Personal data")
_INTERNAL = _t("内部信息", "Internal data")
_REQUIRED = _t("必填", "Must be filled")
_NEVER = _t("只供受理部门使用，不公开：", "For the receiving office only, never published: ")


def guidance_of(field: Field) -> Text | None:
    """What is printed beside the label: the guidance and the limit, in brackets."""
    if field.help is None and field.limit is None:
        return None
    help_zh = field.help.zh if field.help else ""
    help_en = (field.help.en or "") if field.help else ""
    limit_zh = f"限{field.limit}字" if field.limit is not None else ""
    limit_en = f"At most {field.limit} characters." if field.limit is not None else ""
    return Text(zh=f"（{help_zh}{limit_zh}）", en=f" ({' '.join(filter(None, (help_en, limit_en)))})")


def promise_of(field: Field) -> Text:
    """What a tick says: the security review's words, else the field's guidance, else its label."""
    return _REVIEW if field.id == SECURITY_REVIEW else field.help or field.label


def reminders_of(form: Form) -> Iterator[tuple[Text, Text]]:
    """What must be filled, and what is never published, each by the names of its fields."""
    fields = [(field.group, field) for field in fields_of(form)]
    columns = [(field.label, column) for _, field in fields for column in field.columns]
    yield from _reminder(_REQUIRED, Text(zh="", en=""), [named for named in fields if named[1].required])
    yield from _reminder(_PERSONAL, _NEVER, [named for named in (*fields, *columns) if named[1].personal])
    yield from _reminder(_INTERNAL, _NEVER, [named for named in (*fields, *columns) if named[1].internal])


def _reminder(label: Text, before: Text, named: Sequence[tuple[Text | None, Field]]) -> Iterator[tuple[Text, Text]]:
    if named:
        names = [_names(group, [field for _, field in held]) for group, held in groupby(named, itemgetter(0))]
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en or name.zh for name in names)
        yield label, Text(zh=f"{before.zh}{zh}。", en=f"{before.en or ''}{en}.")


def _names(group: Text | None, fields: Sequence[Field]) -> Text:
    """The labels of neighbours, in brackets behind the group or the rows that they share: 联系人（姓名、手机）."""
    zh = "、".join(field.label.zh for field in fields)
    en = ", ".join(field.label.en or field.label.zh for field in fields)
    return Text(zh=f"{group.zh}（{zh}）", en=f"{group.en or group.zh} ({en})") if group else Text(zh=zh, en=en)


def name_of(field: Field) -> Text:
    """A field's name with its group's where it has one: 联系人手机 rather than 手机."""
    if field.group is None:
        return field.label
    group, label = field.group, field.label
    return Text(zh=f"{group.zh}{label.zh}", en=f"{group.en or group.zh}: {label.en or label.zh}")
