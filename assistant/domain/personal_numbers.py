"""Personal data with a fixed form: addresses on the net, cards, accounts, documents of identity, plates.

Each rule works on folded text (see `folding`) and yields spans of it; check digits keep ordinary numbers out.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.domain.check_digits import iban, luhn, resident_id
from assistant.domain.privacy import PersonalDataType as Type

Found = tuple[int, int, Type]
"""Start and end in the folded text, and what it is."""


def _always(_match: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Form:
    """A kind of personal data, the form it is written in, and what a match must fulfil besides."""

    type: Type
    pattern: re.Pattern[str]
    accept: Callable[[re.Match[str]], bool] = _always
    group: int = 0


_IBAN_LENGTH = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
    "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip
"""How long an account number of a country is (the registry of ISO 13616)."""

_DIGITS = re.compile(r"\d")

_PUBLIC_HOST = re.compile(r"(?:^|\.)(?:gov|gob|gouv|govt|europa)(?:\.[a-z]{2,3})?(?:\.[a-z]{2})?$")
"""Hosts of public bodies name no person: "can I apply on GOV.UK?" must stay readable."""

_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)

_BEFORE_PASSPORT = r"(?:passport|护照|通行证)(?:\s*(?:no|nr|number|号码|号|is|是|为|:|#|\.)){0,3}\s*"
_BEFORE_CN_ID = r"(?:身份证|证件)(?:\s*(?:号码|号|是|为|:)){0,3}\s*"
_BEFORE_SSN = r"(?:ssn|social security)(?:\s*(?:no|number|is|:|#|\.)){0,3}\s*"
_BEFORE_ACCOUNT = (
    r"(?:account|iban|sort code|card|银行卡|卡号|账号|帐号|账户)"
    r"(?:\s*(?:no|nr|number|号码|号|is|是|为|:|#|\.)){0,3}\s*"
)


def _compact(match: re.Match[str]) -> str:
    return re.sub(r"[ .\-]", "", match.group()).upper()


def _is_private_url(match: re.Match[str]) -> bool:
    host = _HOST.match(match.group())
    return "?" in match.group() or host is None or not _PUBLIC_HOST.search(host.group(1).lower())


def _is_ipv4(match: re.Match[str]) -> bool:
    return all(int(part) <= 255 for part in match.group().split("."))


def _is_ipv6(match: re.Match[str]) -> bool:
    try:
        ipaddress.IPv6Address(match.group())
    except ValueError:
        return False
    return len(match.group()) > 4


def _has_digits(least: int) -> Callable[[re.Match[str]], bool]:
    return lambda match: len(_DIGITS.findall(match.group(match.lastindex or 0))) >= least


_FORMS: tuple[_Form, ...] = (
    _Form(
        Type.EMAIL,
        re.compile(
            r"[A-Za-z0-9._%+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[A-Za-z0-9-]{1,63}"
            r"(?:(?:\.|\s?\(dot\)\s?|\s?\[dot\]\s?)[A-Za-z0-9-]{1,63}){1,6}",
            re.IGNORECASE,
        ),
    ),
    _Form(
        Type.URL,
        re.compile(
            r"(?:https?://|\bwww\.)[^\s<>\"')\]。、,;\u4e00-\u9fff]{2,500}(?<![?.!:])"
            r"|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|info|biz|io|me|co|app|dev|cn|uk|de|eu|us|fr|gov)"
            r"\b(?!\.\w)(?:/[^\s<>\"')\]。、,;\u4e00-\u9fff]{0,500}(?<![?.!:]))?",
            re.IGNORECASE,
        ),
        _is_private_url,
    ),
    _Form(Type.IP_ADDRESS, re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d]|\.\d)"), _is_ipv4),
    _Form(
        Type.IP_ADDRESS,
        re.compile(
            r"(?<![0-9A-Za-z_])(?:[0-9A-Fa-f]{1,4}:|::)(?:[0-9A-Fa-f]{0,4}:){0,7}[0-9A-Fa-f.]{0,15}(?![0-9A-Za-z:])"
        ),
        _is_ipv6,
    ),
    _Form(
        Type.CN_ID,
        re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])"),
        lambda match: resident_id(_compact(match)),
    ),
    _Form(Type.CN_ID, re.compile(_BEFORE_CN_ID + r"(\d{12,17}[\dXx])"), group=1),
    _Form(
        Type.CREDIT_CARD,
        re.compile(r"(?<![\dA-Za-z+])\d(?:[ -]?\d){11,18}(?![\dA-Za-z])"),
        lambda match: luhn(_compact(match)),
    ),
    _Form(
        Type.CREDIT_CARD,
        re.compile(_BEFORE_ACCOUNT + r"(\d(?:[ -]?\d){5,18})(?!\d)", re.IGNORECASE),
        group=1,
    ),
    _Form(
        Type.NATIONAL_INSURANCE,
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
    ),
    _Form(
        Type.US_SSN,
        re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])"),
    ),
    _Form(Type.US_SSN, re.compile(_BEFORE_SSN + r"(\d{9})(?!\d)", re.IGNORECASE), group=1),
    _Form(
        Type.CN_PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. -]?"
            r"(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
        lambda match: len(_DIGITS.findall(match.group())) >= 2,
    ),
    _Form(
        Type.PASSPORT,
        re.compile(_BEFORE_PASSPORT + r"([A-Za-z]{0,2}\d[A-Za-z0-9]{5,8})(?![A-Za-z0-9])", re.IGNORECASE),
        _has_digits(4),
        group=1,
    ),
    _Form(
        Type.PASSPORT,
        re.compile(
            r"(?<![A-Za-z0-9])(?:[DEGPSCHM]\d{8}|E[A-HJ-NP-Z]\d{7}|[CFGHJK][0-9CFGHJ-NPRTV-Z]{8})(?![A-Za-z0-9])"
        ),
        _has_digits(4),
    ),
)

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,40}")


def find_numbers(text: str) -> Iterator[Found]:
    """All personal data of fixed form in a folded text, the surest kinds first; spans may overlap."""
    yield from _accounts(text)
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            if form.accept(match):
                yield (*match.span(form.group), form.type)


def _accounts(text: str) -> Iterator[Found]:
    """Account numbers, cut to the length their country gives them: words may follow after a blank.

    A number of the right country and length in one piece is taken even if it was mistyped and its check fails.
    """
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTH.get(match.group()[:2].upper())
        if length is None:
            continue
        places = [i for i, character in enumerate(match.group()) if character not in " -"]
        if len(places) < length:
            continue
        end = places[length - 1] + 1
        written = match.group()[:end]
        compact = re.sub(r"[ -]", "", written).upper()
        whole = match.end() == match.start() + end or not match.group()[end].isalnum()
        if iban(compact) or (whole and written == re.sub(r"[ -]", "", written) and _has_many_digits(written)):
            yield match.start(), match.start() + end, Type.IBAN


def _has_many_digits(written: str) -> bool:
    """Half of it at least: a long word that happens to begin like an account number has fewer."""
    return len(_DIGITS.findall(written)) * 2 >= len(written)
