"""Texts as full-text tables find Chinese in them: runs of Chinese characters in pairs, other words as they are.

高速电机 becomes `高速 速电 电机 机`: every word of two characters is a token, a longer one a phrase, and the last
character stands alone, so that a single one is found by its beginning. `QUERY` does the same to a question, in SQL.
"""

from __future__ import annotations

import re

RANGES = (("㐀", "䶿"), ("一", "鿿"), ("豈", "﫿"), ("\U00020000", "\U000323af"))
"""The blocks of Chinese characters."""

_CHINESE = "[{}]".format("".join(f"{first}-{last}" for first, last in RANGES))
_RUN = re.compile(f"{_CHINESE}+")
_ENDS_WITH_A_PAIR = re.compile(rf"{_CHINESE}{{2}}\Z")


def grams(text: str) -> str:
    """The text with every run of Chinese characters in overlapping pairs and its last character alone."""
    return _RUN.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    found = run[0]
    return " " + " ".join(found[i : i + 2] for i in range(len(found))) + " "


def question(text: str) -> str:
    """What to ask the full-text table for a text: its tokens in this order, the last one by its beginning."""
    asked = text.replace('"', " ").strip(" ")
    words = grams(asked).split()
    if _ENDS_WITH_A_PAIR.search(asked):
        words.pop()  # the last character alone: nothing follows that it would have to be next to
    return f'"{" ".join(words)}"*'


def _is_chinese(character: str) -> str:
    return " OR ".join(f"{character} BETWEEN '{first}' AND '{last}'" for first, last in RANGES)


PHRASE = f"""WITH RECURSIVE asked(text) AS (SELECT trim(replace(:q, '"', ' '))),
steps(i, phrase) AS (
  SELECT 1, '' UNION ALL
  SELECT i + 1, phrase || CASE
    WHEN NOT ({_is_chinese("substr(text, i, 1)")}) THEN substr(text, i, 1)
    WHEN {_is_chinese("substr(text, i + 1, 1)")} THEN ' ' || substr(text, i, 2) || ' '
    WHEN i = length(text) AND i > 1 AND ({_is_chinese("substr(text, i - 1, 1)")}) THEN ''
    ELSE ' ' || substr(text, i, 1) || ' '
  END FROM steps, asked WHERE i <= length(text)
),
query(phrase) AS (SELECT '"' || trim(phrase) || '"*' FROM steps, asked WHERE i = length(text) + 1)"""
"""Turns `:q` into what `question` makes of it, in the one row of `query`."""

QUERY = f"""{PHRASE}
SELECT record, kind, title_zh, title_en, status_label_zh, year, page_zh
FROM query JOIN search ON search MATCH query.phrase JOIN records ON records.rowid = search.rowid
WHERE trim(:q) <> '' ORDER BY search.rank, record LIMIT 500"""
"""The records whose titles or units hold `:q`, the best first."""
