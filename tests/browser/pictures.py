"""Pictures of pages compared as eyes do: tones and edges may differ as fonts are smoothed, blocks may not."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

SOFT, TONE, SHARE = 4, 32, 0.0003
"""Both pictures are softened over so many pixels; how much a point may then differ, of 255; the share that may by more.

Chosen on pages whose letters another setting of Chromium smooths and places otherwise (0.005 % differ, 0.6 % if
softened over 2 pixels) and whose badges alone lose their ground (0.046 %).
"""


def difference(one: Path, other: Path) -> tuple[float, Image.Image]:
    """The share of points in which two pictures differ, 1 where their sizes do; and the second with those in red."""
    with Image.open(one) as first, Image.open(other) as second:
        before, after = first.convert("RGB"), second.convert("RGB")
    if before.size != after.size:
        return 1.0, after
    soft = (picture.filter(ImageFilter.BoxBlur(SOFT)) for picture in (before, after))
    apart = ImageChops.difference(*soft)
    strongest = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
    mask = strongest.point([255 * (tone > TONE) for tone in range(256)])
    shown = Image.composite(Image.new("RGB", after.size, "red"), after, mask)
    return mask.histogram()[255] / (mask.width * mask.height), shown


def keep(picture: Path, golden: Path) -> None:
    """The picture as it is kept: in as many colours as a palette holds, which a page needs no more of."""
    golden.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(picture) as found:
        found.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(golden, optimize=True)
