"""What a file of a site links to, by its kind: pages, style sheets, JSON, and whatever names the site's own address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec

from generator.links.targets import Own

LINKING = frozenset({"href", "src", "action", "formaction", "poster", "data", "cite", "longdesc"})
"""Attributes that hold one address."""

LISTING = frozenset({"srcset", "imagesrcset"})
"""Attributes that hold several, each before its size."""

_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_FOLD = re.compile(r"\r?\n[ \t]")
_OF_PROPERTY = frozenset({"og:url", "og:image"})
_EXAMPLES = frozenset({"example", "examples", "value", "default", "const", "enum"})
"""Keys below which a JSON file shows what stands in another file."""


class Named(NamedTuple):
    """The addresses that a file names, as they are meant, and the fragments that it has."""

    addresses: frozenset[str]
    anchors: frozenset[str] = frozenset()


def named_in(path: str, text: str, own: Own) -> Named:
    """What the file at `path` names; nothing for kinds of files that link to nothing."""
    read = _READERS.get(PurePosixPath(path).suffix)
    return read(text, own) if read else Named(frozenset())


def is_read(path: str) -> bool:
    """Whether a file of this name may link to others."""
    return PurePosixPath(path).suffix in _READERS


class _Page(HTMLParser):
    """A page's addresses and anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.anchors: set[str] = set()

    def updatepos(self, i: int, j: int) -> int:
        """Lines are counted for what is wrong alone; to count them for every tag takes an eighth of the time."""
        del i
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name in LINKING:
                self.addresses.add(value.strip())
            elif name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif name in LISTING:
                self.addresses.update(_of_list(value))
        if tag == "meta":
            self.addresses.update(_of_meta(dict(attrs)))


def _of_list(value: str) -> Iterator[str]:
    return (words[0] for one in value.split(",") if (words := one.split()))


def _of_meta(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """Where a page sends its reader by itself, and the address that it says it has."""
    content = attributes.get("content") or ""
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        found = _REFRESH.match(content)
        if found and found[1].strip():
            yield found[1].strip()
    elif attributes.get("property") in _OF_PROPERTY:
        yield content


def _in_page(text: str, own: Own) -> Named:
    del own
    page = _Page()
    page.feed(text)
    page.close()
    return Named(frozenset(page.addresses), frozenset(page.anchors))


def _in_style(text: str, own: Own) -> Named:
    del own
    return Named(frozenset(found[1] or found[2] for found in _IN_STYLE.finditer(text)))


def _in_text(text: str, own: Own) -> Named:
    """Every mention of the site's own address."""
    if not own.url:
        return Named(frozenset())
    found = re.findall(re.escape(own.url[:-1]) + r"(?=[/\s\"'<)])[^\s\"'<>)\]\\]*", text)
    return Named(frozenset(found))


def _in_xml(text: str, own: Own) -> Named:
    return Named(frozenset(map(unescape, _in_text(text, own).addresses)))


def _in_calendar(text: str, own: Own) -> Named:
    return _in_text(_FOLD.sub("", text), own)


def _in_json(text: str, own: Own) -> Named:
    try:
        data = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return Named(frozenset())
    return Named(frozenset(_relative(data)) | _in_text(text, own).addresses)


def _in_lines(text: str, own: Own) -> Named:
    found = (_in_json(line, own).addresses for line in text.splitlines() if line)
    return Named(frozenset().union(*found))


def _relative(data: Any) -> Iterator[str]:
    """The values of keys that hold a way from this file to another."""
    if isinstance(data, list):
        for inner in data:
            yield from _relative(inner)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if isinstance(value, str) and key in ("href", "externalValue", "$ref"):
            yield value.partition("#")[0] if key == "$ref" else value
        elif key == "pages" and isinstance(value, dict):
            yield from (way for way in value.values() if isinstance(way, str))
        elif key == "resources" and isinstance(value, list):
            yield from (one["path"] for one in value if isinstance(one, dict) and isinstance(one.get("path"), str))
        elif key not in _EXAMPLES:
            yield from _relative(value)
        elif key == "examples":
            yield from _relative({name: one for name, one in _mapping(value) if "externalValue" in one})


def _mapping(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entries of OpenAPI's named examples."""
    if isinstance(value, dict):
        yield from ((name, one) for name, one in value.items() if isinstance(one, dict))


_READERS: Mapping[str, Callable[[str, Own], Named]] = {
    ".html": _in_page,
    ".css": _in_style,
    ".svg": _in_page,
    ".xml": _in_xml,
    ".ics": _in_calendar,
    ".json": _in_json,
    ".jsonld": _in_text,
    ".jsonl": _in_lines,
    ".ttl": _in_text,
    ".txt": _in_text,
}
