"""What is never right: the record must be mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

FAULTS: Mapping[str, Wording] = MappingProxyType(
    {
        # -- files ----------------------------------------------------------------------------------------
        "file-unreadable": Wording(
            "error",
            text("文件无法读取：{reason}", "The file cannot be read: {reason}"),
            text("检查文件权限，或重新上传这个文件。", "Check the file's permissions, or upload it again."),
        ),
        "file-symlink": Wording(
            "error",
            text("这是符号链接，不是文件。", "This is a symbolic link, not a file."),
            text("删除链接，放入文件本身。", "Remove the link and put the file itself there."),
        ),
        "file-too-large": Wording(
            "error",
            text("文件有 {size} 字节，超过上限 {limit}。", "The file has {size} bytes; the limit is {limit}."),
            text(
                "一个文件只写一条记录；附件不要放进记录。", "Write one record per file, and keep attachments out of it."
            ),
        ),
        "file-not-utf8": Wording(
            "error",
            text("文件不是 UTF-8 编码（第 {offset} 字节）。", "The file is not UTF-8 (byte {offset})."),
            text("用编辑器另存为 UTF-8。", "Save it as UTF-8 in your editor."),
        ),
        "file-control-character": Wording(
            "error",
            text(
                "文件里有不可见的控制字符 {character}。", "The file holds an invisible control character {character}."
            ),
            text(
                "删除这个字符；它多半是从 Word 或 PDF 复制来的。",
                "Delete the character; it usually comes from copying out of Word or PDF.",
            ),
        ),
        "file-empty": Wording(
            "error",
            text("文件是空的。", "The file is empty."),
            text("写入记录，或删除文件。", "Write the record, or delete the file."),
        ),
        "file-stray": Wording(
            "error",
            text("这里不放这样的文件。", "A file like this does not belong here."),
            text(
                "记录放在 content/ 下各类文件夹中，扩展名为 .yml；类别有：{known}。",
                "Records lie in the kinds' folders under content/ and end in .yml; the folders are: {known}.",
            ),
        ),
        "folder-unknown": Wording(
            "error",
            text("没有叫“{value}”的记录类别。", "There is no kind of record called “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "name-case-collision": Wording(
            "error",
            text(
                "与 {other} 只差大小写，在 Windows 和 macOS 上会互相覆盖。",
                "Differs from {other} only by case; one overwrites the other on Windows and macOS.",
            ),
            text("改成不同的名字，只用小写字母。", "Give it another name, in lower case."),
        ),
        "files-waiting": Wording(
            "error",
            text(
                "一次导入还没有写完：一部分记录已经放好，其余的在这个文件夹里等着。",
                "An import has not finished: some of its records are in their places, the others wait in this folder.",
            ),
            text(
                "等它结束；它若已经中断，再运行一次同样的命令，会接着写完。不要这些记录，就删除这个文件夹和已经放好的。",
                "Wait for its end; if it was cut off, run the same command again, which goes on. If the records are not "
                "wanted, delete this folder and those that are in their places.",
            ),
        ),
        # -- YAML -----------------------------------------------------------------------------------------
        "yaml-syntax": Wording(
            "error",
            text("YAML 写法有误：{reason}", "The YAML is malformed: {reason_en}"),
            text(
                "检查这一行和上一行的缩进、冒号后的空格、引号和括号。",
                "Check this line and the one above for indentation, a space after the colon, quotes and brackets.",
            ),
        ),
        "yaml-conflict": Wording(
            "error",
            text(
                "合并时留下的记号还在：{value}",
                "A mark that a merge left behind still stands here: {value}",
            ),
            text(
                "<<<<<<< 与 ======= 之间、======= 与 >>>>>>> 之间是同一处的两种写法：留下对的，再删掉这三行记号。",
                "Between <<<<<<< and =======, and between ======= and >>>>>>>, stand two versions of one place: keep what "
                "is right, and delete these three lines.",
            ),
        ),
        "yaml-alias": Wording(
            "error",
            text("不能使用锚点（&）或引用（*）：{value}", "Anchors (&) and aliases (*) are not used here: {value}"),
            text("把内容直接写出来；若是文字，请加引号。", "Write the content out; if it is text, quote it."),
        ),
        "yaml-tag": Wording(
            "error",
            text("不能使用标签（!）：{value}", "Tags (!) are not used here: {value}"),
            text("删除标签；若是文字，请加引号。", "Remove the tag; if it is text, quote it."),
        ),
        "yaml-duplicate-key": Wording(
            "error",
            text(
                "键“{value}”写了两次（前一次在第 {first} 行）。",
                "The key “{value}” stands twice (first on line {first}).",
            ),
            text("保留一个，合并内容。", "Keep one and merge their content."),
        ),
        "yaml-key": Wording(
            "error",
            text("键必须是文字：{value}", "A key must be text: {value}"),
            text("给键加引号，或改成正确的键名。", "Quote the key, or use the right one."),
        ),
        "yaml-too-deep": Wording(
            "error",
            text("嵌套超过 {limit} 层。", "It is nested more than {limit} deep."),
            text("检查缩进；记录不需要这么深。", "Check the indentation; no record needs this depth."),
        ),
        "yaml-documents": Wording(
            "error",
            text("一个文件里有不止一份内容（---）。", "The file holds more than one document (---)."),
            text("一个文件只写一条记录，拆成几个文件。", "Write one record per file; split it."),
        ),
        "yaml-number": Wording(
            "error",
            text("数太大，不能准确保存：{value}", "The number is too large to be kept exactly: {value}"),
            text(
                "换用更大的单位（如 yi 亿元），或加引号写成文字。",
                "Use a larger unit (such as yi), or quote it as text.",
            ),
        ),
        "yaml-not-mapping": Wording(
            "error",
            text(
                "文件的内容应是“键: 值”，这里是{actual}。",
                "The file should hold “key: value” pairs; it holds {actual_en}.",
            ),
            text("从 id: 开始写，参照同类记录。", "Begin with id:, following another record of the kind."),
        ),
        # -- schema ---------------------------------------------------------------------------------------
        "key-missing": Wording(
            "error",
            text("缺少必填的“{missing}”（{label}）。", "The required key “{missing}” ({label_en}) is missing."),
            text("在这里加上 {missing}: …", "Add {missing}: … here."),
        ),
        "key-missing-one-of": Wording(
            "error",
            text("至少要有其中之一：{missing}。", "At least one of these is needed: {missing}."),
            text("加上其中一个键。", "Add one of these keys."),
        ),
        "key-unknown": Wording(
            "error",
            text("这里没有“{value}”这个键。", "There is no key “{value}” here."),
            text("{advice}", "{advice_en}"),
        ),
        "key-needs": Wording(
            "error",
            text("有“{value}”就要有“{missing}”。", "“{value}” needs “{missing}” beside it."),
            text("加上 {missing}，或删除 {value}。", "Add {missing}, or remove {value}."),
        ),
        "value-type": Wording(
            "error",
            text("应为{expected}，这里是{actual}：{value}", "Expected {expected_en}, found {actual_en}: {value}"),
            text("{hint}", "{hint_en}"),
        ),
        "value-choice": Wording(
            "error",
            text("“{value}”不在可选值之内。", "“{value}” is not one of the choices."),
            text("{advice}", "{advice_en}"),
        ),
        "value-pattern": Wording(
            "error",
            text("“{value}”的写法不对。", "“{value}” is not written as it should be."),
            text("{hint}", "{hint_en}"),
        ),
        "value-date": Wording(
            "error",
            text("没有“{value}”这个日期。", "There is no such date as “{value}”."),
            text(
                "核对月份和日数；写成 2026-05-11，有钟点的写成 2026-05-11T16:30。",
                "Check month and day; write 2026-05-11, or 2026-05-11T16:30 with an hour.",
            ),
        ),
        "value-length": Wording(
            "error",
            text("文字长度不合适（{rule}）：{value}", "The text has the wrong length ({rule_en}): {value}"),
            text("空的就删掉这个键；过长的请缩写。", "Remove the key if it is empty; shorten it if it is long."),
        ),
        "value-range": Wording(
            "error",
            text("数值超出范围（{rule}）：{value}", "The number is out of range ({rule_en}): {value}"),
            text("核对数值和单位。", "Check the figure and its unit."),
        ),
        "value-items": Wording(
            "error",
            text(
                "列表的项数或内容不合要求（{rule}）。",
                "The list has the wrong number of items or repeats one ({rule_en}).",
            ),
            text(
                "没有内容就删掉这个键；重复的只留一个。",
                "Remove the key if there is nothing; keep one of repeated items.",
            ),
        ),
        "value-shape": Wording(
            "error",
            text("内容不符合“{label}”的任何一种写法：{value}", "It fits none of the forms of “{label_en}”: {value}"),
            text("{hint}", "{hint_en}"),
        ),
        "record-invalid": Wording(
            "error",
            text("记录“{value}”不符合它的格式。", "The record “{value}” does not fit its schema."),
            text(
                "对照同类记录逐项检查；仍找不到原因时请报告给维护者。",
                "Compare it with a record of its kind; if nothing is found, report it to the maintainers.",
            ),
        ),
        "problems-many": Wording(
            "error",
            text(
                "这个文件还有更多问题，只列出前 {limit} 个。",
                "The file has more problems; the first {limit} are listed.",
            ),
            text("先改好列出的，再检查一次。", "Mend those that are listed, and check again."),
        ),
        # -- references -----------------------------------------------------------------------------------
        "id-file-name": Wording(
            "error",
            text("id 是“{value}”，文件名却是“{name}”。", "The id is “{value}” but the file is named “{name}”."),
            text(
                "让两者相同：写成 id: {name}；id 没有写错，就按它给文件改名。",
                "Make them equal: write id: {name}; or, if the id is right, name the file after it.",
            ),
        ),
        "id-reserved": Wording(
            "error",
            text("“{value}”留给网站的页面，不能作 id。", "“{value}” is reserved for the site's own pages."),
            text("换一个编号。", "Choose another identifier."),
        ),
        "id-duplicate": Wording(
            "error",
            text("编号“{value}”已被 {other} 使用。", "The identifier “{value}” is already used by {other}."),
            text("换一个编号；曾用编号也不能再用。", "Choose another; former identifiers are taken for ever."),
        ),
        "reference-unknown": Wording(
            "error",
            text("没有编号为“{value}”的{label}记录。", "There is no {label_en} with the identifier “{value}”."),
            text("{advice}或先建这条记录。", "{advice_en} Or make that record first."),
        ),
        "reference-cycle": Wording(
            "error",
            text("引用绕成了圈：{value}", "The references go round in a circle: {value}"),
            text("删掉其中一处引用。", "Remove one of the references."),
        ),
        "source-unknown": Wording(
            "error",
            text("本记录的 sources 里没有“{value}”。", "This record's sources have no “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "key-repeated": Wording(
            "error",
            text("“{value}”在同一列表里用了两次。", "“{value}” is used twice in the same list."),
            text("改成不同的代号。", "Use different keys."),
        ),
        "track-unknown": Wording(
            "error",
            text("计划“{programme}”没有“{value}”这一类。", "The programme “{programme}” has no track “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "vocabulary-unknown": Wording(
            "error",
            text("{label}表里没有“{value}”。", "The {label_en} vocabulary has no “{value}”."),
            text("{advice}或在 {vocabulary} 里加一行。", "{advice_en} Or add a line to {vocabulary}."),
        ),
        "range-reversed": Wording(
            "error",
            text("最小值（{start}）大于最大值（{end}）。", "The least ({start}) is above the most ({end})."),
            text("核对两个数，看是不是写反了。", "Check both; they may be the wrong way round."),
        ),
        "dates-reversed": Wording(
            "error",
            text("开始（{start}）晚于结束（{end}）。", "It begins ({start}) after it ends ({end})."),
            text("核对两个日期。", "Check the two dates."),
        ),
    }
)
