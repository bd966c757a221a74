"""Markdown as GitHub's own parser renders it, and what then is in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
OURS = frozenset({"p", "strong", "em", "code", "del", "ins", "ul", "li", "h3", "h4", "br"})
"""The tags that a comparison is made of, but for links to its site."""

ACTING = re.compile(r"@[A-Za-z0-9]|#[A-Za-z0-9]|://|www\.|\$|\bGH-\d|\b[0-9a-f]{7,40}\b|:[a-z_+]+:|[!&~]\d", re.I)
"""What GitHub or another host makes a mention, a reference, a link, a picture or a formula of, outside code."""


class Rendered(NamedTuple):
    """The tags in their order, where links lead, comments, text outside code (parted by NUL at tags), and all text."""

    tags: tuple[str, ...]
    targets: tuple[str, ...]
    comments: tuple[str, ...]
    open_text: str
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.comments: list[str] = []
        self.open_text: list[str] = []
        self.text: list[str] = []
        self.within = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.targets += [value or "" for _, value in attrs]
        self.within += tag == "code"
        self.open_text.append("\0")

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag == "code"
        self.open_text.append("\0")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self.open_text.append(" " if self.within else data)


def rendered(markdown: str) -> Rendered:
    """The Markdown through GitHub's parser, with no HTML taken out."""
    reader = _Reader()
    html = cmarkgfm.markdown_to_html_with_extensions(markdown, options=Options.CMARK_OPT_UNSAFE, extensions=EXTENSIONS)
    reader.feed(html)
    reader.close()
    return Rendered(
        tuple(reader.tags),
        tuple(reader.targets),
        tuple(reader.comments),
        "".join(reader.open_text),
        "".join(reader.text),
    )
