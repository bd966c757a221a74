"""What readers of a text cannot see, or take for something else: direction marks, invisible characters, look-alikes.

Bidirectional controls show a text in another order than it is stored (Unicode TR 36, 2.5; CVE-2021-42574); characters
of no width hide words from a search; letters of another script, and the radicals and compatibility ideographs that PDF
files give for ideographs, look like the usual ones and are not found by them (Unicode TS 39).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple
from unicodedata import category, name, normalize

_DIRECTION = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_EMPTY = r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""Characters that count as printable and show nothing."""

_HIDDEN = _EMPTY + (
    r"\x80-\x9f\u00ad\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺοϲϳ"
"""Of Greek only what looks like a Latin letter: μm, kΩ and ΔT are written with the others."""

_CYRILLIC = "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝӏ"
_LATIN = "ABEZHIKMNOPTYXCMocj" + "ABESIJKMHOPCTYXYGQWaesijopcyxhdqwl"
_USUAL: Mapping[int, str] = MappingProxyType(
    {ord(seen): usual for seen, usual in zip(_GREEK + _CYRILLIC, _LATIN, strict=True)}
)
"""What letters look like."""

_LETTERS = rf"{_GREEK}\u0400-\u052f\u0531-\u0587\u13a0-\u13fd\u2c80-\u2cff\ua4d0-\ua4fd\uab70-\uabbf"
"""Letters of other scripts that stand among Latin ones only to look like them, or by a slip of the keyboard."""

_IDEOGRAPHS = r"\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"

_SUSPECT = re.compile(f"[{_DIRECTION}{_HIDDEN}{_LETTERS}{_IDEOGRAPHS}]")
_NOTHING = re.compile(f"[{_EMPTY}]")
_RUNS = re.compile(f"(?P<direction>[{_DIRECTION}]+)|(?P<invisible>[{_HIDDEN}]+)|(?P<lookalike>[{_IDEOGRAPHS}]+)")
_WORD = re.compile(rf"[A-Za-z\u00c0-\u024f{_LETTERS}]{{2,}}")
_IN_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile(f"[{_LETTERS}]")
_ALIKE = re.compile(f"[{_GREEK}{_CYRILLIC}]+")
_JOINING = re.compile(r"[\u0600-\u08ff\u0900-\u0dff]")
"""Scripts whose letters are joined and kept apart by U+200C and U+200D."""

NAMED = 3
"""How many sorts of characters are named."""


class Finding(NamedTuple):
    """What deceives: how, the characters as they stand, where they begin, and the usual ones that they look like."""

    kind: Literal["direction", "invisible", "lookalike"]
    value: str
    start: int
    usual: str = ""


def may_hold(text: str) -> bool:
    """False only where nothing in the text deceives."""
    return _SUSPECT.search(text) is not None


def unseen(text: str) -> Iterator[Finding]:
    """What in the text is shown in another order, is not seen, or is taken for something else."""
    if not may_hold(text):
        return
    for run in _RUNS.finditer(text):
        held = str(run.lastgroup)
        if held == "direction":
            yield Finding("direction", run[0], run.start())
        elif held == "lookalike":
            usual = normalize("NFKC", run[0])
            if usual != run[0]:
                yield Finding("lookalike", run[0], run.start(), usual)
        else:
            yield from _invisible(text, run)
    yield from _mixed(text)


def _invisible(text: str, run: re.Match[str]) -> Iterator[Finding]:
    """The characters of a run that nothing before them asks for."""
    left = [at for at in range(run.start(), run.end()) if not _is_asked_for(text, at)]
    if left:
        yield Finding("invisible", "".join(text[at] for at in left), left[0])


def _is_asked_for(text: str, at: int) -> bool:
    """Whether an invisible character belongs to the one before it: a variant, or parts of a picture or word joined."""
    character, before = text[at], text[at - 1 : at] if at else ""
    if character in "\u200c\u200d":
        is_joined = character == "\u200d" and _is_picture(before) and _is_picture(text[at + 1 : at + 2])
        return is_joined or _JOINING.match(before) is not None
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return before != "" and (category(before)[0] in "SPN" or category(before) == "Lo")
    return False


def _is_picture(character: str) -> bool:
    return character != "" and (category(character) in ("So", "Sk") or character == "\ufe0f")


def _mixed(text: str) -> Iterator[Finding]:
    """Words of Latin letters and others, and words of letters that all look Latin where no other of theirs stands."""
    is_foreign = any(not _ALIKE.match(letter) for letter in _OTHER.findall(text))
    for word in _WORD.finditer(text):
        if _OTHER.search(word[0]) and (_IN_LATIN.search(word[0]) or (not is_foreign and _ALIKE.fullmatch(word[0]))):
            usual = word[0].translate(_USUAL)
            yield Finding("lookalike", word[0], word.start(), "" if _OTHER.search(usual) else usual)


def is_seen(character: str) -> bool:
    """Whether a character shows something or is a blank."""
    return character == "\u3000" or (character.isprintable() and not _NOTHING.match(character))


def written_out(text: str) -> str:
    """The text on one line, with breaks, controls, direction marks and invisible characters as their codes."""
    if text.isprintable() and not _NOTHING.search(text):
        return text
    return "".join(character if is_seen(character) else coded(character) for character in text)


def coded(character: str) -> str:
    """A character by its code, as YAML and JSON write it."""
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def named(found: Finding) -> str:
    """The characters that deceive, by their codes and Unicode names, each sort once."""
    sorts = list(dict.fromkeys(c for c in found.value if found.kind != "lookalike" or _SUSPECT.match(c)))
    told = [f"U+{ord(c):04X} {name(c, '')}".strip() for c in sorts[:NAMED]]
    return ", ".join(told) + (" …" if len(sorts) > NAMED else "")
