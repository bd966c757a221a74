"""What became of filled forms, in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.intake.filed import Filed, State
from generator.intake.translations import Taken
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.unseen import written_out

MARKS: Mapping[State, str] = {"new": "✓", "kept": "＝", "faulty": "✗"}
_KEPT = Text(zh="已导入过", en="imported before")
_DROPPED = Text(zh="未收录（个人或内部信息）：", en="left out (personal or internal): ")
_UNPLACED = Text(zh="榜题没有对应项，未收录：", en="a challenge has no key for: ")


def filed_as_text(filed: Iterable[Filed], folder: str, lang: Lang) -> str:
    """A paragraph for each file: what it became, and what was left out, by name."""
    return "".join(line for one in filed for line in _lines(one, folder, lang))


def sum_of(filed: Iterable[Filed], lang: Lang, *, is_dry: bool) -> str:
    """One line: how many files were written, were there already, or could not be taken."""
    counts = Counter(one.state for one in filed)
    new, kept, faulty = counts["new"], counts["kept"], counts["faulty"]
    if lang == "zh":
        return f"{'试运行，会写入' if is_dry else '写入'} {new} 份，已有 {kept} 份，未写入 {faulty} 份\n"
    return f"{new} {'would be written' if is_dry else 'written'}, {kept} there already, {faulty} not written\n"


def _lines(filed: Filed, folder: str, lang: Lang) -> Iterable[str]:
    place = f" → {folder}{filed.file}" if filed.state != "faulty" else ""
    told = f"（{say(_KEPT, lang)}）" if filed.state == "kept" else ""
    yield f"{MARKS[filed.state]} {written_out(filed.name)}{place}{told}\n"
    if filed.state == "new" and filed.draft is not None:
        yield from _named(_DROPPED, filed.draft.dropped, lang)
        yield from _named(_UNPLACED, filed.draft.unplaced if filed.draft.kind == "challenge" else (), lang)


def _named(lead: Text, names: tuple[Text, ...], lang: Lang) -> Iterable[str]:
    if names:
        yield f"    {say(lead, lang)}{'、'.join(written_out(say(name, lang)) for name in names)}\n"


def sum_of_translations(taken: Taken, lang: Lang, *, is_dry: bool) -> str:
    """One line: how many records were written, with how many new texts, and how many texts came back untouched."""
    written = 0 if taken.errors else len(taken.files)
    if lang == "zh":
        told = f"{'试运行，会改写' if is_dry else '改写'} {written} 条记录"
        more = f"；送回 {taken.texts} 段，另有 {taken.untouched} 段未动" if taken.texts or taken.untouched else ""
        return f"{told}{more}\n"
    told = f"{written} records {'would be written' if is_dry else 'written'}"
    more = f"; {taken.texts} texts came back, and {taken.untouched} untouched" if taken.texts or taken.untouched else ""
    return f"{told}{more}\n"
