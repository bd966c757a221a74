"""MkDocs beside ours: `python bench/asmarkdown.py SITE OUT` makes a project of the record pages of SITE.

What a page shows is taken from its article: headings, paragraphs, lists and rows, in their order, and links between
records as links between pages. The project has Material's theme and no plugins.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from hugo import record_pages

CONFIG = """\
site_name: zhangbang
site_url: https://zhangbang.example/
use_directory_urls: false
theme: {name: material, font: false}
plugins: []
markdown_extensions: [tables]
nav: [index.md]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, unrecognized_links: ignore}}
"""
LINK = re.compile(r"(?:\.\./)*(?:(?:zh|en)/)?[a-z]+/[a-z0-9-]+\.html\Z")
HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### "}
LINES = {"p", "li", "dd", "dt", "tr", "pre", "caption", "div"}


class Article(HTMLParser):
    """The lines of an article as Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.hidden = 0
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line begins, or a link."""
        if tag in ("script", "template", "select"):
            self.hidden += 1
        elif tag in HEADINGS:
            self.lines.append(HEADINGS[tag])
        elif tag == "li":
            self.lines.append("- ")
        elif tag in LINES:
            self.lines.append("")
        elif tag in ("td", "th"):
            self.lines[-1] += " "
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self.targets.append(f"{href[:-5]}.md" if LINK.match(href) else "")
            self.lines[-1] += "[" if self.targets[-1] else ""

    def handle_endtag(self, tag: str) -> None:
        """A link ends, or what no reader sees."""
        if tag in ("script", "template", "select"):
            self.hidden -= 1
        elif tag == "a" and self.targets:
            target = self.targets.pop()
            self.lines[-1] += f"]({target})" if target else ""

    def handle_data(self, data: str) -> None:
        """Words, on the line that is open."""
        if not self.hidden:
            self.lines[-1] += re.sub(r"\s+", " ", data)


def main() -> None:
    """The command line."""
    site, out = map(Path, sys.argv[1:3])
    (out / "docs").mkdir(parents=True)
    (out / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (out / "docs" / "index.md").write_text("# zhangbang\n", encoding="utf-8")
    for page in record_pages(site):
        path = (out / "docs" / page).with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown_of((site / page).read_text(encoding="utf-8")), encoding="utf-8")


def markdown_of(html: str) -> str:
    """A page's article as Markdown, each line a paragraph or an entry of a list."""
    article = Article()
    article.feed(html[html.index("<article") : html.index("</article>")])
    return "\n\n".join(line.strip() for line in article.lines if line.strip(" -#")) + "\n"


if __name__ == "__main__":
    main()
