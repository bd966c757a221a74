"""Answers for a record of each kind that fits into the small project, and that project with all kinds in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conftest import REPOSITORY
from small import put

from generator.settings import Settings, read_settings

TODAY = "2025-06-15"

COMMON: Mapping[str, str] = {
    "title": "关于某事的新记录",
    "title_en": "A new record of the matter",
    "summary": "一句话。\n又一句话。",
    "summary_en": "One sentence.\nAnother.",
    "source_title": "关于某事的通知",
    "source_title_en": "Notice on the matter",
    "source_issuer": "某市科技局",
    "source_issuer_en": "A city bureau",
    "source_url": "https://example.org/notice?id=1",
    "source_quote": "某事自即日起施行",
    "source_published_on": "2025年3月5日",
}
"""What may be answered for every kind."""

OWN: Mapping[str, Mapping[str, str]] = {
    "programme": {
        "mechanism": "揭榜挂帅",
        "level": "市级",
        "region": "湘潭",
        "issuers": "科技局",
        "valid_to": "2027年",
    },
    "guide": {
        "programme": "a-programme",
        "call": "claim",
        "region": "湘潭市",
        "year": "2025年",
        "issuers": "a-bureau\n某某厅 / Some Department",
        "window_closes": "2025年7月1日 16:30",
        "window_opens": "2025年6月1日",
        "window_audience": "揭榜方",
        "window_action": "揭榜",
        "domains": "电机电控、新材料",
        "topics": "永磁电机\n电机控制器",
        "filing_url": "https://example.org/filing",
    },
    "list": {
        "programme": "a-programme",
        "guide": "a-guide",
        "publishes": "技术需求",
        "region": "xiangtan",
        "published_on": "2025年3月5日",
        "window_closes": "2025-07-01",
        "declared_total": "12",
        "amount": "约1.2亿元",
    },
    "challenge": {
        "list": "a-list",
        "owner": "某某电机厂",
        "domains": "motors",
        "region": "xiangtan",
        "need": "做出来。\n\n做得好。",
        "indicators": "效率不低于97%\n转速不低于12000转",
        "owner_payment": "50–100万元",
        "support_amount": "123456元",
        "term_months_max": "24个月",
        "level": "国际领先",
        "types": "卡脖子技术\n其他",
    },
    "winner": {
        "challenge": "a-challenge",
        "track": "tackling",
        "region": "xiangtan",
        "state": "揭榜",
        "lead": "a-unit",
        "members": "丙大学\n乙研究所",
        "owner_payment": "50万元",
    },
    "success": {
        "challenge": "a-challenge",
        "region": "xiangtan",
        "basis": "验收结题",
        "units": "甲大学\n乙公司",
        "accepted_on": "2025年5月",
        "achievements": "样机一台\n专利两项",
        "partial": "来源没有写明揭榜记录。",
    },
    "organisation": {"type": "高校", "region": "湖南", "short": "某大", "url": "https://example.org/"},
    "form": {
        "programme": "a-programme",
        "official": "否",
        "section_title": "基本情况",
        "fields": "单位名称\n需求",
        "audience": "owner",
    },
    "notice": {
        "type": "更正",
        "target_kind": "guide",
        "target_id": "a-guide",
        "published_on": "2025年6月1日",
        "change_about": "联系方式有改动",
        "change_before": "旧的",
        "change_after": "新的",
    },
}
"""What is answered for one kind alone."""


def answers(kind: str, **more: str) -> dict[str, str]:
    """Good answers for a record of a kind, with some of them others, or left out where empty."""
    found = {**COMMON, **OWN[kind], **more}
    return {key: value for key, value in found.items() if value}


def settled() -> Settings:
    """The settings of the repository."""
    settings, problems = read_settings(REPOSITORY / "site_config")
    assert settings is not None, problems
    return settings


def with_all_kinds(project: Path) -> Path:
    """The small project with a challenge, a unit and what refers to them."""
    put(project, "organisation", id="a-unit", title={"zh": "甲大学", "en": "Unit A"})
    put(project, "challenge", id="a-challenge", owner={"organisation": "a-unit"})
    return project
