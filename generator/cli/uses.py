"""What the page of commands says beyond their help: the occasion, an example to type, and what exit code 1 means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.model.parts import Text


class Use(NamedTuple):
    """How a command is used: an example, and when it ends with 1."""

    example: str
    one: Text | None = None


class Part(NamedTuple):
    """Commands that are used on one occasion."""

    heading: Text
    uses: Mapping[str, Use]


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


_NONE_WRITTEN = _text("有错误，什么也没有写入", "something is wrong, and nothing was written")

WRITING: Mapping[str, Use] = {
    "new": Use("zhangbang new organisation", _NONE_WRITTEN),
    "fmt": Use(
        "zhangbang fmt content/organisations/example-university.yml",
        _text(
            "有文件整理不了，或用了 `--check` 而有文件会变",
            "a file cannot be put in order, or `--check` found one that would change",
        ),
    ),
    "import list": Use("zhangbang import list winners.xlsx --kind winner --mapping mapping.yml", _NONE_WRITTEN),
    "import form": Use(
        "zhangbang import form inbox/",
        _text("有的文件有错误；没有错误的已经写入", "some files are wrong; those that are right were written"),
    ),
    "import record": Use("zhangbang import record record-organisation.xlsx", _NONE_WRITTEN),
    "import issue": Use("zhangbang import issue issue.md --dry-run", _NONE_WRITTEN),
}
SENDING: Mapping[str, Use] = {
    "export form": Use(
        "zhangbang export form example-need-form --format docx",
        _text("没有这张表或这条记录，或它有错误", "there is no such form or record, or it has an error"),
    ),
    "export record": Use(
        "zhangbang export record organisation --format xlsx",
        _text("网站的设置有错误", "the site's settings have an error"),
    ),
    "export issue-forms": Use(
        "zhangbang export issue-forms --check",
        _text("用了 `--check`，有表单过期了", "`--check` found a form that is out of date"),
    ),
}
REVIEWING: Mapping[str, Use] = {
    "check": Use(
        "zhangbang check --base origin/main", _text("有错误；只有提醒仍是 0", "there is an error; warnings alone are 0")
    ),
    "diff": Use(
        "zhangbang diff origin/main...HEAD",
        _text(
            "有必须处理的，例如截止变了而没有公告；只有变化仍是 0",
            "something must be mended, as a deadline that moved without a notice; changes alone are 0",
        ),
    ),
}
TRANSLATING: Mapping[str, Use] = {
    "export translations": Use(
        "zhangbang export translations --format xlsx --stale",
        _text("记录或设置有错误，什么也没有写入", "records or settings have an error, and nothing was written"),
    ),
    "import translations": Use("zhangbang import translations translations.xlsx", _NONE_WRITTEN),
}
HOSTING: Mapping[str, Use] = {
    "init": Use("zhangbang init calls", _text("文件夹写不进去", "the folder cannot be written to")),
    "build": Use(
        "zhangbang build --zip site.zip", _text("有错误；旧网站保持不变", "there is an error, and the old site stays")
    ),
    "serve": Use("zhangbang serve --address 127.0.0.1:8080"),
    "links": Use(
        "zhangbang links --external",
        _text("有打不开的链接；只有提醒仍是 0", "a link leads nowhere; warnings alone are 0"),
    ),
    "migrate": Use(
        "zhangbang migrate --dry-run",
        _text("有记录改不了，什么也没有写入", "a record cannot be brought over, and nothing was written"),
    ),
}
TAKING: Mapping[str, Use] = {
    "export": Use(
        "zhangbang export --format csv --kind challenge --out challenges",
        _text(
            "没有符合条件的记录，或记录有错误而没有写 `--keep-going`",
            "no record is asked for, or one has an error and `--keep-going` is not given",
        ),
    ),
}

PARTS: tuple[Part, ...] = (
    Part(_text("写记录", "Writing records"), WRITING),
    Part(_text("给别人填的文件", "Files for others to fill in"), SENDING),
    Part(_text("检查和审核", "Checking and reviewing"), REVIEWING),
    Part(_text("翻译", "Translating"), TRANSLATING),
    Part(_text("建站和发布", "Founding and publishing a site"), HOSTING),
    Part(_text("取用数据", "Taking data out"), TAKING),
)
"""Every command, in the order of the page."""
