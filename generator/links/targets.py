"""Where a link leads, read as a browser reads it on a host or in a folder."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

OUTSIDE = ".."
"""The first step of a way that leaves the site's folder."""

ROOTED = frozenset({"404.html"})
"""Pages that a host shows at any address, so that their links begin at its root."""

_ELSEWHERE = frozenset({"http", "https", "mailto", "tel", "data", "webcal"})


class Own(NamedTuple):
    """The site's own address, empty where it has none, and the path below which it is served."""

    url: str = ""
    base: str = "/"


def own_of(url: str) -> Own:
    """The address with a slash at its end, and its path."""
    whole = f"{url.rstrip('/')}/" if url else ""
    return Own(whole, urlsplit(whole).path or "/")


def is_external(address: str) -> bool:
    """Whether an address leaves the site."""
    return scheme_of(address) in _ELSEWHERE or address.startswith("//")


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart: one with a lone bracket in its host cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def scheme_of(address: str) -> str:
    """What stands before the colon, in small letters; nothing for a relative address."""
    return urlsplit(address).scheme


def below(address: str, own: Own) -> str | None:
    """What follows the site's own address in an absolute one, a folder by its page; none where it leads elsewhere."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    if not own.url or not f"{path}/".startswith(own.url):
        return None
    inner = path[len(own.url) :]
    return f"{inner}{'' if inner and not inner.endswith('/') else 'index.html'}{address[len(path) :]}"


def target_of(page: str, address: str, base: str = "/") -> tuple[str, str]:
    """The file and fragment that a relative link on a page leads to; the file begins with `..` where it leaves.

    On a page that a host shows at any address, a link that begins with `base` begins at the site's root.
    """
    if page in ROOTED and address.startswith(base):
        page, address = "index.html", address.removeprefix(base) or "index.html"
    parts = urlsplit(address)
    steps = page.split("/")[:-1] if parts.path else page.split("/")
    for step in unquote(parts.path).split("/") if parts.path else ():
        if step == "..":
            steps = steps[:-1] if steps and steps != [OUTSIDE] else [OUTSIDE]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps), unquote(parts.fragment)
