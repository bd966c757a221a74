"""What was made, held side by side: visible words, bytes, and what a page weighs on its way to a reader.

python bench/comparing.py SITE            weights of the site's record pages, as JSON
python bench/comparing.py SITE HUGO OUT   how far OUT, which Hugo made of the folder HUGO, agrees with them
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any

from hugo import GIVEN, record_pages

LOOKED_AT = 1_000
"""So many pages, evenly spread, are compared."""

_HIDDEN = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]*>", re.DOTALL)
_ARTICLE = re.compile(r"(<article[^>]*>).*?(</article>)", re.DOTALL)


def main() -> None:
    """The command line."""
    site, *theirs = map(Path, sys.argv[1:])
    if theirs:
        source, out = theirs
        print(json.dumps(agreement(site, out, int((source / GIVEN).read_text(encoding="utf-8")))))
    else:
        print(json.dumps(weights(site)))


def agreement(ours: Path, theirs: Path, given: int) -> dict[str, Any]:
    """Of our record pages: how many they have with the same words, and how many bytes and words theirs have to ours.

    `given` is what of their bytes was HTML before they began.
    """
    pages = spread_out(list(record_pages(ours)), LOOKED_AT)
    pairs = [(read(ours / page), read(theirs / page)) for page in pages]
    words = [(words_of(one), words_of(other)) for one, other in pairs]
    return {
        "pages": len(pages),
        "same": sum(one == other for one, other in words) / len(pages),
        "words": sum(len(other) for _, other in words) / sum(len(one) for one, _ in words),
        "given": given / sum(path.stat().st_size for path in theirs.rglob("*.html")),
        "bytes": sum(len(other.encode()) for _, other in pairs) / sum(len(one.encode()) for one, _ in pairs),
    }


def spread_out(pages: Sequence[Path], wanted: int) -> Sequence[Path]:
    """So many of the pages, evenly spread."""
    return pages[:: max(1, len(pages) // wanted)]


def read(path: Path) -> str:
    """A page, empty where it was not made."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def words_of(html: str) -> list[str]:
    """What a page shows, word by word."""
    return unescape(_HIDDEN.sub(" ", html)).split()


def weights(site: Path) -> dict[str, Any]:
    """Bytes, compressed, of a page without its article and of record pages as a whole."""
    pages = spread_out(list(record_pages(site)), LOOKED_AT)
    bare = [packed(_ARTICLE.sub(r"\1\2", read(site / page))) for page in pages]
    whole = sorted(packed(read(site / page)) for page in pages)
    return {"shell": median(bare), "page": {"median": median(whole), "p95": whole[len(whole) * 95 // 100]}}


def packed(html: str) -> int:
    """The bytes of a page compressed as hosts do."""
    return len(gzip.compress(html.encode(), 6))


if __name__ == "__main__":
    main()
