"""What is told of links: those within a built site, and those to others that records and prose name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

_REBUILD = text(
    "若来自文章或记录，改那里的链接；若是本程序的页面，请报告这个问题。",
    "Where prose or a record makes this link, mend it there; where the program does, report it.",
)

LINKS: Mapping[str, Wording] = MappingProxyType(
    {
        "href-missing": Wording(
            "error",
            text(
                "链接“{value}”指向的文件 {target} 不在网站里（{files} 个文件有这个链接）。",
                "“{value}” leads to {target}, which is no file of the site ({files} files have this link).",
            ),
            _REBUILD,
        ),
        "href-fragment": Wording(
            "error",
            text(
                "链接“{value}”指向的位置 {target} 不存在（{files} 个文件有这个链接）。",
                "“{value}” leads to {target}, a place that the page does not have ({files} files have this link).",
            ),
            _REBUILD,
        ),
        "href-outside": Wording(
            "error",
            text(
                "链接“{value}”走出了网站的文件夹（{files} 个文件有这个链接）。",
                "“{value}” leads out of the site's folder ({files} files have this link).",
            ),
            text(
                "从本页出发写相对路径；外部网页写完整地址（https://…）。",
                "Write the way from this page; pages elsewhere need their whole address (https://…).",
            ),
        ),
        "href-rooted": Wording(
            "error",
            text(
                "链接“{value}”从主机的根开始，换一个子路径就会失效（{files} 个文件有这个链接）。",
                "“{value}” begins at the host's root and breaks below another path ({files} files have this link).",
            ),
            text("改成相对路径。", "Write it as the way from this page."),
        ),
        "href-base": Wording(
            "error",
            text(
                "链接“{value}”不从网站所在的路径 {target} 开始。",
                "“{value}” does not begin with {target}, the path below which the site is served.",
            ),
            text(
                "按网站将要放的地址设好 SITE_URL，重新生成。",
                "Set SITE_URL to the address at which the site will stand, and build again.",
            ),
        ),
        "href-strange": Wording(
            "error",
            text(
                "链接“{value}”的写法打不开（{files} 个文件有这个链接）。",
                "“{value}” is no kind of link that opens ({files} files have this link).",
            ),
            text("只用 http、https、mailto 或相对路径。", "Use http, https, mailto, or the way from this page."),
        ),
        "address-gone": Wording(
            "error",
            text("地址 {address} 已经没有了（{answer}）。", "{address} is gone ({answer})."),
            text(
                "找到网页的新地址或存档，改写这里；确认要保留的，写进允许清单并说明理由。",
                "Find the page's new address or an archived copy and write it here; to keep it, allow it with a reason.",
            ),
        ),
        "address-failing": Wording(
            "error",
            text("地址 {address} 打不开：{answer}。", "{address} does not open: {answer_en}."),
            text(
                "过几天再查；一直打不开就换成新地址或存档，或写进允许清单并说明理由。",
                "Check again in a few days; if it stays so, write its new address or an archived copy, or allow it with a reason.",
            ),
        ),
        "address-certificate": Wording(
            "error",
            text("地址 {address} 的安全连接有问题：{answer}。", "{address} has no safe connection: {answer_en}."),
            text(
                "浏览器会警告读者；有别的地址就改写，否则写进允许清单并说明理由。",
                "Browsers warn readers of it; write another address of the same page, or allow it with a reason.",
            ),
        ),
        "address-refused": Wording(
            "warning",
            text(
                "地址 {address} 不回答程序（{answer}），不能判断它还在不在。",
                "{address} does not answer programs ({answer}); whether it is there cannot be told.",
            ),
            text(
                "用浏览器打开看一次；能打开的，写进允许清单并说明理由。",
                "Open it once in a browser; if it opens, allow it with a reason.",
            ),
        ),
        "address-moved": Wording(
            "warning",
            text("地址 {address} 永久搬到了 {target}。", "{address} has moved for good to {target}."),
            text(
                "看过新地址的内容相同，就改写成新地址。", "Where the new page says the same, write its address instead."
            ),
        ),
        "address-unsafe": Wording(
            "error",
            text("没有去问地址 {address}：{answer}。", "{address} was not asked: {answer_en}."),
            text(
                "改成公开的网页地址；内网的网站用 --allow-local 检查。",
                "Write the address of a public page; for hosts of an intranet use --allow-local.",
            ),
        ),
        "allowed-without-reason": Wording(
            "error",
            text("允许清单这一行没有理由：{value}。", "This line of the list has no reason: {value}."),
            text("在地址后面空一格，写 # 和理由。", "After the address write a space, # and the reason."),
        ),
        "allowed-unused": Wording(
            "warning",
            text(
                "允许清单这一条这次没有用上：{value}。",
                "This entry was not needed this time: {value}.",
            ),
            text(
                "地址不再出现或又能打开了，就删去这一行。",
                "Remove the line if the address is no longer named, or opens again.",
            ),
        ),
    }
)
