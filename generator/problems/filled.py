"""What is wrong with a filled form; a check of the records never tells these."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

FILLED: Mapping[str, Wording] = MappingProxyType(
    {
        # -- what is written in a form --------------------------------------------------------------------
        "answer-missing": Wording(
            "error",
            text("“{name}”必填，现在是空的。", "“{name_en}” must be filled and is empty."),
            text("填上或勾选这一项。", "Fill it in, or tick it."),
        ),
        "answer-unknown": Wording(
            "error",
            text("这张表没有“{value}”这一项。", "The form has no field “{value}”."),
            text(
                "核对是不是这张表、这一版；多出来的内容请删去。",
                "Make sure that it is this form and this version, and remove what is too much.",
            ),
        ),
        "answer-shape": Wording(
            "error",
            text(
                "“{name}”的内容不是这一项该有的样子：应是{expected}。",
                "“{name_en}” does not hold what it should: {expected_en}.",
            ),
            text("用本站的表重新填写这一项。", "Fill this field in again, in the form from this site."),
        ),
        "answer-control": Wording(
            "error",
            text(
                "“{name}”里有不可见的控制字符 {character}。",
                "“{name_en}” holds an invisible control character {character}.",
            ),
            text(
                "删去这个字符；它多半是从别的文件里复制来的。",
                "Delete the character; it usually comes from copying out of another document.",
            ),
        ),
        "answer-too-long": Wording(
            "error",
            text(
                "“{name}”有 {counted} 字，限 {limit} 字，超出 {over} 字。",
                "“{name_en}” has {counted} characters (字), {over} over the limit of {limit}.",
            ),
            text(
                "删减到 {limit} 字以内；字数与 Word 的“字数”一致。",
                "Shorten it to {limit}; they are counted as Word counts 字数.",
            ),
        ),
        "answer-number": Wording(
            "error",
            text(
                "“{name}”要填一个数，看不准这里是多少：{value}",
                "“{name_en}” must be one number, and this leaves a doubt: {value}",
            ),
            text(
                "只填数字，如 120 或 120.5；单位是{unit}，不必写。",
                "Write digits only, such as 120 or 120.5; the unit is {unit_en} and need not be written.",
            ),
        ),
        "answer-date": Wording(
            "error",
            text("“{name}”要填一个日期，这里是：{value}", "“{name_en}” must be a date; here stands: {value}"),
            text("写成 2026-05-11 或 2026年5月11日，年、月、日都要有。", "Write 2026-05-11, with year, month and day."),
        ),
        "answer-choice": Wording(
            "error",
            text("“{name}”没有“{value}”这个选项。", "“{name_en}” has no choice “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "answer-other": Wording(
            "warning",
            text("“{name}”的“{option}”{fault}。", "“{option_en}” of “{name_en}”: {fault_en}."),
            text(
                "勾选了就在旁边写明是什么；写了就勾选。",
                "Where it is ticked, say what it is; where something is written, tick it.",
            ),
        ),
        "answer-credit-code": Wording(
            "error",
            text("“{name}”{reason}：{value}", "“{name_en}” {reason_en}: {value}"),
            text("对照营业执照或法人证书核对全部18位。", "Compare all 18 characters with the licence or certificate."),
        ),
        "answer-postcode": Wording(
            "error",
            text("“{name}”应是6位数字，这里是：{value}", "“{name_en}” must be six digits; here stands: {value}"),
            text("填6位邮政编码。", "Write the postcode of six digits."),
        ),
        "answer-contact": Wording(
            "warning",
            text("“{name}”不像{kind}。", "“{name_en}” does not look like {kind_en}."),
            text("请核对有没有写错或写漏。", "Please check it for slips."),
        ),
        "answer-rows": Wording(
            "error",
            text(
                "“{name}”填了 {counted} 行，应为{range}。", "“{name_en}” has {counted} rows; it must have {range_en}."
            ),
            text("增减到规定的行数；空行不算。", "Add or remove rows; empty ones do not count."),
        ),
        "answer-condition": Wording(
            "error",
            text("{message}", "{message_en}"),
            text("核对{names}。{clause}", "Check {names_en}.{clause_en}"),
        ),
        "answer-personal": Wording(
            "warning",
            text(
                "会公开的“{name}”里有“{other}”的内容。",
                "“{name_en}”, which is published, holds what stands in “{other_en}”.",
            ),
            text("从“{name}”里删去个人信息。", "Remove personal data from “{name_en}”."),
        ),
        "draft-other": Wording(
            "warning",
            text(
                "“{name}”选了“其他”，记录里没有与它对应的 {key}。",
                "“{name_en}” says “other”, for which a record has no {key}.",
            ),
            text("列入榜单前，由编辑补上 {key}。", "An editor adds {key} before it is listed."),
        ),
        "answer-security-review": Wording(
            "error",
            text(
                "提交单上的“保密审查”没有勾选。",
                "The security review (保密审查) is not ticked on the submission sheet.",
            ),
            text("由单位完成保密审查后勾选，再报送。", "Have the unit review what is filed, tick it, and file again."),
        ),
    }
)
