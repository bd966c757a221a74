"""What a comparison of two revisions tells a reviewer to look at; none of it is a fault of a record by itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

REVIEW: Mapping[str, Wording] = MappingProxyType(
    {
        "diff-outside": Wording(
            "warning",
            text(
                "这次不只改记录，还改动了网站怎样生成或检查：{files}",
                "This does not only change records but also how the site is built or checked: {files}",
            ),
            text(
                "请懂程序的人逐个看过这些文件再合并，尤其是来自外人的请求；只想改记录的，把它们从这次改动里去掉。",
                "Let somebody who knows the program read each of these files before merging, above all in a request from "
                "outside; if only records were meant, take them out of this change.",
            ),
        ),
        "diff-conflict-id": Wording(
            "error",
            text(
                "主分支上也有编号“{value}”：{other}。",
                "The base branch has the identifier “{value}” too: {other}.",
            ),
            text(
                "先合并主分支。说的是同一件事的，只留一条；不是的，给后来的换一个编号。",
                "Merge the base branch first. If both say the same thing keep one of them, else give the later one another id.",
            ),
        ),
        "diff-conflict-edit": Wording(
            "warning",
            text(
                "分出来以后，主分支也改了这条记录：{other}。",
                "Since this branch parted, the base branch has changed this record too: {other}.",
            ),
            text(
                "先合并主分支，再看一遍比较的结果。",
                "Merge the base branch first, then look at the comparison again.",
            ),
        ),
        "diff-unfit": Wording(
            "warning",
            text(
                "这条记录不合格式（{count} 处），比较的结果可能不全；第一处：{reason}",
                "The record does not fit its schema ({count} times), so the comparison may be incomplete; first: {reason_en}",
            ),
            text("运行 zhangbang check，照提示改正。", "Run zhangbang check and mend what it tells."),
        ),
        "diff-rename": Wording(
            "warning",
            text(
                "像是由“{value}”改名而来，却没有写 formerly；旧网址会失效。",
                "It seems to be “{value}” renamed, but without `formerly`, so its old address would be lost.",
            ),
            text(
                "真是改名的，写上 formerly: [{value}]；不是的，恢复原来的文件。",
                "If it is a renaming write formerly: [{value}], else restore the old file.",
            ),
        ),
        "diff-amount": Wording(
            "warning",
            text(
                "金额差了十倍以上：{value} → {now}{unit}。",
                "The amount differs ten times or more: {value_en} → {now_en}{unit_en}.",
            ),
            text(
                "对照出处核对数和单位：wan 是万元，yuan 是元，yi 是亿元。",
                "Compare figure and unit with the source: wan is 10,000 yuan, yuan is one, yi is 100 million.",
            ),
        ),
        "diff-figure-unsourced": Wording(
            "warning",
            text(
                "数字或日期变了（{value}），出处和引文没变。",
                "Figures or dates changed ({value_en}), but neither sources nor quotations did.",
            ),
            text(
                "核对出处里是不是这样写；依据的是另一份文件的，加上它。",
                "See whether the source says so; if another document does, add it.",
            ),
        ),
        "diff-evidence-changed": Wording(
            "warning",
            text(
                "支持数字的出处或引文变了（{value}），数字没变。",
                "Sources or quotations that support figures changed ({value_en}), but the figures did not.",
            ),
            text(
                "核对新的出处里是不是这些数字。",
                "See whether the new source states the same figures.",
            ),
        ),
        "diff-source-host": Wording(
            "warning",
            text(
                "网址换了网站：{value} → {now}。",
                "The address leads to another site: {value} → {now}.",
            ),
            text(
                "打开新网址，核对它是发文机关的网站，内容相同；不是的，恢复原网址。",
                "Open the new address and see that it is the issuer's own site and says the same; else restore the old one.",
            ),
        ),
        "diff-updated-on": Wording(
            "warning",
            text(
                "读者看到的内容变了，updated_on 还是 {value}。",
                "Readers see a change, but updated_on is still {value}.",
            ),
            text("把 updated_on 改成今天。", "Set updated_on to today."),
        ),
        "diff-updated-back": Wording(
            "warning",
            text("updated_on 往回改了：{value} → {now}。", "updated_on went back: {value} → {now}."),
            text("把 updated_on 改成今天。", "Set updated_on to today."),
        ),
        "diff-updated-future": Wording(
            "warning",
            text("updated_on 在将来：{value}。", "updated_on lies in the future: {value}."),
            text("把 updated_on 改成今天。", "Set updated_on to today."),
        ),
        "diff-many-gone": Wording(
            "warning",
            text(
                "一次删除或撤下了 {value} 条记录。",
                "{value} records are removed or withdrawn at once.",
            ),
            text(
                "逐条核对是不是真要这样；误删的用 git checkout 恢复。",
                "See for each that it is meant; git checkout restores what was removed by mistake.",
            ),
        ),
        "diff-translation-kept": Wording(
            "warning",
            text(
                "中文改了，英文没改（{value}），译文可能过时。",
                "The Chinese changed and the English was kept ({value_en}), so the translation may be out of date.",
            ),
            text(
                "照新的中文改英文；来不及的，先删去 en，英文页会显示中文并注明。",
                "Bring the English up to date; until then remove `en`, and the English page shows the Chinese and says so.",
            ),
        ),
        "diff-translation-alone": Wording(
            "warning",
            text(
                "只改了英文，中文没改（{value}）。",
                "Only the English changed, the Chinese did not ({value_en}).",
            ),
            text(
                "只是改进译文的，没有问题；事实变了的，先改中文。",
                "A better translation is fine; if a fact changed, change the Chinese first.",
            ),
        ),
        "diff-partial": Wording(
            "warning",
            text(
                "新写了“来源不全”：{value}；检查从此不再提醒缺少的关联。",
                "`partial` was added, so the check no longer asks for missing links: {value_en}",
            ),
            text(
                "核对来源确实没有给出；给出了的，写上关联，删去 partial。",
                "See that the source really leaves it out; else add the link and remove `partial`.",
            ),
        ),
        "diff-exemption": Wording(
            "warning",
            text("新豁免了一个问题：{value}。", "A problem is newly exempted: {value_en}."),
            text(
                "核对 site_config/exemptions.yml 里写的理由；能改正记录的，改正记录。",
                "Judge the reason given in site_config/exemptions.yml; where the record can be mended, mend it.",
            ),
        ),
        "diff-state-back": Wording(
            "warning",
            text("状态往回走了：{value} → {now}。", "The state went backwards: {value_en} → {now_en}."),
            text(
                "核对来源；确是撤销或更正的，把那份文件写进 sources。",
                "Compare with the source; if it was revoked or corrected, cite the document that says so.",
            ),
        ),
        "diff-sample": Wording(
            "warning",
            text(
                "标成了虚构示例：这条记录从数据、订阅和统计里消失。",
                "It is now marked as an invented example and vanishes from data, feeds and figures.",
            ),
            text(
                "记录是真实的，就删去 sample；要撤下的，写 withdrawn。",
                "If the record is real remove `sample`; to take it down write `withdrawn`.",
            ),
        ),
    }
)
