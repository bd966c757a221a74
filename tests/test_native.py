"""A template writes what its Jinja says: everything escaped but what is safe, and nothing that nobody gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from generator.render.markup import escape as quickly
from generator.render.markup import joined, marked, quoted, written
from generator.render.native import UnknownSyntaxError, Written, compile_template
from generator.render.templates import compile_all, template

HOSTILE = ("<script>alert(1)</script>", "\" onload='x'", "&amp;", "a & b", "{{ 7 * 7 }}", "\0", "</pre>", "汉字 < 字")
SCALARS = ("", "plain", 0, 7, 1.5, Decimal("2.50"), True, False, None, Markup("<b>safe</b>"), Markup(""))
VALUES: tuple[object, ...] = (*HOSTILE, *SCALARS, (), ("<a>",), {"<": ">"})
_JINJA = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True, undefined=StrictUndefined)


class Own(str):
    """Text of a class of its own, which is no more to be trusted than text."""


class Safe:
    """A value that says itself how it is written."""

    def __html__(self) -> str:
        return "<i>own</i>"


def shown(text: str, imported: dict[str, dict[str, Written]] | None = None, **values: object) -> str:
    """What a template of these words writes."""
    page = compile_template(text, "test.html", {}, (imported or {}).__getitem__).page
    assert page is not None
    out: list[str] = []
    page(out, **{f"l_{name}": value for name, value in values.items()})
    return "".join(out)


def as_jinja(text: str, **values: object) -> str:
    """What Jinja itself makes of them."""
    return _JINJA.from_string(text).render(values)


@pytest.mark.parametrize("value", [*VALUES, Own("<own>")], ids=repr)
def test_a_value_is_written_as_jinja_writes_it(value: object) -> None:
    for text in (
        "{{ x }}",
        '<p title="{{ x }}">',
        "{{ x or 'no' }}",
        "{{ x if x else '-' }}",
        "{% if x %}{{ x }}{% else %}-{% endif %}",
        "{% set y = x %}{{ y }}",
        "{% set y %}<b>{{ x }}</b>{% endset %}{{ y }}",
        "{% with y = x %}{{ y }}{% endwith %}",
        "{{ 'a' ~ x }}",
        "{{ x ~ x }}",
        "{{ [x, '<'] | join(', ') }}",
        "{% for y in [x] %}{{ y }}{% endfor %}",
        "{% macro m(y) %}<b>{{ y }}</b>{% endmacro %}{{ m(x) }}{{ m(x) or '-' }}{{ m(m(x)) }}",
        "{% macro m(y, z='<') %}{{ y }}{{ z }}{% endmacro %}{{ m(x) }}{{ m(x, z=x) }}",
        "{% macro m() %}<b>{{ caller() }}</b>{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
    ):
        assert shown(text, x=value) == as_jinja(text, x=value)


@given(st.text())
def test_text_is_escaped_as_markupsafe_escapes_it(words: str) -> None:
    expected = str.__str__(escape(words))
    assert quoted(words) == written(words) == quickly(words) == expected
    assert not set(shown("{{ x }}", x=words)) & set("<>\"'")
    assert isinstance(quickly(words), Markup)


def test_what_is_safe_is_never_escaped_again() -> None:
    assert shown("{{ x }}", x=Safe()) == written(Safe()) == quickly(Safe()) == "<i>own</i>"
    safe = Markup("<b>&amp;</b>")
    assert written(safe) == quickly(safe) == shown("{{ x }}", x=safe) == safe
    assert type(marked("<b>")) is Markup


@given(st.lists(st.one_of(st.text(), st.text().map(escape), st.integers())), st.text())
def test_values_are_joined_as_jinja_joins_them(values: list[Any], between: str) -> None:
    found = as_jinja("{{ x | join(y) }}", x=values, y=between)
    assert written(joined(values, between)) == found


@pytest.mark.parametrize(
    "text",
    [
        "{% for y in x %}{{ loop.index }}{{ loop.index0 }}{{ y }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for y in x %}{{ loop.first }}{% if loop.previtem is defined %}{{ loop.previtem }}{% endif %}{% endfor %}",
        "{% for y in x %}{{ y }}{% else %}none{% endfor %}",
        "{% for y in x if y != 'b' %}{{ y }}{% endfor %}",
        "{% for y in x %}{% for z in x %}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}",
        "{% set y = 'kept' %}{% for y in x %}{{ y }}{% endfor %}{{ y }}",
        "{% for y in x %}{% set z = y %}{{ z }}{% endfor %}",
        "{{ x | length }}{{ x[0:1] | join }}{{ x[1:] | length - 1 }}{{ [1, 4 // 3 + 2] | max }}{{ ' a ' | trim }}",
        "{% if x == y %}1{% elif x and 'a' in x %}2{% elif x is none %}3{% else %}4{% endif %}",
        "{% if x is sameas x and not (x | length) > 2 and 'z' not in x %}{{ -1 }}{% endif %}",
        "  {% if x %}\n  a\n  {% endif %}\n  {# a comment #}\nb\n",
    ],
)
@pytest.mark.parametrize("values", [[], ["a"], ["a", "b", "<c>"]], ids=len)
def test_a_template_does_what_jinja_does(text: str, values: list[str]) -> None:
    assert shown(text, x=values, y=[]) == as_jinja(text, x=values, y=[])


def test_an_attribute_is_read_or_found_missing() -> None:
    value = SimpleNamespace(there="<")
    assert shown("{{ x.there }}", x=value) == "&lt;"
    assert shown("{{ x.there is defined }}{{ x.other is defined }}", x=value) == "TrueFalse"
    with pytest.raises(AttributeError, match="other"):
        shown("{% if x.other %}{% endif %}", x=value)


def test_a_name_that_nobody_gives_stops_the_page() -> None:
    with pytest.raises(TypeError, match="'l_unknown'"):
        shown("{% if given %}{{ unknown }}{% endif %}", given=False)


def test_a_name_that_no_macro_takes_is_found_when_it_is_compiled() -> None:
    with pytest.raises(UnknownSyntaxError, match=r"test\.html:2: nobody gives unknown"):
        compile_template("{% macro m(x) %}\n{{ unknown }}{% endmacro %}", "test.html", {}, {}.__getitem__)


def test_a_macro_that_is_not_there_is_found_when_it_is_compiled() -> None:
    text = "{% import 'm.html' as m %}\n{{ m.other() }}"
    with pytest.raises(UnknownSyntaxError, match=r"test\.html:2: m has no macro other"):
        shown(text, {"m.html": {}})


@pytest.mark.parametrize(
    "text",
    ["{% include 'x' %}", "{{ x | safe }}", "{% autoescape false %}{{ x }}{% endautoescape %}", "{{ x is odd }}",
     "{% for y in x recursive %}{{ loop.cycle(1) }}{% endfor %}", "{{ x(*y) }}", "{{ x * 2 }}", "{{ loop.depth }}"],
)  # fmt: skip
def test_what_our_templates_do_not_use_is_refused(text: str) -> None:
    with pytest.raises((UnknownSyntaxError, TypeError)):
        shown(text, x=1, y=1)


def test_another_templates_macros_are_called_by_its_name() -> None:
    macros = compile_template(
        "{% set MARK = '<' %}{% macro m(x, y='') %}<b>{{ x }}{{ MARK }}{{ y }}{{ n() }}</b>{% endmacro %}\n"
        "{% macro n() %}n{% endmacro %}",
        "m.html", {}, {}.__getitem__,
    ).macros  # fmt: skip
    text = "{% import 'm.html' as m %}{{ m.m('<', y=m.n()) }}"
    assert shown(text, {"m.html": dict(macros)}) == "<b>&lt;&lt;nn</b>"


def test_an_error_tells_the_templates_line() -> None:
    with pytest.raises(ZeroDivisionError) as found:
        shown("<p>\n{{ 1 }}\n{{ x // 0 }}</p>", x=1)
    last = found.traceback[-1]
    assert (str(last.path).endswith("test.html"), last.lineno + 1) == (True, 3)


def test_every_template_of_ours_compiles() -> None:
    compile_all()


def _calls() -> Iterator[tuple[str, frozenset[str | None]]]:
    """Every template that is named where it is filled, with what it is given there."""
    for source in (REPOSITORY / "generator" / "render").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render":
                named = node.args[0]
                if isinstance(named, ast.Constant):
                    yield str(named.value), frozenset(keyword.arg for keyword in node.keywords)


@pytest.mark.parametrize(("name", "told"), list(_calls()))
def test_every_page_is_given_what_its_template_asks_for(name: str, told: frozenset[str | None]) -> None:
    assert template(name).asks <= told
