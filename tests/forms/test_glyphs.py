"""The characters of a font, from its own table."""

from __future__ import annotations

import struct

import pylopdf_fonts_zh_cn as fonts
import pytest

from generator.forms.glyphs import characters_of


def _font(*runs: tuple[int, int, int], encoding: int = 10, kind: int = 12) -> bytes:
    body = struct.pack(">HHIII", kind, 0, 16 + 12 * len(runs), 0, len(runs))
    body += b"".join(struct.pack(">III", *run) for run in runs)
    table = struct.pack(">HHHHI", 0, 1, 3, encoding, 12) + body
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0)
    return head + struct.pack(">4sIII", b"cmap", 0, 28, len(table)) + table


def test_runs_of_characters_are_counted_with_both_ends() -> None:
    assert characters_of(_font((0x41, 0x43, 1), (0x2A6D6, 0x2A6D6, 9))) == {0x41, 0x42, 0x43, 0x2A6D6}


@pytest.mark.parametrize("font", [_font(encoding=1), _font(kind=4), struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0)])
def test_a_font_without_a_full_table_is_refused(font: bytes) -> None:
    with pytest.raises(ValueError, match="font"):
        characters_of(font)


def test_the_packaged_fonts_have_what_forms_are_made_of() -> None:
    for path in (fonts.serif_path(), fonts.sans_path()):
        assert set(map(ord, "□√〓（）《》“”、。：；·%≤≥℃μΩ①Ⅰ湘潭市揭榜挂帅龘")) <= characters_of(path.read_bytes())
