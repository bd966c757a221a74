"""Rows as the finder gives them to `zhangbang.takeaway`, ordinary and hostile, and files made of them by a browser."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

from generator.model.parts import Lang
from generator.render.assets import asset_path
from generator.render.takewords import take_words
from generator.settings import read_settings

from .payloads import ALL

NOW = 1_749_960_000_000
"""Noon in Beijing on 15 June 2025, in milliseconds."""

Row = dict[str, Any]

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "＝1+1", '=HYPERLINK("https://example.org","x")',
    "=cmd|' /C calc'!A0", 'a "quoted", text; and more', "line\nline\r\nline", "]]><x/>", "nul\x00bell\x07esc\x1bvt\x0b",
    "😀 emoji 👩‍🔬 𠮷野", "half\ud83d and \udc00half", "\ufffe\uffff", "_x0041_ x", "'", "'quote", "&lt;b&gt; & <b>",
    "# 1. - + > | ~~x~~ **x** `x` [x](javascript:alert(1)) ![x](x) <https://example.org> www.example.org",
    "1. one", "- two", "+ three", "=====", "2) four",
    "END:VEVENT\r\nBEGIN:VALARM\nATTACH:x",
    "\\n \\, ;:\"", "a\u2028b\u2029c\u0085d", "长" * 2_000, ALL,
)  # fmt: skip
"""Texts that must come out of each format as the text that they are."""

TEXTS = (
    "title", "statusText", "opens", "owner", "sponsor", "area", "region", "programme", "year", "ownerPayment",
    "support", "term", "ownFunds", "quota", "number", "excerpt", "href",
)  # fmt: skip

MAKE = """async ([format, rows, words, lang, options]) => {
  const made = zhangbang.takeaway.make(format, rows, words, lang, options);
  const url = await new Promise(done => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(new Blob([made.bytes]));
  });
  return [made.name, made.type, url.slice(url.indexOf(",") + 1)];
}"""


class Made(NamedTuple):
    """A file that the browser made."""

    name: str
    type: str
    data: bytes


def make(page: Page, format: str, rows: Sequence[Row], lang: Lang = "zh", **options: Any) -> Made:
    """The file of `rows` in a format; texts that only JavaScript can hold travel as escapes."""
    chosen = {"now": NOW, **options}
    name, kind, data = page.evaluate(MAKE, [format, list(rows), words(lang), lang, chosen])
    return Made(name, kind, base64.b64decode(data))


@cache
def words(lang: Lang) -> Any:
    """The words of this repository's labels."""
    settings, _ = read_settings(Path(__file__).parents[2] / "site_config")
    return take_words(settings, lang)


def load(page: Page, home: str, *names: str) -> Page:
    """A page of the site, with scripts that it does not load itself, under the site's own policy."""
    page.goto(f"{home}zh/index.html")
    for name in names:
        page.add_script_tag(url=home + asset_path(name))
    return page


def row(**changes: Any) -> Row:
    """An ordinary challenge."""
    return {
        "kind": "challenge",
        "id": "sample-2025-motor",
        "href": "https://example.org/zh/challenges/sample-2025-motor.html",
        "title": "高速永磁电机",
        "status": "open",
        "statusText": "征集中",
        "deadlines": [deadline()],
        "opens": "2025-06-01",
        "owner": "示例电机厂",
        "sponsor": "示例市科技局",
        "area": "电机电控",
        "region": "示例市",
        "programme": "示例计划",
        "year": 2025,
        "ownerPayment": "1,234.5万元",
        "support": "不超过50万元",
        "term": "24个月",
        "ownFunds": "1:1",
        "quota": "每单位2项",
        "number": "003",
        "source": {"title": "关于发布榜单的通知", "url": "https://example.org/notice?a=1&b=(2)"},
        "excerpt": "转速达到 20000 r/min。",
        **changes,
    }


def deadline(**changes: Any) -> dict[str, Any]:
    """The deadline of solvers, at the end of a day."""
    return {
        "audience": "solver",
        "audienceText": "揭榜截止",
        "region": None,
        "moment": "2025-07-01T00:00",
        "written": "2025-06-30",
        **changes,
    }


def hostile(text: str, n: int = 0) -> Row:
    """A row that holds `text` wherever it can."""
    texts = dict.fromkeys(TEXTS, text)
    spoilt = deadline(audienceText=text, region=text, written=text)
    return row(id=f"hostile-{n}", **texts, source={"title": text, "url": text}, deadlines=[spoilt])


def hostile_rows() -> list[Row]:
    """A row for each hostile text."""
    return [hostile(text, n) for n, text in enumerate(HOSTILE)]
