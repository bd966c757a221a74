"""Addresses: flat files with relative links, so that any base path, mirror or `file://` works."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NewType
from urllib.parse import quote, urlsplit

from generator.model.parts import Lang

SitePath = NewType("SitePath", str)
"""A file's path in the site, such as `zh/challenges/x.html`: never absolute, never upwards."""

API = "api/v1/"
"""The folder of the data API; the number is that of its major version."""

RESERVED_IDS = frozenset({"index"})
PAGE_PREFIX = "page-"
CHECK_SUFFIX = "-check"
_URI_SAFE = "!#$%&'()*+,/:;=?@~"
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_.~/-]*\Z").match
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~/?=&%#+-]+\Z").match
_CHINESE_SIGNS = "·—‘’“”…、。《》！（），：；？"
_RUN = re.compile(rf"([^\w.~{_CHINESE_SIGNS}-]+)")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def record_path(lang: Lang, folder: str, record_id: str) -> SitePath:
    """The page of a record."""
    return SitePath(f"{lang}/{folder}/{record_id}.html")


def index_path(lang: Lang, folder: str, page: int = 1) -> SitePath:
    """The `page`-th page of an index, from 1."""
    return SitePath(f"{lang}/{folder}/{'index' if page == 1 else f'{PAGE_PREFIX}{page}'}.html")


def check_path(lang: Lang, programme_id: str, track: str | None = None) -> SitePath:
    """The page that holds figures against a programme's rules, or against those of one track."""
    return SitePath(f"{lang}/programmes/{programme_id}{f'-{track}' if track else ''}{CHECK_SUFFIX}.html")


def edit_path(lang: Lang, kind: str = "index") -> SitePath:
    """The page with a kind's form, or the one that leads to all of them."""
    return SitePath(f"{lang}/edit/{kind}.html")


def compare_path(lang: Lang) -> SitePath:
    """The page that shows challenges side by side."""
    return SitePath(f"{lang}/compare.html")


def facet_path(lang: Lang, folder: str, value: str, page: int = 1) -> SitePath:
    """The `page`-th page of a domain, region or year."""
    return SitePath(f"{lang}/{folder}/{value if page == 1 else f'{value}.{PAGE_PREFIX}{page}'}.html")


def feed_path(lang: Lang, name: str) -> SitePath:
    """A feed in one language: `all`, `domains/<id>` and the like."""
    return SitePath(f"feeds/{lang}/{name}.xml")


def calendar_path(lang: Lang, name: str) -> SitePath:
    """A calendar in one language, under the same names."""
    return SitePath(f"calendars/{lang}/{name}.ics")


def opensearch_path(lang: Lang) -> SitePath:
    """What a browser needs to search the site."""
    return SitePath(f"opensearch-{lang}.xml")


def api_path(folder: str, name: str) -> SitePath:
    """A file of the data API: a record's, a group's, or a folder's `index`."""
    return SitePath(f"{API}{folder}/{name}.json")


def root_of(path: SitePath) -> str:
    """The relative way from a page to the site's root: `` or `../` or `../../`."""
    return "../" * path.count("/")


def in_language(path: SitePath, lang: Lang) -> SitePath:
    """The same page in another language."""
    return SitePath(f"{lang}/{path.partition('/')[2]}")


def is_reserved(record_id: str) -> bool:
    """Whether the site keeps this identifier for its own pages."""
    return record_id in RESERVED_IDS or record_id.startswith(PAGE_PREFIX) or record_id.endswith(CHECK_SUFFIX)


@lru_cache(maxsize=8192)
def safe_href(address: str | None) -> str | None:
    """The address where it may become a link: http, https or mailto; else none."""
    if address is None or _PLAIN_ADDRESS(address):
        return address
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    return address if scheme in SAFE_SCHEMES else None


def is_within(address: str) -> bool:
    """Whether the address is relative, for a browser too: it reads a backslash as a slash and passes blanks over."""
    if address != address.strip() or not address.isprintable() or "\\" in address or address.startswith("//"):
        return False
    return ":" not in re.split("[/?#]", address, maxsplit=1)[0]


@lru_cache(maxsize=8192)
def as_uri(address: str | None) -> str | None:
    """The address as RFC 3986 writes it, all in ASCII; none where it may not become a link."""
    href = safe_href(address)
    if href is None:
        return None
    ascii_only = quote(href.encode("utf-8", "replace"), safe=_URI_SAFE)
    return _LONE_PERCENT.sub("%25", ascii_only)


def in_query(words: str) -> str:
    """The words as a value in a link's query: letters, digits and Chinese signs as they are, the rest percent-encoded.

    A browser encodes these when the link is followed; on the page they are a third as long and stay readable.
    """
    parts = _RUN.split(words)
    parts[1::2] = map(_percent, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=1024)
def _percent(signs: str) -> str:
    return "%{}".format(signs.encode().hex("%")).upper().replace("%20", "+")


def absolute(site_url: str, path: str) -> str:
    """The page's address below `site_url`."""
    return f"{site_url.rstrip('/')}/{path if _PLAIN_PATH(path) else quote(path)}"
