"""What is told of texts that are not what they look like."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

DECEPTIVE: Mapping[str, Wording] = MappingProxyType(
    {
        "text-direction": Wording(
            "warning",
            text(
                "文字里有改变书写方向的控制符 {named}，显示的顺序会和实际不同：{value}",
                "The text holds {named}, which changes the direction of writing: it is shown in another order than "
                "it is stored: {value}",
            ),
            text(
                "删除这些字符，或重新输入这一段；不要从别处整段粘贴。",
                "Delete the characters, or type the passage anew instead of pasting it.",
            ),
        ),
        "text-invisible": Wording(
            "warning",
            text(
                "文字里有看不见的字符 {named}：{value}",
                "The text holds characters that cannot be seen, {named}: {value}",
            ),
            text(
                "删除这些字符，它们多半是从网页、Word 或 PDF 复制来的；有它们，检索就找不到这个词。",
                "Delete them; they usually come from copying out of a web page, Word or PDF, and hide the word from a search.",
            ),
        ),
        "text-lookalike": Wording(
            "warning",
            text(
                "“{value}”里有看起来一样的另一种字符：{named}。",
                "“{value}” holds characters that only look like the usual ones: {named}.",
            ),
            text("{advice}", "{advice_en}"),
        ),
        "drawing-refused": Wording(
            "error",
            text("图 {value} 不能发布：{reason}。", "The drawing {value} cannot be published: {reason_en}."),
            text(
                "用绘图软件另存为不带脚本、不引用其他文件的 SVG，或者 PNG；文件不超过 200 kB。",
                "Save it as an SVG without scripts or references to other files, or as a PNG, of at most 200 kB.",
            ),
        ),
    }
)
