"""Addresses on the net: e-mail, web pages, devices, names in messengers."""

from __future__ import annotations

import ipaddress
import re

from assistant.domain.personal_forms import Form, has_digits
from assistant.domain.privacy import PersonalDataType as Type

_PUBLIC_HOST = re.compile(r"(?:^|\.)(?:gov|gob|gouv|govt|europa)(?:\.[a-z]{2,3})?(?:\.[a-z]{2})?$")
"""Hosts of public bodies name no person: "can I apply on GOV.UK?" must stay readable."""

_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)

_OF_ONE_PERSON = re.compile(r"[?@;=]|\d{6}|[0-9a-fA-F]{16}")
"""What a link to a public body has where it opens somebody's own page: a query, a session, a long number, a key."""

_TOP_LEVEL = "com|org|net|info|biz|io|me|co|app|dev|edu|cn|uk|de|eu|us|fr|gov"

_LINK_END = r"[^\s<>\"')\]。、,;\u4e00-\u9fff]"


def _is_private_url(match: re.Match[str]) -> bool:
    host = _HOST.match(match.group())
    if host is None or not _PUBLIC_HOST.search(host.group(1).lower()):
        return True
    return _OF_ONE_PERSON.search(match.group()) is not None


def _is_ipv4(match: re.Match[str]) -> bool:
    return all(int(part) <= 255 for part in match.group().split("."))


def _is_ipv6(match: re.Match[str]) -> bool:
    try:
        ipaddress.IPv6Address(match.group())
    except ValueError:
        return False
    return len(match.group()) > 4


_BEFORE_HANDLE = r"(?:\s*(?:号码?|id|账号|帐号|name|user(?:name)?|handle|is|是|为|加|:|=|@)){0,4}\s*"

NET_FORMS: tuple[Form, ...] = (
    Form(
        Type.EMAIL,
        re.compile(
            r"(?:\"[^\"\n]{1,64}\"|[\w.%+'!#$&*/=?^{|}~-]{1,64})\s?(?:@|[(\[{]\s?at\s?[)\]}])\s?"
            r"(?:[\w-]{1,63}(?:(?:\.|\s\.\s(?=[a-z])|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\w-]{1,63}){1,6}|\[[0-9a-fA-F:.]{4,45}\])",
            re.IGNORECASE,
        ),
        hints=("@", "at"),
    ),
    Form(
        Type.EMAIL,
        re.compile(
            rf"(?<![\w.-])[\w.+-]{{1,64}} at [\w-]{{1,63}}(?: dot [\w-]{{1,63}}){{0,3}} dot (?:{_TOP_LEVEL})\b",
            re.IGNORECASE,
        ),
        hints=(" dot ",),
    ),
    Form(
        Type.EMAIL,
        re.compile(
            rf"[A-Za-z0-9._+-]{{1,64}}\s?(?:艾特|圈a|@)\s?[A-Za-z0-9-]{{1,63}}\s?点\s?(?:{_TOP_LEVEL})\b",
            re.IGNORECASE,
        ),
        hints=("点",),
    ),
    Form(
        Type.EMAIL,
        re.compile(
            r"(?:e-?mail|邮箱|邮件)[^@\n]{0,20}?([\w.+-]{1,64}@[A-Za-z0-9-]{2,63})(?![\w.])", re.IGNORECASE
        ),
        group=1,
        hints=("@",),
    ),
    Form(
        Type.URL,
        re.compile(
            rf"(?:https?://|\bwww\.){_LINK_END}{{2,500}}(?<![?.!:])"
            rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_TOP_LEVEL})"
            rf"\b(?!\.\w)(?:[/?#]{_LINK_END}{{0,500}}(?<![?.!:]))?",
            re.IGNORECASE,
        ),
        _is_private_url,
        hints=(".", "://"),
    ),
    Form(
        Type.IP_ADDRESS,
        re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d]|\.\d)"),
        _is_ipv4,
        hints=(".",),
    ),
    Form(
        Type.IP_ADDRESS,
        re.compile(
            r"(?<![0-9A-Za-z_])(?:[0-9A-Fa-f]{1,4}:|::)(?:[0-9A-Fa-f]{0,4}:){0,7}[0-9A-Fa-f.]{0,15}(?![0-9A-Za-z:])"
        ),
        _is_ipv6,
        hints=(":",),
    ),
    Form(
        Type.DEVICE_ADDRESS,
        re.compile(
            r"(?<![0-9A-Za-z:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![0-9A-Za-z:-])"
        ),
        hints=(":", "-"),
    ),
    Form(
        Type.MESSENGER_NAME,
        re.compile(
            r"(?:微信|(?<![a-z])we-?chat|(?<![a-z])weixin|(?<![a-z])vx)"
            + _BEFORE_HANDLE
            + r"([a-z][a-z0-9_-]{5,19})(?![\w-])",
            re.IGNORECASE,
        ),
        has_digits(1),
        group=1,
        hints=("微信", "chat", "weixin", "vx"),
    ),
    Form(
        Type.MESSENGER_NAME,
        re.compile(
            r"(?:微信号|we-?chat\s?id|weixin\s?id)" + _BEFORE_HANDLE + r"([a-z][a-z0-9_-]{5,19})(?![\w-])",
            re.IGNORECASE,
        ),
        group=1,
        hints=("微信号", "chat", "weixin"),
    ),
    Form(
        Type.MESSENGER_NAME,
        re.compile(
            r"(?:(?<![a-z])qq|企鹅号|扣扣)" + _BEFORE_HANDLE + r"([1-9]\d{4,10})(?!\d)", re.IGNORECASE
        ),
        group=1,
        hints=("qq", "企鹅号", "扣扣"),
    ),
    Form(
        Type.MESSENGER_NAME,
        re.compile(
            r"\b(?:telegram|skype|instagram|insta|twitter|facebook|snapchat|tiktok|signal|line)\b"
            r"(?:\s*(?:id|name|user(?:name)?|handle|account|is|:|=)){1,4}\s*@?([\w.]{4,30})",
            re.IGNORECASE,
        ),
        has_digits(1),
        group=1,
        hints=("telegram", "skype", "insta", "twitter", "facebook", "snapchat", "tiktok", "signal", "line"),
    ),
    Form(Type.MESSENGER_NAME, re.compile(r"(?<![\w@.])@[A-Za-z]\w{2,29}(?![\w@.-])"), hints=("@",)),
)
"""The surest first: what looks like an e-mail address is no web page."""
