"""What is told of a site's own appearance: its logo, its colours and the foot of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

SITE: Mapping[str, Wording] = MappingProxyType(
    {
        "logo-missing": Wording(
            "error",
            text("没有标志文件 {value}。", "There is no logo {value}."),
            text(
                "把 PNG 或 SVG 文件放进 site_config/，在 logo 写文件名；不用标志就删掉这一行。",
                "Put the PNG or SVG into site_config/ and name it in `logo`, or remove the line.",
            ),
        ),
        "logo-refused": Wording(
            "error",
            text("标志 {value} 不能用：{reason}。", "The logo {value} cannot be used: {reason_en}."),
            text(
                "用绘图软件另存为不带脚本、不引用其他文件的 SVG，或者 PNG；文件不超过 200 kB。",
                "Save it as an SVG without scripts or references to other files, or as a PNG, of at most 200 kB.",
            ),
        ),
        "colour-contrast": Wording(
            "error",
            text(
                "颜色 {value} 的文字在{scheme}的底色 {ground} 上看不清：对比度 {reached}，至少要 4.5。",
                "Words in the colour {value} cannot be read on the {scheme_en} ground {ground}: the contrast is {reached} and must be at least 4.5.",
            ),
            text("最接近而看得清的是 {better}。", "The nearest that can be read is {better}."),
        ),
        "footer-number": Wording(
            "error",
            text("“{value}”不是{label}的写法。", "The {label_en} “{value}” is not well formed."),
            text(
                "照证书或备案系统上的写，例如 {example}；没有的，删掉这一行。",
                "Write it as in the certificate or the register, for example {example}; without one, remove the line.",
            ),
        ),
        "page-missing": Wording(
            "error",
            text(
                "缺少文章 {value}，每一页的页脚都链接到它。", "The page {value} is missing, and every page links to it."
            ),
            text(
                "写一篇“关于”：谁办这个网站，内容从哪里来。可以照 zhangbang init 写的改。",
                "Write who publishes the site and where its facts come from; what `zhangbang init` writes is a beginning.",
            ),
        ),
        "licence-unexplained": Wording(
            "warning",
            text(
                "数据许可是 {value}，而自带的“数据许可”页说的是知识共享 署名 4.0。",
                "The data are under {value}, but the program's own page explains Creative Commons Attribution 4.0.",
            ),
            text("写一篇自己的 {file}。", "Write your own {file}."),
        ),
        "languages-unfit": Wording(
            "error",
            text("网页的语言不能是 {value}。", "The pages cannot have the languages {value}."),
            text("写 [zh, en]，或者只有中文时写 [zh]。", "Write [zh, en], or [zh] for Chinese alone."),
        ),
    }
)
