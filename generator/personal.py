"""Personal data in a text: mobile numbers, identity numbers, bank cards and private mailboxes, in any writing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator import creditcode
from generator.model.parts import Text

Span: TypeAlias = tuple[int, int]


class Finding(NamedTuple):
    """What looks personal: its kind, the characters as written, and where they begin."""

    kind: str
    value: str
    start: int


class Kind(NamedTuple):
    """One kind of personal data: its name, what to do about it, and what finds it in a folded text."""

    label: Text
    remedy: Text
    find: Callable[[str], Iterator[Span]]


PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83}
)
"""The first two digits of GB/T 2260, with which identity numbers begin."""

PROVIDERS = (
    *("qq.com", "vip.qq.com", "foxmail.com", "163.com", "vip.163.com", "126.com", "vip.126.com", "yeah.net", "188.com"),
    *("139.com", "189.cn", "wo.cn", "sina.com", "sina.cn", "sina.com.cn", "vip.sina.com", "sohu.com", "tom.com"),
    *("21cn.com", "263.net", "aliyun.com", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com"),
    *("live.cn", "msn.com", "yahoo.com", "yahoo.cn", "yahoo.com.cn", "icloud.com", "me.com", "proton.me"),
)
"""Where anybody may open a mailbox; a bureau's or a university's own domain is not among them."""

_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\u200b\u2060\ufeff\u00ad"
_DOTS = "\u00b7\u2022\u30fb"
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(c): ord(plain) for plain, many in ((" ", _SPACES), ("-", _HYPHENS), (".", _DOTS)) for c in many
}

_GAP = r"[-. ]{0,3}"
_END = r"(?![0-9A-Za-z])"
_D, _S = r"[0-9\uff10-\uff19]", rf"[-. \uff0d\uff0e{_SPACES}{_HYPHENS}{_DOTS}]{{1,3}}"
_HOSTS = rf"(?:{'|'.join(map(re.escape, PROVIDERS))})(?![A-Za-z0-9-]|\.[A-Za-z0-9])"

_AT = r"(?:@|\uff20|#|\uff03|%40|\[at\]|\(at\)|\{at\}|\uff08at\uff09|\u3010at\u3011) ?"
_CANDIDATES = (
    re.compile(  # eleven digits and more; 3, 5, 6 or 7 and then 4 and more; four times 4
        rf"{_D}(?<!{_D}{_D})(?:{_D}{{10}}|{_D}{{2}}(?:{_D}{{2,4}})?{_S}{_D}{{4}}|{_D}{{3}}(?:{_S}{_D}{{4}}){{3}})"
    ),
    re.compile(rf"{_AT}(?:[\uff10-\uff5a]|{'|'.join(map(re.escape, PROVIDERS))})", re.IGNORECASE),
)
_BEFORE, _AFTER = 100, 40
"""How many characters around a candidate are looked at: a mailbox's name and words such as 身份证 stand before it."""

_NO_TEXT = re.compile(
    r"""https?://[!#-;=?-~]+"""  # addresses of the web
    r"""|(?<![0-9])10\.[0-9]{4,9}/[!#-;=?-~]+"""  # DOI, ISO 26324
    r"""|;base64,[A-Za-z0-9+/=]+"""
    r"""|\s(?:d|points|viewBox|transform)="[-+.,0-9\sA-Za-z()]*\""""  # shapes in SVG
)
_WORD_BEFORE = re.compile(r"(?:tel|phone|mobile|id|no)\Z", re.IGNORECASE)
_MOBILE = re.compile(rf"(?:(?:\+|00)?86[-. )]{{0,3}})?1[3-9][0-9]({_GAP})([0-9]{{4}})({_GAP})([0-9]{{4}}){_END}")
_IDENTITY = re.compile(
    rf"[1-8][0-9]{{5}}{_GAP}((?:18|19|20)[0-9]{{2}}){_GAP}([01][0-9])([0-3][0-9]){_GAP}[0-9]{{3}}[0-9Xx]{_END}"
)
_OLD_IDENTITY = re.compile(rf"[1-8][0-9]{{5}}{_GAP}([0-9]{{2}})([01][0-9])([0-3][0-9]){_GAP}[0-9]{{3}}{_END}")
_IDENTITY_WORDS = re.compile(r"身份证|证件号|identity (?:card|number)|ID (?:card|number|no)", re.IGNORECASE)
_CARD = re.compile(
    r"(?:[0-9]{16,19}|[0-9]{4}([- ])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3})?|[0-9]{6}[- ][0-9]{10,13})" + _END
)
_MAILBOX_END = re.compile(_AT + _HOSTS, re.IGNORECASE)
_MAILBOX_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63} ?\Z")
_SUM_BEFORE = re.compile(r"(?:[¥￥$]|RMB|CNY|\":)\s?\Z")
_SUM_OR_FILE_AFTER = re.compile(r"\s?(?:元|yuan|RMB|CNY|%)|\.(?:[0-9]|s?html?|pdf|docx?|xlsx?|jpe?g|png|zip|rar)")
_DAY_OR_YEAR = re.compile(r"(?:19|20)[0-9]{2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_data(text: str) -> Iterator[Finding]:
    """What in the text looks like personal data, in order; what is of two kinds is told as the first of them."""
    if not any(candidate.search(text) for candidate in _CANDIDATES):
        return
    words = _NO_TEXT.sub(lambda found: "\0" * len(found[0]), text)
    for begin, end in _regions(words):
        for name, start, stop in sorted(_told(words[begin:end].translate(_FOLDED)), key=itemgetter(1)):
            yield Finding(name, text[begin + start : begin + stop], begin + start)


def _regions(text: str) -> Iterator[Span]:
    """The parts of the text around all that could be personal, each once: most texts have none."""
    begin = end = 0
    for start, stop in sorted(found.span() for candidate in _CANDIDATES for found in candidate.finditer(text)):
        if start - _BEFORE > end:
            yield from ((begin, end),) if end else ()
            begin = start - _BEFORE
        end = stop + _AFTER
    yield from ((begin, end),) if end else ()


def _told(folded: str) -> Iterator[tuple[str, int, int]]:
    taken = bytearray(len(folded))
    for name, kind in KINDS.items():
        for start, end in kind.find(folded):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                yield name, start, end


def mask(value: str) -> str:
    """The value with its middle hidden: a report may be read by anybody."""
    name, at, host = value.rpartition("@")
    if at:
        return f"{name[:2]}****@{host}"
    return f"{value[:3]}****{value[-4:]}"


def masked(text: str) -> str:
    """The text with the middle of all that looks personal hidden."""
    for found in sorted(personal_data(text), key=lambda found: -found.start):
        text = text[: found.start] + mask(found.value) + text[found.start + len(found.value) :]
    return text


def check_character(seventeen: str) -> str:
    """The last character of an identity number: ISO 7064 MOD 11-2, as GB 11643-1999 asks for."""
    return "10X98765432"[sum(int(c) * weight for c, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a unit's credit code: its form, its region and its check character."""
    if not creditcode.is_written_right(code) or not code[2:8].isdecimal():
        return False
    return int(code[2:4]) in PROVINCES | {10} and creditcode.check_character(code[:17]) == code[17]


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812-1 annex B."""
    doubled = (int(c) * (1 + i % 2) for i, c in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _mobiles(text: str) -> Iterator[Span]:
    """Mobile numbers of the numbering plan (电信网编号计划): 11 digits from 13 to 19, broken as 3-4-4 or not."""
    for found in _MOBILE.finditer(text):
        gap, middle, second_gap, last = found.groups()
        if gap and second_gap and gap != second_gap:
            continue
        if (gap or second_gap) and _DAY_OR_YEAR.fullmatch(middle) and _DAY_OR_YEAR.fullmatch(last):
            continue
        if _stands_alone(text, found.start()) and not _is_sum_or_file(text, found):
            yield found.span()


def _identity_numbers(text: str) -> Iterator[Span]:
    """Identity numbers by GB 11643-1999: region, day of birth, check character; a unit's credit code is none."""
    for found in _IDENTITY.finditer(text):
        number = re.sub(r"[-. ]", "", found[0]).upper()
        if (
            _stands_alone(text, found.start())
            and int(number[:2]) in PROVINCES
            and _is_day(*found.groups())
            and check_character(number[:17]) == number[17]
            and not is_credit_code(number)
        ):
            yield found.span()


def _old_identity_numbers(text: str) -> Iterator[Span]:
    """The 15 digits of GB 11643-1989: they have no check digit, so that a word for them must stand close before."""
    for found in _OLD_IDENTITY.finditer(text):
        year, month, day = found.groups()
        told = _IDENTITY_WORDS.search(text, max(0, found.start() - 16), found.start())
        if (
            told
            and int(found[0][:2]) in PROVINCES
            and _stands_alone(text, found.start())
            and _is_day(f"19{year}", month, day)
        ):
            yield found.span()


def _bank_cards(text: str) -> Iterator[Span]:
    """Card numbers by ISO/IEC 7812-1: 16 to 19 digits that begin with 62, 4 or 5 and end in the check digit."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"[- ]", "", found[0])
        is_issued = digits.startswith(("62", "4", "5")) and passes_luhn(digits)
        if is_issued and _stands_alone(text, found.start()) and not _is_filed(digits):
            yield found.span()


def _mailboxes(text: str) -> Iterator[Span]:
    """Mailboxes (RFC 5321) at a provider that is open to anybody."""
    for found in _MAILBOX_END.finditer(text):
        name = _MAILBOX_NAME.search(text, max(0, found.start() - 66), found.start())
        if name and (found[0].count(" ") or not name[0].endswith(" ")):  # “such as @qq.com” names a provider
            yield name.start(), found.end()


def _stands_alone(text: str, start: int) -> bool:
    """Whether digits begin a number: no digit or letter stands before them, but for words such as Tel and ID."""
    before = text[max(0, start - 6) : start]
    return not (before[-1:].isascii() and before[-1:].isalnum()) or bool(_WORD_BEFORE.search(before))


def _is_sum_or_file(text: str, found: re.Match[str]) -> bool:
    """Whether digits are an amount, a number of JSON, or the name of a file."""
    before = text[max(0, found.start() - 5) : found.start()]
    return bool(_SUM_BEFORE.search(before) or _SUM_OR_FILE_AFTER.match(text, found.end()))


def _is_filed(digits: str) -> bool:
    """Whether a number is a file's: a region of GB/T 2260 and a year."""
    return len(digits) > 16 and int(digits[:2]) in PROVINCES and bool(re.match("19[89]|20[0-3]", digits[6:]))


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return bool(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


_NEVER = _text("删掉它；身份证件号码不得公开。", "Remove it; identity numbers are never published.")
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "mobile": Kind(
            _text("个人手机号码", "a private mobile number"),
            _text("删掉它；只写公开的办公电话。", "Remove it; give only a public office line."),
            _mobiles,
        ),
        "identity": Kind(_text("居民身份证号码", "an identity number"), _NEVER, _identity_numbers),
        "old-identity": Kind(
            _text("15位的居民身份证号码", "an identity number of 15 digits"), _NEVER, _old_identity_numbers
        ),
        "card": Kind(
            _text("银行卡号", "a bank card number"),
            _text("删掉它；银行卡号不得公开。", "Remove it; card numbers are never published."),
            _bank_cards,
        ),
        "mailbox": Kind(
            _text("个人邮箱", "a private mailbox"),
            _text(
                "删掉它；单位公开的公务邮箱写在联系渠道的 email 里。",
                "Remove it; an office's public mailbox goes into the email of a contact.",
            ),
            _mailboxes,
        ),
    }
)
"""Every kind that is looked for, the one that a shared place is told as first."""


# -- where to look ------------------------------------------------------------------------------------------------

_APART = frozenset(f"-. \uff0d\uff0e{_SPACES}{_HYPHENS}{_DOTS}".encode())
"""What signs between digits are made of in UTF-8."""

_ROUGH = bytes.maketrans(bytes((*b"123456789", *b"AT", *b")}", *_APART)), b"0" * 9 + b"at" + b"]]" + b"-" * len(_APART))
"""Every digit as 0, what stands between digits as hyphens, and the signs of a mailbox in few writings."""

_WIDE = re.compile(rb"\xef\xbc[\x90-\x99\x83\xa0]")
"""Digits and signs of a mailbox in full width, which few texts have: such a text is read as a whole."""

_NUMBER_SPOT = re.compile(  # as the first candidate has it: where four stand before four, there are four times four
    rb"000(?:0{8}|(?<!0000)-{1,9}0000|(?<=00000)-{1,9}0000|(?<=0000)-{1,9}0000(?:-{1,9}0000){2})"
)
_SIGNS = (b"@", b"#", b"%00", b"at]", b"at---")
_HOST_SPOT = re.compile(
    rb" ?(?:[a-z0-9.]{0,13}[^\x00-\x7f]|%s)" % b"|".join(re.escape(p.encode()) for p in PROVIDERS), re.IGNORECASE
)
_CUT = re.compile(rb'[<>"]')
"""Behind these a text can be cut: no address has them, and what begins behind one is not taken for a shape."""

_SLACK = 4 * (_BEFORE + 40)
"""More bytes than there are between a spot and either end of the region around its candidate."""


def is_suspect(data: bytes) -> bool:
    """False only where no personal data can stand in UTF-8 text."""
    return _WIDE.search(data) is not None or next(_spots(data), None) is not None


def pieces_of(data: bytes) -> Iterator[bytes]:
    """The parts of UTF-8 text in which whatever personal stands in the whole is found; shapes that are cut are text."""
    if _WIDE.search(data):
        yield data
        return
    first = last = -1
    for spot in sorted(_spots(data)):
        if last < max(spot - _SLACK, 0):
            yield from (data[first:last],) if last >= 0 else ()
            first = max(data.rfind(sign, max(last, 0), max(spot - _SLACK, 0)) + 1 for sign in (b"<", b">", b'"'))
            first = max(first, last, 0)
        if last < spot + _SLACK:
            found = _CUT.search(data, spot + _SLACK)
            last = found.end() if found else len(data)
    yield from (data[first:last],) if last >= 0 else ()


def _spots(data: bytes) -> Iterator[int]:
    """Where a candidate may begin, give or take a few digits, in a text without digits and signs of full width."""
    rough = data.translate(_ROUGH)
    yield from (found.start() for found in _NUMBER_SPOT.finditer(rough))
    for sign in _SIGNS:
        at = rough.find(sign)
        while at >= 0:
            if _HOST_SPOT.match(data, at + len(sign)):
                yield at
            at = rough.find(sign, at + 1)


# -- many bytes ---------------------------------------------------------------------------------------------------

_LONG, _GROUPED = b"0" * 11, b"000-0000-0000"
_ZEROS = re.compile(rb"0+")
_LONG_ALONE = re.compile(rb"(?<![0A-Za-z])0{11,24}[Xx]?(?![0A-Za-z]|\.[0A-Za-z])")
_ALIKE = bytes.maketrans(
    bytes((*b"123456789", *range(0x90, 0x9A), *b" \x8d")),
    b"0" * 19 + b"--",
)
"""Every digit as 0, a space as a hyphen; signs of full width end in 0x90 to 0x99 and 0x8d."""
_BETWEEN = bytes({*"\uff10\u2013\u00a0".encode()} - {0x90, 0x93})
"""What else signs of full width are made of; the brackets of document numbers, 〔2025〕, keep a byte of their own."""
_HOST_AFTER = re.compile(b"@ ?(?:%s)" % b"|".join(map(re.escape, map(str.encode, PROVIDERS))), re.IGNORECASE)


def may_hold(data: bytes) -> bool:
    """False only where UTF-8 text has no personal data in its most usual writings: a quick look through bytes.

    Long numbers, numbers in groups by hyphens and spaces, and mailboxes with @ are seen. The rest, such as [at], is for
    those who read records and prose in full: dates and addresses would stop a sharper look at every page.
    """
    plain = data.translate(_ALIKE, _BETWEEN)
    return _GROUPED in plain or _has_long_number(plain) or _has_mailbox(data)


def _has_long_number(plain: bytes) -> bool:
    at = plain.find(_LONG)
    while at >= 0:
        if _LONG_ALONE.match(plain, at):
            return True
        at = plain.find(_LONG, _end_of_zeros(plain, at))
    return False


def _end_of_zeros(plain: bytes, at: int) -> int:
    found = _ZEROS.match(plain, at)
    return found.end() if found else at


def _has_mailbox(data: bytes) -> bool:
    at = data.find(b"@")
    while at >= 0:
        if _HOST_AFTER.match(data, at):
            return True
        at = data.find(b"@", at + 1)
    return False
