"""The comment says what changed, keeps within GitHub's limit, and nothing in it acts but what we wrote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import data, put
from versions import commit

from differences.made import UPDATED, compared, published
from differences.rendered import ACTING, OURS, rendered
from generator.differences.markdown import LIMIT, MARK, as_markdown, code, escaped, fitting
from generator.differences.visible import visible

ATTACKS = (
    "@admin 请看 @org/team",
    "修复 #12 GH-34 owner/repo#56 d670460b4b4aece5915caf5c68d12f560a9fe3e4 !7 &8",
    "[点这里](https://evil.example) ![图](https://evil.example/x.png) <https://evil.example> [x]: https://evil.example",
    "https://evil.example www.evil.example a@evil.example ftp://evil.example evil.example",
    "<img src=x onerror=alert(1)> <script>x</script> <a href='//evil.example'>x</a> <details open>",
    "--> <!-- zhangbang-diff --> <!-- x",
    "`code` ``` ~~~ ```` \\` \\\\`",
    "**粗** _斜_ ~~删~~ | a | b | # 题 > 引 - 项 1. 项 &lt;b&gt; &#64;admin &commat;admin",
    "$\\href{https://evil.example}{x}$ $$x$$ :tada: :+1:",
    "\u202e倒\u202c \u2066隔\u2069 零\u200b宽 \u3164 \ufe0f \U000e0041",
    "第一行\n\n# 第二行\n- [ ] 任务\n\n    代码\n```\n@admin\n```\n",
    "x" * 5000,
)
ALL = " ".join(ATTACKS)


def hostile(kind: str, attack: str, **keys: Any) -> dict[str, Any]:
    """A small record whose texts are the attack."""
    text = {"zh": attack, "en": attack}
    source = {"id": "notice", "title": text, "issuer": text, "number": attack, "quote": attack[:300]}
    return data(kind, title=text, summary=text, note=text, sources=[source], **keys)


def assert_nothing_acts(markdown: str, comments: int = 1) -> None:
    found = rendered(markdown)
    assert set(found.tags) <= OURS
    assert found.targets == ()
    assert len(found.comments) == comments
    assert ACTING.findall(found.open_text) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_from_a_record_acts(small_project: Path, attack: str) -> None:
    published(small_project, "guide", **hostile("guide", "平常的话"))
    put(small_project, "guide", **hostile("guide", attack, updated_on="2025-09-01", rules=[{"statement": attack}]))
    put(small_project, "winner", **hostile("winner", attack, lead={"name": {"zh": attack}}))
    found = compared(small_project)
    for markdown in (as_markdown(found, "zh"), as_markdown(found, "en")):
        assert markdown.startswith(f"{MARK}\n")
        assert_nothing_acts(markdown)
        assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069\u3164\ufe0f\U000e0041]", markdown)


NAMES = ("@admin.yml", "`x`.yml", "](x) #1.yml", "<b>.yml", "a\nb.yml", "\u202e.md", "$x$.yml", "https:www.x.yml")


@pytest.mark.parametrize("folder", ["content/guides", "content/pages/zh", ".github/workflows", "site_config", "."])
def test_no_files_name_acts(small_project: Path, folder: str) -> None:
    commit(small_project)
    put(small_project, "organisation", id="a-unit", updated_on=UPDATED)
    (small_project / folder).mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (small_project / folder / name).write_text("id: x\n", "utf-8")
    assert_nothing_acts(as_markdown(compared(small_project), "zh"))


SIGNS = st.text(st.sampled_from("`*_~[](){}<>#+-.!|\\$@:/&;=\"'1aw中，\n \t\u202e\u3000"), max_size=40) | st.text(
    max_size=30
)


def words_of(text: str) -> list[str]:
    return text.replace("\u3000", " ").split()


@given(SIGNS)
def test_whatever_text_stays_that_text(text: str) -> None:
    found = rendered(f"- **{escaped(text)}**：{escaped(text)}\n")
    assert set(found.tags) <= {"ul", "li", "strong", "code", "p"}
    assert ACTING.findall(found.open_text) == []
    shown = visible(text)
    if shown.strip() and not shown[0].isspace() and not shown[-1].isspace():
        assert "strong" in found.tags
        assert words_of(found.text) == words_of(f"{shown}：{shown}")


@given(SIGNS)
def test_a_code_span_is_never_left(text: str) -> None:
    found = rendered(f"x {code(text)} x\n")
    assert set(found.tags) <= {"p", "code"}
    assert words_of(found.text) == words_of(f"x {visible(text)} x")


@given(SIGNS, SIGNS)
def test_marked_words_stay_words(before: str, after: str) -> None:
    from generator.differences.markdown import _marked

    found = rendered(f"- x：{_marked(visible(before), visible(after))}\n")
    assert set(found.tags) <= {"ul", "li", "p", "code", "ins", "del"}
    assert found.targets == ()
    assert ACTING.findall(found.open_text) == []


def test_changed_words_are_marked(small_project: Path) -> None:
    published(small_project, "guide", note={"zh": "资助五十万元，三年内完成"})
    put(small_project, "guide", note={"zh": "资助六十万元，三年内完成"}, updated_on=UPDATED)
    assert "- **说明**：改写：资助<del>五</del><ins>六</ins>十万元，三年内完成\n" in as_markdown(
        compared(small_project), "zh"
    )


def test_titles_lead_to_the_site_where_there_is_one(small_project: Path) -> None:
    published(small_project, "guide", title={"zh": "旧](x)"})
    put(small_project, "guide", title={"zh": "新](x)<b>@a"}, updated_on=UPDATED)
    found = rendered(as_markdown(compared(small_project), "zh", site_url="https://example.org/calls/"))
    assert found.targets == ("https://example.org/calls/zh/guides/a-guide.html",)


def test_warnings_stand_before_records_and_program_files_before_both(small_project: Path) -> None:
    commit(small_project)
    (small_project / "mkdocs.yml").write_text("x: y\n")
    put(small_project, "guide", note={"zh": "新"})
    markdown = as_markdown(compared(small_project), "zh")
    places = [markdown.index(words) for words in ("修改 1 条", "### 这次还改动了", "### 请留意", "### 记录的改动")]
    assert places == sorted(places)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_huge_comparison_keeps_within_the_limit_and_says_what_is_left_out(small_project: Path, lang: Any) -> None:
    commit(small_project)
    for n in range(300):
        put(small_project, "challenge", id=f"c-{n}", need={"zh": ALL, "en": ALL}, title={"zh": ALL, "en": ALL})
        (small_project / f"content/pages/zh/p-{n}.md").write_text("x")
        (small_project / f"program-{n}.py").write_text("x")
    found = compared(small_project)
    markdown = as_markdown(found, lang)
    assert 0.8 * LIMIT < len(markdown) <= LIMIT
    assert_nothing_acts(markdown)
    told = markdown.count("\n#### ")
    assert 0 < told < 300
    assert (
        f"还有 {300 - told} 条没有列出（榜题 {300 - told}）" if lang == "zh" else f"{300 - told} more not listed"
    ) in markdown
    assert re.sub(r"\\", "", markdown).rstrip("*\n").endswith("zhangbang diff HEAD --limit 0")


UNSEEN = "\u3164"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_swollen_warnings_silence_no_others(small_project: Path, lang: Any) -> None:
    for n in range(14):
        put(small_project, "organisation", id=f"u-{n}")
    commit(small_project)
    for n in range(14):
        put(small_project, "organisation", id=f"u-{n}", updated_on="9" + UNSEEN * 400, title={"zh": "新"})
    exemptions = small_project / "site_config/exemptions.yml"
    exemptions.write_text("- {code: total-mismatch, record: list/a-list, reason: {zh: 因为}}\n", "utf-8")
    found = compared(small_project)
    markdown = as_markdown(found, lang)
    assert len(markdown) <= LIMIT
    assert [one.code for one in found.warnings[:2]] == ["diff-exemption", "diff-outside"]
    assert {one.code for one in found.warnings} == set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`(?:：|: )", markdown))
    assert re.search(r"list\W+a\W+list\W+total\W+mismatch", markdown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_swollen_record_silences_no_others(small_project: Path, lang: Any) -> None:
    put(small_project, "organisation", id="a-unit")
    put(small_project, "organisation", id="z-unit")
    commit(small_project)
    strange = {f"strange_{n}": UNSEEN * 300 for n in range(60)}
    put(small_project, "organisation", id="a-unit", updated_on=UPDATED, **strange)
    put(small_project, "organisation", id="z-unit", updated_on=UPDATED, note={"zh": "另一条"})
    markdown = as_markdown(compared(small_project), lang)
    assert len(markdown) < LIMIT // 2
    assert markdown.count("\n#### ") == 2
    assert "另一条" in markdown
    assert re.search(r"还有 \d+ 处" if lang == "zh" else r"\d+ more", markdown)


def test_what_is_too_large_is_passed_over() -> None:
    assert fitting(["a" * 300, "b" * 900, "c" * 300], 800) == {0: "a" * 300, 2: "c" * 300}


def test_a_limit_of_records(small_project: Path) -> None:
    commit(small_project)
    for n in range(5):
        put(small_project, "organisation", id=f"u-{n}", updated_on=UPDATED)
    markdown = as_markdown(compared(small_project), "en", limit=2)
    assert markdown.count("\n#### ") == 2
    assert "3 more not listed" in markdown


def test_nothing_changed(small_project: Path) -> None:
    commit(small_project)
    assert as_markdown(compared(small_project), "en") == f"{MARK}\n**nothing changed**\n"
