"""A rule's quantity is the one that its basis names: the amounts of a project are never mixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.documents import Document, Group
from generator.policy.figures import FIGURES
from generator.problems import Place, Problem, problem
from generator.settings import Settings

NAMES: Mapping[str, tuple[str, ...]] = {
    "rd_input": ("研发", "科研", "研究开发", "R&D"),
    "total_investment": ("总投资", "投资总额"),
    "owner_payment": ("支付", "揭榜金额", "榜额"),
    "support": ("支持", "资助", "补助", "财政"),
    "own_funds": ("自筹",),
    "new_tax": ("税",),
}
"""Words of which the source's name of a quantity holds one."""


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Rules whose basis is named otherwise than their quantity."""
    rules = document.data.get("rules")
    for i, rule in enumerate(rules if isinstance(rules, list) else ()):
        quantity, basis = (rule.get("quantity"), rule.get("basis")) if isinstance(rule, dict) else (None, None)
        name = basis.get("zh") if isinstance(basis, dict) else None
        known = NAMES.get(quantity) if isinstance(quantity, str) else None
        if isinstance(name, str) and known is not None and not any(word in name for word in known):
            label = FIGURES[str(quantity)].label
            yield problem(
                "basis-unlike",
                Place(document.file),
                pointer=("rules", i, "quantity"),
                value=name,
                quantity=quantity,
                label=label.zh,
                label_en=label.en,
            )
