"""What the records around a form tell of it, for whom it is offered, and under which name the page finds it."""

from __future__ import annotations

from typing import Any

import pytest
from small import catalog, document, held

from generator.forms.known import prefills_of
from generator.model.records import Form

FIELDS = [
    {"id": "task", "label": {"zh": "任务"}, "type": "text", "maps_to": "/title"},
    {"id": "phone", "label": {"zh": "手机"}, "type": "phone", "personal": True},
]
SECTIONS = [{"id": "all", "title": {"zh": "全部"}, "fields": FIELDS}]
WITHDRAWN = {"on": "2025-02-01", "reason": {"zh": "重复"}}


def told(*, audience: str | None = "solver", challenge: dict[str, Any] | None = None, **form: Any) -> dict[str, Any]:
    """What stands in the prefills of a form that belongs to a challenge's call."""
    written = {"sections": SECTIONS, **({"audience": audience} if audience else {}), **form}
    found = catalog(
        document("programme"),
        document("guide"),
        document("list", guide="a-guide"),
        document("challenge", **(challenge or {})),
        document("form", **written),
    )
    made = held(found, "form")
    assert isinstance(made, Form)
    return dict(prefills_of(found, made))


@pytest.mark.parametrize("form", [{"guide": "a-guide"}, {}], ids=["of its guide", "of its programme"])
def test_a_claimants_form_knows_the_challenges_of_its_call(form: dict[str, Any]) -> None:
    title = {"zh": "标题 a-challenge", "en": "Title a-challenge"}
    assert told(**form) == {"challenge/a-challenge": {"title": title, "answers": {"task": "标题 a-challenge"}}}


@pytest.mark.parametrize("audience", ["owner", "recommender", None])
def test_a_form_for_others_knows_no_challenge(audience: str | None) -> None:
    assert told(audience=audience, guide="a-guide") == {}


def test_a_challenge_that_is_taken_down_or_of_another_call_is_not_known() -> None:
    assert told(guide="a-guide", challenge={"withdrawn": WITHDRAWN}) == {}
    assert told(guide="another-guide", programme="another-programme") == {}


def test_a_guide_for_one_domain_is_known_by_it() -> None:
    domain = {"id": "area", "label": {"zh": "领域"}, "type": "choice", "maps_to": "/domains"}
    options = [{"id": "motors", "label": {"zh": "电机"}}, {"id": "materials", "label": {"zh": "材料"}}]
    sections = [{"id": "all", "title": {"zh": "全部"}, "fields": [{**domain, "options": options}]}]
    found = catalog(
        document("programme"),
        document("guide", domains=[{"domain": "motors"}]),
        document("form", sections=sections, guide="a-guide", audience="owner"),
    )
    form = held(found, "form")
    assert isinstance(form, Form)
    assert dict(prefills_of(found, form))["guide/a-guide"]["answers"] == {"area": "motors"}
