"""Numbers of bank cards, accounts and purses of crypto currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.check_digits import base58_address, iban, luhn
from assistant.domain.personal_forms import Form, Found, compact
from assistant.domain.privacy import PersonalDataType as Type

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

_BEFORE_ACCOUNT = (
    r"(?:account|iban|sort code|card|银行卡|信用卡|储蓄卡|借记卡|卡号|账号|帐号|账户)"
    r"(?:\s*(?:no|nr|number|号码|号|is|是|为|:|#|\.)){0,3}\s*"
)

BANK_FORMS: tuple[Form, ...] = (
    Form(
        Type.CREDIT_CARD,
        re.compile(r"(?<![\dA-Za-z+])\d(?:[ .-]?\d){11,18}(?![\dA-Za-z])"),
        lambda match: luhn(compact(match)),
    ),
    Form(
        Type.CREDIT_CARD,
        re.compile(_BEFORE_ACCOUNT + r"(\d(?:[ -]?\d){5,18})(?!\d)", re.IGNORECASE),
        group=1,
        hints=("account", "iban", "sort code", "card", "卡", "账", "帐"),
    ),
    Form(
        Type.CRYPTO,
        re.compile(r"(?<![A-Za-z0-9])[13LMD][1-9A-HJ-NP-Za-km-z]{25,34}(?![A-Za-z0-9])"),
        lambda match: base58_address(match.group()),
    ),
    Form(
        Type.CRYPTO,
        re.compile(
            r"(?<![A-Za-z0-9])(?:(?:bc1|ltc1|tb1)[ac-hj-np-z02-9]{11,87}|0x[0-9a-f]{40})(?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
        hints=("bc1", "tc1", "tb1", "0x"),
    ),
)
"""A card is told by its check digit, anything shorter by the words before it."""

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,40}")

_DIGITS = re.compile(r"\d")


def find_accounts(text: str) -> Iterator[Found]:
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
        bare = re.sub(r"[ -]", "", written).upper()
        whole = match.end() == match.start() + end or not match.group()[end].isalnum()
        if iban(bare) or (whole and written == re.sub(r"[ -]", "", written) and _has_many_digits(written)):
            yield match.start(), match.start() + end, Type.IBAN


def _has_many_digits(written: str) -> bool:
    """Half of it at least: a long word that happens to begin like an account number has fewer."""
    return len(_DIGITS.findall(written)) * 2 >= len(written)
