"""Whether a page is wider than its window, and what makes it so."""

from __future__ import annotations

from playwright.sync_api import Page

HEIGHT = 800

_TOO_WIDE = """() => {
  const root = document.documentElement, width = root.clientWidth;
  if (root.scrollWidth <= width) { return []; }
  const end = (one) => Math.round(one.getBoundingClientRect().left + Math.max(one.scrollWidth, one.offsetWidth || 0));
  const clips = (one) =>
    one !== document.body && (getComputedStyle(one).overflowX !== "visible" || clips(one.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter((one) => end(one) > width && !clips(one));
  const inmost = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)));
  return [`the page is ${root.scrollWidth} px wide in ${width}`]
    .concat(inmost.map((one) => `${one.tagName.toLowerCase()}.${one.className} ends at ${end(one)}`));
}"""


def too_wide(page: Page, width: int) -> list[str]:
    """What reaches beyond a window of that width; empty where the page fits."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found[:8]
