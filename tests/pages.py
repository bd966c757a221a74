"""Built pages as tests read them: their elements, links, anchors and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.links import targets

BASE = "/zhangbang/"
"""Where the fixture site's address lies on its host: only 404.html, shown at any address, begins its links there."""

VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "col"})


class Element(NamedTuple):
    """An element's start: its name and attributes."""

    tag: str
    attributes: dict[str, str | None]


class Page(HTMLParser):
    """One page, read once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[Element] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        (self.scripts if self.open and self.open[-1] == "script" else self.words).append(data)

    def every(self, tag: str) -> Iterator[dict[str, str | None]]:
        """The attributes of each element of that name."""
        return (element.attributes for element in self.elements if element.tag == tag)

    @property
    def ids(self) -> list[str]:
        """Every id, as often as it stands there."""
        return [str(e.attributes["id"]) for e in self.elements if "id" in e.attributes]

    @property
    def shape(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The elements with the names of their attributes: what texts must not change."""
        return tuple((element.tag, tuple(element.attributes)) for element in self.elements)

    @property
    def links(self) -> list[str]:
        """Where its elements lead or what they load."""
        named = (e.attributes.get(name) for e in self.elements for name in ("href", "src"))
        return [address for address in named if address is not None]


@cache
def pages_of(site: Path) -> dict[str, Page]:
    """Every page of a site by its path."""
    files = sorted(site.rglob("*.html"))
    return {file.relative_to(site).as_posix(): Page(file.read_text("utf-8")) for file in files}


def is_external(address: str) -> bool:
    """Whether an address leaves the site."""
    return urlsplit(address).scheme in ("http", "https", "mailto") or address.startswith("//")


def target_of(page: str, address: str) -> tuple[str, str]:
    """The file and fragment that a relative link on a page of the fixture site leads to, as the program reads it."""
    return targets.target_of(page, address, BASE)
