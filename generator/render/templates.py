"""The one home of Jinja: templates escape everything and know no undefined name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.render.assets import asset_path

FOLDER = Path(__file__).parent.parent / "theme" / "templates"


@cache
def environment() -> Environment:
    """The templates' environment."""
    env = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals["asset"] = asset_path
    return env


def macro(name: str) -> Callable[..., Markup]:
    """One of the shared pieces in macros.html."""
    found: Callable[..., Markup] = getattr(environment().get_template("macros.html").module, name)
    return found


def render(name: str, **values: object) -> str:
    """The template filled with `values`."""
    return environment().get_template(name).render(values)
