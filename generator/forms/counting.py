"""字 are counted everywhere as Word counts them in its 字数 (Review, Word Count): Chinese by characters, the rest by
words.

What Word does: each Chinese character, each Chinese punctuation mark and each full-width sign is one; what stands
between them and white space is one word however long it is, so that 3.5GHz is one and 5G芯片 is three; white space is
nothing. Signs that Chinese fonts draw full width count one each though Unicode shares them with other scripts:
“”‘’—…·, and those of GB 2312's rows 1, 2 and 9 such as ± × ℃ ① ◇ (Word counts `EXH.C-◇` as two). Korean counts by
words, Japanese kana by characters, which the name of Word's own line says: 中文字符和朝鲜语单词.

Where Word goes by the font of a run, which a text alone does not have, we decide once: ’ between letters belongs to
their word; Greek and Cyrillic letters are letters of words (μm); emoji are words; marks that combine with the character
before them, variation selectors, characters without width and control characters are nothing and part nothing.
The shared vectors in tests/forms/counting.json hold every counter to this.
"""

from __future__ import annotations

import re

WIDE = (
    "\u2e80-\u2fff\u3001-\u3029\u3030-\u3098\u309b-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe10-\ufe19"
    "\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6\U00016fe0-\U00018cff\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff"
    "\U00020000-\U0003ffff"
)
"""Ranges of Chinese characters, kana, bopomofo and Yi, their punctuation, and full-width and half-width forms."""

SIGNS = (
    "\u00a4\u00a7\u00a8\u00b0\u00b1\u00b7\u00d7\u00f7\u2014-\u2016\u2018\u2019\u201c\u201d\u2025\u2026\u2030\u2032\u2033"
    "\u203b\u2103\u2116\u2160-\u217f\u2190-\u22ff\u2312\u2460-\u25ff\u2605\u2606\u2640\u2642"
)
"""Ranges of the signs that Chinese fonts draw full width."""

SPACES = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
NOTHING = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    "\U000e0000-\U000e0fff"
)
"""Ranges of what is not counted and parts nothing: controls, combining marks, characters without width."""

_NOTHING = re.compile(f"[{NOTHING}]")
_APOSTROPHE = re.compile("([A-Za-z])\u2019(?=[A-Za-z])")
_ONE = re.compile(f"[{WIDE}{SIGNS}]|[^{WIDE}{SIGNS}{SPACES}]+")


def characters(text: str) -> int:
    """How many 字 the text has."""
    return sum(1 for _ in _ONE.finditer(_APOSTROPHE.sub(r"\1'", _NOTHING.sub("", text))))
