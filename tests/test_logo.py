"""A logo is shown as a picture; whatever could run, load or lead elsewhere is refused with its reason."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from conftest import build
from small import found_in

from generator.logo import HEIGHT, LARGEST, MOST_WIDE, Logo, read_logo
from generator.problems import Problem

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">{}</svg>'
DRAWING = SVG.format('<defs><g id="a"><path fill="url(#b)" d="M0 0h60v20z"/></g></defs><use href="#a"/>')


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * width) * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + rows


def read(folder: Path, name: str, data: str | bytes) -> Logo | Problem:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_logo(folder, name)


@pytest.mark.parametrize(
    ("name", "data", "width"),
    [
        ("a.svg", DRAWING, 96),
        ("a.svg", SVG.format("<style>.a{fill:url(#b)}</style>"), 96),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="10px" height="20"/>', 16),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="20"/>', HEIGHT),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 1"/>', MOST_WIDE),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e3 500"/>', 64),
        ("a.svg", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 0.{"0" * 318}1"/>', HEIGHT),
        ("a.svg", '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:path d="M0 0"/></svg:svg>', HEIGHT),
        ("a.png", png(64, 32), 64),
    ],
)
def test_a_drawing_is_a_logo(tmp_path: Path, name: str, data: str | bytes, width: int) -> None:
    found = read(tmp_path, name, data)
    assert isinstance(found, Logo), found
    assert (found.width, found.height) == (width, HEIGHT)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (SVG.format("<script>alert(1)</script>"), "script"),
        (SVG.format('<g><SCRIPT href="x.js"/></g>'), "SCRIPT|script"),
        ('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "onload"),
        (SVG.format('<g xmlns:e="http://www.w3.org/2001/xml-events" e:OnClick="x"/>'), "OnClick"),
        (SVG.format("<foreignObject><p/></foreignObject>"), "foreign"),
        (SVG.format('<a href="https://example.org"><path/></a>'), "<a>"),
        (SVG.format('<image href="https://example.org/x.png"/>'), "href"),
        (SVG.format('<image xmlns:x="http://www.w3.org/1999/xlink" x:href="//example.org/x.png"/>'), "href"),
        (SVG.format('<use href="other.svg#a"/>'), "href"),
        (SVG.format('<use href="data:image/svg+xml;base64,AAAA"/>'), "href"),
        (SVG.format('<use href="javascript:alert(1)"/>'), "href"),
        (SVG.format("<path style=\"fill:url( 'https://example.org/x')\"/>"), "style"),
        (SVG.format('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="https://example.org/x.png"/>'), "HTML|img"),
        (SVG.format('<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>'), "HTML"),
        (SVG.format('<image href="#a"><set attributeName="href" to="https://example.org"/></image>'), "set"),
        (SVG.format("<style>@\\69mport 'x.css';</style>"), "style"),
        (SVG.format("<style>a{background:u\\72l(https://example.org)}</style>"), "style"),
        (SVG.format('<style>a{background:image-set("https://example.org/x" 1x)}</style>'), "style"),
        (SVG.format("<style>@import 'x.css';</style>"), "style"),
        (SVG.format("<style>a{background:url(//example.org/x)}</style>"), "style"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "DOCTYPE"),
        ('<?xml-stylesheet href="x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "xml-stylesheet"),
        ("<html><svg/></html>", "SVG"),
        ("<svg", "XML"),
        ("", "XML"),
        (b"\xff\xfe\x00<", "XML"),
        (png(1, 1), "XML"),
        ("<svg>" + "<g>" * 100_000, "kB"),
    ],
)
def test_what_is_more_than_a_drawing_is_refused(tmp_path: Path, data: str | bytes, reason: str) -> None:
    found = read(tmp_path, "a.svg", data)
    assert isinstance(found, Problem)
    assert found.code == "logo-refused"
    assert re.search(reason, found.message.en or "")


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", png(5000, 1), png(1, 1)[:20], b"<svg/>", b"\x89PNG" * 60_000]
)
def test_what_is_no_small_png_is_refused(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, "a.png", data)
    assert isinstance(found, Problem)
    assert found.code == "logo-refused"


def test_a_large_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(LARGEST * 1000)
    assert isinstance(read_logo(tmp_path, "a.png"), Problem)


@pytest.mark.parametrize("name", ["../x.svg", "a/b.svg", "x.gif", ".svg", "https://example.org/x.svg", "x.SVG"])
def test_a_name_that_is_no_file_of_the_folder_is_a_problem(small_project: Path, name: str) -> None:
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write(f"logo: {name}\n")
    (found,) = found_in(small_project)
    assert "settings-invalid /logo" in found


def test_a_link_is_not_followed(small_project: Path) -> None:
    (small_project / "site_config/logo.svg").symlink_to("/etc/hostname")
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write("logo: logo.svg\n")
    (found,) = found_in(small_project)
    assert "logo-missing /logo" in found


def test_a_logo_stands_on_every_page_as_a_picture(small_project: Path, tmp_path: Path) -> None:
    (small_project / "site_config/our-logo.svg").write_text(DRAWING, "utf-8")
    with (small_project / "site_config/site.yml").open("a") as site:
        site.write("logo: our-logo.svg\n")
    built = build(small_project, tmp_path / "site")
    (file,) = (built / "assets/zb").glob("our-logo.*.svg")
    assert file.read_text("utf-8") == DRAWING
    page = (built / "zh/guides/a-guide.html").read_text("utf-8")
    shown = f'<img class="zb-logo" src="../../assets/zb/{file.name}" alt="" width="96" height="32">'
    assert shown in page
    assert f'<link rel="icon" type="image/svg+xml" href="../../assets/zb/{file.name}">' in page
