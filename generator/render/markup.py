"""Words that are safe in HTML: what is escaped, what is safe already, and how the two are put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

import markupsafe
from markupsafe import Markup

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_CHINESE = re.compile(rf"(<[^>]*>)|([{_HAN}][{_HAN}0-9〔〕《》（）“”·、，。：；]*)")


def in_chinese(html: str) -> str:
    """HTML in English with each run of Chinese in it marked as such, so that it is read aloud as Chinese."""
    return _CHINESE.sub(lambda found: found[1] or f'<span lang="zh-CN">{found[2]}</span>', html)


def _quoted_plainly(words: str) -> str:
    """The words with what HTML gives a meaning written as references."""
    return str.__str__(markupsafe.escape(words))


quoted: Callable[[str], str] = getattr(markupsafe, "_escape_inner", _quoted_plainly)
"""The same by MarkupSafe's own function in C where it can be had: no `Markup` is made of what is only written out."""

marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Words that are safe already, as such; for text alone, which needs nothing of what `Markup()` looks for."""


def written(value: object) -> str:
    """A value as it is written into a page: what is safe as it is, everything else escaped."""
    kind = type(value)
    if kind is str:
        return quoted(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    return markupsafe.escape(value)


def escape(value: object) -> Markup:
    """A value safe in HTML: what is safe already stays."""
    kind = type(value)
    if kind is str:
        return marked(quoted(value))  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    return markupsafe.escape(value)


def joined(values: Iterable[object], between: str = "") -> str:
    """The values after one another: safe if any of them is safe, the others then escaped; else plain."""
    parts = tuple(values)
    if any(hasattr(part, "__html__") for part in (*parts, between)):
        return marked(str.join(written(between), map(written, parts)))  # `Markup.join` would escape once more
    return between.join(map(str, parts))
