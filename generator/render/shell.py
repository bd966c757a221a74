"""The theme's page, captured once with marked slots, and filled in bulk.

A shell is cut at its slots when it is captured; filling joins the pieces. What is poured in is never searched for
slots, so a text that looks like one stays text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SLOTS = (
    "title", "head", "csp", "home", "nav", "drawer", "language", "content", "base",
)  # fmt: skip
_SLOT = re.compile(r"\[\[zb:([a-z]+)\]\]|https://slot\.invalid/([a-z]+)")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Shell(NamedTuple):
    """The fixed pieces of a page and the names of the slots between them: one more piece than slots."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with every slot filled; a slot without a value is a KeyError, for programmers."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts.append(values[slot])
            parts.append(piece)
        return "".join(parts)


def slot(name: str) -> str:
    """The mark of a slot in a template of the theme."""
    if name not in SLOTS:
        raise KeyError(name)
    return f"[[zb:{name}]]"


def cut(html: str) -> Shell:
    """The shell of a captured page."""
    pieces: list[str] = []
    slots: list[str] = []
    at = 0
    for mark in _SLOT.finditer(html):
        pieces.append(html[at : mark.start()])
        slots.append(mark[1] or mark[2])
        at = mark.end()
    return Shell((*pieces, html[at:]), tuple(slots))


def script_hashes(pages: Iterable[str]) -> tuple[str, ...]:
    """The CSP source of every inline script in the captured pages, in order."""
    found = {body for page in pages for body in _SCRIPT.findall(page)}
    digests = (base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in found)
    return tuple(sorted(f"'sha256-{digest}'" for digest in digests))


def content_security_policy(hashes: Iterable[str]) -> str:
    """The policy every page carries: our own files and the theme's hashed inline scripts, nothing else."""
    scripts = " ".join(("'self'", *hashes))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )
