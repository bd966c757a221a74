"""What contributors are told: a problem is a value with a stable code, a place, a reason and a remedy in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from generator.model.parts import Part, Text

Severity: TypeAlias = Literal["error", "warning"]
Pointer: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a problem stands: a file by its path from the project's folder, and lines and columns from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0


class Problem(Part, frozen=True, kw_only=True):
    """Something a contributor can mend."""

    code: str
    severity: Severity
    file: str
    line: int = 0
    column: int = 0
    pointer: Pointer = ()
    value: str | None = None
    message: Text
    remedy: Text


class Wording(NamedTuple):
    """How one code is worded; `{name}` is filled from the problem's details."""

    severity: Severity
    message: Text
    remedy: Text


def _t(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


_FAULTS: Mapping[str, Wording] = MappingProxyType(
    {
        # -- files ----------------------------------------------------------------------------------------
        "file-unreadable": Wording(
            "error",
            _t("文件无法读取：{reason}", "The file cannot be read: {reason}"),
            _t("检查文件权限，或重新上传这个文件。", "Check the file's permissions, or upload it again."),
        ),
        "file-symlink": Wording(
            "error",
            _t("这是符号链接，不是文件。", "This is a symbolic link, not a file."),
            _t("删除链接，放入文件本身。", "Remove the link and put the file itself there."),
        ),
        "file-too-large": Wording(
            "error",
            _t("文件有 {size} 字节，超过上限 {limit}。", "The file has {size} bytes; the limit is {limit}."),
            _t(
                "一个文件只写一条记录；附件不要放进记录。", "Write one record per file, and keep attachments out of it."
            ),
        ),
        "file-not-utf8": Wording(
            "error",
            _t("文件不是 UTF-8 编码（第 {offset} 字节）。", "The file is not UTF-8 (byte {offset})."),
            _t("用编辑器另存为 UTF-8。", "Save it as UTF-8 in your editor."),
        ),
        "file-control-character": Wording(
            "error",
            _t("文件里有不可见的控制字符 {character}。", "The file holds an invisible control character {character}."),
            _t(
                "删除这个字符；它多半是从 Word 或 PDF 复制来的。",
                "Delete the character; it usually comes from copying out of Word or PDF.",
            ),
        ),
        "file-empty": Wording(
            "error",
            _t("文件是空的。", "The file is empty."),
            _t("写入记录，或删除文件。", "Write the record, or delete the file."),
        ),
        "file-stray": Wording(
            "error",
            _t("这里不放这样的文件。", "A file like this does not belong here."),
            _t(
                "记录放在 content/ 下各类文件夹中，扩展名为 .yml；类别有：{known}。",
                "Records lie in the kinds' folders under content/ and end in .yml; the folders are: {known}.",
            ),
        ),
        "folder-unknown": Wording(
            "error",
            _t("没有叫“{value}”的记录类别。", "There is no kind of record called “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "name-case-collision": Wording(
            "error",
            _t(
                "与 {other} 只差大小写，在 Windows 和 macOS 上会互相覆盖。",
                "Differs from {other} only by case; one overwrites the other on Windows and macOS.",
            ),
            _t("改成不同的名字，只用小写字母。", "Give it another name, in lower case."),
        ),
        # -- YAML -----------------------------------------------------------------------------------------
        "yaml-syntax": Wording(
            "error",
            _t("YAML 写法有误：{reason}", "The YAML is malformed: {reason_en}"),
            _t(
                "检查这一行和上一行的缩进、冒号后的空格、引号和括号。",
                "Check this line and the one above for indentation, a space after the colon, quotes and brackets.",
            ),
        ),
        "yaml-alias": Wording(
            "error",
            _t("不能使用锚点（&）或引用（*）：{value}", "Anchors (&) and aliases (*) are not used here: {value}"),
            _t("把内容直接写出来；若是文字，请加引号。", "Write the content out; if it is text, quote it."),
        ),
        "yaml-tag": Wording(
            "error",
            _t("不能使用标签（!）：{value}", "Tags (!) are not used here: {value}"),
            _t("删除标签；若是文字，请加引号。", "Remove the tag; if it is text, quote it."),
        ),
        "yaml-duplicate-key": Wording(
            "error",
            _t(
                "键“{value}”写了两次（前一次在第 {first} 行）。",
                "The key “{value}” stands twice (first on line {first}).",
            ),
            _t("保留一个，合并内容。", "Keep one and merge their content."),
        ),
        "yaml-key": Wording(
            "error",
            _t("键必须是文字：{value}", "A key must be text: {value}"),
            _t("给键加引号，或改成正确的键名。", "Quote the key, or use the right one."),
        ),
        "yaml-too-deep": Wording(
            "error",
            _t("嵌套超过 {limit} 层。", "It is nested more than {limit} deep."),
            _t("检查缩进；记录不需要这么深。", "Check the indentation; no record needs this depth."),
        ),
        "yaml-documents": Wording(
            "error",
            _t("一个文件里有不止一份内容（---）。", "The file holds more than one document (---)."),
            _t("一个文件只写一条记录，拆成几个文件。", "Write one record per file; split it."),
        ),
        "yaml-number": Wording(
            "error",
            _t("数太大，不能准确保存：{value}", "The number is too large to be kept exactly: {value}"),
            _t(
                "换用更大的单位（如 yi 亿元），或加引号写成文字。",
                "Use a larger unit (such as yi), or quote it as text.",
            ),
        ),
        "yaml-not-mapping": Wording(
            "error",
            _t(
                "文件的内容应是“键: 值”，这里是{actual}。",
                "The file should hold “key: value” pairs; it holds {actual_en}.",
            ),
            _t("从 id: 开始写，参照同类记录。", "Begin with id:, following another record of the kind."),
        ),
        # -- schema ---------------------------------------------------------------------------------------
        "key-missing": Wording(
            "error",
            _t("缺少必填的“{missing}”（{label}）。", "The required key “{missing}” ({label_en}) is missing."),
            _t("在这里加上 {missing}: …", "Add {missing}: … here."),
        ),
        "key-missing-one-of": Wording(
            "error",
            _t("至少要有其中之一：{missing}。", "At least one of these is needed: {missing}."),
            _t("加上其中一个键。", "Add one of these keys."),
        ),
        "key-unknown": Wording(
            "error",
            _t("这里没有“{value}”这个键。", "There is no key “{value}” here."),
            _t("{advice}", "{advice_en}"),
        ),
        "key-needs": Wording(
            "error",
            _t("有“{value}”就要有“{missing}”。", "“{value}” needs “{missing}” beside it."),
            _t("加上 {missing}，或删除 {value}。", "Add {missing}, or remove {value}."),
        ),
        "value-type": Wording(
            "error",
            _t("应为{expected}，这里是{actual}：{value}", "Expected {expected_en}, found {actual_en}: {value}"),
            _t("{hint}", "{hint_en}"),
        ),
        "value-choice": Wording(
            "error",
            _t("“{value}”不在可选值之内。", "“{value}” is not one of the choices."),
            _t("{advice}", "{advice_en}"),
        ),
        "value-pattern": Wording(
            "error",
            _t("“{value}”的写法不对。", "“{value}” is not written as it should be."),
            _t("{hint}", "{hint_en}"),
        ),
        "value-date": Wording(
            "error",
            _t("没有“{value}”这个日期。", "There is no such date as “{value}”."),
            _t(
                "核对月份和日数；写成 2026-05-11，有钟点的写成 2026-05-11T16:30。",
                "Check month and day; write 2026-05-11, or 2026-05-11T16:30 with an hour.",
            ),
        ),
        "value-length": Wording(
            "error",
            _t("文字长度不合适（{rule}）：{value}", "The text has the wrong length ({rule_en}): {value}"),
            _t("空的就删掉这个键；过长的请缩写。", "Remove the key if it is empty; shorten it if it is long."),
        ),
        "value-range": Wording(
            "error",
            _t("数值超出范围（{rule}）：{value}", "The number is out of range ({rule_en}): {value}"),
            _t("核对数值和单位。", "Check the figure and its unit."),
        ),
        "value-items": Wording(
            "error",
            _t(
                "列表的项数或内容不合要求（{rule}）。",
                "The list has the wrong number of items or repeats one ({rule_en}).",
            ),
            _t(
                "没有内容就删掉这个键；重复的只留一个。",
                "Remove the key if there is nothing; keep one of repeated items.",
            ),
        ),
        "value-shape": Wording(
            "error",
            _t("内容不符合“{label}”的任何一种写法：{value}", "It fits none of the forms of “{label_en}”: {value}"),
            _t("{hint}", "{hint_en}"),
        ),
        "record-invalid": Wording(
            "error",
            _t("记录“{value}”不符合它的格式。", "The record “{value}” does not fit its schema."),
            _t(
                "对照同类记录逐项检查；仍找不到原因时请报告给维护者。",
                "Compare it with a record of its kind; if nothing is found, report it to the maintainers.",
            ),
        ),
        # -- references -----------------------------------------------------------------------------------
        "id-file-name": Wording(
            "error",
            _t("id 是“{value}”，文件名却是“{name}”。", "The id is “{value}” but the file is named “{name}”."),
            _t(
                "让两者相同：id: {name}，或把文件改名为 {value}.yml。",
                "Make them equal: id: {name}, or rename the file to {value}.yml.",
            ),
        ),
        "id-reserved": Wording(
            "error",
            _t("“{value}”留给网站的页面，不能作 id。", "“{value}” is reserved for the site's own pages."),
            _t("换一个编号。", "Choose another identifier."),
        ),
        "id-duplicate": Wording(
            "error",
            _t("编号“{value}”已被 {other} 使用。", "The identifier “{value}” is already used by {other}."),
            _t("换一个编号；曾用编号也不能再用。", "Choose another; former identifiers are taken for ever."),
        ),
        "reference-unknown": Wording(
            "error",
            _t("没有编号为“{value}”的{label}记录。", "There is no {label_en} with the identifier “{value}”."),
            _t("{advice}或先建这条记录。", "{advice_en} Or make that record first."),
        ),
        "reference-cycle": Wording(
            "error",
            _t("引用绕成了圈：{value}", "The references go round in a circle: {value}"),
            _t("删掉其中一处引用。", "Remove one of the references."),
        ),
        "source-unknown": Wording(
            "error",
            _t("本记录的 sources 里没有“{value}”。", "This record's sources have no “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "key-repeated": Wording(
            "error",
            _t("“{value}”在同一列表里用了两次。", "“{value}” is used twice in the same list."),
            _t("改成不同的代号。", "Use different keys."),
        ),
        "track-unknown": Wording(
            "error",
            _t("计划“{programme}”没有“{value}”这一类。", "The programme “{programme}” has no track “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "vocabulary-unknown": Wording(
            "error",
            _t("{label}表里没有“{value}”。", "The {label_en} vocabulary has no “{value}”."),
            _t("{advice}或在 {vocabulary} 里加一行。", "{advice_en} Or add a line to {vocabulary}."),
        ),
        "range-reversed": Wording(
            "error",
            _t("最小值（{start}）大于最大值（{end}）。", "The least ({start}) is above the most ({end})."),
            _t("核对两个数，看是不是写反了。", "Check both; they may be the wrong way round."),
        ),
        "dates-reversed": Wording(
            "error",
            _t("开始（{start}）晚于结束（{end}）。", "It begins ({start}) after it ends ({end})."),
            _t("核对两个日期。", "Check the two dates."),
        ),
    }
)
"""What is never right: the record must be mended."""

_FINDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        # -- dates and periods ----------------------------------------------------------------------------
        "notice-period": Wording(
            "error",
            _t(
                "公示期 {start} 至 {end} 有 {counted} {unit}，与写明的 {value} {unit}不符。",
                "The public notice from {start} to {end} has {counted} {unit_en}, not the {value} that are stated.",
            ),
            _t(
                "核对起止日期、天数和 day_kind；起始日计入与否都可以。来源自己写错的，删去 days，记入 inconsistencies。",
                "Check both dates, the days and day_kind; the first day may count or not. If the source itself is wrong, "
                "remove days and record that under inconsistencies.",
            ),
        ),
        # -- units ----------------------------------------------------------------------------------------
        "credit-code-check": Wording(
            "error",
            _t(
                "统一社会信用代码“{value}”的校验码不对：按前17位应为“{due}”，这里是“{found}”。",
                "The check character of the unified social credit code “{value}” is “{found}”; the first 17 give “{due}”.",
            ),
            _t(
                "对照来源核对全部18位；错的不一定是最后一位。",
                "Compare all 18 characters with the source; the wrong one need not be the last.",
            ),
        ),
        "unit-twice": Wording(
            "error",
            _t(
                "“{value}”已经在 {other} 里：同一个单位有了两条记录。",
                "“{value}” is already in {other}: one unit has two records.",
            ),
            _t(
                "并成一条，其他名称写进 names；已经公开的那条改成 withdrawn，写明 replaced_by: {first}。",
                "Merge them, with other names under names; a record already published becomes withdrawn, replaced_by: {first}.",
            ),
        ),
        "unit-unlinked": Wording(
            "warning",
            _t(
                "“{value}”有单位记录“{unit}”，这里却只写了名称。",
                "“{value}” has the record “{unit}”, but only its name stands here.",
            ),
            _t(
                "确是同一单位，就加上 organisation: {unit}；来源印的名称与现名不同时，name 也保留。",
                "If it is that unit, add organisation: {unit}; keep name too where the source prints another than the present.",
            ),
        ),
        "unit-repeated": Wording(
            "error",
            _t("“{value}”在这里列了两次。", "The unit “{value}” stands here twice."),
            _t(
                "只留一处；牵头单位不再列为参与单位。",
                "Keep one of them; a lead is not listed as a member too.",
            ),
        ),
        # -- records together -----------------------------------------------------------------------------
        "record-repeated": Wording(
            "error",
            _t("“{value}”与 {other} 是同一件事。", "“{value}” says the same as {other}."),
            _t(
                "只留一条；已经公开的改成 withdrawn，写明 replaced_by: {first}。若确是两件事，请用标题或官方编号区分。",
                "Keep one; a record already published becomes withdrawn, replaced_by: {first}. If they do differ, let titles or official codes show it.",
            ),
        ),
        "total-exceeded": Wording(
            "error",
            _t(
                "来源公布 {total} 项，这里却已录 {held} 项。",
                "The source declares {total}, but {held} are recorded here.",
            ),
            _t(
                "核对 declared_total；再看有没有重复的或属于另一份榜单的记录。",
                "Check declared_total, and look for records that are repeated or belong to another list.",
            ),
        ),
        "seq-repeated": Wording(
            "error",
            _t(
                "同一榜单里，{label} 为“{value}”的还有 {other}。",
                "In the same list {other} has “{value}” as its {label} too.",
            ),
            _t("对照榜单原文改正其中一个。", "Compare with the published list and correct one of them."),
        ),
        "amount-exceeded": Wording(
            "error",
            _t(
                "名单里各项支持合计 {sum} 万元，超过总金额 {amount} 万元。",
                "The supports of its awards come to {sum} wan (10,000 yuan), above the list's {amount} wan.",
            ),
            _t(
                "核对各项 support 和榜单的 amount，尤其是单位（元、万元、亿元）。",
                "Check each support and the list's amount, above all the units (yuan, wan, yi).",
            ),
        ),
        "stages-reversed": Wording(
            "error",
            _t(
                "“{later}”（{after}）早于“{earlier}”（{before}），先后颠倒。",
                "“{later_en}” ({after}) is dated before “{earlier_en}” ({before}), which it should follow.",
            ),
            _t(
                "对照来源核对两个日期；不确定的日期用 from、to、text 写出范围和原文。",
                "Compare both dates with the source; write an uncertain one with from, to and text.",
            ),
        ),
        "link-missing": Wording(
            "error",
            _t("这条{kind}记录没有写明{name}。", "This {kind_en} does not name its {name_en}."),
            _t(
                "补上 {value}: …；来源确实没给的，在本记录或所在榜单写 partial，说明来源只给出了什么。",
                "Add {value}: …; where the source does not give it, say in partial, here or in the list, what the source gives.",
            ),
        ),
        "programme-expired": Wording(
            "error",
            _t(
                "截止（{value}）时，计划“{programme}”已经失效（{end}）。",
                "When it closes ({value}), the programme “{programme}” is no longer in force ({end}).",
            ),
            _t(
                "核对截止日期和计划的 valid；计划延期或换了新计划的，先改计划或改 programme。",
                "Check the closing and the programme's valid; where it was prolonged or replaced, mend that or programme first.",
            ),
        ),
        # -- the programmes' rules ------------------------------------------------------------------------
        "rule-broken": Wording(
            "error",
            _t(
                "不符合规则 {value}（{strength}）：{why}{others}。条款：“{quote}”",
                "Breaks the rule {value} ({strength_en}): {why_en}{others_en}. Clause: “{quote}”",
            ),
            _t(
                "对照来源核对这些数；来源确实如此的，在 site_config/exemptions.yml 写明理由。",
                "Compare the figures with the source; if it truly says so, give the reason in site_config/exemptions.yml.",
            ),
        ),
        "basis-unlike": Wording(
            "error",
            _t(
                "基数写作“{value}”，quantity 却是 {quantity}（{label}）。",
                "The basis reads “{value}” but quantity is {quantity} ({label_en}).",
            ),
            _t(
                "发榜方支付、政府支持、研发投入和总投资不能混用；按条款改正其中一个。",
                "Owner's payment, government support, R&D input and total investment are never mixed; mend one by the clause.",
            ),
        ),
        "answer-unasked": Wording(
            "error",
            _t("没有规则“{value}”问过这个问题。", "No rule “{value}” asks this question."),
            _t("{advice}", "{advice_en}"),
        ),
    }
)
"""What a source may after all have said or done: an editor may exempt a record, with a reason."""

_OTHERS: Mapping[str, Wording] = MappingProxyType(
    {
        # -- privacy --------------------------------------------------------------------------------------
        "personal-data": Wording(
            "error",
            _t("像是{looks}：{value}", "This looks like {looks_en}: {value}"),
            _t("{advice}", "{advice_en}"),
        ),
        "personal-mapped": Wording(
            "error",
            _t(
                "标为 {mark} 的填写项不能对应记录键：{value}",
                "A field marked {mark} must not become a record's key: {value}",
            ),
            _t(
                "删掉 maps_to；确实可以公开的，删掉 {mark}。",
                "Remove maps_to; or remove {mark} if the field is public after all.",
            ),
        ),
        # -- forms ----------------------------------------------------------------------------------------
        "form-name": Wording(
            "error",
            _t("填写项代号“{value}”不能用：{reason}。", "The field key “{value}” cannot be used: {reason_en}."),
            _t("换一个短而不同的代号，如 unit_name。", "Choose another, short and different, such as unit_name."),
        ),
        "form-part": Wording(
            "error",
            _t("“{value}”{reason}。", "“{value}” {reason_en}."),
            _t("{advice}", "{advice_en}"),
        ),
        "form-mapping": Wording(
            "error",
            _t("maps_to 不能这样写：{reason}：{value}", "maps_to cannot say this, for {reason_en}: {value}"),
            _t("{advice}", "{advice_en}"),
        ),
        # -- quotations -----------------------------------------------------------------------------------
        "quote-not-found": Wording(
            "error",
            _t(
                "引文在出处“{source}”的存档 {archive} 里找不到：{value}",
                "The quotation does not occur in {archive}, the archived text of the source “{source}”: {value}",
            ),
            _t(
                "对照存档逐字改正；引文要连续，不能用省略号代替中间的字。出处写错了的，改正出处。",
                "Correct it word for word from the archived text; it must be one passage, without an ellipsis "
                "for words left out. If another source says so, cite that one.",
            ),
        ),
        "archive-missing": Wording(
            "warning",
            _t("存档文件夹里没有 {value}.txt。", "The folder of archived texts holds no {value}.txt."),
            _t(
                "把这份文件的文本放进存档文件夹，或改正 archive 的文件名（不带扩展名）。",
                "Put the document's text into that folder, or correct the name in archive (without extension).",
            ),
        ),
        # -- changes since a revision ---------------------------------------------------------------------
        "amendment-mismatch": Wording(
            "error",
            _t("与所变更的记录对不上：{reason}。", "It does not fit the record that it changes: {reason_en}."),
            _t("{advice}", "{advice_en}"),
        ),
        "deadline-moved": Wording(
            "error",
            _t(
                "已公布的截止 {value} {fate}，却没有变更公告。",
                "The published deadline {value} {fate_en}, and no notice says so.",
            ),
            _t(
                "照原样保留已公布的日期，另建 {notice} 写明变更：{keys}。只是本站录错的，改正后也登一条公告：type: correction，issuers 写本站。",
                "Leave the published date as it was and say what changes in {notice}: {keys}. "
                "A mere slip of ours is mended in place, with a notice of type correction whose issuer is this site.",
            ),
        ),
        "record-removed": Wording(
            "error",
            _t("已公布的编号“{value}”不见了。", "The published identifier “{value}” is gone."),
            _t(
                "编号永远有效：改了名的，在新记录里写 formerly: [{value}]；要撤下的，保留文件并写明 withdrawn。",
                "Identifiers are for ever: after a rename write formerly: [{value}] in the new record; to take a record "
                "down, keep its file and say `withdrawn`.",
            ),
        ),
        "amendment-repeated": Wording(
            "error",
            _t("与 {other} 说的是同一件事。", "It says the same as {other}."),
            _t(
                "只留先登出的一条，另一条写明 withdrawn；其实不同的，在 changes 里写出不同之处。",
                "Keep the one that was published first and mark the other `withdrawn`; if they differ, say how in `changes`.",
            ),
        ),
        # -- exemptions -----------------------------------------------------------------------------------
        "exemption-refused": Wording(
            "error",
            _t("“{value}”这类问题不能豁免。", "Problems of the code “{value}” may not be exempted."),
            _t("删掉这一条，改正记录本身。{advice}", "Remove the entry and mend the record itself. {advice_en}"),
        ),
        "exemption-unused": Wording(
            "error",
            _t(
                "这条豁免没有用到：{record} 没有 {code} 这个问题。",
                "This exemption is not needed: {record} has no problem {code}.",
            ),
            _t(
                "删掉这一条；写了 pointer 的，核对它与检查结果里的位置是否一致。",
                "Remove the entry; if it has a pointer, compare it with the place that the check reports.",
            ),
        ),
        # -- settings -------------------------------------------------------------------------------------
        "settings-missing": Wording(
            "error",
            _t("缺少设置文件。", "The settings file is missing."),
            _t("从本项目复制 {value}。", "Copy {value} from this project."),
        ),
        "settings-word-missing": Wording(
            "error",
            _t("缺少用语“{value}”。", "The word “{value}” is missing."),
            _t("从本项目的同名文件复制这一行。", "Copy its line from this project's file of the same name."),
        ),
        "settings-placeholder": Wording(
            "error",
            _t("“{value}”里的花括号不对：{reason}", "The braces in “{value}” are not right: {reason}"),
            _t(
                "花括号里的名称由程序填写，请照原样保留。",
                "The program fills the names in braces; keep them as they were.",
            ),
        ),
        "settings-invalid": Wording(
            "error",
            _t("设置写得不对：{reason}", "The settings are not right: {reason}"),
            _t(
                "参照本项目 site_config/ 里的同名文件修改。",
                "Follow the file of the same name in this project's site_config/.",
            ),
        ),
        # -- warnings -------------------------------------------------------------------------------------
        "translation-missing": Wording(
            "warning",
            _t("标题没有英文。", "The title has no English."),
            _t(
                "补上 title.en；在此之前英文页显示中文。",
                "Add title.en; until then the English page shows the Chinese.",
            ),
        ),
    }
)

_FILLED: Mapping[str, Wording] = MappingProxyType(
    {
        # -- what is written in a form --------------------------------------------------------------------
        "answer-missing": Wording(
            "error",
            _t("“{name}”必填，现在是空的。", "“{name_en}” must be filled and is empty."),
            _t("填上或勾选这一项。", "Fill it in, or tick it."),
        ),
        "answer-unknown": Wording(
            "error",
            _t("这张表没有“{value}”这一项。", "The form has no field “{value}”."),
            _t(
                "核对是不是这张表、这一版；多出来的内容请删去。",
                "Make sure that it is this form and this version, and remove what is too much.",
            ),
        ),
        "answer-shape": Wording(
            "error",
            _t(
                "“{name}”的内容不是这一项该有的样子：应是{expected}。",
                "“{name_en}” does not hold what it should: {expected_en}.",
            ),
            _t("用本站的表重新填写这一项。", "Fill this field in again, in the form from this site."),
        ),
        "answer-control": Wording(
            "error",
            _t(
                "“{name}”里有不可见的控制字符 {character}。",
                "“{name_en}” holds an invisible control character {character}.",
            ),
            _t(
                "删去这个字符；它多半是从别的文件里复制来的。",
                "Delete the character; it usually comes from copying out of another document.",
            ),
        ),
        "answer-too-long": Wording(
            "error",
            _t(
                "“{name}”有 {counted} 字，限 {limit} 字，超出 {over} 字。",
                "“{name_en}” has {counted} characters (字), {over} over the limit of {limit}.",
            ),
            _t(
                "删减到 {limit} 字以内；字数与 Word 的“字数”一致。",
                "Shorten it to {limit}; they are counted as Word counts 字数.",
            ),
        ),
        "answer-number": Wording(
            "error",
            _t(
                "“{name}”要填一个数，看不准这里是多少：{value}",
                "“{name_en}” must be one number, and this leaves a doubt: {value}",
            ),
            _t(
                "只填数字，如 120 或 120.5；单位是{unit}，不必写。",
                "Write digits only, such as 120 or 120.5; the unit is {unit_en} and need not be written.",
            ),
        ),
        "answer-date": Wording(
            "error",
            _t("“{name}”要填一个日期，这里是：{value}", "“{name_en}” must be a date; here stands: {value}"),
            _t("写成 2026-05-11 或 2026年5月11日，年、月、日都要有。", "Write 2026-05-11, with year, month and day."),
        ),
        "answer-choice": Wording(
            "error",
            _t("“{name}”没有“{value}”这个选项。", "“{name_en}” has no choice “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "answer-other": Wording(
            "warning",
            _t("“{name}”的“{option}”{fault}。", "“{option_en}” of “{name_en}”: {fault_en}."),
            _t(
                "勾选了就在旁边写明是什么；写了就勾选。",
                "Where it is ticked, say what it is; where something is written, tick it.",
            ),
        ),
        "answer-credit-code": Wording(
            "error",
            _t("“{name}”{reason}：{value}", "“{name_en}” {reason_en}: {value}"),
            _t("对照营业执照或法人证书核对全部18位。", "Compare all 18 characters with the licence or certificate."),
        ),
        "answer-postcode": Wording(
            "error",
            _t("“{name}”应是6位数字，这里是：{value}", "“{name_en}” must be six digits; here stands: {value}"),
            _t("填6位邮政编码。", "Write the postcode of six digits."),
        ),
        "answer-contact": Wording(
            "warning",
            _t("“{name}”不像{kind}。", "“{name_en}” does not look like {kind_en}."),
            _t("请核对有没有写错或写漏。", "Please check it for slips."),
        ),
        "answer-rows": Wording(
            "error",
            _t("“{name}”填了 {counted} 行，应为{range}。", "“{name_en}” has {counted} rows; it must have {range_en}."),
            _t("增减到规定的行数；空行不算。", "Add or remove rows; empty ones do not count."),
        ),
        "answer-condition": Wording(
            "error",
            _t("{message}", "{message_en}"),
            _t("核对{names}。{clause}", "Check {names_en}.{clause_en}"),
        ),
        "answer-personal": Wording(
            "warning",
            _t(
                "会公开的“{name}”里有“{other}”的内容。",
                "“{name_en}”, which is published, holds what stands in “{other_en}”.",
            ),
            _t("从“{name}”里删去个人信息。", "Remove personal data from “{name_en}”."),
        ),
        "draft-other": Wording(
            "warning",
            _t(
                "“{name}”选了“其他”，记录里没有与它对应的 {key}。",
                "“{name_en}” says “other”, for which a record has no {key}.",
            ),
            _t("列入榜单前，由编辑补上 {key}。", "An editor adds {key} before it is listed."),
        ),
        "answer-security-review": Wording(
            "error",
            _t(
                "提交单上的“保密审查”没有勾选。",
                "The security review (保密审查) is not ticked on the submission sheet.",
            ),
            _t("由单位完成保密审查后勾选，再报送。", "Have the unit review what is filed, tick it, and file again."),
        ),
    }
)
"""What is wrong with a filled form; a check of the records never tells these."""

_INTAKE: Mapping[str, Wording] = MappingProxyType(
    {
        # -- files that people send -----------------------------------------------------------------------
        "form-file-kind": Wording(
            "error",
            _t("这不是 Word（.docx）或 Excel（.xlsx）文件。", "This is no Word (.docx) or Excel (.xlsx) file."),
            _t(
                "用 Word、WPS 或 LibreOffice 打开，另存为 .docx 或 .xlsx。",
                "Open it in Word, WPS or LibreOffice and save it as .docx or .xlsx.",
            ),
        ),
        "form-file-old": Wording(
            "error",
            _t("这是旧格式（.doc、.xls、.wps）的文件。", "This file has an old format (.doc, .xls or .wps)."),
            _t(
                "打开后另存为 .docx 或 .xlsx，不要只改扩展名。",
                "Open it and save it as .docx or .xlsx; renaming it is not enough.",
            ),
        ),
        "form-file-encrypted": Wording(
            "error",
            _t("文件设有打开密码，无法读取。", "The file is protected by a password and cannot be read."),
            _t("请填表人去掉密码后重新报送。", "Ask for the file without its password."),
        ),
        "form-file-macros": Wording(
            "error",
            _t("文件带有宏，不予读取。", "The file holds macros and is not read."),
            _t(
                "另存为不带宏的 .docx 或 .xlsx 后重新报送。",
                "Save it as .docx or .xlsx without macros and send it again.",
            ),
        ),
        "form-file-large": Wording(
            "error",
            _t("文件有 {size} 字节，超过上限 {limit}。", "The file has {size} bytes; the limit is {limit}."),
            _t("删去插入的图片，附件另行报送。", "Remove the pictures in it; send attachments apart."),
        ),
        "form-file-broken": Wording(
            "error",
            _t("文件不完整或已损坏，无法读取。", "The file is incomplete or damaged and cannot be read."),
            _t("请填表人重新保存、重新报送。", "Ask for it to be saved and sent again."),
        ),
        "form-file-bomb": Wording(
            "error",
            _t("文件展开后过大，不予读取。", "The file unpacks to far too much and is not read."),
            _t(
                "正常的表格不会这样；请核实来历，重新填写。",
                "No form is like that; find out where it comes from and fill in a new one.",
            ),
        ),
        "form-file-unsafe": Wording(
            "error",
            _t("文件有安全隐患，不予读取：{reason}。", "The file is not safe and is not read: {reason_en}."),
            _t(
                "请核实来历，从本站下载表格重新填写。",
                "Find out where it comes from, and fill in a new form from this site.",
            ),
        ),
        "form-file-external": Wording(
            "error",
            _t("文件链接到外部内容，不予读取：{value}", "The file links to outside content and is not read: {value}"),
            _t(
                "删去链接的图片、对象或模板（网址链接可以保留），重新保存。",
                "Remove linked pictures, objects or templates (hyperlinks may stay) and save it again.",
            ),
        ),
        "form-file-other": Wording(
            "error",
            _t("这是另一张表（{value}），不是 {form}。", "This is another form ({value}), not {form}."),
            _t("选对表格再导入。", "Name the right form and import it again."),
        ),
        "form-file-version": Wording(
            "warning",
            _t(
                "填的是另一版表格（{value}），现行版本是 {version}；两版相同的栏目已读出。",
                "Another version of the form was filled ({value}; the present one is {version}); what both have was read.",
            ),
            _t("对照原件逐项核对。", "Compare every answer with the original."),
        ),
        "form-file-unstated": Wording(
            "warning",
            _t(
                "文件没有写明是哪张表、哪一版，按《{form}》读取。",
                "The file does not say of which form it is; it was read as {form}.",
            ),
            _t("对照原件核对。", "Compare the answers with the original."),
        ),
        # -- Word forms read by what is printed -----------------------------------------------------------
        "form-answer-by-label": Wording(
            "warning",
            _t(
                "“{label}”的填写框不见了，按栏目名称在{where}找到所填内容。",
                "The control of “{label_en}” is gone; what was filled in was found by its label in {where_en}.",
            ),
            _t("对照原件核对这一项。", "Compare this answer with the original."),
        ),
        "form-answer-outside": Wording(
            "warning",
            _t(
                "“{label}”有一部分写在填写框外（{where}），已一并读出。",
                "Part of “{label_en}” stands outside its control ({where_en}); it was read as well.",
            ),
            _t("对照原件核对这一项。", "Compare this answer with the original."),
        ),
        "form-file-unlike": Wording(
            "error",
            _t(
                "文件里找不到《{form}》的多半栏目，不像这张表。",
                "Most fields of “{form_en}” have no place in the file.",
            ),
            _t(
                "用 --form 写明是哪张表，或请填表人用这张表填写。",
                "Name its form with --form, or ask for this form to be filled.",
            ),
        ),
        "form-answer-twice": Wording(
            "error",
            _t(
                "“{label}”在文件里有几处，内容不同；先读到的在{where}。",
                "“{label_en}” stands in several places and says different things; the one that was read is in {where_en}.",
            ),
            _t("一个文件只放一张表，每项只留一处。", "Keep one form in a file, and each answer in one place."),
        ),
        "form-content-unread": Wording(
            "warning",
            _t("{where}有{what}，没有读取。", "There is {what_en} in {where_en}, which was not read."),
            _t(
                "打开原件看；要紧的，请填表人填到填写框里再报送。",
                "Look at the original; if it matters, ask for it to be put where it belongs.",
            ),
        ),
        "form-field-unfound": Wording(
            "warning",
            _t("文件里没有“{label}”这一栏。", "The file has no place for “{label_en}”."),
            _t("核对原件；确实漏了的，请填表人补上。", "Look at the original; if it is missing, ask for it."),
        ),
        "form-choice-several": Wording(
            "error",
            _t(
                "“{label}”只能选一项，却勾了几项：{options}。",
                "Only one of “{label_en}” may be chosen, but several are ticked: {options}.",
            ),
            _t("请填表人确认选哪一项。", "Ask which one is meant."),
        ),
        # -- workbooks that are read ----------------------------------------------------------------------
        "form-cell-by-label": Wording(
            "warning",
            _t(
                "“{label}”的单元格没有原来的名称，按栏目名称在 {where} 找到所填内容。",
                "The cell of “{label_en}” has lost its name; what was filled in was found by its label, at {where}.",
            ),
            _t("对照原件核对这一项。", "Compare this answer with the original."),
        ),
        "form-column-unfound": Wording(
            "warning",
            _t("“{label}”里没有“{column}”这一列。", "The table “{label_en}” has no column “{column}”."),
            _t("核对原件；确实漏了的，请填表人补上。", "Look at the original; if it is missing, ask for it."),
        ),
        "form-rows-many": Wording(
            "error",
            _t(
                "“{label}”的行太多，只读了前 {limit} 行。",
                "“{label_en}” has too many rows; only the first {limit} were read.",
            ),
            _t("分成几个文件填写。", "Fill in several files."),
        ),
        "form-rows-apart": Wording(
            "warning",
            _t(
                "“{label}”里有空行（工作表“{where}”），空行之后从第{rows}行起也按所填内容读取。",
                "“{label_en}” has empty rows (sheet “{where}”); what follows them in row {rows_en} was read too.",
            ),
            _t("核对那里是不是合计或说明，不是所填内容的请删去。", "If it is a total or a note, delete it."),
        ),
        "form-cells-merged": Wording(
            "warning",
            _t(
                "“{label}”里有合并的单元格（工作表“{where}”），合并的内容按每行都有读取。",
                "“{label_en}” has merged cells (sheet “{where}”); what they hold was read for each of their rows.",
            ),
            _t(
                "取消合并，逐行填写，或对照原件核对。",
                "Unmerge them and fill in each row, or compare with the original.",
            ),
        ),
        "form-cell-formula": Wording(
            "error",
            _t(
                "“{label}”（{where}）是公式，没有读取。",
                "“{label_en}” ({where}) is a formula and was not read.",
            ),
            _t("改成写好的数或文字再报送。", "Write the number or text itself, and send the file again."),
        ),
        "form-cell-fault": Wording(
            "error",
            _t(
                "“{label}”（{where}）显示的是错误值，没有读取。",
                "“{label_en}” ({where}) shows an error value and was not read.",
            ),
            _t("改成写好的数或文字再报送。", "Write the number or text itself, and send the file again."),
        ),
        "form-tick-unclear": Wording(
            "warning",
            _t(
                "“{label}”（{where}）写的既不是“√”也不是空白，按没有勾选处理。",
                "What stands at “{label_en}” ({where}) is neither √ nor empty; it was taken as not ticked.",
            ),
            _t("要选的填“√”，不选的清空。", "Write √ where it is chosen, and nothing where it is not."),
        ),
        "form-cell-digits": Wording(
            "warning",
            _t(
                "“{label}”（{where}）存成了数，第15位以后的数字已经丢失。",
                "“{label_en}” ({where}) is stored as a number; its digits beyond the fifteenth are lost.",
            ),
            _t("把单元格设为文本格式，重新填写。", "Make the cell a text cell and write it again."),
        ),
        # -- tables that offices publish --------------------------------------------------------------------
        "mapping-invalid": Wording(
            "error",
            _t("映射文件写得不对：{reason}", "The mapping file is not right: {reason_en}"),
            _t("照 --propose 写出的样子修改。", "Follow the file that --propose writes."),
        ),
        "mapping-key": Wording(
            "error",
            _t("这类记录不能从表里填“{value}”。", "No column fills “{value}” in records of this kind."),
            _t("{advice}", "{advice_en}"),
        ),
        "table-encoding": Wording(
            "error",
            _t(
                "看不出文件的编码：既不是 UTF-8，也不是 GB18030。",
                "The file's encoding is unknown: neither UTF-8 nor GB18030.",
            ),
            _t("用表格软件另存为“CSV UTF-8”或 .xlsx。", "Save it as “CSV UTF-8” or .xlsx from a spreadsheet."),
        ),
        "table-unreadable": Wording(
            "error",
            _t("表格无法读取：{reason}", "The table cannot be read: {reason}"),
            _t("用表格软件打开，另存为 .xlsx 再导入。", "Open it in a spreadsheet, save it as .xlsx and import that."),
        ),
        "table-kind": Wording(
            "error",
            _t("这不是表格：只能导入 .xlsx 和 .csv。", "This is no table: only .xlsx and .csv are imported."),
            _t("用表格软件打开，另存为 .xlsx。", "Open it in a spreadsheet and save it as .xlsx."),
        ),
        "table-too-large": Wording(
            "error",
            _t("表格太大，超过上限 {limit}。", "The table is too large; the limit is {limit}."),
            _t(
                "只留要导入的那张工作表，删去空白的行列，或分成几个文件。",
                "Keep only the sheet to import, delete blank rows and columns, or split the file.",
            ),
        ),
        "table-cell-long": Wording(
            "error",
            _t("有一格超过 {limit} 个字符。", "A cell holds more than {limit} characters."),
            _t("这一格不像名单里的内容，请核对原表。", "That is not what a list holds; check the table."),
        ),
        "table-sheet-missing": Wording(
            "error",
            _t("没有叫“{value}”的工作表。", "There is no sheet called “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "table-sheets": Wording(
            "error",
            _t(
                "文件里有 {count} 张工作表，没有说明读哪一张。",
                "The file has {count} sheets, and the mapping does not say which.",
            ),
            _t("在映射里写 sheet: 工作表名；有：{known}。", "Write sheet: NAME in the mapping; there are: {known}."),
        ),
        "table-heading-missing": Wording(
            "error",
            _t("没有找到表头。", "No heading row was found."),
            _t(
                "在映射里用 header: [首行, 末行] 写明表头在哪几行。",
                "Say in the mapping in which rows it stands: header: [first, last].",
            ),
        ),
        "table-column-missing": Wording(
            "error",
            _t("表里没有“{value}”这一栏。", "The table has no column “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "table-column-new": Wording(
            "warning",
            _t(
                "映射没有提到“{value}”这一栏，没有导入。",
                "The mapping says nothing of the column “{value}”; it is left out.",
            ),
            _t(
                "需要就加到 columns；不需要就写 {value}: null。",
                "Add it to columns if it is wanted, else write {value}: null.",
            ),
        ),
        "table-empty": Wording(
            "error",
            _t("表头下面没有可导入的行。", "There is no row to import below the heading."),
            _t("检查映射里的 sheet 和 header。", "Check sheet and header in the mapping."),
        ),
        "table-formula": Wording(
            "error",
            _t(
                "{cell}（{heading}）是公式或错误值，不能当作内容。",
                "{cell} ({heading}) holds a formula or an error value, which is not read.",
            ),
            _t(
                "在表格软件里复制这一栏，选“粘贴为数值”，再导入。",
                "Copy the column in a spreadsheet, paste it as values, and import again.",
            ),
        ),
        "table-number": Wording(
            "error",
            _t(
                "{cell}（{heading}）应是整数，这里是“{value}”。",
                "{cell} ({heading}) should be a whole number; it is “{value}”.",
            ),
            _t("改正这一格，或把这一栏在映射里写成 null。", "Mend the cell, or set the column to null in the mapping."),
        ),
        "table-units": Wording(
            "error",
            _t(
                "{cell}（{heading}）应只有一个单位，这里有 {count} 个：{value}",
                "{cell} ({heading}) should name one unit; it names {count}: {value}",
            ),
            _t(
                "第一个是牵头单位的，在映射里把这一栏写成 {key}；否则改正这一格。",
                "If the first of them leads, let the column fill {key} in the mapping; otherwise mend the cell.",
            ),
        ),
        "table-money": Wording(
            "error",
            _t("{cell}（{heading}）不像金额：“{value}”", "{cell} ({heading}) is no amount: “{value}”"),
            _t(
                "写成数，或“50万元”“50—100万元”“不超过50万元”。", "Write a number, or 50万元, 50—100万元, 不超过50万元."
            ),
        ),
        "table-money-unit": Wording(
            "error",
            _t(
                "{cell}（{heading}）没有写明是元、万元还是亿元：“{value}”",
                "{cell} ({heading}) does not say its unit of money: “{value}”",
            ),
            _t("在映射里给这一栏加 unit: yuan、wan 或 yi。", "Give the column unit: yuan, wan or yi in the mapping."),
        ),
        "table-money-worded": Wording(
            "warning",
            _t(
                "{cell}（{heading}）不是数，照原文收录：“{value}”",
                "{cell} ({heading}) is no number and is kept as worded: “{value}”",
            ),
            _t("请核对；不要就把这一格改成“—”。", "Please check; to leave it out, write — in the cell."),
        ),
        "table-date": Wording(
            "error",
            _t("{cell}（{heading}）不像日期：“{value}”", "{cell} ({heading}) is no date: “{value}”"),
            _t(
                "写成 2025-06-12、2025年6月12日、2025年6月 或 2025年。",
                "Write 2025-06-12, 2025年6月12日, 2025年6月 or 2025年.",
            ),
        ),
        "table-word": Wording(
            "error",
            _t(
                "{cell}（{heading}）的“{value}”不知对应本站的哪一项。",
                "{cell} ({heading}) says “{value}”, which stands for nothing here.",
            ),
            _t(
                "在映射的 values 里写明它对应什么；不要的写 null。",
                "Say under values in the mapping what it stands for, or null to leave it out.",
            ),
        ),
        "table-reference": Wording(
            "warning",
            _t(
                "{cell}（{heading}）：叫“{value}”的{kind}有 {count} 条，没有关联。",
                "{cell} ({heading}): {count} records of the kind {kind_en} are called “{value}”; none is linked.",
            ),
            _t("导入后在记录里补上编号。", "Add the identifier to the record afterwards."),
        ),
        "table-id-empty": Wording(
            "error",
            _t("第 {row} 行按“{value}”得不出编号。", "Row {row} gives no identifier by “{value}”."),
            _t(
                "补上这一行的序号或编号，或在映射的 id 里用花括号加上记录键名。",
                "Fill in its number or code, or use a record's key in braces in the mapping's id.",
            ),
        ),
        "table-id-twice": Wording(
            "error",
            _t("第 {row} 行与第 {first} 行的编号都是 {value}。", "Rows {row} and {first} would both be {value}."),
            _t(
                "改正序号或编号，或在映射的 id 里用花括号加上记录键名。",
                "Mend their numbers or codes, or use a record's key in braces in the mapping's id.",
            ),
        ),
        "table-id-taken": Wording(
            "error",
            _t(
                "第 {row} 行的编号 {value} 已是另一条记录：{file}",
                "Row {row} would be {value}, which is another record: {file}",
            ),
            _t(
                "是同一条就在映射的 skip_rows 里写上这一行；不是就改映射的 id。",
                "If it is the same, add the row to skip_rows in the mapping; if not, change the mapping's id.",
            ),
        ),
        "table-row-twice": Wording(
            "error",
            _t(
                "第 {row} 行与第 {first} 行的 {value} 相同，分不清是哪一行。",
                "Rows {row} and {first} have the same {value} and cannot be told apart.",
            ),
            _t(
                "删去重复的行，或在映射的 row_key 里加一栏。",
                "Remove the repeated row, or add a key to row_key in the mapping.",
            ),
        ),
        "table-row-hidden": Wording(
            "warning",
            _t("这一行在表里是隐藏的，也读了。", "This row is hidden in the sheet; it was read all the same."),
            _t(
                "核对公布的表里有没有它；没有就写进映射的 skip_rows。",
                "See whether the published table shows it; if not, add it to skip_rows in the mapping.",
            ),
        ),
        "table-row-changed": Wording(
            "warning",
            _t(
                "第 {row} 行变了，已有的记录 {value} 没有改动；不同的是：{keys}",
                "Row {row} has changed; the record {value} was left as it is. They differ in: {keys_en}",
            ),
            _t("核对后自己改 {file}。", "Compare, and edit {file} yourself."),
        ),
        "table-row-gone": Wording(
            "warning",
            _t(
                "{value} 是以前从这张表导入的，表里已没有这一行。",
                "{value} was imported from this table, which no longer has its row.",
            ),
            _t(
                "核对出处；确已撤下的，在 {file} 里写 withdrawn。",
                "Check the source; if it was taken out, write withdrawn in {file}.",
            ),
        ),
        # -- filled forms that come in ------------------------------------------------------------------------
        "filled-invalid": Wording(
            "error",
            _t("这不是填好的表格数据：{reason}。", "This is no filled form: {reason_en}."),
            _t(
                "在本站网页上填表，用“下载数据（.json）”得到的文件；不要手工改。",
                "Use the .json file that the web form on this site gives, and do not edit it by hand.",
            ),
        ),
        "form-unknown": Wording(
            "error",
            _t("没有编号为“{value}”的表格。", "There is no form “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "form-unnamed": Wording(
            "error",
            _t("文件里没有写明是哪一张表。", "The file does not say of which form it is."),
            _t("用 --form 指明表格的编号。", "Name the form with --form."),
        ),
        "form-source-unknown": Wording(
            "error",
            _t("没有叫“{value}”的榜题或指南记录。", "There is no challenge or guide “{value}”."),
            _t("写成 challenge/编号 或 guide/编号。{advice}", "Write challenge/ID or guide/ID. {advice_en}"),
        ),
        "form-list-unknown": Wording(
            "error",
            _t("没有编号为“{value}”的榜单记录。", "There is no list “{value}”."),
            _t("{advice}", "{advice_en}"),
        ),
        "form-unlisted": Wording(
            "error",
            _t(
                "《{form}》填好后不成为榜题，不能列入榜单。",
                "A filled {form} becomes no challenge and cannot be listed.",
            ),
            _t("去掉 --list，存到 needs/。", "Leave out --list; it is kept in needs/."),
        ),
        "form-filed-again": Wording(
            "error",
            _t(
                "同一单位的同名需求已有：{value}；这一份内容不同，没有写入。",
                "The same unit's need of the same title is there already: {value}; this file differs and was not written.",
            ),
            _t(
                "要用新的一份，先把旧的移走或删去，再导入。",
                "To take the new one, move the old one away or delete it, and import again.",
            ),
        ),
    }
)

CODES: Mapping[str, Wording] = MappingProxyType({**_FAULTS, **_FINDINGS, **_OTHERS, **_FILLED, **_INTAKE})

FILLED: frozenset[str] = frozenset({*_FILLED, *_INTAKE})
"""The codes of what people send: filled forms and tables."""

EXEMPTIBLE: frozenset[str] = frozenset({*_FINDINGS, "quote-not-found"})
"""The codes that an exemption may name; an archived text may be shorter than the document that is quoted."""


def problem(
    code: str,
    place: Place,
    *,
    pointer: Pointer = (),
    value: object = None,
    words: Mapping[str, object] = MappingProxyType({}),
    severity: Severity | None = None,
    **details: object,
) -> Problem:
    """The problem `code` at `place`, worded with `value`, `words` and `details`; `severity` where the code's own is too strong."""
    wording = CODES[code]
    shown = None if value is None else _shown(value)
    filled = {"value": shown or "", **{name: str(detail) for name, detail in {**words, **details}.items()}}
    return Problem(
        code=code,
        severity=severity or wording.severity,
        file=place.file,
        line=place.line,
        column=place.column,
        pointer=pointer,
        value=shown,
        message=_filled(wording.message, filled),
        remedy=_filled(wording.remedy, filled),
    )


def nearest(value: str, known: Iterable[str]) -> dict[str, str]:
    """Advice in both languages: the nearest of the known words, or else the words themselves, at most twenty."""
    choices = list(known)
    close = get_close_matches(value, choices, n=1, cutoff=0.6)
    if close:
        return {"advice": f"是不是“{close[0]}”？", "advice_en": f"Did you mean “{close[0]}”?"}
    listed = ", ".join(choices[:20]) + (" …" if len(choices) > 20 else "")
    return {"advice": f"可用的有：{listed}。", "advice_en": f"There are: {listed}."}


def among(value: str, known: Iterable[str]) -> dict[str, str]:
    """Advice for a choice in both languages: the nearest of the known words where one is near, and all of them."""
    choices = list(known)
    close = get_close_matches(value, choices, n=1, cutoff=0.6)
    listed = ", ".join(choices)
    zh, en = (f"是不是“{close[0]}”？", f"Did you mean “{close[0]}”? ") if close else ("", "")
    return {"advice": f"{zh}可用的有：{listed}。", "advice_en": f"{en}There are: {listed}."}


def written(pointer: Pointer) -> str:
    """The pointer as RFC 6901 writes it."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line and code, each once; two that differ in words alone are two."""
    unique = {(p.file, p.line, p.column, p.code, p.pointer, p.value, p.message.zh): p for p in problems}
    return tuple(unique[k] for k in sorted(unique, key=lambda k: (*k[:4], str(k[4]), k[5] or "", k[6])))


def is_error(found: Problem) -> bool:
    """Whether the record must be left out."""
    return found.severity == "error"


def _filled(text: Text, words: Mapping[str, str]) -> Text:
    return Text(zh=text.zh.format_map(words), en=(text.en or text.zh).format_map(words))


def _shown(value: object) -> str:
    """The value on one line, at most 80 characters, with invisible characters made visible."""
    text = value if isinstance(value, str) else repr(value)
    line = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return line if len(line) <= 80 else line[:77] + "…"
