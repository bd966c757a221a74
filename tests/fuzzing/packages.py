"""Word and Excel packages taken apart, changed and packed again, also in ways that no program packs them."""

from __future__ import annotations

import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from xml.etree import ElementTree

from forms.zips import parts_of, zipped

from fuzzing.words import WORDS, long_word

Parts = Mapping[str, bytes]

_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NAME = re.compile(r"\{([^}]*)\}(.*)\Z")
_MOST_COPIES = 60_000
"""How many elements one of them may become: each of a few dozen bytes."""

_MOST_MARKUP = 20_000_000
"""No part with more bytes is changed any further: changes multiply, and readers refuse far less."""


@lru_cache(maxsize=64)
def held_in(data: bytes) -> Parts:
    """The parts of a package; none of one that an earlier change broke."""
    try:
        return parts_of(data)
    except Exception:  # whatever is wrong with it
        return {}


def of_one_day(data: bytes) -> bytes:
    """The package without the moment at which it was made, so that it is the same each time."""
    return zipped({name: _MOMENT.sub(b"2025-01-01T00:00:00Z", part) for name, part in parts_of(data).items()})


def changed_part(data: bytes, chance: random.Random, change: Callable[[bytes, random.Random], bytes]) -> bytes:
    """The package with one of its parts changed, most often one of those that hold what people write."""
    parts = held_in(data)
    if not parts:
        return data[: chance.randrange(len(data) + 1)]
    main = [name for name in parts if re.search(r"document\.xml\Z|sheet\d+\.xml\Z|sharedStrings|workbook\.xml\Z", name)]
    name = chance.choice(main if main and chance.random() < 0.7 else list(parts))
    return zipped(
        {**parts, name: change(parts[name], chance)}, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    )


# -- markup -------------------------------------------------------------------------------------------------------


def with_markup(data: bytes, chance: random.Random) -> bytes:
    """The XML with an element gone, many times, elsewhere, deeper, empty, or with another name, text or attribute."""
    if len(data) > _MOST_MARKUP:
        return data
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return data.replace(b"<", chance.choice((b"<<", b"<!", b"<a ", b"")), chance.randrange(1, 4))
    parents = {child: parent for parent in root.iter() for child in parent}
    for _ in range(chance.choice((1, 1, 2, 4))):
        if parents and _rearrange(chance.choice(list(parents)), parents, chance):
            break
    text = ElementTree.tostring(root, encoding="unicode")
    if chance.random() < 0.04:
        text = chance.choice(_DECLARATIONS) + text
    return text.encode(chance.choice(("utf-8",) * 9 + ("utf-16",)), "replace")


_DECLARATIONS = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<?xml version="1.0" encoding="GBK"?>',
    '<?xml version="1.1"?>',
    '<?xml-stylesheet href="x"?>',
)


def _rearrange(
    element: ElementTree.Element, parents: dict[ElementTree.Element, ElementTree.Element], chance: random.Random
) -> bool:
    """Whether the element is there many times now, as one: whatever it were given next it would have as often."""
    parent = parents[element]
    if element not in list(parent):
        return False
    match chance.randrange(9):
        case 0:
            parent.remove(element)
        case 1:
            size = max(len(ElementTree.tostring(element)), 1)
            parent.extend([element] * min(chance.choice((1, 3, 300, _MOST_COPIES)), 4_000_000 // size))
            return True
        case 2:
            chance.choice(list(parents)).append(_copy(element))
        case 3:
            _wrap(element, parent, chance)
        case 4:
            element.clear()
        case 5:
            element.tag = _renamed(element.tag, chance)
        case 6:
            element.text = chance.choice((*WORDS, long_word(chance)))
        case _:
            key = chance.choice([*element.attrib, "val", "r", "ref", "t", "s", "id", "name"])
            element.set(
                key, chance.choice((*WORDS, *element.attrib.values(), "-1", "0", "1048577", "XFE1", "A1:XFD1048576"))
            )
    return False


def _copy(element: ElementTree.Element) -> ElementTree.Element:
    return deepcopy(element)


def _wrap(element: ElementTree.Element, parent: ElementTree.Element, chance: random.Random) -> None:
    """Puts the element into as many of its parent's name, or of its own."""
    inner = element
    for _ in range(chance.choice((1, 3, 60, 300))):
        outer = ElementTree.Element(chance.choice((parent.tag, element.tag)))
        outer.append(inner)
        inner = outer
    parent[list(parent).index(element)] = inner


def _renamed(tag: str, chance: random.Random) -> str:
    space = _NAME.match(tag)
    names = (
        "a",
        "sdt",
        "tbl",
        "tr",
        "tc",
        "p",
        "r",
        "t",
        "sheet",
        "row",
        "c",
        "v",
        "is",
        "mergeCell",
        "si",
        "del",
        "trans-unit",
    )
    name = chance.choice(names)
    return f"{{{space[1]}}}{name}" if space and chance.random() < 0.8 else name


# -- packing ------------------------------------------------------------------------------------------------------


def broken_package(data: bytes, chance: random.Random) -> bytes:
    """The package as no program packs it: parts gone, doubled or renamed, other sizes, methods and flags."""
    parts = held_in(data)
    if not parts:
        return data + data
    name = chance.choice(list(parts))
    match chance.randrange(9):
        case 0:
            return zipped({key: held for key, held in parts.items() if key != name})
        case 1:
            names = (
                f"../{name}",
                f"/{name}",
                name.upper(),
                f"{name}\\x",
                f"C:{name}",
                "a" * 5000,
                "",
                "xl/vbaProject.bin",
                "\0",
            )
            return zipped({**parts, chance.choice(names): parts[name]})
        case 2:
            return zipped(parts, chance.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED)))
        case 3:
            return zipped({**parts, name: parts[chance.choice(list(parts))]})
        case 4:
            return _poked(data, b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 32, 42), chance)
        case 5:
            return _poked(data, b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28), chance)
        case 6:
            return _poked(data, b"PK\x05\x06", (4, 8, 10, 12, 16, 20), chance)
        case 7:
            return lying(parts, name, b" ", chance.choice((1, 1000, 300_000)))
        case _:
            return chance.randbytes(chance.choice((1, 40))) + data


def _poked(data: bytes, sign: bytes, offsets: tuple[int, ...], chance: random.Random) -> bytes:
    """The package with a field behind one of such signs otherwise."""
    places = [found.start() for found in re.finditer(re.escape(sign), data)]
    if not places:
        return data[:-4]
    changed = bytearray(data)
    at = chance.choice(places) + chance.choice(offsets)
    changed[at : at + 2] = struct.pack(
        "<H", chance.choice((0, 1, 2, 8, 12, 14, 0x7FFF, 0xFFFF, chance.randrange(65536)))
    )
    return bytes(changed)


def lying(parts: Parts, name: str, padding: bytes, times: int = 1) -> bytes:
    """A package of which one part unpacks to as much more than it says, with the check sum of what it says."""
    stated = parts[name]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join((packer.compress(stated), *(packer.compress(padding) for _ in range(times)), packer.flush()))
    whole = zipped({key: held for key, held in parts.items() if key != name})
    return _with_member(whole, name, packed, stated)


def _with_member(whole: bytes, name: str, packed: bytes, stated: bytes) -> bytes:
    """The package with one more member, whose size and sum are those of `stated`."""
    end = whole.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", whole, end + 10)
    raw = name.encode()
    fields = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, zlib.crc32(stated), len(packed), len(stated), len(raw), 0)
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, start) + raw
    local = b"PK\x03\x04" + fields + raw + packed
    central = whole[start:end] + entry
    tail = struct.pack("<HHHHLLH", 0, 0, count + 1, count + 1, size + len(entry), start + len(local), 0)
    return whole[:start] + local + central + b"PK\x05\x06" + tail
