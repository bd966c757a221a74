"""Pages hold what records say, as text; every link leads somewhere; the same input gives the same bytes."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import AS_OF, assemble, build, publish
from pages import Page, is_external, pages_of, target_of
from small import document, make_project, put

from generator.catalog import resolve
from generator.content import SourcePath, find_sources, parse_source, read_source
from generator.dates import start_of
from generator.documents import Document
from generator.links.internal import look_through
from generator.model.artifacts import Artifact
from generator.model.records import FOLDERS, KINDS
from generator.pipeline import check
from generator.problems import Problem
from generator.render.pages import plans, poured, site_of
from generator.render.shell import SLOTS, Shell, capture, cut
from generator.render.view import Site
from generator.report import as_text
from generator.schemas import read_schemas
from generator.settings import read_settings

SLOT = re.compile(r"\[\[\s*zb:")
BOTH = ["built_site", "published_site"]


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest) -> Path:
    """The fixture site, marked as invented and not."""
    found: Path = request.getfixturevalue(request.param)
    return found


def told(found: list[str]) -> str:
    """At most ten of what was found."""
    return "\n".join(sorted(found)[:10])


# -- addresses and links --------------------------------------------------------------------------------------


def test_every_address_of_the_contract_is_there(site: Path) -> None:
    pages = pages_of(site)
    assert {"index.html", "404.html"} <= set(pages)
    for lang in ("zh", "en"):
        for folder in (*FOLDERS, "domains", "regions", "years"):
            assert f"{lang}/{folder}/index.html" in pages
        for name in ("index", "stats", "about", "how-to-claim", "how-to-edit", "data-licence", "due"):
            assert f"{lang}/{name}.html" in pages
        assert f"{lang}/regions/xiangtan.html" in pages
        assert f"{lang}/domains/motors.html" in pages
        assert f"{lang}/years/2025.html" in pages
    assert (site / "schemas/v1/guide.json").is_file()
    assert (site / "sitemap.xml").is_file()


def test_every_record_has_its_page_in_both_languages(site: Path, repository: Path) -> None:
    records = list((repository / "tests/fixture/content").glob("*/**/*.yml"))
    assert len(records) == 34
    for record in records:
        folder = record.relative_to(repository / "tests/fixture/content").parts[0]
        for lang in ("zh", "en"):
            assert f"{lang}/{folder}/{record.stem}.html" in pages_of(site)


def test_every_page_has_its_twin_in_the_other_language(site: Path) -> None:
    pages = {page for page in pages_of(site) if "/" in page}
    assert {page.partition("/")[2] for page in pages if page.startswith("zh/")} == {
        page.partition("/")[2] for page in pages if page.startswith("en/")
    }


def test_addresses_differ_even_where_case_does_not_count(site: Path) -> None:
    paths = [path.relative_to(site).as_posix().casefold() for path in site.rglob("*")]
    assert len(paths) == len(set(paths))


def test_every_internal_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    looked = look_through(site, None, 1)
    assert looked.links > 5000
    assert not looked.problems, as_text(looked.problems, "en")


def test_pages_ask_nothing_of_third_parties(site: Path) -> None:
    loading = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "embed": "src"}
    for name, page in pages_of(site).items():
        loaded = [str(e.attributes.get(loading[e.tag], "")) for e in page.elements if e.tag in loading]
        loaded += [str(a.get("href")) for a in page.every("link") if a.get("rel") in ("stylesheet", "icon", "preload")]
        assert not [address for address in loaded if is_external(address)], name


def test_every_file_of_assets_is_used(site: Path) -> None:
    used = {target_of(name, a)[0] for name, page in pages_of(site).items() for a in page.links if not is_external(a)}
    kept = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    unused = kept - used
    styles = "".join((site / path).read_text("utf-8") for path in kept if path.endswith(".css"))
    assert not {path for path in unused if path.rpartition("/")[2] not in styles}


# -- what every page has --------------------------------------------------------------------------------------


def test_no_slot_is_left_unfilled(site: Path) -> None:
    left = [str(path) for path in site.rglob("*") if path.is_file() and SLOT.search(path.read_text("utf-8", "replace"))]
    assert left == []


def test_no_template_is_left_unfilled(site: Path) -> None:
    marks = re.compile(r"\{\{|\}\}|\{%|\bNone\b(?! recorded)|Undefined|<built-in|Text\(")
    bibtex = re.compile(r"\{\{(.*?)\}\}(?=,\n)")  # what BibTeX is to keep as it is stands in two pairs of braces
    words = {n: bibtex.sub(r"\1", "".join(page.words)) for n, page in pages_of(site).items()}
    left = [f"{n}: {m[0]}" for n, text in words.items() if (m := marks.search(text))]
    assert not left, told(left)


def test_every_element_is_closed(site: Path) -> None:
    assert not [name for name, page in pages_of(site).items() if page.unbalanced or page.open]


def test_an_id_stands_once_on_a_page(site: Path) -> None:
    twice = [f"{n}#{i}" for n, page in pages_of(site).items() for i, times in Counter(page.ids).items() if times > 1]
    assert not twice, told(twice)


def test_a_page_has_one_heading_of_the_first_rank_and_a_title_of_its_own(site: Path) -> None:
    titles: Counter[str] = Counter()
    for name, page in pages_of(site).items():
        assert len(list(page.every("h1"))) == 1, name
        title = re.findall(r"<title>(.+?)</title>", page.html, re.DOTALL)
        assert len(title) == 1, name
        titles[f"{name[:2]} {title[0]}"] += 1


def test_headings_skip_no_rank(site: Path) -> None:
    skipped = []
    for name, page in pages_of(site).items():
        ranks = [int(e.tag[1]) for e in page.elements if re.fullmatch(r"h[1-6]", e.tag)]
        skipped += [name for before, after in pairwise(ranks) if after > before + 1]
    assert not skipped, told(skipped)


def test_a_page_says_its_language_its_twin_and_its_own_address(site: Path) -> None:
    for name, page in pages_of(site).items():
        lang = "en" if name.startswith("en/") else "zh-CN"
        assert next(page.every("html")).get("lang") == lang, name
        if "/" not in name:
            continue
        links = [a for a in page.every("link") if a.get("rel") in ("alternate", "canonical")]
        twins = {a["hreflang"]: a["href"] for a in links if a.get("hreflang")}
        rest = name.partition("/")[2]
        base = "https://example.org/zhangbang/"
        if twins:
            assert twins == {"zh-CN": f"{base}zh/{rest}", "en": f"{base}en/{rest}", "x-default": f"{base}zh/{rest}"}
        named = name.replace("guides/sample-2025-old-claim", "guides/sample-2025-claim")
        assert [a["href"] for a in links if a["rel"] == "canonical"] in ([], [base + named])


def test_no_style_handler_or_script_stands_in_a_page(site: Path) -> None:
    for name, page in pages_of(site).items():
        for element in page.elements:
            assert element.tag != "style", name
            assert not [a for a in element.attributes if a == "style" or a.startswith("on")], name
            if element.tag == "script":
                assert "src" in element.attributes or element.attributes.get("type") == "application/ld+json", name


def test_the_policy_allows_nothing_inline_and_no_address_is_told_to_other_sites(site: Path) -> None:
    for name, page in pages_of(site).items():
        policies = [a["content"] for a in page.every("meta") if a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, name
        assert policies[0] is not None
        assert [a["content"] for a in page.every("meta") if a.get("name") == "referrer"] == ["same-origin"], name
        assert "unsafe" not in policies[0]
        assert "default-src 'none'" in policies[0]


def test_structured_data_is_json_with_an_address(site: Path) -> None:
    described = 0
    for page in pages_of(site).values():
        for script in page.scripts:
            if script.strip():
                graph = json.loads(script)["@graph"]
                assert graph
                described += any(item.get("identifier") for item in graph)
    assert described >= 50


def test_links_out_of_the_site_carry_no_opener(site: Path) -> None:
    for name, page in pages_of(site).items():
        for attributes in page.every("a"):
            if str(attributes.get("href", "")).startswith("http"):
                assert "noopener" in str(attributes.get("rel")), f"{name}: {attributes}"


# -- samples, moves, sitemap ----------------------------------------------------------------------------------


def sitemap_of(site: Path) -> list[str]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    return [str(loc.text) for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_sitemap_lists_pages_that_exist_each_once(site: Path) -> None:
    listed = sitemap_of(site)
    assert len(listed) == len(set(listed))
    for address in listed:
        assert address.removeprefix("https://example.org/zhangbang/") in pages_of(site)


def test_the_sitemap_leaves_invented_withdrawn_and_moved_records_out(built_site: Path, published_site: Path) -> None:
    built, published = sitemap_of(built_site), sitemap_of(published_site)
    assert not [address for address in built if "/sample-" in address]
    assert [address for address in published if "/sample-2025-01-motor.html" in address]
    for name in ("sample-2025-03-controller", "sample-2025-old-claim", "zb-shell", "404"):
        assert not [address for address in published if name in address]


def test_an_invented_record_says_so_and_is_kept_from_search_engines(built_site: Path, published_site: Path) -> None:
    for kind in KINDS.values():
        records = [n for n in pages_of(built_site) if re.match(rf"zh/{kind.folder}/sample-", n)]
        assert records
        for name in records:
            if "zb-banner--sample" not in pages_of(built_site)[name].html:
                assert re.search("sample-2025-(03-controller|old-claim)", name), name
            assert "zb-banner--sample" not in pages_of(published_site)[name].html


def totals_of(page: Page) -> list[int]:
    return [
        int(n)
        for n in re.findall(
            r"<dd[^>]*>\s*(\d+)\s*</dd>", re.findall(r"(?s)<dl class=\"zb-totals\">.*?</dl>", page.html)[0]
        )
    ]


def test_the_totals_of_the_home_page_leave_invented_records_out(built_site: Path, published_site: Path) -> None:
    assert set(totals_of(pages_of(built_site)["zh/index.html"])) == {0}
    assert sum(totals_of(pages_of(published_site)["zh/index.html"])) > 10


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_former_address_leads_to_the_new_one(site: Path, lang: str) -> None:
    page = pages_of(site)[f"{lang}/guides/sample-2025-old-claim.html"]
    leads = [target_of(f"{lang}/guides/sample-2025-old-claim.html", a)[0] for a in page.links if not is_external(a)]
    assert f"{lang}/guides/sample-2025-claim.html" in leads


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_withdrawn_record_keeps_its_address_and_names_its_successor(site: Path, lang: str) -> None:
    page = pages_of(site)[f"{lang}/challenges/sample-2025-03-controller.html"]
    words = "".join(page.words)
    assert ("发榜方撤回。" if lang == "zh" else "The owner withdrew it.") in words
    assert any("sample-2025-01-motor.html" in address for address in page.links)


# -- content --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "zh/guides/sample-2025-claim.html",
            ["样科函〔2025〕3号", "2025年6月20日", "揭榜截止", "请在6月20日前报送。", "线上填报。", "线下盖章。"],
        ),
        ("en/guides/sample-2025-claim.html", ["20 June 2025", "Claim by", "File before 20 June.", "0731-00000000"]),
        (
            "zh/challenges/sample-2025-01-motor.html",
            ["300万元", "96.5", "保密协议", "效率不低于96.5%", "2025年6月20日 16:30", "双方共有"],
        ),
        ("en/challenges/sample-2025-01-motor.html", ["CNY 3,000,000", "Shared", "An efficient permanent-magnet motor"]),
        ("zh/lists/sample-2025-challenges.html", ["样科榜〔2025〕1号", "YL-2025-01", "耐高温合金", "10万元"]),
        ("zh/lists/sample-2025-winners.html", ["来源只给出部分：公示只列一项，其余未见。"]),
        ("en/lists/sample-2025-winners.html", ["The source gives only a part: The notice lists one award"]),
        ("zh/programmes/sample-2025-open-challenge.html", ["最高50万元", "第八条", "填报需求", "12,345"]),
        ("zh/organisations/sample-motor-works.html", ["91430300MA0000000D", "样例电机厂"]),
        ("zh/forms/sample-2025-need-form.html", ["需求描述", "支付不低于投入的四成"]),
        ("zh/notices/sample-2025-extension.html", ["样科函〔2025〕9号", "2025年7月15日"]),
        (
            "zh/guides/sample-2025-forwarding.html",
            ["延期：延期公告", "样科函〔2025〕9号 · 样例省科学技术厅 · 发布日期 2025年6月8日 · 生效日期 2025年6月9日",
             "原：2025年6月10日 · 6月10日 现：2025年7月15日", "现：2025年7月15日 (根据 延期公告 · 2025年6月8日)"],
        ),
        (
            "en/challenges/sample-2025-02-alloy.html",
            ["Extension: More time for the first list", "Record changed: First list of challenges 2025",
             "(Solvers): Was: 31 August 2025 Now: 15 September 2025 17:00",
             "Now: 15 September 2025 17:00 (by More time for the first list · 12 June 2025)"],
        ),
        (
            "zh/guides/sample-2025-claim.html",
            ["(甘肃省)：原：2025年6月27日 12:00 现：2025年7月4日 12:00 · 7月4日中午", "2025年6月28日"],
        ),
        ("zh/notices/sample-2025-region-extension.html", ["2025年6月27日 12:00", "2025年7月4日 12:00 · 7月4日中午"]),
        ("zh/winners/sample-2025-winner-motor.html", ["样例大学", "拟立项", "样例研究所"]),
        ("zh/winners/sample-2025-winner-motor.html", ["来源只给出部分：公示没有写对应的榜题。"]),
        ("zh/successes/sample-2024-success-reported.html", ["来源只给出部分：报道没有写对应的榜题。"]),
        ("zh/successes/sample-2024-success-alloy.html", ["优秀", "专利三项", "攻关成功"]),
    ],
)  # fmt: skip
def test_a_page_says_what_its_record_says(published_site: Path, name: str, words: list[str]) -> None:
    shown = " ".join("".join(pages_of(published_site)[name].words).split())
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "来源未注明"),
        ({"government_set": True}, "政府设题"),
        ({"owner": {"name": {"zh": "某公司"}}}, "某公司"),
    ],
)
def test_a_need_whose_owner_is_not_given_is_none_of_governments(
    small_project: Path, tmp_path: Path, keys: dict[str, Any], said: str
) -> None:
    put(small_project, "list", id="l", list_type="tackling", partial={"zh": "x", "en": "x"})
    put(small_project, "challenge", id="x", list="l", **keys)
    pages = pages_of(build(small_project, tmp_path / "site"))
    for name in ("zh/challenges/x.html", "zh/lists/l.html"):
        shown = "".join(pages[name].words)
        assert said in shown
        assert not [other for other in ("政府设题", "某公司") if other != said and other in shown]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_moved_deadline_shows_the_old_one_struck_out_and_the_new_one(published_site: Path, lang: str) -> None:
    pages = pages_of(published_site)
    found = {
        "guides/sample-2025-forwarding": 2,
        "challenges/sample-2025-02-alloy": 2,
        "notices/sample-2025-extension": 1,
    }
    for name, times in found.items():
        page = pages[f"{lang}/{name}.html"]
        assert (len(list(page.every("del"))), len(list(page.every("ins")))) == (times, times), name
    assert not list(pages[f"{lang}/guides/sample-2025-demand.html"].every("del"))


def test_a_deadline_that_moved_twice_shows_each_step(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "guide", windows=[{"audience": "solver", "action": "claim", "closes": "2025-06-10"}])
    for i, day in enumerate(("2025-06-20", "2025-07-01")):
        changes = [{"about": {"zh": "截止"}, "closes": day}]
        put(small_project, "notice", id=f"n-{i}", title={"zh": f"公告{i}", "en": f"Notice {i}"}, type="extension",
            published_on=f"2025-06-0{i + 1}", changes=changes)  # fmt: skip
    site = build(small_project, tmp_path / "site")
    shown = " ".join("".join(pages_of(site)["zh/guides/a-guide.html"].words).split())
    assert (
        "原：2025年6月10日 原：2025年6月20日 (根据 公告0 · 2025年6月1日) 现：2025年7月1日 (根据 公告1 · 2025年6月2日)"
        in shown
    )


def test_a_deadline_that_was_not_stated_says_so(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "guide", windows=[{"audience": "solver", "action": "claim"}])
    put(small_project, "notice", changes=[{"about": {"zh": "截止"}, "closes": "2025-07-01"}])
    page = pages_of(build(small_project, tmp_path / "site"))["zh/guides/a-guide.html"]
    assert "原：来源未注明 现：2025年7月1日" in " ".join("".join(page.words).split())
    assert not list(page.every("del"))


def test_a_challenges_own_amendment_does_not_reach_its_neighbours(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "list", windows=[{"audience": "solver", "action": "claim", "closes": "2025-06-10"}])
    put(small_project, "challenge")
    put(small_project, "challenge", id="b-challenge")
    changes = [{"about": {"zh": "截止"}, "closes": "2025-07-01"}]
    put(small_project, "notice", type="extension", target={"kind": "challenge", "id": "b-challenge"}, changes=changes)
    pages = pages_of(build(small_project, tmp_path / "site"))
    shown = {
        name: "2025年7月1日" in "".join(pages[f"zh/challenges/{name}.html"].words)
        for name in ("a-challenge", "b-challenge")
    }
    assert shown == {"a-challenge": False, "b-challenge": True}


def test_chinese_on_an_english_page_says_that_it_is_chinese(published_site: Path) -> None:
    page = pages_of(published_site)["en/organisations/sample-university.html"]
    assert re.search(r'<h1[^>]*><span lang="zh-CN">样例大学</span></h1>', page.html)


def test_a_contact_is_no_link_to_a_script(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "organisation", id="x", url="https://example.org/?a=1&b=%22%3E")
    page = pages_of(build(small_project, tmp_path / "site"))["zh/organisations/x.html"]
    assert "https://example.org/?a=1&b=%22%3E" in page.links


# -- the shell ------------------------------------------------------------------------------------------------

BARE = cut("<!doctype html>" + "".join(f"<{slot}>[[zb:{slot}]]" for slot in sorted(SLOTS)))


def test_a_shell_is_filled_in_the_order_of_its_slots() -> None:
    assert cut("a[[zb:head]]b[[zb:lang]]c[[zb:head]]").mould().fill({"head": "1", "lang": "2"}) == b"a1b2c1"


def test_what_is_poured_in_is_never_searched_for_slots() -> None:
    assert cut("a[[zb:head]]b").mould().fill({"head": "[[zb:content]]"}) == b"a[[zb:content]]b"


def test_a_shell_is_filled_in_parts() -> None:
    part = cut("a[[zb:head]]b[[zb:lang]]c").filled({"head": cut("<[[zb:content]]>")})
    assert part == Shell(("a<", ">b", "c"), ("content", "lang"))
    assert (
        part.filled({"lang": Shell(("x",))}).mould().fill({"content": "[[zb:lang]]é"}) == "a<[[zb:lang]]é>bxc".encode()
    )


def test_a_theme_without_a_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="content"):
        capture("".join(f"[[zb:{slot}]]" for slot in SLOTS - {"content", "lang"}) + '<html lang="x" class="no-js">')


# -- the same bytes -------------------------------------------------------------------------------------------


def documents_in(project: Path) -> list[Document]:
    found = []
    for source in find_sources(project):
        assert isinstance(source, SourcePath)
        text = read_source(project, source)
        assert isinstance(text, str)
        parsed = parse_source(source, text)
        assert not isinstance(parsed, Problem)
        found.append(parsed)
    return found


def compiled(documents: list[Document], project: Path) -> list[Artifact]:
    settings, _ = read_settings(project / "site_config")
    assert settings is not None
    site: Site = site_of(
        resolve(documents), settings, start_of(AS_OF), "https://example.org/", "https://example.org/git"
    )
    shells: dict[int, Shell] = dict.fromkeys((0, 1, 2), BARE)
    return [artifact for plan in plans(site) for artifact in poured(site, shells, plan)]


def test_addresses_are_unique_and_shuffled_records_give_equal_bytes(project: Path) -> None:
    publish(project)
    documents = documents_in(project)
    expected = compiled(documents, project)
    assert len({artifact.path.casefold() for artifact in expected}) == len(expected)
    for seed in range(3):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert compiled(shuffled, project) == expected


def test_shuffled_keys_of_a_record_give_equal_bytes(project: Path) -> None:
    documents = documents_in(publish(project))
    turned = [one._replace(data=dict(reversed(one.data.items()))) for one in documents]
    assert compiled(turned, project) == compiled(documents, project)


# -- hostile texts --------------------------------------------------------------------------------------------

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`=<!--]]>&amp;&lt;&#60;{{7*7}}{% raw %}"
    "[[zb:content]][[zb:head]]${x}\\u003c\u2028\u202e javascript:alert(1) **b** [x](y) <svg/onload=alert(1)> %s {0} {n}"
)


SCHEMAS = read_schemas()


def with_texts(value: Any, schema: dict[str, Any], mark: Callable[[str], str]) -> Any:
    """The data with every free text marked: strings whose schema asks for no pattern or choice."""
    while "$ref" in schema:
        schema = SCHEMAS["common"]["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        branches = [b for b in (schema, *schema.get("oneOf", ()), *schema.get("anyOf", ())) if "properties" in b]
        held = {key: inner for branch in branches for key, inner in branch["properties"].items()}
        return {key: with_texts(inner, held[key], mark) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_texts(inner, schema["items"], mark) for inner in value]
    free = isinstance(value, str) and not {"pattern", "enum", "const", "format", "oneOf", "anyOf"} & set(schema)
    return mark(value)[: schema.get("maxLength", 10**9)] if free else value


def marked(project: Path, mark: Callable[[str], str]) -> Path:
    """The project with every free text of every record marked."""
    for found in documents_in(project):
        data = with_texts(found.data, SCHEMAS[found.kind], mark)
        (project / found.file).write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return project


@pytest.fixture(scope="module")
def marked_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The site from records with a harmless word in every text, and with a hostile one."""
    folder = tmp_path_factory.mktemp("marked")
    words = (re.sub("[^\u2028]", "x", HOSTILE), HOSTILE)
    sites = []
    for name, word in zip(("harmless", "hostile"), words, strict=True):
        project = marked(publish(assemble(folder / name)), lambda text, word=word: f"{text} {word}"[:299])
        assert not check(project).has_errors
        sites.append(build(project, folder / f"{name}-site"))
    yield sites[0], sites[1]


def test_hostile_texts_change_no_element_and_no_attribute(marked_sites: tuple[Path, Path]) -> None:
    harmless, hostile = (pages_of(site) for site in marked_sites)
    assert set(harmless) == set(hostile)
    assert [name for name in harmless if harmless[name].shape != hostile[name].shape] == []


def test_hostile_texts_stand_on_the_page_as_they_were_written(marked_sites: tuple[Path, Path]) -> None:
    _, hostile = marked_sites
    whole = 0
    for name, page in pages_of(hostile).items():
        if "/sample-" in name:
            whole += "".join(page.words).count("</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`")
            assert not page.unbalanced, name
    assert whole > 500


def test_hostile_texts_leave_structured_data_readable(marked_sites: tuple[Path, Path]) -> None:
    _, hostile = marked_sites
    for page in pages_of(hostile).values():
        for script in page.scripts:
            if script.strip():
                json.loads(script)
                assert "<" not in script


def test_hostile_texts_fill_no_slot_and_no_template(marked_sites: tuple[Path, Path]) -> None:
    harmless, hostile = (pages_of(site) for site in marked_sites)
    for name, page in hostile.items():
        assert page.html.count("<main") == harmless[name].html.count("<main"), name
        assert "49" not in re.findall(r"&lt;{(.*?)}", page.html)


def test_hostile_texts_leave_the_sitemap_well_formed(marked_sites: tuple[Path, Path]) -> None:
    assert sitemap_of(marked_sites[0]) == sitemap_of(marked_sites[1])


# -- edges ----------------------------------------------------------------------------------------------------


def test_a_site_without_records_is_whole(tmp_path: Path) -> None:
    project = make_project(tmp_path / "small")
    for record in (project / "content").glob("*/*.yml"):
        record.unlink()
    pages = pages_of(build(project, tmp_path / "site"))
    assert "zh/guides/index.html" in pages
    assert not [page for page in pages.values() if page.unbalanced]


def test_the_smallest_record_of_each_kind_has_a_page(small_project: Path, tmp_path: Path) -> None:
    for kind in KINDS:
        put(
            small_project,
            kind,
            id=f"x-{kind}",
            **({"challenge": "x-challenge"} if kind in ("winner", "success") else {}),
        )
    pages = pages_of(build(small_project, tmp_path / "site"))
    assert {f"en/{cls.folder}/x-{kind}.html" for kind, cls in KINDS.items()} <= set(pages)


def test_the_chain_of_many_records_leads_to_elements_that_exist(small_project: Path, tmp_path: Path) -> None:
    for i in range(7):
        put(small_project, "challenge", id=f"c-{i}", guide="a-guide", list="a-list")
        put(small_project, "winner", id=f"w-{i}", challenge="c-0")
        put(small_project, "success", id=f"s-{i}", challenge="c-0", winner="w-0")
    site = build(small_project, tmp_path / "site")
    assert not look_through(site, None, 1).problems


def test_records_that_replace_one_another_are_both_readable(small_project: Path, tmp_path: Path) -> None:
    for one, other in (("x", "y"), ("y", "x")):
        withdrawn = {"on": "2025-01-01", "reason": {"zh": "x"}, "replaced_by": other}
        put(small_project, "organisation", id=one, withdrawn=withdrawn)
    assert "zh/organisations/x.html" in pages_of(build(small_project, tmp_path / "site"))


def test_the_first_and_last_days_there_are_break_no_page(small_project: Path, tmp_path: Path) -> None:
    for i, day in enumerate(("0001-01-02", "9999-12-31", "9999-12-31T23:59")):
        windows = [{"audience": "solver", "action": "claim", "opens": day[:4], "closes": day}]
        put(small_project, "guide", id=f"x-{i}", windows=windows, published_on=day)
    assert "zh/guides/x-2.html" in pages_of(build(small_project, tmp_path / "site"))


def test_documents_of_small_records_are_what_the_reader_makes(small_project: Path) -> None:
    put(small_project, "guide", id="x")
    read = next(found for found in documents_in(small_project) if found.id == "x")
    assert read == document("guide", id="x")
