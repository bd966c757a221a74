"""Every challenge is in the one file that its id names, in both languages, with what its page says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from conftest import build, publish

from generator.model.parts import LANGS
from generator.render.compared import FILES, file_of

CALL = re.compile(r'zhangbang\.put\("compare/(\w\w)",(.*)\);\n', re.DOTALL)


def told(site: Path, lang: str) -> dict[str, dict[str, object]]:
    """What every file holds, by the file's name."""
    found = {}
    for file in (site / "compare" / lang).glob("*.js"):
        match = CALL.fullmatch(file.read_text("utf-8"))
        assert match is not None and match[1] == file.stem
        found[file.stem] = json.loads(match[2])
    return found


def test_each_challenge_is_in_its_file_and_in_no_other(published_site: Path) -> None:
    pages = {
        p.stem for p in (published_site / "zh/challenges").glob("*.html") if not p.stem.startswith(("index", "page-"))
    }
    withdrawn = {"sample-2025-03-controller"}
    for lang in LANGS:
        files = told(published_site, lang)
        assert {one for found in files.values() for one in found} == pages - withdrawn
        assert all(file_of(one) == name for name, found in files.items() for one in found)


def test_the_page_knows_which_files_there_are(published_site: Path) -> None:
    page = (published_site / "zh/compare.html").read_text("utf-8")
    named = re.search(r"&#34;files&#34;: &#34;([\w ]*)&#34;", page)
    assert named is not None and set(named[1].split()) == set(told(published_site, "zh"))


def test_a_files_name_is_within_their_number() -> None:
    names = {file_of(f"challenge-{n}") for n in range(5000)}
    assert len(names) == FILES == 256
    assert file_of("beijing-2026-ai-plus-01-security-screening") == file_of(
        "beijing-2026-ai-plus-01-security-screening"
    )


def test_invented_challenges_are_in_none(built_site: Path) -> None:
    assert not (built_site / "compare").exists()


def test_what_a_text_says_is_escaped(project: Path, tmp_path: Path) -> None:
    file = publish(project) / "content/challenges/2025/sample-2025-01-motor.yml"
    file.write_text(file.read_text("utf-8").replace("需求第一段。", "<script>x</script>"), "utf-8")
    found = told(build(project, tmp_path / "site"), "zh")[file_of("sample-2025-01-motor")]["sample-2025-01-motor"]
    assert "&lt;script&gt;x&lt;/script&gt;" in str(found) and "<script>" not in str(found)


def test_an_amount_and_a_date_in_words_are_escaped_too(project: Path, tmp_path: Path) -> None:
    file = publish(project) / "content/challenges/2025/sample-2025-01-motor.yml"
    text = file.read_text("utf-8").replace("owner_payment: {wan: 300}", 'owner_payment: {text: {zh: "<b>面议</b>"}}')
    file.write_text(text.replace('contract_by: "2025-08-15"', 'contract_by: {text: {zh: "<i>入秋前</i>"}}'), "utf-8")
    found = told(build(project, tmp_path / "site"), "zh")[file_of("sample-2025-01-motor")]["sample-2025-01-motor"]
    assert isinstance(cells := found["cells"], dict)
    assert cells["owner_payment"] == "&lt;b&gt;面议&lt;/b&gt;"
    assert cells["contract_by"] == "&lt;i&gt;入秋前&lt;/i&gt;"
