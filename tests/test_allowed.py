"""Of prose only what a strict list allows reaches a page: nothing runs, asks, sends on, or closes what is not its."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import REPOSITORY, build
from hypothesis import given
from hypothesis import strategies as st

from generator.model.parts import LANGS
from generator.plugin import guest_of
from generator.render.allowed import ELEMENTS, VOID, allowed

FINE = (
    '<h1 id="a">关于</h1>\n<p>见<a href="record:guide/a-guide">指南</a>、<a href="../en/about.md">英文</a>。</p>',
    '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">x</a> &lt;b&gt; &copy; &#60;<br><b>&amp;lt;</b></p>',
    '<table><thead><tr><th scope="col">一</th></tr></thead><tbody><tr><td data-label="一">1</td></tr></tbody></table>',
    '<pre><code class="language-sh">make test\n</code></pre><img alt="图" src="pictures/a.png">',
    '<div class="admonition note"><p class="admonition-title">注意</p></div><ol start="3"><li>x</li></ol>',
    "<details open><summary>更多</summary><p>x</p></details>",
)
REFUSED = {
    "<script>alert(1)</script>": "",
    "<script src=https://evil.example/x.js></script>x": "x",
    "<style>*{display:none}</style>": "",
    "<svg onload=alert(1)><script>alert(1)</script></svg>x": "x",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">': "",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>": "",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>': "",
    '<meta http-equiv="refresh" content="0; url=https://evil.example/">': "",
    '<base href="https://evil.example/">': "",
    '<link rel="stylesheet" href="https://evil.example/x.css">': "",
    '<form action="https://evil.example/"><input name="q"><button>x</button></form>': "x",
    '<img src="https://evil.example/x.png">': "<img>",
    '<img src="//evil.example/x.png" onerror="alert(1)">': "<img>",
    '<p style="position:fixed">x</p>': "<p>x</p>",
    '<p onclick="alert(1)" ONMOUSEOVER=alert(1)>x</p>': "<p>x</p>",
    '<a href="javascript:alert(1)">x</a>': "<a>x</a>",
    '<a href=" JaVaScRiPt:alert(1)">x</a>': "<a>x</a>",
    '<a href="java&#10;script:alert(1)">x</a>': "<a>x</a>",
    '<a href="&#x6a;avascript:alert(1)">x</a>': "<a>x</a>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>': "<a>x</a>",
    '<a href="\\\\evil.example">x</a>': "<a>x</a>",
    '<a href="/\\evil.example">x</a>': "<a>x</a>",
    '<a href="//evil.example">x</a>': "<a>x</a>",
    '<a href=" //evil.example">x</a>': "<a>x</a>",
    '<a target="_top" href="x.html">x</a>': '<a href="x.html">x</a>',
    "<custom-element>x</custom-element>": "x",
    "<!-- <script>alert(1)</script> -->x<?php echo 1 ?>": "x",
}
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<",
                ">",
                "</",
                "/>",
                '"',
                "'",
                "=",
                " ",
                "&",
                ";",
                "#",
                "!--",
                "-->",
                "a",
                "p",
                "div",
                "script",
                "style",
            ),
            *("svg", "img", "on", "href", "src", "javascript:", "https:", "//", "\\", "x", "\n", "中", "table", "td"),
        ]
    ),
    max_size=40,
).map("".join)


class _Seen(HTMLParser):
    """The elements that stand open, and every tag and attribute that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.closed_wrongly = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(key for key, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.closed_wrongly |= not self.open or self.open.pop() != tag


@pytest.mark.parametrize("html", FINE)
def test_what_is_on_the_list_stays_as_it_is(html: str) -> None:
    assert allowed(html) == (html, ())


@pytest.mark.parametrize("html", REFUSED)
def test_what_is_not_is_left_out_and_told(html: str) -> None:
    found = allowed(html)
    assert found.html == REFUSED[html]
    assert found.refused or html.startswith(("<!--", "<p style"))


def test_nothing_closes_what_it_did_not_open() -> None:
    assert allowed("</article></main><p>x</div></p></body>y").html == "<p>x</p>y"
    assert allowed("<ul><li>a<li>b</ul>c<b>d").html == "<ul><li>a<li>b</li></li></ul>c<b>d</b>"


@given(st.text(st.characters(exclude_categories=["Cs"])) | PIECES)
def test_whatever_is_written_only_the_list_comes_out_and_is_whole(html: str) -> None:
    seen = _Seen()
    found = allowed(html).html
    seen.feed(found)
    seen.close()
    assert seen.tags <= ELEMENTS
    assert not any(key.startswith("on") or key in ("style", "srcdoc", "name") for key in seen.attributes)
    assert (seen.open, seen.closed_wrongly) == ([], False)
    assert allowed(found).html == found


def test_nothing_is_left_out_of_the_repositorys_own_prose(caplog: pytest.LogCaptureFixture) -> None:
    assert any(prose.source for prose in guest_of(REPOSITORY, LANGS).prose)
    assert "may not stand in prose" not in caplog.text


def test_a_page_is_published_without_it_and_the_build_says_so(
    small_project: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    about = small_project / "content/pages/zh/about.md"
    about.write_text(
        '# 关于\n\n<meta http-equiv="refresh" content="0; url=https://evil.example/">\n\n'
        '</article><iframe src="https://evil.example/"></iframe>\n\n[好](javascript:alert(1)) [坏](https://example.org/)\n',
        "utf-8",
    )
    page = (build(small_project, tmp_path / "site") / "zh/about.html").read_text("utf-8")
    content = page[page.index("关于</h1>") :]
    assert "evil.example" not in content
    assert "javascript:" not in content
    assert 'href="https://example.org/"' in content
    assert len(re.findall("</article>", page)) == 1
    for refused in ("<meta>", "<iframe>", "href="):
        assert any("zh/about.md" in line and refused in line for line in caplog.text.splitlines()), refused
