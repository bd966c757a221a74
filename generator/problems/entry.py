"""What is wrong with the answers from which a record is made, and with what they come in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

ENTRY: Mapping[str, Wording] = MappingProxyType(
    {
        # -- answers --------------------------------------------------------------------------------------
        "entry-missing": Wording(
            "error",
            text("没有填“{label}”（{key}）。", "“{label_en}” ({key}) is not answered."),
            text("填上这一项：{hint}", "Answer it: {hint_en}"),
        ),
        "entry-one-of": Wording(
            "error",
            text("{labels} 都没有填（{keys}）。", "None of {labels_en} ({keys}) is answered."),
            text("至少填其中一项。", "Answer at least one of them."),
        ),
        "entry-unknown": Wording(
            "error",
            text("这类记录没有要填的“{value}”。", "Records of this kind are not asked for “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "entry-shape": Wording(
            "error",
            text(
                "“{label}”（{key}）的内容不是文字、数或它们的列表。",
                "“{label_en}” ({key}) is no text, number or list of them.",
            ),
            text("写成一行文字，或每项一行的列表。", "Write one line of text, or a list of them."),
        ),
        "entry-control": Wording(
            "error",
            text(
                "“{label}”里有不能写入记录的控制字符（{character}）。",
                "“{label_en}” holds a control character ({character}).",
            ),
            text("删去它，或重新打一遍这一项。", "Remove it, or type the answer again."),
        ),
        "entry-choice": Wording(
            "error",
            text("“{label}”没有“{value}”这个选项。", "“{value}” is no choice of “{label_en}”."),
            text("{advice}", "{advice_en}"),
        ),
        "entry-date": Wording(
            "error",
            text("“{label}”的“{value}”读不出日期。", "No date can be read from “{value}” in “{label_en}”."),
            text(
                "写成 2026-03-05、2026年3月5日、2026年3月，或带时间：2026年3月5日16:30。",
                "Write 2026-03-05, 2026-03, or with the hour 2026-03-05 16:30.",
            ),
        ),
        "entry-day": Wording(
            "error",
            text("“{label}”要确切的一天，“{value}”不是。", "“{label_en}” asks for one exact day; “{value}” is none."),
            text("写成 2026-03-05 或 2026年3月5日。", "Write 2026-03-05."),
        ),
        "entry-amount": Wording(
            "error",
            text("“{label}”的“{value}”读不出金额。", "No amount can be read from “{value}” in “{label_en}”."),
            text(
                "写数和单位：50万元、50–100万元、123456元、不超过1亿元。",
                "Write a figure and its unit: 50万元, 50–100万元, 123456元.",
            ),
        ),
        "entry-amount-unit": Wording(
            "error",
            text("“{label}”的“{value}”没有单位。", "“{value}” in “{label_en}” has no unit."),
            text(
                "写明元、万元或亿元，例如 {value}万元；单位从不猜。",
                "Say which: {value}元, {value}万元 or {value}亿元; units are never guessed.",
            ),
        ),
        "entry-number": Wording(
            "error",
            text("“{label}”要一个数，“{value}”不是。", "“{label_en}” asks for a number; “{value}” is none."),
            text("只写数字，例如 12。", "Write digits alone, such as 12."),
        ),
        "entry-party": Wording(
            "error",
            text(
                "“{label}”只能填一个单位，“{value}”像是 {count} 个。",
                "“{label_en}” takes one unit; “{value}” looks like {count}.",
            ),
            text(
                "填一个单位的名称或编号；其余写进“参与单位”等项。",
                "Give one unit's name or identifier; the others go elsewhere.",
            ),
        ),
        "entry-reference": Wording(
            "error",
            text(
                "“{label}”：没有编号为“{value}”的{kind}。",
                "“{label_en}”: there is no {kind_en} with the identifier “{value}”.",
            ),
            text(
                "{advice}要引用的记录还没有时，先录入它。",
                "{advice_en} Enter the other record first if it is not there yet.",
            ),
        ),
        "entry-id-unmade": Wording(
            "error",
            text("没有英文标题，拟不出编号。", "Without an English title no identifier can be proposed."),
            text(
                "填“标题（英文）”（title_en），或自定编号（id）：小写字母、数字和连字符，永不改变。",
                "Answer title_en, or give the identifier (id): lower-case letters, digits and hyphens; it never changes.",
            ),
        ),
        "entry-id-taken": Wording(
            "error",
            text("编号“{value}”已经有了：{file}。", "The identifier “{value}” is taken: {file}."),
            text(
                "要改那条记录就直接编辑它；新的记录换一个编号（id）。",
                "Edit that file to change it; give a new record another identifier (id).",
            ),
        ),
        # -- filled issue forms ---------------------------------------------------------------------------
        "issue-large": Wording(
            "error",
            text(
                "议题正文有 {size} 字节，超过上限 {limit}。", "The issue's body has {size} bytes; the limit is {limit}."
            ),
            text("只填表单里的内容，附件另行提供。", "Fill in the form alone; bring attachments another way."),
        ),
        "issue-kind-unknown": Wording(
            "error",
            text("看不出这是哪一类记录的表单。", "It cannot be seen of which kind of record this form is."),
            text(
                "不要改动表单的小标题；或用 --kind 写明类型。", "Leave the form's headings as they are, or say --kind."
            ),
        ),
        "issue-correction": Wording(
            "error",
            text(
                "这不是记录，是指出一处错误或要撤下的信息，不能自动变成记录。",
                "This tells of a mistake or of data to take down; it cannot be turned into a record by itself.",
            ),
            text("由编辑打开那条记录，照着改。", "An editor opens the record and corrects it."),
        ),
        "issue-unpromised": Wording(
            "error",
            text(
                "没有勾选“公开信息”：内容是否来自公开文件、有没有个人信息，不清楚。",
                "“Published information” is not ticked: whether this is published, and not private, is not said.",
            ),
            text("核对后勾选那一项。", "Make sure of it and tick the box."),
        ),
        "issue-heading-twice": Wording(
            "error",
            text(
                "小标题“{value}”出现了不止一次，分不清哪里是回答。",
                "The heading “{value}” stands there more than once; what is an answer is in doubt.",
            ),
            text(
                "回答里不要写与表单小标题相同的一行，改一改那一行。",
                "Reword the line of the answer that is the same as a heading of the form.",
            ),
        ),
        "issue-heading-missing": Wording(
            "warning",
            text(
                "表单里没有“{label}”一项，按没有回答处理。", "The form has no “{label_en}”; it counts as not answered."
            ),
            text(
                "表单可能是旧的，或小标题被改过；核对其余各项。",
                "The form may be an old one, or edited; check the other answers.",
            ),
        ),
        "issue-text-before": Wording(
            "warning",
            text("第一个小标题之前的文字没有读取：{value}", "The text before the first heading was not read: {value}"),
            text("需要的话写进相应的一项。", "Put it under a heading if it matters."),
        ),
        # -- files that are mailed ------------------------------------------------------------------------
        "entry-file-kind": Wording(
            "error",
            text(
                "这不是录入表（.docx、.xlsx）或记录（.yml）。",
                "This is no sheet for records (.docx, .xlsx) and no record (.yml).",
            ),
            text("用 export record 生成录入表来填。", "Make a sheet with “export record” and fill it in."),
        ),
        "entry-record-id": Wording(
            "error",
            text("记录没有可用的编号（id）：{value}", "The record has no identifier (id) that can be used: {value}"),
            text("编号只用小写字母、数字和连字符。", "An identifier has lower-case letters, digits and hyphens."),
        ),
        "entry-file-unnamed": Wording(
            "error",
            text("看不出这份文件是哪一类记录。", "It cannot be seen of which kind of record this file is."),
            text("用 --kind 写明类型。", "Say --kind."),
        ),
    }
)
