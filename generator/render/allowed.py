"""Prose as HTML, of which only what a strict list allows is left: Markdown may hold any HTML that its author writes.

What comes out is written anew: tags and attributes of the list, each closed in its own place, and all else as escaped
text. So nothing in it runs, asks for anything, sends its reader on, or reaches beyond the page's content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple

from generator.render.markup import quoted
from generator.urls import is_within, safe_href

VOID = frozenset({"br", "hr", "wbr", "img", "col"})
ELEMENTS = (
    frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "section", "aside", "figure", "figcaption"})
    | frozenset({"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "kbd", "samp", "var", "details"})
    | frozenset({"summary", "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr"})
    | frozenset({"q", "cite", "dfn", "time", "a", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"})
    | frozenset({"colgroup", "ruby", "rt", "rp", "bdi", "bdo"})
    | VOID
)
GONE = frozenset(
    {
        "script",
        "style",
        "iframe",
        "object",
        "noscript",
        "template",
        "svg",
        "math",
        "textarea",
        "select",
        "title",
        "head",
    }
    | {"noembed", "noframes", "xmp", "plaintext", "audio", "video", "canvas", "frameset"}
)
"""Elements of which what is in them is left out too."""

EVERYWHERE = frozenset({"class", "id", "title", "lang", "dir", "role", "data-label"})
QUIET = frozenset({"style"})
"""What Markdown's own tables write, and no page may: it is left out without a word."""


LONGEST = 80
"""How much is shown of what was left out."""


class Allowed(NamedTuple):
    """The HTML that is left, and what was left out: tags, and attributes with their values, each once."""

    html: str
    refused: tuple[str, ...]


def allowed(html: str) -> Allowed:
    """What of the HTML may stand in a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Allowed("".join(reader.finished()), tuple(dict.fromkeys(reader.refused)))


def _is_link(address: str) -> bool:
    """Whether the address may become a link: http, https, mailto, to a record or file of the site, or relative."""
    return address.startswith(("record:", "site:", "#", "?")) or is_within(address) or _is_safe(address)


def _is_safe(address: str) -> bool:
    return ":" in address and safe_href(address) is not None


def _is_any(_: str) -> bool:
    return True


_VALUES: Mapping[str, Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "a": {"href": _is_link, "rel": str.isprintable, "hreflang": str.isprintable},
        "img": {"src": is_within, "alt": _is_any, "width": str.isdecimal, "height": str.isdecimal},
        "ol": {"start": str.isdecimal, "type": str.isalnum},
        "li": {"value": str.isdecimal},
        "th": {"colspan": str.isdecimal, "rowspan": str.isdecimal, "scope": str.isalpha, "headers": bool},
        "td": {"colspan": str.isdecimal, "rowspan": str.isdecimal, "headers": bool},
        "col": {"span": str.isdecimal},
        "colgroup": {"span": str.isdecimal},
        "time": {"datetime": bool},
        "del": {"datetime": bool, "cite": _is_link},
        "ins": {"datetime": bool, "cite": _is_link},
        "q": {"cite": _is_link},
        "blockquote": {"cite": _is_link},
        "details": {"open": _is_any},
    }
)
"""The attributes that only some elements have, and which values they may have."""


class _Reader(HTMLParser):
    """Reads HTML and writes what is allowed; elements that are left open are closed where their outer one ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[str] = []
        self.skipped: list[str] = []
        self.refused: list[str] = []

    def finished(self) -> Iterator[str]:
        """All that was written, with what is still open closed."""
        yield from self.out
        yield from (f"</{tag}>" for tag in reversed(self.open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Writes a tag of the list with its attributes of the list."""
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.append(tag)
        elif tag in ELEMENTS:
            self.out.append(f"<{tag}{''.join(self._attributes(tag, attrs))}>")
            if tag not in VOID:
                self.open.append(tag)
        else:
            self.refused.append(f"<{tag}>")
            if tag in GONE:
                self.skipped.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The same: in HTML a slash at a tag's end closes nothing but void elements."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Closes an element that is open here, and what was left open in it."""
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.pop()
        elif tag in self.open:
            while True:
                last = self.open.pop()
                self.out.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        """Writes text escaped."""
        if not self.skipped:
            self.out.append(data.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))

    def handle_entityref(self, name: str) -> None:
        """Writes a reference by name as it is."""
        if not self.skipped:
            self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Writes a reference by number as it is."""
        if not self.skipped:
            self.out.append(f"&#{name};")

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
        own, seen = _VALUES.get(tag, {}), set[str]()
        for key, value in attrs:
            fits = key in EVERYWHERE or key.startswith("aria-") or (key in own and own[key](value or ""))
            if key in seen or key in QUIET:
                continue
            seen.add(key)
            if fits and key.replace("-", "").isalnum():
                yield f" {key}" if value is None else f' {key}="{quoted(value)}"'
            else:
                self.refused.append(f"{key}={value!r}"[:LONGEST] if value else key)
