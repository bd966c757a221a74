"""No comment is lost or comes to another place when data is written anew, and a second time changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from test_yamltext import KEYS, VALUES

from generator.problems import Problem, written
from generator.yamlcomments import Comments, as_json, comments_of, every, settled
from generator.yamlio import FORBIDDEN, Json, parse_yaml
from generator.yamltext import yaml_of

RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Zl", "Zp", "Cc")), max_size=8).map(
    lambda text: ("# " + FORBIDDEN.sub("", text)).strip()
)


def places_of(value: Any, at: str = "") -> Iterator[str]:
    """Every place in the data, the end of each group and list among them."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield at + written((key,))
            yield from places_of(inner, at + written((key,)))
        yield f"{at}/-"


@st.composite
def commented(draw: st.DrawFn) -> tuple[dict[str, Any], Comments]:
    data = draw(RECORDS)
    places = st.sampled_from([*places_of(data), "/nowhere", "/a/b/9"])
    lines = st.lists(WORDS, min_size=1, max_size=2).map(tuple)
    return data, Comments(
        draw(st.lists(WORDS, max_size=2).map(tuple)),
        draw(st.dictionaries(places, lines, max_size=4)),
        draw(st.dictionaries(places, WORDS, max_size=4)),
        draw(st.lists(WORDS, max_size=2).map(tuple)),
    )


@given(commented())
def test_what_is_written_holds_value_and_comments(case: tuple[dict[str, Any], Comments]) -> None:
    data, comments = case
    text = yaml_of(data, comments=comments)
    assert parse_yaml(text, "a.yml") == data
    found = comments_of(text)
    assert Counter(every(found)) == Counter(every(comments))
    assert yaml_of(data, comments=found) == text
    fitting = settled(comments, data)
    assert found.head == fitting.head
    assert found.after.items() <= fitting.after.items()
    assert all(set(texts) <= set(found.before[at]) for at, texts in fitting.before.items())


# -- comments put into any text that is YAML ------------------------------------------------------------------


@st.composite
def scribbled(draw: st.DrawFn) -> tuple[Json, str, list[str]]:
    """A value, a text of it as some program writes it, and the comments that were put in."""
    data = draw(RECORDS)
    style = draw(st.sampled_from([None, "'", '"', "|", ">"]))
    flow = draw(st.sampled_from([None, True, False]))
    width, indent = draw(st.sampled_from([8, 40, 200])), draw(st.sampled_from([2, 4, 7]))
    text = yaml.dump(
        data, default_style=style, default_flow_style=flow, allow_unicode=True, width=width, indent=indent,
        Dumper=yaml.SafeDumper, sort_keys=False,
    )  # fmt: skip
    value = parse_yaml(text, "a.yml")
    if isinstance(value, Problem):
        text = yaml_of(data)
        value = data
    comments: list[str] = []
    for i in range(draw(st.integers(0, 6))):
        comment = f"# {i}"
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        if draw(st.booleans()):
            lines.insert(at, " " * draw(st.integers(0, 9)) + comment)
        elif not any(one in lines[at] for one in comments):
            lines[at] += " " + comment
        else:
            continue
        tried = "\n".join(lines)
        if parse_yaml(tried, "a.yml") == value:
            text, comments = tried, [*comments, comment]
    return value, text, comments


@given(scribbled(), st.sampled_from(["\n", "\r\n"]))
def test_comments_anywhere_are_found_and_kept(case: tuple[Any, str, list[str]], line_end: str) -> None:
    value, text, comments = case
    text = text.replace("\n", line_end)
    if not isinstance(value, dict) or parse_yaml(text, "a.yml") != value:
        return
    found = comments_of(text)
    assert sorted(every(found)) == comments
    again = yaml_of(value, comments=found)
    assert parse_yaml(again, "a.yml") == value
    assert sorted(every(comments_of(again))) == comments
    assert yaml_of(value, comments=comments_of(again)) == again


def test_browsers_get_them_as_json() -> None:
    text = "# head\n\na: 1  # one\nb:\n  # two\n  - 2\n  # end of b\n# tail\n"
    assert as_json(comments_of(text)) == {
        "head": ["# head"],
        "before": {"/b/0": ["# two"], "/b/-": ["# end of b"]},
        "after": {"/a": "# one"},
        "tail": ["# tail"],
    }
