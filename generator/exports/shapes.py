"""The shapes that the API adds to what records are written in, as JSON Schemas that refer to one another by name."""

from __future__ import annotations

from typing import Any

from generator.exports.values import Json
from generator.model.records import KINDS

_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00\+08:00$"
_TIME = r"^[0-9]{2}:[0-9]{2}$"
_COUNT: Json = {"type": "integer", "minimum": 0}
_HREF: Json = {"type": "string", "format": "uri-reference"}
_DAY: Json = {"type": ["string", "null"], "format": "date"}


def _told(title: str, description: str, schema: Json) -> Json:
    """A schema with its name and what it says, each in Chinese and English."""
    return {"title": title, "description": description, **schema}


def _object(title: str, description: str, properties: Json, optional: tuple[str, ...] = ()) -> Json:
    """An object that has all of its properties but the optional ones."""
    required = [key for key in properties if key not in optional]
    return _told(title, description, {"type": "object", "required": required, "properties": properties})


def _ref(name: str) -> Json:
    return {"$ref": name}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _enum(*values: str) -> Json:
    return {"enum": list(values)}


AS_OF = _told("状态日期 / As of", "状态按这一天计算。 The day that states are worked out for.", _ref("Day"))
HREF = _told("地址 / Address", "文件的相对地址，从写有它的文件算起。 A file, from the file that says so.", _HREF)
API_URL = _told(
    "完整地址 / Whole address",
    "本文件的完整地址；网站不知道自己的地址时没有。 This file's whole address; absent where the site does not know its own.",
    {"type": "string", "format": "uri"},
)
COUNT = _told("记录数 / Count", "有多少条记录。 How many records there are.", _COUNT)
COUNTS = _told(
    "各类记录数 / Counts by kind",
    "每一类有多少条；没有的类不写。 How many records of each kind, of the kinds that there are.",
    {"type": "object", "additionalProperties": _COUNT},
)
ITEMS = _told("记录 / Records", "每条记录的要点。 Each record in short.", _list(_ref("Row")))
KIND = _told("类型 / Kind", "记录的类型。 The kind of record.", _enum(*KINDS))
GROUP = _told("分组 / Group", "按什么分组。 What records are put together by.", _enum("domain", "region", "year"))

PARTS: dict[str, Json] = {
    "Day": _told("日 / Day", "一天：年-月-日。 A day: YYYY-MM-DD.", {"type": "string", "format": "date"}),
    "Moment": _told(
        "时刻 / Moment",
        "北京时间的时刻；截止写的是截止之后的第一刻。 A moment in Beijing; of a deadline, the first moment after it.",
        {"type": "string", "format": "date-time", "pattern": _MOMENT},
    ),
    "Text": _object(
        "双语短文 / Text",
        "中文为准；没有英文的不写 en。 Chinese is authoritative; where there is no English, there is no `en`.",
        {"zh": {"type": "string"}, "en": {"type": "string"}},
        optional=("en",),
    )
    | {"examples": [{"zh": "新材料", "en": "Advanced materials"}]},
    "Days": _object(
        "日期 / Days",
        "一个日期可能指的第一天和最后一天；一天的两端相同，不知道的一端为 null。 "
        "The first and the last day that a date may mean: equal for one day, null where unknown.",
        {
            "from": _told("起 / From", "第一天。 The first day.", _DAY),
            "to": _told("止 / To", "最后一天。 The last day.", _DAY),
            "from_time": _told(
                "起始时刻 / From time",
                "写明时刻的才有，北京时间。 Where given, in Beijing.",
                {"type": "string", "pattern": _TIME},
            ),
            "to_time": _told(
                "截止时刻 / To time",
                "写明时刻的才有，北京时间。 Where given, in Beijing.",
                {"type": "string", "pattern": _TIME},
            ),
            "text": _told(
                "原文 / Wording", "含糊的日期在来源中的说法。 A vague date in the source's words.", _ref("Text")
            ),
        },
        optional=("from_time", "to_time", "text"),
    )
    | {
        "examples": [
            {"from": "2025-06-30", "to": "2025-06-30", "from_time": "17:00", "to_time": "17:00"},
            {"from": None, "to": "2025-12-31", "text": {"zh": "2025年底前", "en": "by the end of 2025"}},
        ]
    },
    "Amount": _object(
        "金额 / Amount",
        "以元计，不取整。low 和 high 是来源所写金额的两端，来源没有写的一端为 null；求和只用 exact 为 true 的。 "
        "In yuan, not rounded. `low` and `high` are the ends that the source states, null where it states none; "
        "add up only what is `exact`.",
        {
            "currency": _told("币种 / Currency", "人民币。 Renminbi.", {"const": "CNY"}),
            "unit": _told("单位 / Unit", "元。 Yuan.", {"const": "yuan"}),
            "low": _told("下限 / Low", "最少。 The least.", {"type": ["number", "null"], "minimum": 0}),
            "high": _told("上限 / High", "最多。 The most.", {"type": ["number", "null"], "minimum": 0}),
            "exact": _told(
                "确切 / Exact",
                "是否一个确切的数。 Whether it is one figure without about or the like.",
                {"type": "boolean"},
            ),
            "qualifier": _told(
                "约数 / Qualifier",
                "about 约，almost 近，over 逾，at_most 不超过，at_least 不低于。 How the source qualifies the figure.",
                _enum("about", "almost", "over", "at_most", "at_least"),
            ),
            "text": _told("写法 / As written", "网页上的写法。 As people write it.", _ref("Text")),
            "wording": _told("原文 / Wording", "来源的说法。 The source's own words.", _ref("Text")),
        },
        optional=("qualifier", "wording"),
    )
    | {
        "examples": [
            {
                "currency": "CNY",
                "unit": "yuan",
                "low": 500000,
                "high": 500000,
                "exact": True,
                "text": {"zh": "50万元", "en": "CNY 500,000"},
            }
        ]
    },
    "Link": _object(
        "关联记录 / Link",
        "另一条记录；没有 href 的不在接口里。 Another record; without `href` it is not in the API.",
        {"kind": KIND, "id": _ref("Id"), "href": HREF, "title": _ref("Text")},
        optional=("href", "title"),
    ),
    "Referrer": _object(
        "引用它的记录 / Referrer",
        "引用本记录的另一条记录。 Another record that refers to this one.",
        {
            "kind": KIND,
            "id": _ref("Id"),
            "href": HREF,
            "title": _ref("Text"),
            "role": _told("键 / Key", "在哪个键里引用。 The key in which it does.", {"type": "string"}),
        },
    ),
    "GroupLink": _object(
        "领域或地区 / Domain or region",
        "领域或地区的编号、名称和文件。 A domain's or region's id, name and file.",
        {"id": _ref("Id"), "name": _ref("Text"), "href": HREF},
        optional=("name",),
    ),
    "Pages": _object(
        "网页 / Pages",
        "两种语言的读者看的网页，相对地址；没有英文网页的网站，都是中文网页。 The pages for readers of both languages, from this file; both the Chinese one where a site has none in English.",
        {"zh": _HREF, "en": _HREF},
    ),
    "Status": _object(
        "状态 / Status",
        "在 as_of 那天的状态，和推算其他日子所需的全部。 The state on the day `as_of`, with all that is needed for any other day.",
        {
            "id": _told("代码 / Code", "状态的代码。 The state's code.", {"type": "string"}),
            "as_of": AS_OF,
            "label": _told("名称 / Label", "状态的名称。 What it is called.", _ref("Text")),
            "timeline": _told(
                "各时期的状态 / Timeline",
                "按时间先后；某一时刻的状态是 since 不晚于它的最后一项。 "
                "In order of time: at a moment, the last one whose `since` is not later holds.",
                _list(_ref("Phase")) | {"minItems": 1},
            ),
            "recompute_on": _told(
                "何时再算 / Recompute on",
                "as_of 之后状态改变的时刻。 The moments after `as_of` at which the state changes.",
                _list(_ref("Moment")),
            ),
        },
    ),
    "Phase": _object(
        "一段状态 / Phase",
        "一个状态和它的起始时刻；since 为 null 的从一开始就是。 A state and since when it holds; null: from the beginning.",
        {"since": {"anyOf": [_ref("Moment"), {"type": "null"}]}, "status": {"type": "string"}},
    ),
    "Deadline": _object(
        "截止 / Deadline",
        "变更公告生效以后的有效截止：谁的、做什么、截止时刻。 The deadline that binds after all amendments: whose, for what, until when.",
        {
            "audience": _told("对象 / Audience", "对谁。 Whose it is.", _enum("owner", "solver", "recommender", "any")),
            "action": _told("事项 / Action", "做什么。 For what.", {"type": "string"}),
            "region": _told("地区 / Region", "只对一地的才有。 Where it binds one region only.", _ref("GroupLink")),
            "moment": _told("时刻 / Moment", "截止之后的第一刻。 The first moment after it.", _ref("Moment")),
            "written": _told("写法 / As written", "来源所写的日期。 The date as the source has it.", _ref("Days")),
            "reason": _told(
                "为何以此为准 / Why",
                "sole 只有这一个，same 几处相同，earliest 几处中最早，extension 由变更公告改定。 "
                "The only one, several that agree, the earliest of several, or set by an amendment.",
                _enum("sole", "same", "earliest", "extension"),
            ),
            "stated_by": _told(
                "写在哪里 / Stated by", "由榜单或指南规定的才有。 Where a list or guide sets it.", _ref("Link")
            ),
            "moved_by": _told("变更公告 / Moved by", "改动它的公告。 The notices that moved it.", _list(_ref("Link"))),
        },
        optional=("region", "stated_by", "moved_by"),
    ),
    "ObjectionsUntil": _object(
        "异议截止 / Objections until",
        "公示的最后一天，来源未写的按天数推算。 The last day of the public notice, worked out where only its length is given.",
        {
            "from": _DAY,
            "to": _DAY,
            "moment": _ref("Moment"),
            "worked_out": _told(
                "推算 / Worked out", "是否由本站推算。 Whether this site worked it out.", {"type": "boolean"}
            ),
        },
    ),
    "Row": _object(
        "一行 / Row",
        "一条记录的要点，足以决定要不要取全文。 A record in short: enough to choose which to fetch.",
        {
            "kind": KIND,
            "id": _ref("Id"),
            "href": HREF,
            "title": _ref("Text"),
            "status": _told(
                "状态 / Status", "as_of 那天的状态代码。 The code of its state on `as_of`.", {"type": "string"}
            ),
            "year": _told("年度 / Year", "所属年度。 The year it belongs to.", {"type": "integer"}),
            "region": _told("地区 / Region", "地区编号。 The region's id.", _ref("Id")),
            "programme": _told("计划 / Programme", "所属计划的编号。 The programme's id.", _ref("Id")),
            "domains": _told("领域 / Domains", "领域编号。 The domains' ids.", _list(_ref("Id"))),
            "deadlines": _told(
                "截止 / Deadlines", "每个有效截止。 Each deadline that binds.", _list(_ref("RowDeadline"))
            ),
            "updated_on": _told("更新日期 / Updated on", "最后改动的日子。 When it last changed.", _ref("Day")),
        },
        optional=("year", "region", "programme", "domains", "deadlines"),
    ),
    "RowDeadline": _object(
        "截止要点 / Deadline in short",
        "谁的、做什么、截止时刻。 Whose, for what, until when.",
        {"audience": {"type": "string"}, "action": {"type": "string"}, "moment": _ref("Moment")},
    ),
    "KindEntry": _object(
        "一类 / Kind",
        "一类记录有多少，在哪里。 How many records of a kind there are, and where.",
        {
            "kind": KIND,
            "label": _ref("Text"),
            "href": HREF,
            "lines": _ref("File"),
            "schema": _ref("File"),
            "count": COUNT,
        },
    ),
    "GroupEntry": _object(
        "一种分组 / Grouping",
        "按领域、地区或年度的目录。 The listing by domain, region or year.",
        {"group": GROUP, "label": _ref("Text"), "href": HREF},
    ),
    "GroupRow": _object(
        "一组 / Group",
        "一个领域、地区或年度。 A domain, region or year.",
        {"group": GROUP, "id": _ref("Id"), "href": HREF, "name": _ref("Text"), "count": COUNT},
    ),
    "File": _object("文件 / File", "一个文件。 A file.", {"href": HREF}),
    "Licence": _object(
        "许可 / Licence",
        "数据的许可。 The licence of the data.",
        {"name": _ref("Text"), "url": {"type": "string", "format": "uri"}},
    ),
    "Version": _object(
        "版本 / Version",
        "接口的一个版本和它的变化。 A version of the API and what it changed.",
        {"version": {"type": "string"}, "since": _ref("Day"), "text": _ref("Text")},
    ),
}
"""Parts of files."""

RECORD: dict[str, Any] = {
    "kind": KIND,
    "id": _told("编号 / Identifier", "永不改变。 Never changes.", _ref("Id")),
    "href": HREF,
    "api_url": API_URL,
    "pages": _ref("Pages"),
    "title": _told("标题 / Title", "给人看的名称。 The name shown to people.", _ref("Text")),
    "status": _ref("Status"),
    "programme": _told("计划 / Programme", "所属计划，直接或间接。 Its programme, directly or not.", _ref("Link")),
    "year": _told("年度 / Year", "所属年度。 The year it belongs to.", {"type": "integer"}),
    "domains": _told(
        "领域 / Domains", "本站领域，主要的在前。 This site's domains, the main one first.", _list(_ref("GroupLink"))
    ),
    "regions": _told(
        "所在地区 / Regions", "地区和它所属的上级，由小到大。 The region and those it lies in.", _list(_ref("GroupLink"))
    ),
    "deadlines": _told(
        "有效截止 / Deadlines", "按时间先后，含榜单或指南规定的。 In order of time, also those of its list or guide.",
        _list(_ref("Deadline")),
    ),
    "objections_until": _ref("ObjectionsUntil"),
    "linked_from": _told("引用它的记录 / Linked from", "引用本记录的记录。 Records that refer to it.", _list(_ref("Referrer"))),
    "count": COUNT,
    "counts": COUNTS,
    "items": ITEMS,
}  # fmt: skip
"""What the site adds to a record's own keys."""

LISTED = ("count", "counts", "items")
"""What a programme's file in the API, but not its line in the data, says of the records that belong to it."""

RECORD_REQUIRED = ("kind", "id", "href", "pages", "title", "status")

WHOLE: dict[str, Json] = {
    "Index": _object(
        "总目录 / Index",
        "接口里有什么：数量、日期、许可、版本和各文件的地址。 What there is: counts, date, licence, version and where everything is.",
        {
            "title": _ref("Text"),
            "description": _ref("Text"),
            "publisher": _ref("Text"),
            "licence": _ref("Licence"),
            "version": _told("接口版本 / Version of the API", "语义化版本。 A semantic version.", {"type": "string"}),
            "generator": {"type": "string"},
            "as_of": AS_OF,
            "api_url": API_URL,
            "pages": _ref("Pages"),
            "count": COUNT,
            "kinds": _list(_ref("KindEntry")),
            "groups": _list(_ref("GroupEntry")),
            "vocabularies": _ref("File"),
            "openapi": _ref("File"),
            "changes": _list(_ref("Version")),
        },
        optional=("api_url",),
    ),
    "KindListing": _object(
        "一类的目录 / Listing of a kind",
        "一类的全部记录，以及撤下和改名的。 All records of a kind, and those withdrawn or renamed.",
        {
            "kind": KIND,
            "label": _ref("Text"),
            "as_of": AS_OF,
            "api_url": API_URL,
            "pages": _ref("Pages"),
            "schema": _ref("File"),
            "lines": _ref("File"),
            "withdrawn": _list(_ref("Tombstone")),
            "moved": _list(_ref("Alias")),
            "count": COUNT,
            "items": ITEMS,
        },
        optional=("api_url",),
    ),
    "GroupListing": _object(
        "一个领域、地区或年度 / A domain, region or year",
        "属于它的记录；地区包含所辖地区的记录。 The records that belong to it; a region's include those of the regions in it.",
        {
            "group": GROUP,
            "id": _ref("Id"),
            "name": _ref("Text"),
            "code": _told("行政区划代码 / GB/T 2260 code", "只有地区才有。 Of regions only.", {"type": "string"}),
            "as_of": AS_OF,
            "api_url": API_URL,
            "pages": _ref("Pages"),
            "within": _told(
                "上级 / Within", "地区的上级，由近到远。 The regions it lies in.", _list(_ref("GroupLink"))
            ),
            "inside": _told("下级 / Inside", "所辖的地区。 The regions that lie in it.", _list(_ref("GroupLink"))),
            "count": COUNT,
            "counts": COUNTS,
            "items": ITEMS,
        },
        optional=("code", "api_url", "within", "inside"),
    ),
    "GroupIndex": _object(
        "领域、地区或年度的目录 / Index of domains, regions or years",
        "每个领域、地区或年度和它的记录数。 Each domain, region or year with its count.",
        {
            "group": GROUP,
            "label": _ref("Text"),
            "as_of": AS_OF,
            "api_url": API_URL,
            "pages": _ref("Pages"),
            "count": _told("组数 / Count", "有多少组。 How many groups there are.", _COUNT),
            "items": _list(_ref("GroupRow")),
        },
        optional=("api_url",),
    ),
    "Tombstone": _object(
        "已撤下 / Tombstone",
        "撤下的记录只留日期和原因。 Of a withdrawn record: when and why it was taken down.",
        {
            "kind": KIND,
            "id": _ref("Id"),
            "href": HREF,
            "api_url": API_URL,
            "pages": _ref("Pages"),
            "withdrawn": _ref("Withdrawn"),
        },
        optional=("api_url",),
    ),
    "Alias": _object(
        "原编号 / Alias",
        "记录改名后，原地址说明现在在哪里。 At an address that a record had before: where it is now.",
        {"kind": KIND, "id": _ref("Id"), "moved_to": _ref("Link")},
    ),
    "Vocabularies": _object(
        "代码表 / Vocabularies",
        "每个代码的中英文名称。 What each code is called.",
        {
            "as_of": AS_OF,
            "vocabularies": {
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": _ref("Text")},
            },
        },
    ),
}
"""Whole files beside records."""
