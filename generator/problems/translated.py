"""What is told of English beside its Chinese: in records, and in the files that translators send back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

TRANSLATED: Mapping[str, Wording] = MappingProxyType(
    {
        "translation-stale": Wording(
            "warning",
            text(
                "这段英文译自从前的中文，中文后来改过：{value}",
                "The Chinese has changed since this English was made from it: {value}",
            ),
            text(
                "对照中文看这段英文，该改的改；然后运行 zhangbang import translations --accept {record}。",
                "Compare the English with the Chinese and mend it where it must be; then run "
                "zhangbang import translations --accept {record}.",
            ),
        ),
        "glossary-term": Wording(
            "warning",
            text(
                "中文有“{value}”，英文没有用术语表中的译法：{forms}。",
                "The Chinese has “{value}”, and the English has none of the glossary's forms: {forms}.",
            ),
            text(
                "改用其中一种。这里确实要用别的译法，就在术语表 glossary.yml 的 en 里添上；"
                "这里的字不是这个术语，就把整个词写进 except。",
                "Use one of them. If another is right here, add it to en in glossary.yml; if the characters are "
                "not this term here, add the whole word to except.",
            ),
        ),
        "glossary-refused": Wording(
            "warning",
            text(
                "“{value}”不译作“{refused}”。",
                "“{value}” is not called “{refused}” in English.",
            ),
            text(
                "改用术语表中的译法：{forms}。",
                "Use one of the glossary's forms: {forms}.",
            ),
        ),
    }
)

RETURNED: Mapping[str, Wording] = MappingProxyType(
    {
        "translation-file": Wording(
            "error",
            text("读不了这份译文：{reason}。", "These translations cannot be read: {reason_en}."),
            text(
                "请用本程序导出的 XLIFF（.xlf）或 Excel（.xlsx）文件，在翻译软件或 Excel 里只填英文。",
                "Send back the XLIFF (.xlf) or Excel (.xlsx) file that this program exported, with nothing but the English "
                "filled in.",
            ),
        ),
        "translation-unplaced": Wording(
            "warning",
            text("没有 {where} 这一处，没有写入：{value}", "There is no {where}, and this was not taken: {value}"),
            text(
                "记录改了名、撤下，或这一处已删改。重新导出后再译。",
                "The record was renamed or removed, or the text is gone. Export it again.",
            ),
        ),
        "translation-changed": Wording(
            "warning",
            text(
                "{where}：导出以后中文改过，没有写入：{value}",
                "{where}: the Chinese has changed since the export, and this was not taken: {value}",
            ),
            text(
                "现在的中文是“{now}”。重新导出这一条再译。",
                "The Chinese now is “{now}”. Export it again.",
            ),
        ),
        "translation-moved": Wording(
            "warning",
            text(
                "{where}：导出以后英文改过，没有写入：{value}",
                "{where}: the English has changed since the export, and this was not taken: {value}",
            ),
            text(
                "现在的英文是“{now}”。要用送来的，直接改记录里的 en。",
                "The English now is “{now}”. To take what came back, change en in the record.",
            ),
        ),
        "translation-same": Wording(
            "error",
            text("{where}：“英文”还是中文原文：{value}", "{where}: the “English” is still the Chinese: {value}"),
            text("译成英文；没有译的留空。", "Translate it, or leave it empty."),
        ),
        "translation-twice": Wording(
            "error",
            text(
                "{where}：同一处有两种不同的译文：{value}", "{where}: one text has two different translations: {value}"
            ),
            text("只留一种。", "Keep one of them."),
        ),
        "translation-control": Wording(
            "error",
            text(
                "{where}：译文里有控制字符 {character}。",
                "{where}: the translation holds the control character {character}.",
            ),
            text("删掉它；多半是从别处粘贴来的。", "Delete it; it was probably pasted from somewhere."),
        ),
        "translation-long": Wording(
            "error",
            text(
                "{where}：译文有 {length} 个字符，太长了。",
                "{where}: the translation has {length} characters, too many.",
            ),
            text("缩短到 {limit} 个以内。", "Make it {limit} at most."),
        ),
        "translation-figures": Wording(
            "warning",
            text(
                "{where}：译文里找不到中文里的 {figures}：{value}",
                "{where}: the translation lacks {figures}, which the Chinese has: {value}",
            ),
            text(
                "核对年份、百分数和标准号；译得对的不必改。",
                "Compare years, percentages and numbers of standards; if it is right, leave it.",
            ),
        ),
    }
)
