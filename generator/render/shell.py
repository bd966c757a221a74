"""The theme's page, captured once with marked slots, and filled in bulk.

A shell is cut at its slots when it is captured; filling joins the pieces. What is poured in is never searched for
slots, so a text that looks like one stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

SLOTS = frozenset({"lang", "csp", "head", "assets", "scripts", "header", "content", "footer"})
FRAME = "frame"
"""The slot that is filled once for all pages: where the theme's style sheet is."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
"""What every page may load and run: the site's own files, and no inline script or style."""

SERVING_POLICY = CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
"""The same while MkDocs serves on one's own machine: its live reload is an inline script."""

_SLOT = re.compile(r"\[\[zb:([a-z]+)\]\]")
_MENDS: tuple[tuple[str, str], ...] = (
    (r'<html lang="[^"]*" class="no-js">', '<html lang="[[zb:lang]]" class="no-js">'),
    (r"<script>.*?</script>", ""),
    (r'<input class="md-toggle"[^>]*>', ""),
    (r'<label class="md-overlay"[^>]*></label>', ""),
    (r'<div data-md-component="skip">.*?</div>', ""),
    (r'<div data-md-component="announce">.*?</div>', ""),
    (r'<div class="md-dialog".*?</div>\s*</div>', ""),
    (r'<body dir="ltr"[^>]*>', "<body>"),
    (r'(<link rel="stylesheet" href=")[^"]*assets/stylesheets/main\.[^"]*"', r'\1[[zb:frame]]"'),
    (r'<link rel="stylesheet" href="[^"]*assets/stylesheets/palette\.[^"]*">', ""),
    (r"\n\s+", "\n"),
    (r"(\[\[zb:[a-z]+\]\])\n", r"\1"),
    (r"\A\s+", ""),
)
"""What of the theme's page is changed, in order: its scripts, toggles, empty shells of widgets and indentation go."""


class Mould(NamedTuple):
    """A shell in bytes: what is the same on many pages is encoded once."""

    pieces: tuple[bytes, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The page with every slot filled."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts.append(values[slot].encode())
            parts.append(piece)
        return b"".join(parts)


class Shell(NamedTuple):
    """The fixed pieces of a page and the names of the slots between them: one more piece than slots."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...] = ()

    def filled(self, values: Mapping[str, Shell]) -> Shell:
        """The shell with the slots filled that `values` names; the slots of what is poured in are then its own."""
        pieces, slots = [self.pieces[0]], list[str]()
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            inner = values.get(slot, Shell(("", ""), (slot,)))
            slots.extend(inner.slots)
            pieces[-1] += inner.pieces[0]
            pieces.extend(inner.pieces[1:])
            pieces[-1] += piece
        return Shell(tuple(pieces), tuple(slots))

    def mould(self) -> Mould:
        """The same in bytes."""
        return Mould(tuple(piece.encode() for piece in self.pieces), self.slots)


def capture(html: str) -> Shell:
    """The shell of a page that the theme rendered; a ValueError where a slot is missing."""
    for pattern, replacement in _MENDS:
        html = re.sub(pattern, replacement, html, flags=re.DOTALL)
    shell = cut(html)
    missing = {*SLOTS, FRAME} - set(shell.slots)
    if missing:
        raise ValueError(f"the theme's page lacks the slots {sorted(missing)}")
    return shell


def cut(html: str) -> Shell:
    """The pieces of a page between its slots."""
    parts = _SLOT.split(html)
    return Shell(tuple(parts[0::2]), tuple(parts[1::2]))
