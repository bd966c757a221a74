"""The texts in images' metadata are read, and no broken image stops the reading."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.imagetext import image_size, image_texts

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NUMBER = "13812345678"
EXIF_WIDE = b"Exif\0\0II*\0" + f"mobile {NUMBER}".encode("utf-16-le") + b"\0\0"
XMP = f"<x:xmpmeta><dc:creator>张三 {NUMBER}</dc:creator></x:xmpmeta>".encode()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))


def png(*chunks: bytes) -> bytes:
    return SIGNATURE + chunk(b"IHDR", bytes(13)) + b"".join(chunks) + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xda\0\x02" + b"\x99" * 50 + b"\xff\xd9"


IMAGES = {
    "tEXt": png(chunk(b"tEXt", b"Author\0Zhang " + NUMBER.encode())),
    "zTXt": png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(NUMBER.encode()))),
    "iTXt": png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    "iTXt packed": png(chunk(b"iTXt", b"Author\0\x01\0zh\0\xe4\xbd\x9c\0" + zlib.compress(XMP))),
    "eXIf": png(chunk(b"eXIf", EXIF_WIDE[6:])),
    "EXIF": jpeg(segment(0xE1, b"Exif\0\0MM\0*" + NUMBER.encode() + b"\0")),
    "EXIF in two bytes": jpeg(segment(0xE0, b"JFIF\0"), segment(0xE1, EXIF_WIDE)),
    "XMP": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "IPTC": jpeg(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + NUMBER.encode())),
    "comment": jpeg(segment(0xFE, NUMBER.encode())),
}


@pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
def test_a_text_beside_the_picture_is_read(image: bytes) -> None:
    assert any(NUMBER in text for text in image_texts(image))


def test_the_picture_itself_is_not_read() -> None:
    assert list(image_texts(png(chunk(b"IDAT", NUMBER.encode())))) == []
    assert list(image_texts(jpeg(segment(0xDB, NUMBER.encode())))) == []


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + NUMBER.encode(), SIGNATURE, b"\xff\xd8", b"\xff\xd8\xff\xe1\0\0" * 9]
)
def test_what_is_no_whole_image_has_no_texts(data: bytes) -> None:
    assert not any(NUMBER in text for text in image_texts(data))


@pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
def test_an_image_cut_off_anywhere_is_read_as_far_as_it_goes(image: bytes) -> None:
    for end in range(len(image)):
        list(image_texts(image[:end]))


@given(st.sampled_from(sorted(IMAGES)), st.integers(0, 200), st.binary(min_size=1, max_size=8))
def test_a_damaged_image_never_raises(name: str, at: int, damage: bytes) -> None:
    image = IMAGES[name]
    list(image_texts(image[:at] + damage + image[at + len(damage) :]))


def test_a_text_packed_very_tightly_is_not_unpacked_without_end() -> None:
    bomb = png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(bytes(50_000_000))))
    assert max(len(text) for text in image_texts(bomb)) <= 1 << 20


def test_the_size_is_that_of_the_picture() -> None:
    assert image_size(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\1\0\0\0\0\7" + bytes(5))) == (256, 7)
    frame = segment(0xC2, b"\x08\0\7\1\0" + bytes(10))
    assert image_size(jpeg(segment(0xE1, b"Exif"), segment(0xC4, bytes(9)), frame)) == (256, 7)


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(20), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\0\2\0"])
def test_what_is_no_whole_image_has_no_size(data: bytes) -> None:
    assert image_size(data) is None


def test_texts_of_one_picture_are_unpacked_up_to_a_bound() -> None:
    packed = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"word " * 200_000, 9))
    found = "".join(image_texts(png(*[packed] * 9)))
    assert 3 << 20 < len(found) < 5 << 20
