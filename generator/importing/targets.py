"""Which keys of a record a table's columns may fill, how each is read, and by which heading words it is known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

Shape: TypeAlias = Literal[
    "text", "texts", "word", "number", "party", "parties", "units", "money", "support", "date", "term", "state",
    "choice", "choices", "region", "domains", "challenge", "winner", "credit_code",
]  # fmt: skip


class Target(NamedTuple):
    """How a column is read, and the words that head it, the usual one first."""

    shape: Shape
    words: tuple[str, ...] = ()


UNITS_KEY = "units"
"""In an award: the first unit of the cell leads, the others take part. A mapping must say so; it is never assumed."""

SEQ = Target("number", ("序号", "序列号", "编次"))
TITLE = ("项目名称", "课题名称", "任务名称", "揭榜项目", "攻关项目", "攻关任务", "揭榜任务", "项目题目", "名称")
CODE = Target("word", ("项目编号", "任务编号", "立项编号", "榜单编号", "榜题编号", "课题编号", "编号"))
LEAD = (
    "牵头单位", "揭榜单位", "承担单位", "项目承担单位", "牵头承担单位", "揭榜牵头单位", "牵头揭榜单位", "第一承担单位",
    "申报单位", "揭榜方", "立项单位", "单位名称",
)  # fmt: skip
MEMBERS = ("参与单位", "联合单位", "合作单位", "参加单位", "联合体成员", "联合揭榜单位", "协作单位", "成员单位")
DOMAINS = Target("domains", ("所属领域", "技术领域", "产业领域", "领域", "专业领域", "重点领域", "领域方向"))
REGION = Target("region", ("所属地区", "地区", "所在地区", "所在地", "市州", "地市", "所属市", "区县", "所属区县"))
RECOMMENDER = Target(
    "party", ("推荐单位", "推荐部门", "组织推荐单位", "归口管理部门", "归口部门", "主管部门", "组织单位")
)
YEAR = Target("number", ("年度", "年份", "立项年度"))
SUPPORT = Target(
    "support",
    ("支持金额", "资助金额", "支持经费", "资助经费", "补助金额", "财政资金", "财政经费", "专项资金", "拟支持经费"),
)
TERM = Target("term", ("实施期限", "执行期", "起止时间", "起止年限", "项目周期", "完成时限", "期限", "攻关周期"))
CHAIN = Target("text", ("产业链", "所属产业链"))

_AMOUNTS: Mapping[str, Target] = {
    "total_investment": Target("money", ("项目总投资", "总投资", "总投资额", "项目总投资额")),
    "rd_input": Target("money", ("研发投入", "计划研发投入", "研发总投入", "项目研发投入")),
    "own_funds": Target("money", ("自筹资金", "自筹经费", "单位自筹", "自筹")),
    "owner_payment": Target("money", ("榜额", "发榜金额", "榜单金额", "悬赏金额", "揭榜金额", "技术合同额")),
    "support": SUPPORT,
}

TARGETS: Mapping[str, Mapping[str, Target]] = MappingProxyType(
    {
        "winner": {
            "seq": SEQ,
            "code": CODE,
            "title": Target("text", TITLE),
            "lead": Target("party", LEAD),
            "members": Target("parties", MEMBERS),
            UNITS_KEY: Target("units", ("揭榜单位（含联合体）", "全部单位")),
            "consortium": Target("text", ("联合体名称", "创新联合体", "联合体")),
            "recommender": RECOMMENDER,
            "domains": DOMAINS,
            "chain": CHAIN,
            "region": REGION,
            "year": YEAR,
            "state": Target("state", ("立项情况", "状态", "评审结果", "结果", "立项类型", "揭榜情况")),
            **_AMOUNTS,
            "term": TERM,
            "decided_on": Target("date", ("公布日期", "公布时间", "立项时间", "立项日期")),
            "contract_on": Target("date", ("签约时间", "签约日期", "合同签订日期", "合同签订时间")),
            "challenge": Target("challenge", ("对应榜题", "榜题", "榜单名称", "揭榜榜题", "需求名称", "技术需求名称")),
        },
        "success": {
            "seq": SEQ,
            "code": CODE,
            "title": Target("text", (*TITLE, "成果名称")),
            UNITS_KEY: Target(
                "parties", ("攻关成功单位", "优胜单位", "完成单位", "揭榜优胜单位", *LEAD, "主要完成单位")
            ),
            "domains": DOMAINS,
            "region": REGION,
            "year": YEAR,
            "state_text": Target("text", ("验收结论", "验收结果", "结论", "结果", "状态")),
            "grade": Target("text", ("等级", "验收等级", "评价等级", "评定等级")),
            "accepted_on": Target("date", ("验收时间", "验收日期", "结题时间", "结题日期")),
            "achievements": Target("texts", ("主要成果", "取得成果", "成果", "成效")),
            "challenge": Target("challenge", ("对应榜题", "榜题", "榜单名称")),
            "winner": Target("winner", ("揭榜项目编号",)),
        },
        "challenge": {
            "seq": SEQ,
            "code": CODE,
            "title": Target("text", ("榜题名称", "榜题", "榜单名称", "技术需求名称", "需求名称", "需求题目", *TITLE)),
            "owner": Target("party", ("发榜单位", "需求单位", "发榜方", "需求方", "出题单位", "企业名称", "单位名称")),
            "domains": DOMAINS,
            "group": Target("text", ("专题", "方向", "专项", "榜单类别")),
            "topic": Target("text", ("细分领域", "细分方向", "技术方向")),
            "chain": CHAIN,
            "region": REGION,
            "year": YEAR,
            "need": Target(
                "text", ("需求内容", "技术需求", "主要内容", "攻关内容", "研究内容", "需求描述", "榜单内容")
            ),
            "background": Target("text", ("需求背景", "背景", "背景与意义")),
            "expected": Target("text", ("预期目标", "预期成果", "考核目标", "预期成效")),
            **_AMOUNTS,
            "new_tax": Target("money", ("新增税收",)),
            "term": TERM,
            "ip": Target("text", ("知识产权", "产权归属", "知识产权归属")),
            "cooperation": Target("text", ("合作方式", "合作模式")),
            "benefit_sharing": Target("text", ("利益分配",)),
            "published_on": Target("date", ("发榜日期", "发榜时间", "发布日期")),
            "level": Target("choice", ("技术水平",)),
            "types": Target("choices", ("技术类型",)),
        },
        "organisation": {
            "seq": SEQ,
            "title": Target("text", ("单位名称", "机构名称", "企业名称", "名称")),
            "short": Target("text", ("简称",)),
            "credit_code": Target("credit_code", ("统一社会信用代码", "信用代码", "社会信用代码")),
            "type": Target("choice", ("单位类型", "单位性质", "类型", "性质")),
            "region": REGION,
            "url": Target("word", ("网址", "官网", "单位网址")),
        },
    }
)
"""For each kind that a table may be imported as, its keys."""

HELPERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "winner": frozenset({"seq"}),
        "success": frozenset({"seq"}),
        "organisation": frozenset({"seq"}),
        "challenge": frozenset(),
    }
)
"""Keys that name a row and its record but stand in no record of the kind."""

CHOICES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("challenge", "level"): "tech_level",
        ("challenge", "types"): "tech_type",
        ("organisation", "type"): "org_type",
    }
)
"""The vocabulary in which a key's choices have their names."""

STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "proposed": ("拟立项", "公示", "拟支持", "拟资助", "拟揭榜"),
        "shortlisted": ("入围",),
        "potential": ("潜力单位",),
        "parallel": ("立项（赛马）", "赛马立项", "赛马"),
        "prize": ("优胜", "揭榜优胜", "揭榜成功优胜"),
        "signed": ("签约", "成功揭榜并签约", "已签约", "揭榜签约"),
        "funded": ("立项", "予以立项", "立项下达", "同意立项", "支持"),
        "selected": ("揭榜", "揭榜单位", "揭榜成功", "成功揭榜", "中榜"),
        "concluded": ("结题", "通过验收", "验收通过", "准予结题"),
        "deferred": ("暂缓结题", "暂缓"),
        "cancelled": ("撤项", "终止", "撤销立项"),
        "exempt": ("免于鉴定",),
    }
)
"""How offices print the states of an award."""

PRIVATE = (
    "联系人",
    "联系电话",
    "电话",
    "手机",
    "邮箱",
    "电子邮箱",
    "身份证",
    "负责人",
    "项目负责人",
    "法定代表人",
    "联系方式",
    "姓名",
    "专家",
)
"""Headings of what is not imported: people."""
