"""The blanks of each kind as a form of GitHub's issues, and one in which a mistake is reported: made, never written.

https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.entry.blanks import Blank, blanks_of
from generator.entry.hints import described
from generator.entry.interview import in_order
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.settings import Settings
from generator.yamlcomments import Comments
from generator.yamlio import Json
from generator.yamltext import yaml_of

MARK = Text(zh="记录类型", en="Kind of record")
"""The heading under which a filled form says what it is."""

PROMISE = Text(zh="公开信息", en="Published information")
PROMISED = Text(
    zh="以上内容来自公开的文件，不含个人的手机、证件号和私人邮箱。",
    en="This comes from published documents and holds no private phone number, identity number or mailbox.",
)
CORRECTION = Text(zh="更正", en="Correction")
TAKE_DOWN = Text(zh="撤下个人信息", en="Take personal data down")

_MADE = Comments(
    head=(
        "# 由 zhangbang export issue-forms 生成，不要手改；改 schemas/ 或 site_config/ 以后重新生成。",
        "# Made by “zhangbang export issue-forms”; change schemas/ or site_config/ and make it again.",
    )
)
_INTRO = Text(
    zh="填好提交以后，由编辑核对并变成一条{kind}记录。只填来源里有的；不知道的留空。",
    en="An editor checks this and turns it into a record. Say only what the source says; leave the rest empty.",
)
_CORRECTION_INTRO = Text(
    zh="告诉我们哪条记录错了、依据是什么。", en="Tell us which record is wrong, and what shows it."
)

_WHICH = Text(zh="哪条记录", en="Which record")
_BY_ADDRESS = Text(zh="网页地址，或类型和编号。", en="The page's address, or kind and identifier.")
_WRONG = Text(zh="哪里不对", en="What is wrong")
_NOW = Text(zh="现在怎么写的。", en="What it says now.")
_RIGHT = Text(zh="应当怎样", en="What is right")
_THEN = Text(zh="应当怎么写。", en="What it should say.")
_PROOF = Text(zh="依据", en="Source")
_DOCUMENT = Text(
    zh="官方文件的标题、发布者、网址和原文。", en="Title, issuer and address of the official document, and its words."
)

_OPEN = Text(
    zh="这张表单人人都看得见。只写在哪里、是哪一种，不要写出信息本身。",
    en="Everybody can read this form. Say where it is and of what kind, never the data itself.",
)
_PLACE = Text(zh="在哪里", en="Where on it")
_WHERE = Text(zh="第几段、哪一栏、哪个文件。", en="Which paragraph, column or file.")
_PERSONAL_KIND = Text(zh="哪一种信息", en="Kind of data")
_NAMED_ONLY = Text(zh="例如：手机号码、住址。", en="Such as: a mobile number, a home address.")
_UNSAID = Text(zh="没有写出信息", en="Nothing repeated")
_UNSAID_HERE = Text(zh="以上没有写出个人信息本身。", en="The data itself is not repeated above.")


def compile_issue_forms(settings: Settings) -> Iterator[Artifact]:
    """The file of every form, as the folder .github/ISSUE_TEMPLATE holds them."""
    for kind in KINDS:
        yield _artifact(f"record-{kind}.yml", _form(kind, settings))
    yield _artifact("correction.yml", _correction())
    yield _artifact("take-down.yml", _take_down(settings))
    yield _artifact("config.yml", {"blank_issues_enabled": True})


def both(text: Text) -> str:
    """A text in both languages on one line."""
    return f"{text.zh} / {text.en}" if text.en and text.en != text.zh else text.zh


def kind_option(kind: str) -> str:
    """How a form says of which kind it is."""
    return f"{both(KINDS[kind].label)} ({kind})"


def _artifact(path: str, data: dict[str, Json]) -> Artifact:
    return Artifact(path, yaml_of(data, comments=_MADE).encode())


def _form(kind: str, settings: Settings) -> dict[str, Json]:
    label = KINDS[kind].label
    intro = Text(zh=_INTRO.zh.format(kind=label.zh), en=_INTRO.en)
    return {
        "name": f"新增{label.zh} / New {(label.en or kind).lower()}",
        "description": f"提供一条{label.zh}记录。Offer a record of this kind.",
        "title": f"[{label.zh}] ",
        "labels": ["record"],
        "body": [
            _markdown(intro),
            _only(kind_option(kind)),
            *(_element(blank) for blank in in_order(blanks_of(kind, settings))),
            _promise(),
        ],
    }


def _correction() -> dict[str, Json]:
    return {
        "name": "记录有误 / A record is wrong",
        "description": "指出一条记录的错误。Report a mistake in a record.",
        "title": "[更正] ",
        "labels": ["correction"],
        "body": [
            _markdown(_CORRECTION_INTRO),
            _only(both(CORRECTION)),
            _field("record", "input", _WHICH, _BY_ADDRESS, is_required=True),
            _field("wrong", "textarea", _WRONG, _NOW, is_required=True),
            _field("right", "textarea", _RIGHT, _THEN, is_required=False),
            _field("source", "textarea", _PROOF, _DOCUMENT, is_required=True),
            _promise(),
        ],
    }


def _take_down(settings: Settings) -> dict[str, Json]:
    """Where personal data stands, never the data: whoever would rather not tell it here has the site's contact."""
    return {
        "name": "撤下个人信息 / Take personal data down",
        "description": "指出哪里有个人信息。Tell where personal data stands.",
        "title": "[撤下] ",
        "labels": ["take-down"],
        "body": [
            _markdown(_private_instead(settings)),
            _only(both(TAKE_DOWN)),
            _field("record", "input", _WHICH, _BY_ADDRESS, is_required=True),
            _field("place", "input", _PLACE, _WHERE, is_required=True),
            _field("kind", "input", _PERSONAL_KIND, _NAMED_ONLY, is_required=True),
            _box("unsaid", _UNSAID, _UNSAID_HERE),
        ],
    }


def _private_instead(settings: Settings) -> Text:
    """What is said before the form: that all may read it, and where it can be said in confidence."""
    contact = settings.site.footer.contact
    if contact is None:
        return _OPEN
    return Text(zh=f"{_OPEN.zh}不公开的途径：{contact.zh}", en=f"{_OPEN.en} In confidence: {contact.en or contact.zh}")


# -- elements ---------------------------------------------------------------------------------------------------------


def _element(blank: Blank) -> dict[str, Json]:
    if blank.choices:
        return _choices(blank)
    kind = "textarea" if blank.takes in ("lines", "items", "parties") else "input"
    return _field(blank.key, kind, blank.label, described(blank), is_required=blank.required)


def _field(key: str, kind: str, label: Text, hint: Text, *, is_required: bool) -> dict[str, Json]:
    return {
        "type": kind,
        "id": key,
        "attributes": {"label": both(label), "description": f"{hint.zh} {hint.en}"},
        "validations": {"required": is_required},
    }


def _choices(blank: Blank) -> dict[str, Json]:
    """Several choices as boxes to tick: a list of several joins their names by commas, which they may hold."""
    hint = described(blank)
    attributes: dict[str, Json] = {"label": both(blank.label), "description": f"{hint.zh} {hint.en}"}
    if blank.takes == "choices":
        boxes: list[Json] = [{"label": both(choice.label)} for choice in blank.choices]
        return {"type": "checkboxes", "id": blank.key, "attributes": {**attributes, "options": boxes}}
    options: list[Json] = [both(choice.label) for choice in blank.choices]
    return {
        "type": "dropdown",
        "id": blank.key,
        "attributes": {**attributes, "options": options},
        "validations": {"required": blank.required},
    }


def _markdown(text: Text) -> dict[str, Json]:
    return {"type": "markdown", "attributes": {"value": f"{text.zh}\n\n{text.en}"}}


def _only(option: str) -> dict[str, Json]:
    """The heading by which a filled form is known: a list with one choice, chosen."""
    return {
        "type": "dropdown",
        "id": "record_kind",
        "attributes": {"label": both(MARK), "options": [option], "default": 0},
        "validations": {"required": True},
    }


def _promise() -> dict[str, Json]:
    return _box("promise", PROMISE, PROMISED)


def _box(key: str, label: Text, said: Text) -> dict[str, Json]:
    """A box that must be ticked."""
    box: dict[str, Json] = {"label": both(said), "required": True}
    return {"type": "checkboxes", "id": key, "attributes": {"label": both(label), "options": [box]}}
