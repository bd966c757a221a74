"""What is mutated and how: real files changed by bytes, words, structure and packing, the same for the same number.

An input is named by its target and a number, so that any of them can be made again without being kept.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from fuzzing.packages import broken_package, changed_part, with_markup
from fuzzing.words import NUMBERS, WORDS, long_word
from generator.problems import Problem
from generator.yamlio import parse_yaml

Change: TypeAlias = Callable[[bytes, random.Random], bytes]

MOST_BYTES = 400_000
"""No text grows beyond this: what is larger is refused by its size alone, and a few inputs are made for that."""

_TOKEN = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
_BYTES = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80\x80\x80", b"\x85", b"\r"),
    *(b"\x1a", b"\x1b[2J", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\x7f", b"\t", b"\xf0\x9f", b"\n---\n", b"\n...\n"),
)
"""Bytes that are no text, half a character, or that readers take for an end."""


def made(target: str, seeds: Sequence[bytes], changes: Sequence[Change], number: int) -> bytes:
    """The input of that number: one of the seeds with one change or a few."""
    chance = random.Random(f"{target} {number}")
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        data = chance.choice(changes)(data, chance)
    return data


def changed(data: bytes, changes: Sequence[Change], seed: int) -> bytes:
    """The data with one change, for a fuzzer that chooses by itself what is worth changing again."""
    chance = random.Random(seed)
    return chance.choice(changes)(data, chance)


# -- by bytes -----------------------------------------------------------------------------------------------------


def by_bytes(data: bytes, chance: random.Random) -> bytes:
    """A bit, a byte or a stretch of bytes otherwise, gone, twice, or elsewhere."""
    found = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 1, 2, 8))):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.choice((0, 1, 2, 9, 300)))
        match chance.randrange(7):
            case 0:
                found[start:end] = b""
            case 1:
                found[start:start] = found[start:end] * chance.choice((1, 2, 50))
            case 2:
                found[start:end] = chance.choice(_BYTES)
            case 3:
                found[start:start] = chance.choice(_BYTES)
            case 4:
                found[start:end] = chance.randbytes(end - start)
            case 5 if start < len(found):
                found[start] ^= 1 << chance.randrange(8)
            case _:
                found = found[:start] or bytearray(b"\0")
    return bytes(found[:MOST_BYTES])


def recoded(data: bytes, chance: random.Random) -> bytes:
    """The text in another encoding, with another mark or other ends of lines."""
    text = data.decode("utf-8", "replace")
    match chance.randrange(5):
        case 0:
            return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")))
        case 1:
            return text.encode(chance.choice(("gb18030", "big5", "latin-1", "shift-jis")), "replace")
        case 2:
            return text.replace("\n", chance.choice(("\r\n", "\r", "\x85", "\u2028", "\n\n", "\x0b"))).encode()
        case 3:
            return text.encode("utf-8").replace(b"e", chance.choice((b"\xe9", b"\x80", b"\xc3")), 3)
        case _:
            return b"\xef\xbb\xbf" * chance.choice((1, 2)) + data


# -- by words -----------------------------------------------------------------------------------------------------


def by_words(data: bytes, chance: random.Random) -> bytes:
    """A word gone, twice, exchanged with another, or a hostile one in its place."""
    tokens = _TOKEN.findall(data.decode("utf-8", "replace")) or [""]
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(tokens))
        match chance.randrange(6):
            case 0:
                tokens[at] = ""
            case 1:
                tokens[at] *= chance.choice((2, 3, 500))
            case 2:
                other = chance.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens[at] = long_word(chance)
            case _:
                tokens[at] = chance.choice(WORDS)
    return _encoded("".join(tokens))


def by_lines(data: bytes, chance: random.Random) -> bytes:
    """A line gone, twice, elsewhere, deeper or less deep: so keys stand twice, and values under other keys."""
    lines = data.decode("utf-8", "replace").split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = [lines[at]] * chance.choice((1, 2, 400))
        case 2:
            lines.insert(chance.randrange(len(lines)), lines[at])
        case 3:
            lines[at] = chance.choice(("  ", "\t", " ", "    - ")) + lines[at]
        case 4:
            lines[at] = lines[at].lstrip()
        case 5:
            lines[at] = f"{lines[at].partition(':')[0]}: {chance.choice((*WORDS, *NUMBERS))}"
        case _:
            lines[at:at] = [chance.choice(WORDS)]
    return _encoded("\n".join(lines))


# -- by structure -------------------------------------------------------------------------------------------------


def by_structure(data: bytes, chance: random.Random) -> bytes:
    """A record's data with a value of another type, another depth or another size, written in another style."""
    value = parsed(data)
    if not isinstance(value, dict | list):
        return by_lines(data, chance)
    value = json.loads(json.dumps(value))
    for _ in range(chance.choice((1, 1, 2, 4))):
        _bend(value, chance)
    return _encoded(_written(value, chance))


@lru_cache(maxsize=4096)
def parsed(data: bytes) -> Any:
    """The data that a text holds; nothing where it cannot be read."""
    found = parse_yaml(data.decode("utf-8", "replace"), "a.yml")
    return None if isinstance(found, Problem) else found


def _bend(value: Any, chance: random.Random) -> None:
    """Changes one value somewhere within."""
    holder, step = _spot(value, chance)
    if step is None:
        return
    match chance.randrange(8):
        case 0:
            holder[step] = _other(holder[step], chance)
        case 1:
            holder[step] = chance.choice((*WORDS, *NUMBERS, long_word(chance)))
        case 2:
            holder[step] = chance.choice((None, True, False, 0, -1, 2**53, 1e308, 5e-324, "", [], {}, [[]], {"": None}))
        case 3:
            holder[step] = _deep(holder[step], chance)
        case 4:
            holder[step] = _many(holder[step], chance)
        case 5 if isinstance(holder, dict):
            holder[chance.choice((*WORDS, *holder, *(key.upper() for key in holder)))] = holder.pop(step)
        case 6:
            other, there = _spot(value, chance)
            if there is not None:
                holder[step] = json.loads(json.dumps(other[there]))
        case _:
            del holder[step]


def _spot(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A group or list somewhere within, and a key or index of it; none where there is nothing."""
    holder, step = value, None
    while isinstance(value, dict | list) and value:
        holder, step = value, chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value = value[step]
        if chance.random() < 0.35:
            break
    return holder, step


def _other(value: Any, chance: random.Random) -> Any:
    """The same thing as another type."""
    return chance.choice(
        (
            [value],
            {"zh": value, "en": value},
            {"min": value, "max": value},
            json.dumps(value, ensure_ascii=False),
            str(value),
            list(value) if isinstance(value, str | dict) else 1,
            len(str(value)),
            {str(i): item for i, item in enumerate(value)} if isinstance(value, list) else [value, value],
        )
    )


def _deep(value: Any, chance: random.Random) -> Any:
    """The value within as many lists or groups."""
    for _ in range(chance.choice((1, 3, 36, 39, 45, 120))):
        value = [value] if chance.random() < 0.5 else {chance.choice(("zh", "a", "value")): value}
    return value


def _many(value: Any, chance: random.Random) -> Any:
    """Very many of it: in a list, as keys, or as one text."""
    count = chance.choice((2, 30, 1000, 20_000))
    match chance.randrange(4):
        case 0:
            return [value] * min(count, MOST_BYTES // (len(str(value)) + 4))
        case 1:
            return [{"id": f"i{i}"} for i in range(min(count, 9000))]
        case 2:
            return {f"k{i}": i for i in range(min(count, 20_000))}
        case _:
            return (str(value) or "榜") * min(count, MOST_BYTES // (4 * len(str(value)) + 4))


def _written(value: Any, chance: random.Random) -> str:
    """The data as text: as JSON on one line or many, or in lines of YAML."""
    match chance.randrange(3):
        case 0:
            return json.dumps(value, ensure_ascii=chance.random() < 0.2)
        case 1:
            return json.dumps(value, ensure_ascii=False, indent=chance.choice((0, 1, 2)))
        case _:
            return "".join(_lines(value, ""))


def _lines(value: Any, pad: str) -> list[str]:
    """The data in lines; keys and texts as JSON writes them, so that any of them can be written."""
    if isinstance(value, dict) and value:
        entries = ((f"{pad}{json.dumps(key, ensure_ascii=False)}:", inner) for key, inner in value.items())
    elif isinstance(value, list) and value:
        entries = ((f"{pad}-", inner) for inner in value)
    else:
        return [f"{pad}{json.dumps(value, ensure_ascii=False)}\n"]
    found: list[str] = []
    for head, inner in entries:
        is_flat = not inner or not isinstance(inner, dict | list) or len(pad) > 120
        found += (
            [f"{head} {json.dumps(inner, ensure_ascii=False)}\n"]
            if is_flat
            else [head + "\n", *_lines(inner, pad + "  ")]
        )
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")[:MOST_BYTES]


# -- what each kind of file is changed by ---------------------------------------------------------------------------

TEXT: Sequence[Change] = (by_words, by_words, by_lines, by_bytes, recoded)
YAML: Sequence[Change] = (by_structure, by_structure, by_structure, by_words, by_lines, by_lines, by_bytes, recoded)
XML: Sequence[Change] = (with_markup, with_markup, by_words, by_lines, by_bytes, recoded)
WORDS_ONLY: Sequence[Change] = (by_words, by_words, by_words, by_bytes)


def _of_part(change: Change) -> Change:
    return lambda data, chance: changed_part(data, chance, change)


PACKAGE: Sequence[Change] = (
    _of_part(with_markup),
    _of_part(with_markup),
    _of_part(with_markup),
    _of_part(by_words),
    _of_part(by_bytes),
    broken_package,
    by_bytes,
)

FAMILIES: Mapping[str, Sequence[Change]] = {
    "text": TEXT,
    "yaml": YAML,
    "xml": XML,
    "package": PACKAGE,
    "words": WORDS_ONLY,
    "bytes": (by_bytes,),
}
"""How files of each kind are changed."""
