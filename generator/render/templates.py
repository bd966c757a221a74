"""The pages' templates, each compiled once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup

from generator.render.assets import asset_path
from generator.render.native import Module, Written, compile_template, said

FOLDER = Path(__file__).parent.parent / "theme" / "templates"
GIVEN: Mapping[str, object] = {"asset": asset_path, "range": range}
"""What every template may call."""


def compile_all() -> None:
    """Every template compiled now: processes forked afterwards inherit them."""
    for path in FOLDER.glob("*.html"):
        template(path.name)


def macro(name: str) -> Callable[..., Markup]:
    """One of the shared pieces in macros.html."""
    return partial(said, template("macros.html").macros[name])


def render(name: str, **values: object) -> str:
    """The template filled with `values`."""
    page = template(name).page
    assert page is not None, f"{name} holds macros only"
    out: list[str] = []
    page(out, **{f"l_{name}": value for name, value in values.items()})
    return "".join(out)


@cache
def template(name: str) -> Module:
    """The template of a file."""
    path = FOLDER / name
    return compile_template(path.read_text("utf-8"), str(path), GIVEN, _macros)


def _macros(name: str) -> Mapping[str, Written]:
    return template(name).macros
