"""Two languages: Chinese is authoritative, English falls back to it."""

from __future__ import annotations

import unicodedata

from generator.model.parts import Lang, Text

HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}
_BRACKETS = str.maketrans("[{〔【〖〘〚]}〕】〗〙〛", "(((((((" + ")))))))")


def say(text: Text | None, lang: Lang) -> str:
    """The text in `lang`, in Chinese where there is no English, empty where there is no text."""
    if text is None:
        return ""
    return text.zh if lang == "zh" else text.en or text.zh


def falls_back(text: Text | None, lang: Lang) -> bool:
    """Whether an English reader is shown Chinese."""
    return lang == "en" and text is not None and not text.en


def folded(name: str) -> str:
    """The name as it is compared: in NFKC, without white space, with one kind of bracket."""
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(_BRACKETS)
