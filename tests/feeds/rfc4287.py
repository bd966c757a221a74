"""Whether a file is an Atom feed as RFC 4287 asks: every rule of its sections 2 to 4 that our feeds could break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
PERSON = frozenset({"author", "contributor"})
ONCE = {
    "feed": ("id", "title", "updated"),
    "entry": ("id", "title", "updated"),
}
AT_MOST_ONCE = {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("content", "published", "rights", "source", "summary"),
}
ALLOWED = {
    "feed": {"author", "category", "contributor", "entry", "link", *ONCE["feed"], *AT_MOST_ONCE["feed"]},
    "entry": {"author", "category", "contributor", "link", *ONCE["entry"], *AT_MOST_ONCE["entry"]},
}
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "generator": {"uri", "version"},
    "title": {"type"}, "subtitle": {"type"}, "summary": {"type"}, "rights": {"type"},
}  # fmt: skip


def faults(data: bytes) -> list[str]:
    """What breaks a rule, each with the rule's section."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.tag != f"{ATOM}feed":
        return ["2: the root is no atom:feed"]
    return [*_of_container(root), *(fault for entry in entries(root) for fault in _of_container(entry)), *_ids(root)]


def entries(root: etree._Element) -> list[etree._Element]:
    """The feed's entries."""
    return root.findall(f"{ATOM}entry")


def text(element: etree._Element, name: str) -> str:
    """The text of a child."""
    return element.findtext(f"{ATOM}{name}") or ""


def _of_container(element: etree._Element) -> Iterator[str]:
    kind = _name(element)
    counted = Counter(_name(child) for child in element)
    yield from (f"4.1: {kind} has {name} {counted[name]} times" for name in ONCE[kind] if counted[name] != 1)
    yield from (f"4.1: {kind} has {name} twice" for name in AT_MOST_ONCE[kind] if counted[name] > 1)
    yield from (f"4.1: {kind} has {name}" for name in counted if name not in ALLOWED[kind])
    if kind == "feed" and not counted["author"] and any(e.find(f"{ATOM}author") is None for e in entries(element)):
        yield "4.1.1: neither the feed nor every entry has an author"
    if kind == "entry" and not counted["content"] and not _links(element, "alternate"):
        yield "4.1.2: an entry with neither content nor an alternate"
    yield from _of_links(element)
    for child in element:
        yield from _of_child(child)


def _of_links(element: etree._Element) -> Iterator[str]:
    pairs = Counter((link.get("type"), link.get("hreflang")) for link in _links(element, "alternate"))
    yield from (f"4.1: two alternates of {pair}" for pair, count in pairs.items() if count > 1)
    if _name(element) == "feed" and len(_links(element, "self")) != 1:
        yield "4.1.1: a feed should have one link to itself"


def _of_child(child: etree._Element) -> Iterator[str]:
    name = _name(child)
    strange = set(child.attrib) - ATTRIBUTES.get(name, set()) - {LANG}
    yield from (f"4.2: {name} has the attribute {attribute}" for attribute in strange)
    if name in ("updated", "published") and not _is_date(child.text or ""):
        yield f"3.3: {name} is {child.text!r}"
    if name == "id" and not _is_iri(child.text or ""):
        yield f"4.2.6: id is {child.text!r}"
    if name == "link" and not _is_iri(child.get("href") or ""):
        yield f"4.2.7: href is {child.get('href')!r}"
    if name == "category" and not child.get("term"):
        yield "4.2.2: a category without a term"
    if (name in PERSON and [_name(part) for part in child] != ["name"]) or (name in PERSON and not text(child, "name")):
        yield f"3.2: {name} has not one name"
    if name in ("title", "subtitle", "summary", "rights"):
        if child.get("type") not in (None, "text", "html"):
            yield f"3.1: {name} is {child.get('type')}"
        if len(child):
            yield f"3.1: {name} holds elements"


def _ids(root: etree._Element) -> Iterator[str]:
    counted = Counter(text(entry, "id") for entry in entries(root))
    yield from (f"4.1.1: two entries are {found}" for found, count in counted.items() if count > 1)


def _links(element: etree._Element, rel: str) -> list[etree._Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == rel]


def _is_date(written: str) -> bool:
    try:
        return bool(DATE.fullmatch(written)) and datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False


def _is_iri(written: str) -> bool:
    parts = urlsplit(written)
    return bool(parts.scheme) and written == written.strip() and not re.search(r'[\s<>"{}|\\^`]', written)


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(ATOM)
