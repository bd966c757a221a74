"""What is wrong where records are written anew: formatted, or brought to the format of another version."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

VERSIONS: Mapping[str, Wording] = MappingProxyType(
    {
        "site-older": Wording(
            "error",
            text(
                "本站的记录按第 {value} 版格式写成，程序用的是第 {current} 版。",
                "This site's records are in version {value} of the format; the program uses version {current}.",
            ),
            text(
                "运行 zhangbang migrate，它会把记录改成新格式；先用 --dry-run 看看要改什么。",
                "Run zhangbang migrate, which brings the records to the new format; --dry-run shows first what it would change.",
            ),
        ),
        "site-newer": Wording(
            "error",
            text(
                "本站的记录按第 {value} 版格式写成，程序只认得到第 {current} 版：程序比网站旧。",
                "This site's records are in version {value} of the format; the program knows none after {current}: "
                "it is older than the site.",
            ),
            text("安装新版的 zhangbang。", "Install a newer zhangbang."),
        ),
    }
)
"""What a check tells of a site that is of another version than the program."""

REWRITING: Mapping[str, Wording] = MappingProxyType(
    {
        "record-elsewhere": Wording(
            "error",
            text(
                "这不是 content/ 里的记录文件，没有整理。", "This is no record's file in content/ and was left alone."
            ),
            text(
                "只写 content/ 里各类文件夹中的 .yml 文件；不写文件名就整理全部记录。",
                "Name .yml files in the folders of content/, or none at all for every record.",
            ),
        ),
        "record-read-only": Wording(
            "error",
            text("文件不能改写：{reason}", "The file cannot be rewritten: {reason}"),
            text(
                "去掉文件或文件夹的只读属性，再运行一次。",
                "Make the file and its folder writable and run the command again.",
            ),
        ),
        "migration-unknown": Wording(
            "error",
            text(
                "程序不知道怎样把第 {value} 版格式改成第 {current} 版。",
                "The program has no way from version {value} of the format to version {current}.",
            ),
            text(
                "核对 site_config/site.yml 里的 schema_version；更早的版本先用当时的程序逐版升级。",
                "See whether schema_version in site_config/site.yml is right; from earlier versions go step by step with "
                "the programs of their time.",
            ),
        ),
        "migration-failed": Wording(
            "error",
            text("这一步改不了这条记录：{step}", "This step cannot change the record: {step_en}"),
            text(
                "记录的写法与旧格式不符；照旧格式改正，再运行一次。什么也没有写入。",
                "The record is not as its old format asks; mend it and run the command again. Nothing was written.",
            ),
        ),
        "migration-invalid": Wording(
            "error",
            text(
                "改成新格式以后仍有错，没有写入：{reason}",
                "It would be wrong in the new format too, and nothing was written: {reason_en}",
            ),
            text(
                "先改正这条记录，再运行一次。{advice}",
                "Mend the record first and run the command again. {advice_en}",
            ),
        ),
        "migration-comment": Wording(
            "warning",
            text(
                "这条注释所在的内容没有了，注释移到了附近：{value}",
                "What this comment stood at is gone; it stands near by now: {value}",
            ),
            text("看看它还要不要。", "See whether it is still wanted."),
        ),
    }
)
"""What the commands that write records anew tell."""
