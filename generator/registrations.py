"""What the foot of a site may say of the body behind it, and the forms of the numbers that such bodies hold.

ICP备案号: 《互联网信息服务管理办法》. 公安备案号: 《计算机信息网络国际联网安全保护管理办法》.
政府网站标识码: 《政府网站发展指引》, 国办发〔2017〕47号.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from generator.model.parts import Part, Text
from generator.problems import Place, Problem, problem

ICP_ADDRESS = "https://beian.miit.gov.cn/"
POLICE_ADDRESS = "https://beian.mps.gov.cn/#/query/webSearch?code="

_SIGNS: Mapping[str, str] = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫", "42": "鄂",
    "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川蜀", "52": "贵黔", "53": "云滇", "54": "藏",
    "61": "陕秦", "62": "甘陇", "63": "青", "64": "宁", "65": "新",
}  # fmt: skip
PROVINCES: Mapping[str, str] = {sign: code for code, signs in _SIGNS.items() for sign in signs}
"""What provinces are called in such numbers, and how their division codes begin (GB/T 2260)."""

_PLACE = f"[{''.join(PROVINCES)}]"
_ICP = re.compile(rf"{_PLACE}(ICP[备证][0-9]{{6,10}}号(-[0-9]{{1,3}})?|[AB][0-9]-[0-9]{{8}}(-[0-9]{{1,3}})?)\Z")
_POLICE = re.compile(rf"({_PLACE})公网安备 ?([0-9]{{14}})号\Z")
_SITE_ID = re.compile(r"([0-9]{10}|bm[0-9]{8})\Z")


class Footer(Part, frozen=True, kw_only=True):
    """What the foot of every page says of the body behind the site; nothing where the site does not say it."""

    sponsor: Text | None = None
    contact: Text | None = None
    icp: str | None = None
    police: str | None = None
    site_id: str | None = None


class Registered(NamedTuple):
    """A number at the foot of the page: the words, and where they lead if anywhere."""

    words: str
    address: str = ""


def footer_problems(footer: Footer, file: str) -> Iterator[Problem]:
    """Numbers that are not written as their register writes them."""
    for key, (label, example, is_right) in _FORMS.items():
        said = getattr(footer, key)
        if said is not None and not is_right(said):
            words = {"label": label.zh, "label_en": label.en, "example": example}
            yield problem("footer-number", Place(file), pointer=("footer", key), value=said, words=words)


def icp_of(footer: Footer) -> Registered | None:
    """The filing with the ministry of industry, which asks for a link to its own site."""
    return Registered(footer.icp, ICP_ADDRESS) if footer.icp else None


def police_of(footer: Footer) -> Registered | None:
    """The filing with the police, and where it can be looked up."""
    found = _POLICE.match(footer.police or "")
    return Registered(found[0], POLICE_ADDRESS + found[2]) if found else None


def _is_icp(said: str) -> bool:
    return bool(_ICP.match(said))


def _is_police(said: str) -> bool:
    """Whether the number begins with the division code of the province that it names."""
    found = _POLICE.match(said)
    return bool(found) and said[found.start(2) : found.start(2) + 2] == PROVINCES[found[1]]  # type: ignore[index, union-attr]


def _is_site_id(said: str) -> bool:
    return bool(_SITE_ID.match(said)) and (said.startswith("bm") or said[:2] in PROVINCES.values())


_FORMS: Mapping[str, tuple[Text, str, Callable[[str], bool]]] = {
    "icp": (Text(zh="ICP备案号", en="ICP filing number"), "湘ICP备12345678号-1", _is_icp),
    "police": (Text(zh="公安备案号", en="police filing number"), "湘公网安备 43010002000001号", _is_police),
    "site_id": (Text(zh="政府网站标识码", en="government site code"), "4300000001", _is_site_id),
}
