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


CODES: Mapping[str, Wording] = MappingProxyType(
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
        "dates-reversed": Wording(
            "error",
            _t("开始（{start}）晚于结束（{end}）。", "It begins ({start}) after it ends ({end})."),
            _t("核对两个日期。", "Check the two dates."),
        ),
        "personal-data": Wording(
            "error",
            _t("像是个人手机号码：{value}", "This looks like a private mobile number: {value}"),
            _t("删掉它；只写公开的办公电话。", "Remove it; give only a public office line."),
        ),
        # -- dates and periods ----------------------------------------------------------------------------
        # -- units ----------------------------------------------------------------------------------------
        # -- records together -----------------------------------------------------------------------------
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
        # -- privacy --------------------------------------------------------------------------------------
        # -- quotations -----------------------------------------------------------------------------------
        # -- changes since a revision ---------------------------------------------------------------------
        # -- exemptions -----------------------------------------------------------------------------------
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
