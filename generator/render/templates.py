"""The one home of Jinja: templates escape everything and know no undefined name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from generator.render.assets import asset_path

FOLDER = Path(__file__).parent.parent / "theme" / "templates"


class _Context(Context):
    """Calls straight through: nothing in our templates asks for the context but macros, which take its escaping."""

    def call(self, called: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **kwargs: Any) -> Any:
        del _loop_vars, _block_vars
        if called.__class__ is Macro:
            return called(self.eval_ctx, *args, **kwargs)
        return called(*args, **kwargs)


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
    env.context_class = _Context
    env.globals["asset"] = asset_path
    return env


def compile_all() -> None:
    """Every template compiled now: processes forked afterwards inherit them."""
    for name in environment().list_templates():
        environment().get_template(name)


def macro(name: str) -> Callable[..., Markup]:
    """One of the shared pieces in macros.html."""
    found: Callable[..., Markup] = getattr(environment().get_template("macros.html").module, name)
    return found


def render(name: str, **values: object) -> str:
    """The template filled with `values`."""
    return environment().get_template(name).render(values)
