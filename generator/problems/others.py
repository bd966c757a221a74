"""What is told of privacy, settings, exemptions and translations: it cannot be exempted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

OTHERS: Mapping[str, Wording] = MappingProxyType(
    {
        # -- privacy --------------------------------------------------------------------------------------
        "personal-data": Wording(
            "error",
            text("像是{looks}：{value}", "This looks like {looks_en}: {value}"),
            text("{advice}", "{advice_en}"),
        ),
        "personal-mapped": Wording(
            "error",
            text(
                "标为 {mark} 的填写项不能对应记录键：{value}",
                "A field marked {mark} must not become a record's key: {value}",
            ),
            text(
                "删掉 maps_to；确实可以公开的，删掉 {mark}。",
                "Remove maps_to; or remove {mark} if the field is public after all.",
            ),
        ),
        # -- forms ----------------------------------------------------------------------------------------
        "form-name": Wording(
            "error",
            text("填写项代号“{value}”不能用：{reason}。", "The field key “{value}” cannot be used: {reason_en}."),
            text("换一个短而不同的代号，如 unit_name。", "Choose another, short and different, such as unit_name."),
        ),
        "form-part": Wording(
            "error",
            text("“{value}”{reason}。", "“{value}” {reason_en}."),
            text("{advice}", "{advice_en}"),
        ),
        "form-mapping": Wording(
            "error",
            text("maps_to 不能这样写：{reason}：{value}", "maps_to cannot say this, for {reason_en}: {value}"),
            text("{advice}", "{advice_en}"),
        ),
        # -- quotations -----------------------------------------------------------------------------------
        "quote-not-found": Wording(
            "error",
            text(
                "引文在出处“{source}”的存档 {archive} 里找不到：{value}",
                "The quotation does not occur in {archive}, the archived text of the source “{source}”: {value}",
            ),
            text(
                "对照存档逐字改正；引文要连续，不能用省略号代替中间的字。出处写错了的，改正出处。",
                "Correct it word for word from the archived text; it must be one passage, without an ellipsis "
                "for words left out. If another source says so, cite that one.",
            ),
        ),
        "archive-missing": Wording(
            "warning",
            text("存档文件夹里没有 {value}.txt。", "The folder of archived texts holds no {value}.txt."),
            text(
                "把这份文件的文本放进存档文件夹，或改正 archive 的文件名（不带扩展名）。",
                "Put the document's text into that folder, or correct the name in archive (without extension).",
            ),
        ),
        # -- changes since a revision ---------------------------------------------------------------------
        "amendment-mismatch": Wording(
            "error",
            text("与所变更的记录对不上：{reason}。", "It does not fit the record that it changes: {reason_en}."),
            text("{advice}", "{advice_en}"),
        ),
        "deadline-moved": Wording(
            "error",
            text(
                "已公布的截止 {value} {fate}，却没有变更公告。",
                "The published deadline {value} {fate_en}, and no notice says so.",
            ),
            text(
                "照原样保留已公布的日期，另建 {notice} 写明变更：{keys}。只是本站录错的，改正后也登一条公告：type: correction，issuers 写本站。",
                "Leave the published date as it was and say what changes in {notice}: {keys}. "
                "A mere slip of ours is mended in place, with a notice of type correction whose issuer is this site.",
            ),
        ),
        "record-removed": Wording(
            "error",
            text("已公布的编号“{value}”不见了。", "The published identifier “{value}” is gone."),
            text(
                "编号永远有效：改了名的，在新记录里写 formerly: [{value}]；要撤下的，保留文件并写明 withdrawn。",
                "Identifiers are for ever: after a rename write formerly: [{value}] in the new record; to take a record "
                "down, keep its file and say `withdrawn`.",
            ),
        ),
        "amendment-repeated": Wording(
            "error",
            text("与 {other} 说的是同一件事。", "It says the same as {other}."),
            text(
                "只留先登出的一条，另一条写明 withdrawn；其实不同的，在 changes 里写出不同之处。",
                "Keep the one that was published first and mark the other `withdrawn`; if they differ, say how in `changes`.",
            ),
        ),
        # -- exemptions -----------------------------------------------------------------------------------
        "exemption-refused": Wording(
            "error",
            text("“{value}”这类问题不能豁免。", "Problems of the code “{value}” may not be exempted."),
            text("删掉这一条，改正记录本身。{advice}", "Remove the entry and mend the record itself. {advice_en}"),
        ),
        "exemption-unused": Wording(
            "error",
            text(
                "这条豁免没有用到：{record} 没有 {code} 这个问题。",
                "This exemption is not needed: {record} has no problem {code}.",
            ),
            text(
                "删掉这一条；写了 pointer 的，核对它与检查结果里的位置是否一致。",
                "Remove the entry; if it has a pointer, compare it with the place that the check reports.",
            ),
        ),
        # -- settings -------------------------------------------------------------------------------------
        "settings-missing": Wording(
            "error",
            text("缺少设置文件。", "The settings file is missing."),
            text(
                "照 zhangbang init 写的样子补上 {value}。",
                "Add {value} as `zhangbang init` writes it.",
            ),
        ),
        "settings-word-unknown": Wording(
            "warning",
            text(
                "程序没有用语“{value}”，这一行不起作用。",
                "The program has no word “{value}”, so the line does nothing.",
            ),
            text("{advice}没有用的行请删掉。", "{advice_en} Remove a line that is of no use."),
        ),
        "settings-placeholder": Wording(
            "error",
            text("“{value}”里的花括号不对：{reason}", "The braces in “{value}” are not right: {reason}"),
            text(
                "花括号里的名称由程序填写，只能用自带的同一条用语里有的。",
                "The program fills the names in braces: use only those that the packaged word of the same key has.",
            ),
        ),
        "settings-invalid": Wording(
            "error",
            text("设置写得不对：{reason}", "The settings are not right: {reason}"),
            text(
                "参照程序自带的 defaults/ 里的同名文件修改；site.yml 参照 zhangbang init 写的样子。",
                "Follow the packaged file of the same name in defaults/; for site.yml follow what `zhangbang init` writes.",
            ),
        ),
        # -- warnings -------------------------------------------------------------------------------------
        "translation-missing": Wording(
            "warning",
            text("标题没有英文。", "The title has no English."),
            text(
                "补上 title.en；在此之前英文页显示中文。",
                "Add title.en; until then the English page shows the Chinese.",
            ),
        ),
    }
)
