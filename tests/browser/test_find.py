"""The finder: what it finds, counts and shows, held against plain readings of made-up documents, and how it fails."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import BUILT_AT, NewContext, serve
from .indexes import DOMAINS, FIRST, KINDS, REGIONS, STATUSES, Doc, fold, write_index
from .layout import too_wide
from .watching import Watch
from .wording import label

pytestmark = pytest.mark.browser

NOW = "2025-06-15T12:00"
CRAFTED = (
    Doc(
        "pm-motor",
        ("永磁电机驱动系统", "湘科〔2024〕12号", "永磁电机的效率不低于95%，采用PMSM控制器"),
        ("Permanent magnet motor drive", "Efficiency of the motor at least 95 %"),
        domain=(0,),
        region=2,
        year=2024,
        timeline=(("", 0), ("2025-06-19T00:00", 2)),
        programme=0,
        deadlines=((1, -1, "2025-06-19T00:00"), (0, -1, "2025-06-01T00:00")),
        owner=(50, 50),
        support=(100, 200),
        level=0,
        types=(0,),
        solver=(0, 1),
        newest=20250601,
    ),
    Doc(
        "stepper",
        ("步进装置", "用电机驱动"),
        ("Stepper motor", "small"),
        domain=(0,),
        region=1,
        year=2025,
        owner=(10, None),
    ),
    Doc(
        "traditional", ("傳統電機", "老式設計"), ("A traditional machine", "with motors inside"), domain=(0,), region=3
    ),
    Doc("bearing", ("轴承钢", "smart GH4169 高温轴承"), ("Bearing steel", "High-speed bearings for rail"), domain=(1,)),
    Doc("graphene", ("石墨烯散热膜", "用于芯片散热"), ("Film of carbon", "heat sink"), domain=(1,), year=2025),
    Doc("heat", ("散热", "石墨烯散热膜之外的方法"), ("Heat", "other"), kind=1),
    Doc(
        "hostile",
        ("<script>zbHostile=1</script><b>粗体</b>", "C++ 与 .* 正则"),
        ("C++ and <b>bold</b>", "regex .* here"),
        kind=2,
    ),
)
"""Documents of which each shows something."""


FILLINGS = ("合成材料与工艺", "检测方法", "控制软件")


def filler(number: int, chance: random.Random) -> Doc:
    """A document that only counts."""
    closes = f"2025-{chance.choice(('05-01', '06-18', '07-01', '09-01', '12-01'))}T00:00"
    timeline = (("", 0), (closes, 2)) if chance.random() < 0.5 else (("", 3),)
    low = chance.randrange(10, 300)
    return Doc(
        f"filler-{number}", (f"试验课题第{number}号", chance.choice(FILLINGS)), (f"Trial {number}",),
        kind=chance.randrange(3), domain=tuple(chance.sample((0, 1), chance.randrange(3))),
        region=chance.randrange(-1, 4), year=chance.choice((0, 2023, 2024, 2025)), programme=chance.randrange(-1, 2),
        timeline=timeline,
        deadlines=((chance.randrange(3), -1, closes),) if len(timeline) > 1 else (),
        owner=(low, low * 2) if chance.random() < 0.5 else None, newest=20240000 + number,
        updated=20250000 - number,
    )  # fmt: skip


DOCS = (*CRAFTED, *(filler(number, random.Random(number)) for number in range(50)))
SEARCH = """async ([base, manifest, query]) => {
  window.engine = window.engine || await zhangbang.search.open(base, manifest);
  const columns = window.engineColumns = window.engineColumns || new zhangbang.facets.Columns(window.engine);
  while (!columns.isWhole()) { await columns.more(); }
  const found = await window.engine.search(query);
  const docs = Array.from(found.matches.keys()).filter((doc) => found.matches[doc]);
  const standing = new zhangbang.facets.Standing(columns, "2025-06-15T12:00", { audience: "", region: [] });
  return zhangbang.facets.ordered(columns, standing, docs, found, "relevance", "2025-06-15T12:00");
}"""


COUNTS = """(facet) => Object.fromEntries(
  Array.from(document.querySelectorAll(`[data-zb-facet=${facet}] input[type=checkbox]`), (tick) => {
    const n = Number(tick.parentElement.querySelector("small").textContent);
    return [tick.value, [n, tick.closest("li").hidden, tick.checked]];
  }))"""


@pytest.fixture(scope="module")
def made_up(published_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site with the made-up index in place of its own."""
    site = tmp_path_factory.mktemp("find") / "site"
    shutil.copytree(published_site, site)
    shutil.rmtree(site / "search")
    manifest = write_index(site / "search", DOCS, 10)
    for page in site.glob("*/find.html"):
        text = re.sub(r'data-zb-manifest="[^"]*"', f'data-zb-manifest="{manifest}"', page.read_text("utf-8"))
        page.write_text(text, "utf-8")
    return site


@pytest.fixture(scope="module")
def found_at(made_up: Path) -> Iterator[str]:
    with serve(made_up) as address:
        yield address


@pytest.fixture
def finder(open_context: NewContext) -> Iterator[Page]:
    page = open_context().new_page()
    page.clock.set_fixed_time(BUILT_AT)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def engine(page: Page, found_at: str) -> Callable[[str], list[str]]:
    """What the engine finds, best first, on the made-up index."""
    page.goto(f"{found_at}zh/find.html")

    def ask(query: str) -> list[str]:
        return [DOCS[n].id for n in page.evaluate(SEARCH, ["../search/", "manifest.made-up.js", query])]

    return ask


def go(page: Page, home: str, query: str = "", lang: str = "zh") -> Page:
    page.goto(f"{home}{lang}/find.html{query}")
    settled(page)
    return page


def settled(page: Page) -> None:
    expect(page.locator("[data-zb-find]")).to_have_attribute("aria-busy", "false")
    expect(page.locator("[data-zb-cover]")).to_be_hidden()


def shown(page: Page) -> list[str]:
    return [
        str(link.get_attribute("href")).rpartition("/")[2].removesuffix(".html")
        for link in page.locator(".zb-hit h3 a").all()
    ]


def counted(page: Page) -> int:
    """The number in the count of results."""
    digits = re.search(r"\d+", page.locator("[data-zb-count]").inner_text())
    return int(digits[0]) if digits else 0


# -- what is found --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("永磁电机", {"pm-motor"}),
        ("电机", {"pm-motor", "stepper", "traditional"}),
        ("電機", {"pm-motor", "stepper", "traditional"}),
        ("电机 驱动", {"pm-motor", "stepper"}),
        ("驱动　电机", {"pm-motor", "stepper"}),
        ("电机 -驱动", {"traditional"}),
        ("电机 -永磁 -\"用电机\"", {"traditional"}),
        ("统电机老", set()),
        ("永磁驱动", set()),
        ('"magnet motor"', {"pm-motor"}),
        ("“Magnet Motor”", {"pm-motor"}),
        ('"motor magnet"', set()),
        ('"magnet moto"', set()),
        ("moto", {"pm-motor", "stepper", "traditional"}),
        ("motors", {"pm-motor", "stepper", "traditional"}),
        ("motor drive", {"pm-motor"}),
        ("bearing", {"bearing"}),
        ("high-speed rail", {"bearing"}),
        ("speed", {"bearing"}),
        ("ＧＨ41", {"bearing"}),
        ("art", set()),
        ("4169", set()),
        ("pmsm", {"pm-motor"}),
        ("permanent magnet motor", {"pm-motor"}),
        ("graphene", {"graphene", "heat"}),
        ('"graphene"', set()),
        ("烯", {"graphene"}),
        ("芯", set()),
        ("湘科〔2024〕12号", {"pm-motor"}),
        ("C++", {"hostile", "graphene"}),
        ('"C++"', {"hostile"}),
        (".*", {"hostile"}),
        ("<script>", {"hostile"}),
        ("</script><img src=x onerror=alert(1)>", set()),
        ("((([", set()),
        ("😀", set()),
        ("constructor", set()),
        ("__proto__", set()),
    ],
)  # fmt: skip
def test_what_a_query_finds(query: str, expected: set[str], engine: Callable[[str], list[str]]) -> None:
    assert set(engine(query)) == expected


@pytest.mark.parametrize("query", ["", "  ", '"', '""', "-", "“”"])
def test_a_query_that_asks_nothing_finds_everything(query: str, engine: Callable[[str], list[str]]) -> None:
    assert len(engine(query)) == len(DOCS)


def test_any_piece_of_a_text_finds_exactly_the_texts_that_hold_it(engine: Callable[[str], list[str]]) -> None:
    chance = random.Random(11)
    for _ in range(60):
        field = chance.choice([fold(field) for field in chance.choice(DOCS).zh if len(field) > 2])
        start = chance.randrange(len(field) - 1)
        piece = field[start : start + chance.randrange(2, 9)]
        if '"' in piece or piece != piece.strip() or len(piece) < 2:
            continue
        holding = {doc.id for doc in DOCS if any(piece in fold(text) for text in doc.zh)}
        holding |= {doc.id for doc in DOCS if piece.isascii() and any(in_words(piece, text) for text in doc.en)}
        assert (piece, set(engine(f'"{piece}"'))) == (piece, holding)


def in_words(piece: str, text: str) -> bool:
    words = re.findall("[a-z0-9]+", piece)
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(re.findall('[a-z0-9]+', fold(text)))} "


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("散热", ["heat", "graphene"]),
        ("石墨烯散热膜", ["graphene", "heat"]),
        ("stepper motor", ["stepper"]),
        ("motor", ["pm-motor", "stepper", "traditional"]),
    ],
)
def test_titles_come_first_and_exact_ones_before_others(
    query: str, first: list[str], engine: Callable[[str], list[str]]
) -> None:
    assert engine(query)[: len(first)] == first


def test_a_long_query_is_cut_and_says_so(finder: Page, found_at: str) -> None:
    go(finder, found_at, "?q=" + "电机 " * 150)
    expect(finder.locator("[data-zb-cut]")).to_be_visible()
    assert set(shown(finder)) == {"pm-motor", "stepper", "traditional"}


def test_the_sites_own_index_finds_every_title(home: str, published_site: Path, finder: Page) -> None:
    titles = re.findall(
        r'"p":"([^"]+)\.html","t":"([^"]+)"',
        "".join(f.read_text("utf-8") for f in sorted(published_site.glob("search/text-zh-*.js"))),
    )
    assert len(titles) > 10
    go(finder, home)
    assert counted(finder) == len(titles)
    for path, title in titles[:6]:
        finder.fill("#q", f'"{title}"')
        finder.press("#q", "Enter")
        settled(finder)
        assert path.rpartition("/")[2] in shown(finder)


# -- filters, orders, pages -----------------------------------------------------------------------------------
def status(doc: Doc) -> str:
    return STATUSES[[s for since, s in doc.timeline if since <= NOW][-1]]


def regions(doc: Doc) -> list[str]:
    found, at = [], doc.region
    while at >= 0:
        found.append(REGIONS[at][0])
        at = REGIONS[at][3]
    return found


VALUES: dict[str, Callable[[Doc], Sequence[str]]] = {
    "kind": lambda doc: [KINDS[doc.kind]],
    "status": lambda doc: [status(doc)],
    "domain": lambda doc: [DOMAINS[d][0] for d in doc.domain],
    "region": regions,
    "year": lambda doc: [str(doc.year)] if doc.year else [],
}


def expected_counts(docs: Sequence[Doc], chosen: dict[str, list[str]], facet: str) -> Counter[str]:
    """For each value of a facet, how many documents have it that pass all other filters."""
    others = {name: values for name, values in chosen.items() if name != facet}
    kept = [doc for doc in docs if all(set(values) & set(VALUES[name](doc)) for name, values in others.items())]
    return Counter(value for doc in kept for value in VALUES[facet](doc))


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"kind": ["challenge"]},
        {"kind": ["challenge", "guide"], "domain": ["motors"]},
        {"region": ["hunan"], "status": ["closed", "published"]},
        {"year": ["2024"], "region": ["cn"], "kind": ["winner"]},
    ],
)
def test_counts_are_those_of_all_other_filters(chosen: dict[str, list[str]], finder: Page, found_at: str) -> None:
    query = "&".join(f"{name}={value}" for name, values in chosen.items() for value in values)
    go(finder, found_at, f"?{query}")
    for facet in VALUES:
        counts = finder.evaluate(
            COUNTS,
            facet,
        )
        expected = expected_counts(DOCS, chosen, facet)
        assert {value: n for value, (n, _, _) in counts.items() if n} == dict(expected)
        assert all(hidden == (not n and not checked) for n, hidden, checked in counts.values())
    matching = [doc for doc in DOCS if all(set(values) & set(VALUES[name](doc)) for name, values in chosen.items())]
    assert counted(finder) == len(matching)


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("pay_min=60", lambda d: d.owner is not None and (d.owner[1] is None or d.owner[1] >= 60)),
        ("pay_min=20&pay_max=60", lambda d: d.owner is not None and d.owner[0] <= 60 and (d.owner[1] or 20) >= 20),
        ("sup_max=150", lambda d: d.support is not None and d.support[0] <= 150),
        ("due=7", lambda d: any(NOW < m < "2025-06-23" for _, _, m in d.deadlines)),
        ("due=30&audience=owner", lambda d: any(NOW < m < "2025-07-16" for a, _, m in d.deadlines if a in (0, 2))),
        ("due=past&audience=owner", lambda d: (m := [m for a, _, m in d.deadlines if a in (0, 2)]) and max(m) <= NOW),
        ("due=none", lambda d: not d.deadlines),
        ("level=international_leading&types=gap&solver=university", lambda d: d.id == "pm-motor"),
        ("programme=p-one", lambda d: d.programme == 0),
    ],
)
def test_amounts_and_deadlines_filter(query: str, holds: Callable[[Doc], Any], finder: Page, found_at: str) -> None:
    go(finder, found_at, f"?{query}")
    assert counted(finder) == sum(1 for doc in DOCS if holds(doc)) > 0


def test_orders(finder: Page, found_at: str) -> None:
    newest = sorted(range(len(DOCS)), key=lambda n: -DOCS[n].newest)
    assert shown(go(finder, found_at, "?sort=newest")) == [DOCS[n].id for n in newest[:20]]
    updated = sorted(range(len(DOCS)), key=lambda n: -DOCS[n].updated)
    assert shown(go(finder, found_at, "?sort=updated")) == [DOCS[n].id for n in updated[:20]]
    coming = sorted(
        (min(m for _, _, m in d.deadlines if m > NOW), n)
        for n, d in enumerate(DOCS)
        if any(m > NOW for _, _, m in d.deadlines)
    )
    assert shown(go(finder, found_at, "?sort=deadline"))[: len(coming)] == [DOCS[n].id for _, n in coming][:20]
    paying = sorted((-(d.owner[1] or d.owner[0] or 0), n) for n, d in enumerate(DOCS) if d.owner)
    assert shown(go(finder, found_at, "?sort=owner")) == [DOCS[n].id for _, n in paying][:20]


def test_pages_of_twenty_have_addresses_and_the_way_back(finder: Page, found_at: str) -> None:
    go(finder, found_at)
    first = shown(finder)
    assert first == [doc.id for doc in DOCS[:20]]
    finder.locator("[data-zb-pages] a", has_text="3").click()
    expect(finder).to_have_url(re.compile(r"\?page=3$"))
    expect(finder.locator("[data-zb-heading]")).to_be_focused()
    assert shown(finder) == [doc.id for doc in DOCS[40:]]
    finder.go_back()
    expect(finder.locator(".zb-hit h3 a").first).to_have_attribute("href", re.compile(DOCS[0].id))
    assert shown(finder) == first


# -- the address bar and the keyboard -------------------------------------------------------------------------
def test_typing_replaces_and_choosing_adds_to_the_history(finder: Page, found_at: str) -> None:
    go(finder, found_at)
    entries = finder.evaluate("history.length")
    finder.locator("#q").press_sequentially("电机")
    expect(finder).to_have_url(re.compile(r"\?q=%E7%94%B5%E6%9C%BA$"))
    assert finder.evaluate("history.length") == entries
    finder.locator("[data-zb-facet=region]").evaluate(
        "(facet) => { facet.open = true; facet.querySelector('.zb-tree').open = true; }"
    )
    finder.locator("[name=region][value=gansu]").check()
    expect(finder).to_have_url(re.compile(r"region=gansu$"))
    settled(finder)
    assert shown(finder) == ["traditional"]
    assert finder.evaluate("history.length") == entries + 1
    finder.go_back()
    expect(finder.locator(".zb-hit")).to_have_count(3)
    assert not finder.locator("[name=region][value=gansu]").is_checked()
    assert finder.input_value("#q") == "电机"


def test_an_address_opens_as_it_was_left_and_in_the_other_language(finder: Page, found_at: str) -> None:
    go(finder, found_at, "?q=motor&kind=challenge&domain=motors&pay_min=5&sort=owner&nonsense=1&year=<b>")
    assert shown(finder) == ["pm-motor", "stepper"]
    assert finder.locator("[name=kind][value=challenge]").is_checked()
    assert finder.locator("#sort").input_value() == "owner"
    finder.click(".zb-language")
    settled(finder)
    assert "/en/find.html?q=motor&kind=challenge" in finder.url
    assert finder.locator(".zb-hit h3").all_inner_texts() == ["Permanent magnet motor drive", "Stepper motor"]
    assert finder.locator(".zb-hit mark").first.inner_text() == "motor"


def test_nothing_is_looked_for_while_composing(finder: Page, found_at: str) -> None:
    go(finder, found_at, "?q=石墨烯")
    finder.evaluate("""() => {
      const box = document.querySelector("#q");
      box.dispatchEvent(new CompositionEvent("compositionstart"));
      box.value = "dianji";
      box.dispatchEvent(new InputEvent("input", { isComposing: true }));
    }""")
    finder.wait_for_timeout(400)
    assert counted(finder) == 2
    finder.evaluate("""() => {
      const box = document.querySelector("#q");
      box.value = "电机";
      box.dispatchEvent(new CompositionEvent("compositionend"));
    }""")
    expect(finder.locator(".zb-hit")).to_have_count(3)


def test_keys(finder: Page, found_at: str) -> None:
    finder.goto(f"{found_at}zh/index.html")
    finder.keyboard.press("/")
    expect(finder.locator("#zb-search")).to_be_focused()
    finder.keyboard.type("a/b")
    assert finder.input_value("#zb-search") == "a/b"
    finder.fill("#zb-search", "电机")
    finder.keyboard.press("Enter")
    settled(finder)
    assert counted(finder) == 3
    finder.keyboard.press("/")
    expect(finder.locator("#q")).to_be_focused()
    finder.keyboard.press("Escape")
    expect(finder.locator("[data-zb-count]")).to_contain_text(str(len(DOCS)))
    finder.locator("[name=kind][value=guide]").focus()
    finder.keyboard.press("Space")
    expect(finder.locator("[data-zb-count]")).to_contain_text(str(sum(doc.kind == 1 for doc in DOCS)))
    expect(finder.locator("[name=kind][value=guide]")).to_be_focused()


def test_filters_can_be_cleared(finder: Page, found_at: str) -> None:
    go(finder, found_at, "?q=电机&kind=guide&pay_min=1")
    expect(finder.locator("[data-zb-none]")).to_be_visible()
    finder.click("[data-zb-clear]")
    expect(finder.locator(".zb-hit")).to_have_count(3)
    expect(finder).to_have_url(re.compile(r"find\.html\?q=[^&]*$"))


# -- what goes wrong ------------------------------------------------------------------------------------------
BROKEN = {
    "base64": 'zhangbang.put("{key}",{{"电机":"!!","用电":"!!","机 ":"!!"}});',
    "cut off": 'zhangbang.put("{key}",{{"电机":"/////w=="}});',
    "wrong key": 'zhangbang.put("finder/other",{{}});',
    "no table": 'zhangbang.put("{key}",[1]);',
    "nothing": "",
    "broken script": 'zhangbang.put("{key}",{{"a":',
}


@pytest.mark.parametrize("how", [*BROKEN, "missing"])
def test_a_broken_file_of_the_index_says_so_and_can_be_asked_for_again(how: str, finder: Page, found_at: str) -> None:
    def spoil(route: Route) -> None:
        number = re.search(r"grams-(\d+)", route.request.url)
        if how == "missing" or number is None:
            route.abort()
        else:
            route.fulfill(content_type="text/javascript", body=BROKEN[how].format(key=f"finder/grams/{number[1]}"))

    go(finder, found_at)
    finder.route("**/search/grams-*", spoil)
    finder.fill("#q", "电机")
    fault = finder.locator("[data-zb-fault]")
    expect(fault).to_be_visible()
    expect(fault).to_contain_text("finder/grams/")
    expect(finder.locator("[data-zb-none]")).to_be_hidden()
    assert shown(finder) == []
    finder.unroute("**/search/grams-*")
    fault.get_by_role("button", name=label("find_retry", "zh")).click()
    expect(finder.locator(".zb-hit")).to_have_count(3)
    expect(fault).to_be_hidden()


@pytest.mark.parametrize("file", ["columns-0", "text-zh.", "text-zh-0", "fold", "synonyms", "grams.", "words."])
def test_no_file_of_the_index_goes_missing_unsaid(file: str, finder: Page, found_at: str) -> None:
    finder.route(f"**/search/{file}*", lambda route: route.abort())
    finder.goto(f"{found_at}zh/find.html")
    fault = finder.locator("[data-zb-fault]")
    expect(fault).to_be_visible()
    finder.unroute(f"**/search/{file}*")
    fault.get_by_role("button").click()
    expect(finder.locator(".zb-hit")).to_have_count(20)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_manifest_asks_to_reload(lang: str, finder: Page, found_at: str) -> None:
    finder.route("**/search/manifest*", lambda route: route.abort())
    finder.goto(f"{found_at}{lang}/find.html?q=x")
    expect(finder.locator("[data-zb-fault]")).to_contain_text(label("find_stale", lang))
    finder.unroute("**/search/manifest*")
    finder.get_by_role("button", name=label("find_reload", lang)).click()
    settled(finder)
    expect(finder.locator("[data-zb-fault]")).to_be_hidden()


def test_it_says_what_it_covers_until_the_rest_is_there(finder: Page, found_at: str) -> None:
    held: list[Route] = []
    finder.route("**/search/columns-1*", lambda route: held.append(route))
    finder.goto(f"{found_at}zh/find.html", wait_until="commit")
    cover = finder.locator("[data-zb-cover]")
    expect(cover).to_contain_text(str(FIRST))
    expect(cover).to_contain_text(str(len(DOCS) - FIRST))
    assert counted(finder) == FIRST
    held.pop().abort()
    cover.get_by_role("button").click()
    finder.wait_for_timeout(200)
    held.pop().continue_()
    settled(finder)
    assert counted(finder) == len(DOCS)


# -- how it looks and what it allows --------------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_it_fits_and_keeps_to_the_policy(lang: str, width: int, open_context: NewContext, found_at: str) -> None:
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    watch = Watch(page, found_at)
    assert watch.open(f"{found_at}{lang}/find.html?q=%22C%2B%2B%22") == []
    settled(page)
    assert page.locator(".zb-hit h3").inner_text() == (DOCS[6].zh if lang == "zh" else DOCS[6].en)[0]
    assert page.locator(".zb-hit b, .zb-hit script").count() == 0
    assert page.locator("[data-zb-filters]").evaluate("(filters) => filters.open") == (width > 960)
    page.locator("[data-zb-filters]").evaluate(
        "(box) => [box, ...box.querySelectorAll('details')].forEach((d) => { d.open = true; })"
    )
    assert too_wide(page, width) == []
    assert watch.look() == []


def test_it_works_from_a_disk(made_up: Path, finder: Page) -> None:
    watch = Watch(finder, f"{made_up.as_uri()}/")
    assert watch.open(f"{made_up.as_uri()}/zh/index.html") == []
    finder.fill("#zb-search", "电机")
    finder.press("#zb-search", "Enter")
    settled(finder)
    assert counted(finder) == 3
    finder.locator("[name=kind][value=challenge]").check()
    expect(finder).to_have_url(re.compile("kind=challenge"))
    assert watch.look() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_scripts_it_leads_to_the_pages_to_browse(lang: str, open_context: NewContext, found_at: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{found_at}{lang}/find.html")
    links = [link.get_attribute("href") for link in page.locator("[data-zb-browse] a").all()]
    assert links[-3:] == [f"../{lang}/{facet}/index.html" for facet in ("domains", "regions", "years")]
    assert page.locator("[data-zb-live]").is_hidden()
