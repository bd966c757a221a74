"""A site's own colours: whether words in them can be read, the nearest that can, and the style sheet that sets them.

Contrast is that of WCAG 2.2 (1.4.3): at least 4.5 between words and their ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple, TypeAlias

import msgspec

from generator.model.parts import Part
from generator.problems import Place, Pointer, Problem, problem

Colour: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
Channels: TypeAlias = tuple[int, int, int]

ENOUGH = 4.5
UNQUOTED = '颜色要加引号 / quote the colour: "#0b4f8a"'
"""Without quotation marks `#` begins a comment, and no colour is left."""

BLACK, WHITE = "#000000", "#ffffff"


class Scheme(NamedTuple):
    """Light or dark pages: the ground on which words are hardest to read, and where colours move to be read better."""

    ground: str
    towards: str
    selector: str
    name: str
    name_en: str


SCHEMES: Mapping[str, Scheme] = {
    "light": Scheme("#eaeef2", BLACK, ":root", "浅色", "light"),
    "dark": Scheme("#2a343e", WHITE, '[data-md-color-scheme="slate"]', "深色", "dark"),
}
"""The grounds are the darkest of the light pages and the lightest of the dark ones in zhangbang.css."""


class Pair(Part, frozen=True, kw_only=True):
    """The two colours of one scheme: `primary` for links and buttons, `accent` for the line below the header."""

    primary: Colour | msgspec.UnsetType | None = msgspec.UNSET
    accent: Colour | msgspec.UnsetType | None = msgspec.UNSET


class Colours(Pair, frozen=True, kw_only=True):
    """The two colours of light pages, and those of dark ones where they are not simply made lighter."""

    dark: Pair | None = None


def colour_problems(colours: Colours, file: str) -> Iterator[Problem]:
    """Colours in which words could not be read, each with the nearest in which they can; and those YAML took away."""
    for pointer, colour in _written(colours):
        if colour is None:
            yield problem("settings-invalid", Place(file), pointer=pointer, reason=UNQUOTED)
    for scheme, pointer, colour in _given(colours):
        reached = contrast(colour, scheme.ground)
        if reached < ENOUGH:
            yield problem(
                "colour-contrast",
                Place(file),
                pointer=pointer,
                value=colour,
                reached=f"{int(reached * 100) / 100:.2f}",
                ground=scheme.ground,
                scheme=scheme.name,
                scheme_en=scheme.name_en,
                better=readable(colour, scheme),
            )


def style_of(colours: Colours) -> str:
    """The style sheet that sets these colours over the theme's own; dark ones that are not given are made lighter."""
    dark = colours.dark or Pair()
    chosen = {
        "light": Pair(primary=colours.primary, accent=colours.accent),
        "dark": Pair(
            primary=dark.primary or _lightened(colours.primary), accent=dark.accent or _lightened(colours.accent)
        ),
    }
    return "".join(_rule(SCHEMES[name], pair) for name, pair in chosen.items())


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, scheme: Scheme) -> str:
    """The colour, moved towards black or white until words in it can be read."""
    steps = (_mixed(colour, scheme.towards, step / 100) for step in range(101))
    return next(found for found in steps if contrast(found, scheme.ground) >= ENOUGH)


def _given(colours: Colours) -> Iterator[tuple[Scheme, Pointer, str]]:
    for pointer, colour in _written(colours):
        if colour:
            yield SCHEMES["dark" if "dark" in pointer else "light"], pointer, colour


def _written(colours: Colours) -> Iterator[tuple[Pointer, str | None]]:
    """Every colour that is written, and where."""
    for at, pair in (((), colours), (("dark",), colours.dark or Pair())):
        for key in ("primary", "accent"):
            colour = getattr(pair, key)
            if colour is not msgspec.UNSET:
                yield ("colours", *at, key), colour


def _lightened(colour: str | msgspec.UnsetType | None) -> str | None:
    return readable(colour, SCHEMES["dark"]) if colour else None


def _rule(scheme: Scheme, pair: Pair) -> str:
    said = ""
    if pair.primary:
        said += f"--zb-link:{pair.primary.lower()};--zb-link-hover:{_mixed(pair.primary, scheme.towards, 0.3)};"
    if pair.accent:
        said += f"--zb-seal:{pair.accent.lower()};"
    return f"{scheme.selector}{{{said}}}\n" if said else ""


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
