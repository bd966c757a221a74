"""The one home of OpenCC: how text is folded before it is searched. The browser folds a query in the same steps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
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


PLAIN = (range(0x20, 0x250), range(0x370, 0x530), range(0x2000, 0x2300), range(0x3001, 0x3100), range(0xFF01, 0xFF61))
"""Where, besides ideographs, the characters stand that most texts consist of; only a mark, a sigma or white space there
goes by what stands beside it."""

_BETWEEN = "\n"


def fold(text: str) -> str:
    """The text as it is compared: NFKC, lower case, simplified ideographs, each run of white space one space."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().translate(TABLE)
    return _UNEVEN.sub(" ", plain)


def fold_all(texts: Sequence[str]) -> list[str]:
    """What `fold` makes of each text: characters that always become the same one are looked up all at once."""
    joined = _BETWEEN.join(text if _BETWEEN not in text else "" for text in texts)
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    folded = _units()[units]
    strange = folded == 0
    strange[1:] |= (units[1:] == ord(" ")) & (units[:-1] == ord(" "))
    found = folded.tobytes().decode("utf-16-le").split(_BETWEEN)
    alone = np.unique(np.searchsorted(np.flatnonzero(units == ord(_BETWEEN)), np.flatnonzero(strange)))
    for i in (*alone.tolist(), *(i for i, text in enumerate(texts) if _BETWEEN in text)):
        found[i] = fold(texts[i])
    return found if texts else []


@cache
def _units() -> NDArray[np.uint16]:
    """For each UTF-16 unit the one that it becomes wherever it stands; 0 for those that go by their neighbours."""
    table = np.zeros(0x10000, np.uint16)
    for block in IDEOGRAPHS:
        table[block.start : block.stop] = block
    table[list(TABLE)] = list(map(ord, TABLE.values()))
    for code in (code for block in PLAIN for code in block):
        new = fold(chr(code))
        if len(new) == 1 and new != "σ" and not any(map(unicodedata.combining, (chr(code), new))):
            table[code] = ord(new)
    table[[ord(white) for white in _UNEVEN.findall("x".join(map(chr, range(0x3100))))]] = 0
    table[ord(_BETWEEN)] = ord(_BETWEEN)
    return table
