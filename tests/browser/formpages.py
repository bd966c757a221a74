"""Forms on their pages: the fixture's forms opened in a browser, filled, and what the browser makes of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Any

from forms.made import FORMS
from playwright.sync_api import Page

from generator.forms.answers import Answers
from generator.model.records import Form

BY_ID: Mapping[str, Form] = {form.id: form for form in FORMS}
NEED, CLAIM = BY_ID["sample-2025-need-form"], BY_ID["sample-2025-claim-form"]

DEFINED = "zhangbang.forms.defined(JSON.parse(document.querySelector('[data-zb-fill]').getAttribute('data-zb-fill')))"
MADE = f"""async ([format, all]) => {{
  const form = {DEFINED}, parts = await new Promise((done) => zhangbang.when("forms/" + form.id, done));
  const base64 = (bytes) => new Promise((done) => {{
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.readAsDataURL(new Blob([bytes]));
  }});
  const make = (answers) => zhangbang.forms.make(format, form, answers, parts.parts).bytes;
  return Promise.all(JSON.parse(all).map((answers) => base64(make(answers))));
}}"""
READ = f"""async (data) => {{
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  return JSON.stringify(await zhangbang.forms.read(new File([bytes], "x"), {DEFINED}));
}}"""


def path_of(form: Form, lang: str = "zh") -> str:
    """The form's page."""
    return f"{lang}/forms/{form.id}.html"


def open_form(page: Page, home: str, form: Form, lang: str = "zh", query: str = "") -> Page:
    """The form's page, with nothing stored from before."""
    page.goto(f"{home}{lang}/index.html")
    page.evaluate("localStorage.clear()")
    page.goto(f"{home}{path_of(form, lang)}{query}")
    page.locator("[data-zb-fill]").wait_for()
    return page


def plain(value: object) -> Any:
    """Answers, or a part of them, as JSON has them."""
    if isinstance(value, Answers):
        return plain(value.values)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def made(page: Page, format: str, answers: Iterable[object]) -> list[bytes]:
    """The files that the browser makes of these answers on the open page."""
    told = json.dumps([plain(one) for one in answers])
    found: list[str] = page.evaluate(MADE, [format, told])
    return [base64.b64decode(data) for data in found]


def read(page: Page, data: bytes) -> Any:
    """What the open page reads in a file."""
    return json.loads(page.evaluate(READ, base64.b64encode(data).decode()))
