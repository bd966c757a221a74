"""Pictures for shared links say what their pages say, nothing that goes stale, and are drawn again if it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, REPOSITORY
from PIL import Image
from small import catalog, document, put

from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.publishing import Asked, build_site
from generator.render import painting, pictures
from generator.render.pages import site_of
from generator.render.painting import Look, Words, painted
from generator.render.pictures import FOLDER, SITE, Picture, digest_of, of_record, pictures_of
from generator.render.view import Site
from generator.settings import Settings, read_settings

LOOK = Look("#1b2733", "#ffffff", "#b3261e")
WINDOW = {"audience": "solver", "action": "claim", "closes": "2025-06-20T17:00"}
HOSTILE = "\u202e<b>𓀀\x07\u200d" + "。，" * 40 + "W" * 300


def words(title: str = "题目", **keys: Any) -> Words:
    return Words("榜题 Challenge", title, "Title", ("截止 Closes 2025-06-20",), "张榜 Zhangbang")._replace(**keys)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def settings(**keys: Any) -> Settings:
    found, _ = read_settings(REPOSITORY / "site_config")
    assert found is not None
    own = {name: getattr(found.site, name) for name in found.site.__struct_fields__}
    return type(found)(
        **{name: getattr(found, name) for name in found.__struct_fields__ if name != "site"},
        site=type(found.site)(**{**own, **keys}),
    )


def site(*documents: Any, as_of: str = "2025-06-15", **keys: Any) -> Site:
    return site_of(catalog(*documents), settings(**keys), f"{as_of}T00:00", "https://example.org/x/", "")


def found(held: Site, path: str) -> Picture:
    return next(picture for picture in pictures_of(held) if picture.path == path)


# -- drawing --------------------------------------------------------------------------------------------------


def test_a_picture_is_a_small_png_of_1200_by_630() -> None:
    data = painted(words("面向复杂场景的多模态大模型关键技术研究与应用示范" * 3), LOOK)
    picture = opened(data)
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
    assert len(picture.getcolors() or ()) > 8, "it is not blank"
    assert len(data) < 47_000


@pytest.mark.parametrize("title", ["", "一", HOSTILE, "字" * 500, "word " * 200, "“揭榜挂帅”" * 20])
def test_any_title_is_drawn_within_the_picture(title: str) -> None:
    picture = opened(painted(words(title, second=title, facts=(title,) * 9, site=title, kicker=title), LOOK)).convert(
        "L"
    )
    assert picture.size == (1200, 630)
    for side in ((0, 20, 60, 630), (1140, 20, 1200, 630)):
        assert picture.crop(side).getextrema()[0] == 255, "nothing stands on the margins"


def test_what_the_fonts_lack_is_set_as_a_geta() -> None:
    assert painted(words("张\U00013000"), LOOK) == painted(words("张〓"), LOOK)
    assert painted(words("张\u202e三"), LOOK) == painted(words("张三"), LOOK)


def test_the_same_words_are_the_same_bytes_and_others_are_not() -> None:
    assert painted(words(), LOOK) == painted(words(), LOOK)
    assert painted(words("别的"), LOOK) != painted(words(), LOOK)
    assert painted(words(), LOOK._replace(accent="#0a5c36")) != painted(words(), LOOK)


# -- which there are ------------------------------------------------------------------------------------------


def test_there_is_one_for_the_site_each_kind_domain_and_record() -> None:
    held = site(document("programme"), document("guide"), document("guide", id="invented", sample=True))
    paths = [picture.path for picture in pictures_of(held)]
    assert len(paths) == len(set(paths))
    assert {SITE, *(f"{FOLDER}{cls.folder}.png" for cls in KINDS.values())} <= set(paths)
    assert {f"{FOLDER}domains/{domain}.png" for domain in held.settings.domains} <= set(paths)
    assert {f"{FOLDER}programmes/a-programme.png", f"{FOLDER}guides/a-guide.png"} <= set(paths)
    assert f"{FOLDER}guides/invented.png" not in paths


def test_of_too_many_records_only_programmes_have_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pictures.MOST_RECORDS == 2_000
    records = (document("programme"), document("guide"), document("list"))
    guide = site(*records).catalog.records["guide"]["a-guide"]
    assert of_record(site(*records), "zh", guide) == (f"{FOLDER}guides/a-guide.png", "张榜：标题 a-guide")
    monkeypatch.setattr(pictures, "MOST_RECORDS", 2)
    held = site(*records)
    assert of_record(held, "zh", guide) == (f"{FOLDER}guides.png", "张榜：指南")
    paths = {picture.path for picture in pictures_of(held)}
    assert f"{FOLDER}programmes/a-programme.png" in paths
    assert not {path for path in paths if path.startswith(f"{FOLDER}guides/")}


def test_a_site_that_wants_none_has_none() -> None:
    held = site(document("programme"), pictures=False)
    assert list(pictures_of(held)) == []
    assert of_record(held, "zh", held.catalog.records["programme"]["a-programme"]) is None


# -- what stands on them --------------------------------------------------------------------------------------


def test_a_challenge_tells_its_deadline_and_amount_in_both_languages() -> None:
    challenge = document("challenge", windows=[WINDOW], owner_payment={"wan": 50})
    told = found(site(document("programme"), document("list"), challenge), f"{FOLDER}challenges/a-challenge.png").words
    assert (told.title, told.second) == ("标题 a-challenge", "Title a-challenge")
    assert "截止 Closes  2025-06-20 17:00" in told.facts
    assert any("50万元 · CNY 500,000" in fact for fact in told.facts)


def test_a_cap_is_told_as_one() -> None:
    challenge = document("challenge", support={"amount": {"wan": 50}, "mode": "capped"})
    told = found(site(document("programme"), document("list"), challenge), f"{FOLDER}challenges/a-challenge.png").words
    assert any("Up to this sum" in fact for fact in told.facts)


def test_several_deadlines_are_the_first_and_the_last() -> None:
    windows = [WINDOW, {"audience": "recommender", "action": "recommend", "closes": "2025-07-01"}]
    told = found(site(document("programme"), document("guide", windows=windows)), f"{FOLDER}guides/a-guide.png").words
    assert "截止 Closes  2025-06-20 17:00 – 2025-07-01" in told.facts


def test_nothing_on_a_picture_depends_on_the_day() -> None:
    records = (document("programme"), document("guide", windows=[WINDOW]))
    early, late = (list(pictures_of(site(*records, as_of=day))) for day in ("2025-06-19", "2026-06-19"))
    assert early == late
    assert [digest_of(picture) for picture in early] == [digest_of(picture) for picture in late]


def test_a_site_in_chinese_alone_has_chinese_pictures() -> None:
    held = site(document("programme"), document("guide", windows=[WINDOW]), languages=("zh",))
    for picture in pictures_of(held):
        said = " ".join((picture.words.kicker, picture.words.second, *picture.words.facts, picture.words.site))
        assert not re.search(r"[A-Za-z]{4}", said), said


# -- on pages and in builds -----------------------------------------------------------------------------------


def tags(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og:image|twitter)[^"]*)" content="([^"]*)">', html))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_names_a_picture_that_is_there(published_site: Path, lang: Lang) -> None:
    alts = set()
    for page in (published_site / lang).rglob("*.html"):
        told = tags(page.read_text("utf-8"))
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["twitter:card"] == "summary_large_image"
        assert told["og:image:alt"] == told["twitter:image:alt"]
        assert told["og:image"].startswith("https://")
        assert (published_site / FOLDER / told["og:image"].split(f"/{FOLDER}")[1]).is_file()
        alts.add(told["og:image:alt"])
    assert len(alts) > 20
    said = tags((published_site / f"{lang}/challenges/index.html").read_text("utf-8"))["og:image:alt"]
    assert said.endswith({"zh": "：榜题", "en": ": Challenges"}[lang])


def test_the_switch_leaves_out_files_and_tags(small_project: Path, tmp_path: Path) -> None:
    config = small_project / "site_config/site.yml"
    config.write_text(config.read_text("utf-8") + "pictures: false\n", "utf-8")
    built = build_site(small_project, Asked(tmp_path / "site", AS_OF))
    assert not (built / FOLDER).exists()
    assert tags((built / "zh/index.html").read_text("utf-8")) == {}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The titles that were drawn."""
    told: list[str] = []

    def drawing(said: Words, look: Look) -> bytes:
        told.append(said.title)
        return painted(said, look)

    monkeypatch.setattr(pictures, "painted", drawing)
    yield told


def test_only_what_changed_is_drawn_again(small_project: Path, tmp_path: Path, drawn: list[str]) -> None:
    def build(day: date = AS_OF) -> list[str]:
        drawn.clear()
        build_site(small_project, Asked(tmp_path / "site", day, jobs=1))
        return list(drawn)

    assert len(build()) > 12
    assert build(date(2025, 7, 1)) == [], "another day"
    put(small_project, "guide", id="a-new-guide")
    assert build() == ["标题 a-new-guide"]
    config = small_project / "site_config/labels.yml"
    text = config.read_text("utf-8")
    config.write_text(re.sub(r"(?m)^home: .*$", "home: {zh: 张榜台, en: The wall}", text), "utf-8")
    assert build() == [], "words that stand on no picture"
    (tmp_path / "site" / SITE).unlink()
    assert len(build()) == 1


def test_the_fonts_are_those_of_the_package() -> None:
    assert Path(painting.SERIF).parent == Path(painting.SANS).parent
    assert "pylopdf_fonts_zh_cn" in str(painting.SERIF)
