"""Check digits of numbers that name a person or an account: they tell such a number from any other."""

from __future__ import annotations

import hashlib
from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_FIRST_YEAR = 1850

_IBAN_LENGTHS = range(15, 35)

_CREDIT_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_BYTES = 25
"""An address is one byte of version, twenty of hash and four of check."""


def luhn(digits: str) -> bool:
    """True if the digits of a bank card fit together (ISO/IEC 7812). All zeros fit, but are no number."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and any(digit != "0" for digit in digits)


def iban(compact: str) -> bool:
    """True if an account number without blanks, in upper case, leaves remainder 1 (ISO 13616)."""
    if len(compact) not in _IBAN_LENGTHS or not compact.isascii() or not compact.isalnum():
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def resident_id(number: str) -> bool:
    """True if an 18-character Chinese resident number has its check character (GB 11643) and a real date of birth."""
    number = number.upper()
    if len(number) != 18 or not number[:17].isdigit() or number[17] not in _ID_CHECKS:
        return False
    if not _is_birth(number[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return _ID_CHECKS[total % 11] == number[17]


def old_resident_id(number: str) -> bool:
    """True if a 15-digit Chinese resident number, as issued until 1999, holds a province and a date of birth."""
    return (
        len(number) == 15
        and number.isdigit()
        and "11" <= number[:2] <= "82"
        and _is_birth(f"19{number[6:12]}")
    )


def credit_code(code: str) -> bool:
    """True if an 18-character unified social credit code has its check character (GB 32100)."""
    if len(code) != 18 or any(sign not in _CREDIT_CODE_SIGNS for sign in code):
        return False
    values = [_CREDIT_CODE_SIGNS.index(sign) for sign in code]
    total = sum(weight * value for weight, value in zip(_CREDIT_CODE_WEIGHTS, values, strict=False))
    return (31 - total % 31) % 31 == values[17]


def hong_kong_id(number: str) -> bool:
    """True if one or two letters, six digits and the check character of a Hong Kong identity card fit together."""
    letters, digits, check = number[:-7], number[-7:-1], number[-1]
    values = (
        [36] * (2 - len(letters)) + [int(letter, 36) for letter in letters] + [int(digit) for digit in digits]
    )
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True))
    return (11 - total % 11) % 11 == int(check, 16)


def taiwan_id(number: str) -> bool:
    """True if a letter and nine digits of a Taiwan identity card fit together."""
    order = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    first = order.index(number[0]) + 10
    values = (first // 10, first % 10, *map(int, number[1:]))
    return (
        sum(weight * value for weight, value in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), values, strict=True))
        % 10
        == 0
    )


def health_number(digits: str) -> bool:
    """True if the ten digits of an NHS number fit together (modulus 11)."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def spanish_id(number: str) -> bool:
    """True if a DNI or NIE without blanks, in upper case, has its letter."""
    digits = number[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return digits.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23] == number[-1]


def base58_address(address: str) -> bool:
    """True if an address of a crypto currency in base 58 has its check bytes."""
    value = 0
    for sign in address:
        place = _BASE58.find(sign)
        if place < 0:
            return False
        value = value * 58 + place
    if value.bit_length() > _BASE58_BYTES * 8:
        return False
    raw = value.to_bytes(_BASE58_BYTES, "big")
    return hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


def _is_birth(compact: str) -> bool:
    try:
        born = date(int(compact[:4]), int(compact[4:6]), int(compact[6:8]))
    except ValueError:
        return False
    return born.year >= _ID_FIRST_YEAR
