"""What a host is told: the site's address, its own domain, and how large the site is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

DOMAINS: Mapping[str, Wording] = MappingProxyType(
    {
        "custom-domain-wrong": Wording(
            "error",
            text("“{value}”不是主机名：{reason}。", "“{value}” is no host name: {reason_en}."),
            text(
                "只写主机名，用小写，例如 calls.example.org；不要 https://，不要路径。",
                "Write the host's name alone in small letters, such as calls.example.org, without https:// or a path.",
            ),
        ),
    }
)
"""What a check of the settings tells."""

HOSTING: Mapping[str, Wording] = MappingProxyType(
    {
        "site-address-wrong": Wording(
            "error",
            text("网站的地址“{value}”不能用：{reason}。", "The site's address “{value}” cannot be used: {reason_en}."),
            text(
                "写成 https://主机/ 或 https://主机/路径/，例如 SITE_URL=https://example.org/calls/。",
                "Write https://host/ or https://host/path/, such as SITE_URL=https://example.org/calls/.",
            ),
        ),
        "custom-domain-differs": Wording(
            "warning",
            text(
                "custom_domain 是“{domain}”，网站的地址却是“{value}”：网页、订阅和日历会写后一个。",
                "custom_domain is “{domain}”, but the site's address is “{value}”: pages, feeds and calendars name the latter.",
            ),
            text(
                "主站用 SITE_URL=https://{domain}/ 生成；镜像不必理会。",
                "Build the main site with SITE_URL=https://{domain}/; for a mirror this is as it should be.",
            ),
        ),
        "site-too-large": Wording(
            "warning",
            text(
                "网站共 {size}、{files} 个文件，GitHub Pages 上限是 {limit}。",
                "The site has {size} in {files} files; GitHub Pages takes {limit}.",
            ),
            text(
                "换用没有这个上限的主机（nginx、对象存储），或把往年的记录移到单独的网站，见“网站变大以后”。",
                "Use a host without this limit (nginx, object storage), or move past years to a site of their own: see “When a site grows”.",
            ),
        ),
        "site-file-too-large": Wording(
            "warning",
            text(
                "文件 {value} 有 {size}，GitHub 每个文件上限是 {limit}。",
                "{value} has {size}; GitHub takes {limit} for one file.",
            ),
            text(
                "用 GitHub Actions 直接发布可以不受此限；推送到分支的方式会被拒绝。",
                "Publish by GitHub Actions, which has no such limit; a push to a branch would be refused.",
            ),
        ),
    }
)
"""What a build tells its host."""
