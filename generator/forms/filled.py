"""A filled form as JSON, read strictly: exactly the keys that it has, each of its type, within bounds.

`{"form": id, "version": v, "answers": {field: text | true | [option, …] | [{column: …}, …]}}`
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from generator.forms.answers import Answer, Answers, FieldId, fields_of, version_of
from generator.forms.reading import Read
from generator.forms.tidy import tidied
from generator.model.records import Form
from generator.problems import Place, Problem, problem

SIZE_LIMIT = 1 << 20
DEPTH_LIMIT = 12
VALUES_LIMIT = 20_000
"""How many commas and brackets such a file may hold."""
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""A text, or what begins one and never ends it: each is looked at once, however many quotation marks there are."""
_MARKS = re.compile(rb"[,\[{]")
KEYS = ("form", "version", "answers")


class _Refused(Exception):  # noqa: N818 - it is an answer on its way up, not an error
    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason_en)
        self.words = {"reason": reason, "reason_en": reason_en}


def filled_of(form: Form, answers: Answers) -> bytes:
    """The answers as JSON, in the order of the form's fields."""
    order = {field.id: i for i, field in enumerate(fields_of(form))}
    keys = sorted(answers.values, key=lambda key: (order.get(key.partition("__")[0], len(order)), key))
    values = {key: answers.values[key] for key in keys}
    written = {"form": answers.form, "version": answers.version, "answers": values}
    return (json.dumps(written, ensure_ascii=False, indent=2, default=dict) + "\n").encode("utf-8", "surrogatepass")


def form_in(data: bytes) -> str | None:
    """The form that a file says it fills, if it can be read so far."""
    try:
        found = _parsed(data)
    except _Refused:
        return None
    form = found.get("form") if isinstance(found, dict) else None
    return form if isinstance(form, str) else None


def read_filled(data: bytes, form: Form, file: str = "") -> Read:
    """The answers in a file, in the order in which they are kept; another form's answers are refused."""
    place = Place(file)
    try:
        found = _shaped(_parsed(data))
        answers = Answers(found["form"], found["version"], {k: _answer(v) for k, v in found["answers"].items()})
    except _Refused as refused:
        return Read(None, (problem("filled-invalid", place, words=refused.words),))
    told = _identity(answers, form, place)
    if answers.form != form.id:
        return Read(None, told)
    return Read(tidied(form, answers), told)


def _identity(answers: Answers, form: Form, place: Place) -> tuple[Problem, ...]:
    if answers.form != form.id:
        return (problem("form-file-other", place, value=answers.form, form=form.id),)
    if answers.version != version_of(form):
        return (problem("form-file-version", place, value=answers.version, version=version_of(form)),)
    return ()


def _parsed(data: bytes) -> Any:
    if len(data) > SIZE_LIMIT:
        raise _Refused(f"文件超过 {SIZE_LIMIT >> 10} KB", f"it is larger than {SIZE_LIMIT >> 10} KB")
    signs = _TEXT.sub(b"", data)
    if _depth(signs) > DEPTH_LIMIT or len(_MARKS.findall(signs)) > VALUES_LIMIT:
        raise _Refused("嵌套太深或内容太多", "it is nested too deep or holds too much")
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise _Refused("不是 UTF-8 编码", "it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise _Refused("不是 JSON", "it is no JSON") from None


def _depth(signs: bytes) -> int:
    """How deep brackets nest at most."""
    depth = deepest = 0
    for sign in signs:
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth = max(depth - 1, 0)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object, refused where a key stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("有的键写了两次", "a key stands twice")
    return found


def _no_number(_constant: str) -> NoReturn:
    raise _Refused("有不是数的数", "it holds a number that is none")


def _shaped(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict) or sorted(found) != sorted(KEYS):
        raise _Refused(f"最外层应正好有 {'、'.join(KEYS)}", f"it must hold exactly {', '.join(KEYS)}")
    if not (isinstance(found["form"], str) and isinstance(found["version"], str)):
        raise _Refused("form 和 version 应是文字", "form and version must be texts")
    if not (found["form"].isprintable() and found["version"].isprintable()):
        raise _Refused("form 和 version 里有不可见的字符", "form or version holds characters that cannot be seen")
    if not isinstance(found["answers"], dict):
        raise _Refused("answers 应是“填写项: 内容”", "answers must be an object of fields")
    return found


def _answer(value: Any) -> Answer:
    if isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        return tuple(_row(entry) for entry in value)
    return _cell(value)


def _row(entry: Any) -> Mapping[FieldId, str | tuple[str, ...] | bool]:
    if not isinstance(entry, Mapping):
        raise _Refused("行里混有不是行的内容", "among rows stands what is none")
    return {name: _cell(value) for name, value in entry.items()}


def _cell(value: Any) -> str | tuple[str, ...] | bool:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    raise _Refused(
        "内容应是文字、true、选项的列表或若干行；数写成文字", "answers are texts (numbers too), true, options or rows"
    )
