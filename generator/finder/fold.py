"""The one home of OpenCC: how text is folded before it is searched. The browser folds a query in the same steps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from opencc import OpenCC

IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
"""The unified ideographs of one UTF-16 unit. What NFKC replaces, and what needs two units, is left as it is:
so the table keeps the length of a text, and a browser's script may count in its own units."""

WHITE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space as a class of a regular expression: what Python and JavaScript call so, taken together."""


def _simplified() -> Mapping[int, str]:
    """Each traditional ideograph with its simplified one, by itself: no word around it decides."""
    written = [chr(code) for block in IDEOGRAPHS for code in block]
    # OpenCC looks for words, which a line end separates.
    read = OpenCC("t2s").convert("\n".join(written)).split("\n")
    pairs = {
        old: new for old, new in zip(written, read, strict=True) if old != new and len(new) == 1 and new < "\U00010000"
    }
    # 薴 becomes 苧, which becomes 苎: the last step at once, so that folding twice changes nothing.
    return {ord(old): pairs.get(new, new) for old, new in pairs.items()}


TABLE: Mapping[int, str] = _simplified()
_UNEVEN = re.compile(f"[{WHITE}]{{2,}}|(?! )[{WHITE}]")
"""White space but for single spaces, which are one space already."""


def fold(text: str) -> str:
    """The text as it is compared: NFKC, lower case, simplified ideographs, each run of white space one space."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().translate(TABLE)
    return _UNEVEN.sub(" ", plain)
