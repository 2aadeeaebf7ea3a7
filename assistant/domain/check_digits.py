"""Check digits of numbers that name a person or an account: they tell such a number from any other."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_FIRST_YEAR = 1850

_IBAN_LENGTHS = range(15, 35)


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
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return born.year >= _ID_FIRST_YEAR and _ID_CHECKS[total % 11] == number[17]
