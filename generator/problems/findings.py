"""What a source may after all have said or done: an editor may exempt a record, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

FINDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        # -- dates and periods ----------------------------------------------------------------------------
        "notice-period": Wording(
            "error",
            text(
                "公示期 {start} 至 {end} 有 {counted} {unit}，与写明的 {value} {unit}不符。",
                "The public notice from {start} to {end} has {counted} {unit_en}, not the {value} that are stated.",
            ),
            text(
                "核对起止日期、天数和 day_kind；起始日计入与否都可以。来源自己写错的，删去 days，记入 inconsistencies。",
                "Check both dates, the days and day_kind; the first day may count or not. If the source itself is wrong, "
                "remove days and record that under inconsistencies.",
            ),
        ),
        # -- units ----------------------------------------------------------------------------------------
        "credit-code-check": Wording(
            "error",
            text(
                "统一社会信用代码“{value}”的校验码不对：按前17位应为“{due}”，这里是“{found}”。",
                "The check character of the unified social credit code “{value}” is “{found}”; the first 17 give “{due}”.",
            ),
            text(
                "对照来源核对全部18位；错的不一定是最后一位。",
                "Compare all 18 characters with the source; the wrong one need not be the last.",
            ),
        ),
        "unit-twice": Wording(
            "error",
            text(
                "“{value}”已经在 {other} 里：同一个单位有了两条记录。",
                "“{value}” is already in {other}: one unit has two records.",
            ),
            text(
                "并成一条，其他名称写进 names；已经公开的那条改成 withdrawn，写明 replaced_by: {first}。",
                "Merge them, with other names under names; a record already published becomes withdrawn, replaced_by: {first}.",
            ),
        ),
        "unit-unlinked": Wording(
            "warning",
            text(
                "“{value}”有单位记录“{unit}”，这里却只写了名称。",
                "“{value}” has the record “{unit}”, but only its name stands here.",
            ),
            text(
                "确是同一单位，就加上 organisation: {unit}；来源印的名称与现名不同时，name 也保留。",
                "If it is that unit, add organisation: {unit}; keep name too where the source prints another than the present.",
            ),
        ),
        "unit-repeated": Wording(
            "error",
            text("“{value}”在这里列了两次。", "The unit “{value}” stands here twice."),
            text(
                "只留一处；牵头单位不再列为参与单位。",
                "Keep one of them; a lead is not listed as a member too.",
            ),
        ),
        # -- records together -----------------------------------------------------------------------------
        "record-repeated": Wording(
            "error",
            text("“{value}”与 {other} 是同一件事。", "“{value}” says the same as {other}."),
            text(
                "只留一条；已经公开的改成 withdrawn，写明 replaced_by: {first}。若确是两件事，请用标题或官方编号区分。",
                "Keep one; a record already published becomes withdrawn, replaced_by: {first}. If they do differ, let titles or official codes show it.",
            ),
        ),
        "total-exceeded": Wording(
            "error",
            text(
                "来源公布 {total} 项，这里却已录 {held} 项。",
                "The source declares {total}, but {held} are recorded here.",
            ),
            text(
                "核对 declared_total；再看有没有重复的或属于另一份榜单的记录。",
                "Check declared_total, and look for records that are repeated or belong to another list.",
            ),
        ),
        "seq-repeated": Wording(
            "error",
            text(
                "同一榜单里，{label} 为“{value}”的还有 {other}。",
                "In the same list {other} has “{value}” as its {label} too.",
            ),
            text("对照榜单原文改正其中一个。", "Compare with the published list and correct one of them."),
        ),
        "amount-exceeded": Wording(
            "error",
            text(
                "名单里各项支持合计 {sum} 万元，超过总金额 {amount} 万元。",
                "The supports of its awards come to {sum} wan (10,000 yuan), above the list's {amount} wan.",
            ),
            text(
                "核对各项 support 和榜单的 amount，尤其是单位（元、万元、亿元）。",
                "Check each support and the list's amount, above all the units (yuan, wan, yi).",
            ),
        ),
        "stages-reversed": Wording(
            "error",
            text(
                "“{later}”（{after}）早于“{earlier}”（{before}），先后颠倒。",
                "“{later_en}” ({after}) is dated before “{earlier_en}” ({before}), which it should follow.",
            ),
            text(
                "对照来源核对两个日期；不确定的日期用 from、to、text 写出范围和原文。",
                "Compare both dates with the source; write an uncertain one with from, to and text.",
            ),
        ),
        "link-missing": Wording(
            "error",
            text("这条{kind}记录没有写明{name}。", "This {kind_en} does not name its {name_en}."),
            text(
                "补上 {value}: …；来源确实没给的，在本记录或所在榜单写 partial，说明来源只给出了什么。",
                "Add {value}: …; where the source does not give it, say in partial, here or in the list, what the source gives.",
            ),
        ),
        "programme-expired": Wording(
            "error",
            text(
                "截止（{value}）时，计划“{programme}”已经失效（{end}）。",
                "When it closes ({value}), the programme “{programme}” is no longer in force ({end}).",
            ),
            text(
                "核对截止日期和计划的 valid；计划延期或换了新计划的，先改计划或改 programme。",
                "Check the closing and the programme's valid; where it was prolonged or replaced, mend that or programme first.",
            ),
        ),
        # -- the programmes' rules ------------------------------------------------------------------------
        "rule-broken": Wording(
            "error",
            text(
                "不符合规则 {value}（{strength}）：{why}{others}。条款：“{quote}”",
                "Breaks the rule {value} ({strength_en}): {why_en}{others_en}. Clause: “{quote}”",
            ),
            text(
                "对照来源核对这些数；来源确实如此的，在 site_config/exemptions.yml 写明理由。",
                "Compare the figures with the source; if it truly says so, give the reason in site_config/exemptions.yml.",
            ),
        ),
        "basis-unlike": Wording(
            "error",
            text(
                "基数写作“{value}”，quantity 却是 {quantity}（{label}）。",
                "The basis reads “{value}” but quantity is {quantity} ({label_en}).",
            ),
            text(
                "发榜方支付、政府支持、研发投入和总投资不能混用；按条款改正其中一个。",
                "Owner's payment, government support, R&D input and total investment are never mixed; mend one by the clause.",
            ),
        ),
        "answer-unasked": Wording(
            "error",
            text("没有规则“{value}”问过这个问题。", "No rule “{value}” asks this question."),
            text("{advice}", "{advice_en}"),
        ),
    }
)
