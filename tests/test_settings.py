"""Whatever an editor writes in site_config/ is used as meant or is a problem with its file and line; nothing raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DEFAULTS, REPOSITORY, build
from small import found_in

from generator.guest import BuildRefused
from generator.pipeline import check
from generator.render.words import required_labels, required_words
from generator.settings import FILE_LIMIT, PLACEHOLDERS, Term, ancestors, packaged, read_settings

FILES = ("site", "domains", "regions", "labels", "vocabularies")
STANDING = ("domains", "regions", "labels", "vocabularies", "synonyms", "glossary", "holidays", "exemptions")
LABELS = (DEFAULTS / "labels.yml").read_text("utf-8")
TEMPLATES = REPOSITORY / "generator" / "theme" / "templates"


def rewrite(project: Path, name: str, change: Callable[[str], str]) -> None:
    file = project / "site_config" / f"{name}.yml"
    before = file.read_text("utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, "utf-8")


def problems_of(project: Path, name: str) -> list[tuple[str, int]]:
    """The code and line of each problem, all of which stand in the settings file."""
    problems = check(project).problems
    assert {found.file for found in problems} <= {f"site_config/{name}.yml"}, problems
    return [(found.code, found.line) for found in problems]


def test_the_repositorys_settings_have_no_problems() -> None:
    settings, problems = read_settings(REPOSITORY / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.domains
    assert settings.regions


def test_the_fixtures_settings_are_as_written(small_project: Path) -> None:
    settings, problems = read_settings(small_project / "site_config")
    assert problems == ()
    assert settings is not None
    assert (settings.site.page_size, settings.site.closing_soon_days) == (3, 14)
    assert list(settings.domains) == ["motors", "materials", "nothing-yet"]
    assert settings.regions["xiangtan"].parent == "hunan"


@pytest.mark.parametrize(
    ("region", "chain"),
    [("xiangtan", ("xiangtan", "hunan", "cn")), ("cn", ("cn",)), ("nowhere", ()), ("one", ("one", "two"))],
)
def test_a_region_lies_in_others_and_never_in_itself(region: str, chain: tuple[str, ...], small_project: Path) -> None:
    settings, _ = read_settings(small_project / "site_config")
    assert settings is not None
    label = settings.site.title
    circle = {"one": Term(id="one", label=label, parent="two"), "two": Term(id="two", label=label, parent="one")}
    assert ancestors({**settings.regions, **circle}, region) == chain


@pytest.mark.parametrize("name", [*STANDING, "site"])
def test_settings_that_are_links_or_too_large_are_refused(small_project: Path, name: str) -> None:
    path = small_project / "site_config" / f"{name}.yml"
    before = path.read_text("utf-8") if path.exists() else "# nothing\n"
    path.write_text(before + "# " + "x" * FILE_LIMIT + "\n", "utf-8")
    assert found_in(small_project) == [f"site_config/{name}.yml file-too-large"]
    elsewhere = small_project / "elsewhere.yml"
    elsewhere.write_text(before, "utf-8")
    path.unlink()
    path.symlink_to(elsewhere)
    assert found_in(small_project) == [f"site_config/{name}.yml file-symlink"]


def test_a_site_must_say_what_it_is(small_project: Path) -> None:
    (small_project / "site_config" / "site.yml").unlink()
    assert found_in(small_project) == ["site_config/site.yml settings-missing"]


@pytest.mark.parametrize("written", [None, "", "# nothing chosen\n"])
def test_where_a_site_says_nothing_the_package_does(small_project: Path, written: str | None) -> None:
    for name in STANDING:
        file = small_project / "site_config" / f"{name}.yml"
        file.unlink(missing_ok=True)
        if written is not None:
            file.write_text(written, "utf-8")
    settings, problems = read_settings(small_project / "site_config")
    assert problems == ()
    assert settings is not None
    standing = packaged()
    assert settings.labels == standing["labels"]
    assert settings.vocabularies == standing["vocabularies"]
    assert list(settings.domains.values()) == standing["domains"]
    assert list(settings.regions.values()) == standing["regions"]
    assert settings.synonyms == standing["synonyms"]
    assert "hunan" in settings.regions


def test_a_sites_words_are_laid_over_the_packages_key_by_key(small_project: Path) -> None:
    folder = small_project / "site_config"
    (folder / "labels.yml").write_text("home: {zh: 张榜台, en: The wall}\n", "utf-8")
    (folder / "vocabularies.yml").write_text(
        "status:\n  open: {zh: 正在张榜, en: Posted}\nunit:\n  斤: {zh: 斤, en: jin}\n", "utf-8"
    )
    settings, problems = read_settings(folder)
    assert problems == ()
    assert settings is not None
    standing = packaged()
    changed = {key for key, text in settings.labels.items() if text != standing["labels"][key]}
    assert (changed, settings.labels["home"].en) == ({"home"}, "The wall")
    assert settings.vocabularies["status"]["open"].zh == "正在张榜"
    assert settings.vocabularies["status"]["closed"] == standing["vocabularies"]["status"]["closed"]
    assert settings.vocabularies["unit"]["斤"].en == "jin"
    assert settings.vocabularies["unit"]["家"] == standing["vocabularies"]["unit"]["家"]


@pytest.mark.parametrize(
    ("name", "written", "told", "advice"),
    [
        ("labels", "hom: {zh: 首页}", "1:1 settings-word-unknown /hom", "home"),
        ("vocabularies", "statuses:\n  open: {zh: 开}", "1:1 settings-word-unknown /statuses", "status"),
        ("vocabularies", "status:\n  opne: {zh: 开}", "2:3 settings-word-unknown /status/opne", "open"),
    ],
)
def test_a_word_that_the_program_does_not_have_is_told_with_the_nearest(
    small_project: Path, name: str, written: str, told: str, advice: str
) -> None:
    (small_project / "site_config" / f"{name}.yml").write_text(f"{written}\n", "utf-8")
    checked = check(small_project)
    assert not checked.has_errors
    assert found_in(small_project) == [f"site_config/{name}.yml:{told}"]
    assert f"“{advice}”" in checked.problems[0].remedy.zh


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"a: [", b"- 1\n", b"a: 1\n", b"just words", b"a: {b: {c: 1}}", b"\x00", b"- {id: 1}\n",
     b"[" * 50000, b"null", b"a: &x 1", b"- ? " * 20000],
)  # fmt: skip
def test_a_file_of_another_shape_is_a_problem(small_project: Path, content: bytes) -> None:
    for name in FILES:
        (small_project / "site_config" / f"{name}.yml").write_bytes(content)
    found = check(small_project).problems
    assert {problem.file for problem in found} == {f"site_config/{name}.yml" for name in FILES}


def test_a_site_that_says_nothing_of_itself_is_a_problem(small_project: Path) -> None:
    (small_project / "site_config" / "site.yml").write_bytes(b"# soon\n")
    assert [code for code, _ in problems_of(small_project, "site")] == ["file-empty"]


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_place_of_a_file_is_a_problem(small_project: Path, name: str) -> None:
    (small_project / "site_config" / f"{name}.yml").unlink()
    (small_project / "site_config" / f"{name}.yml").mkdir()
    assert len(problems_of(small_project, name)) == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("labels", r"^(count_records: \{zh: )[^,]*", r'\1"{m} 条"'),
        ("labels", r"^(count_records: \{zh: )[^,]*", r'\1"{n 条"'),
        ("labels", r"^(count_records: \{zh: )[^,]*", r'\1"{n.__class__} 条"'),
        ("labels", r"^(count_records: \{zh: )[^,]*", r'\1"{0} 条"'),
        ("labels", r"^(count_records: \{zh: )[^,]*", r'\1"{} 条"'),
        ("labels", r"^(home: \{zh: )[^,]*", r"\1 1"),
        ("labels", r"^(home: \{zh: )[^,]*", r"\1'{n}'"),
        ("vocabularies", r"^  closing: .*\n", "  closing: 快了\n"),
        ("site", r"^page_size: 3", "page_size: 0"),
        ("site", r"^page_size: 3", "page_size: -1"),
        ("site", r"^page_size: 3", "page_size: 2.5"),
        ("site", r"^closing_soon_days: 14", "closing_soon_days: 99999999999"),
        ("site", r"^closing_soon_days: 14", "closing_soon_days: 4000000"),
        ("site", r"^closing_soon_days: 14", "closing_soon_days: -1"),
        ("site", r"^data_licence_url: .*", "data_licence_url: javascript:alert(1)"),
        ("domains", r"id: motors", "id: ../../x"),
        ("domains", r"id: motors", 'id: ""'),
        ("domains", r"id: motors", "id: index"),
        ("domains", r"id: motors", "id: a/b"),
        ("domains", r"id: motors", "id: Motors"),
        ("domains", r"id: motors", "id: materials"),
        ("regions", r"id: gansu", "id: ../../x"),
        ("regions", r"id: gansu", "id: cn"),
        ("regions", r"id: gansu", "id: page-2"),
        ("regions", r"parent: hunan", "parent: hunam"),
        ("regions", r"parent: hunan", "parent: xiangtan"),
        ("regions", r"id: cn, ", "id: cn, parent: xiangtan, "),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_a_located_problem(small_project: Path, name: str, old: str, new: str) -> None:
    rewrite(small_project, name, lambda text: re.sub(old, new, text, count=1, flags=re.MULTILINE))
    found = problems_of(small_project, name)
    assert found
    assert all(code.startswith(("settings-", "key-repeated", "yaml-duplicate-key")) for code, _ in found)
    assert all(line >= 1 for _, line in found)


@pytest.mark.parametrize("written", ["", "titel: {zh: 名}"])
def test_a_missing_or_unknown_key_is_a_problem(small_project: Path, written: str) -> None:
    rewrite(small_project, "site", lambda text: re.sub(r"(?m)^title: .*", written, text))
    assert [code for code, _ in problems_of(small_project, "site")] == ["settings-invalid"]


def test_a_wrong_setting_stops_the_build_without_a_traceback(small_project: Path, tmp_path: Path) -> None:
    rewrite(small_project, "labels", lambda text: re.sub(r"^home: .*\n", "home: 1\n", text, flags=re.MULTILINE))
    with pytest.raises((BuildRefused, SystemExit)):
        build(small_project, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("words", ["[[zb:content]]", "<b>x</b>", "{{ 7 * 7 }}", "a & b", "\\u2028"])
def test_a_label_that_looks_like_markup_stays_text(small_project: Path, tmp_path: Path, words: str) -> None:
    quoted = words.replace('"', '\\"')
    rewrite(small_project, "labels", lambda text: re.sub(r"(?m)^home: .*", lambda _: f'home: {{zh: "{quoted}"}}', text))
    if check(small_project).has_errors:
        return  # refused with a located problem: fine too
    page = (build(small_project, tmp_path / "site") / "zh" / "index.html").read_text("utf-8")
    assert "<b>x</b>" not in page
    assert ">49<" not in page
    assert page.count("</html>") == 1
    assert page.count("<footer") == (tmp_path / "site/zh/guides/index.html").read_text("utf-8").count("<footer")


def test_every_label_that_a_template_names_is_there() -> None:
    named = {
        key
        for template in TEMPLATES.glob("*.html")
        for key in re.findall(r"""\bv\.(?:w\.|L\(["'])([a-z_]+)["',) ]""", template.read_text("utf-8"))
    }
    assert len(named) > 50
    assert [
        key
        for key in sorted(named)
        if not re.search(rf"^{key}\w*:" if key.endswith("_") else rf"^{key}:", LABELS, re.M)
    ] == []


def test_the_package_has_every_word_that_pages_use() -> None:
    standing = packaged()
    assert required_labels() - standing["labels"].keys() == frozenset()
    for vocabulary, keys in required_words().items():
        assert keys - standing["vocabularies"][vocabulary].keys() == frozenset(), vocabulary


def test_the_packages_words_have_only_braces_that_the_program_fills() -> None:
    slots = {slot for text in packaged()["labels"].values() for slot in re.findall(r"\{([^}]*)\}", text.zh)}
    assert slots <= PLACEHOLDERS


def test_the_packages_regions_are_chinas_with_their_codes() -> None:
    regions = packaged()["regions"]
    codes = [term.code for term in regions if term.parent == "cn"]
    assert len(codes) == 34
    assert codes == sorted(codes)
    assert all(re.fullmatch(r"[1-8]\d0000", code or "") for code in codes)


def test_every_label_is_in_both_languages() -> None:
    settings, _ = read_settings(REPOSITORY / "site_config")
    assert settings is not None
    words = {
        **settings.labels,
        **{f"{v}/{k}": text for v, terms in settings.vocabularies.items() for k, text in terms.items()},
    }
    assert [key for key, text in words.items() if text.en is None] == []
    slots = {
        key: (set(re.findall(r"\{[^}]*\}", text.zh)), set(re.findall(r"\{[^}]*\}", text.en or "")))
        for key, text in words.items()
    }
    assert [key for key, (zh, en) in slots.items() if zh != en] == []


def test_a_site_may_choose_no_synonyms(small_project: Path) -> None:
    (small_project / "site_config" / "synonyms.yml").write_text("[]", "utf-8")
    settings, problems = read_settings(small_project / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.synonyms == ()


def test_synonyms_are_groups_as_written(small_project: Path) -> None:
    (small_project / "site_config" / "synonyms.yml").write_text(
        "- [永磁, permanent magnet]\n- [芯片, chip, chips]\n", "utf-8"
    )
    settings, problems = read_settings(small_project / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.synonyms == (("永磁", "permanent magnet"), ("芯片", "chip", "chips"))


@pytest.mark.parametrize(
    ("written", "code", "pointer"),
    [
        ("- [永磁]", "settings-invalid", (0,)),
        (f"- [{', '.join(f'w{n}' for n in range(13))}]", "settings-invalid", (0,)),
        ("- [永磁, '']", "settings-invalid", (0, 1)),
        ("- [永磁, ' ']", "settings-invalid", (0, 1)),
        (f"- [永磁, {'w' * 61}]", "settings-invalid", (0, 1)),
        ("- [永磁, 2024]", "settings-invalid", (0, 1)),
        ("- 永磁", "settings-invalid", (0,)),
        ("永磁: [magnet]", "settings-invalid", ()),
        ("- [永磁, magnet]\n- [磁体, ＭＡＧＮＥＴ]", "key-repeated", (1, 1)),
        ("- [永磁, magnet, Magnet]", "key-repeated", (0, 2)),
    ],
)
def test_wrong_synonyms_are_a_located_problem(
    small_project: Path, written: str, code: str, pointer: tuple[int, ...]
) -> None:
    (small_project / "site_config" / "synonyms.yml").write_text(written, "utf-8")
    settings, problems = read_settings(small_project / "site_config")
    assert settings is None
    assert [(found.code, found.file, found.pointer) for found in problems] == [
        (code, "site_config/synonyms.yml", pointer)
    ]
