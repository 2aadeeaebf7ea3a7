"""What a password must be."""

from __future__ import annotations

import re

from assistant.domain.errors import Invalid

MIN_LENGTH = 12
"""Characters at least: with the limits on trying, random guessing is hopeless from here on; ASVS asks for 8 and
advises 15."""

MAX_LENGTH = 256
"""Characters at most: longer than any generated password, short enough that hashing it costs nothing extra."""

MIN_DIFFERENT = 5
"""Different characters at least: below it stand runs such as `aaaaaaaaaaaa` or `121212121212`."""

SHORT_NAME = 4
"""User names below this many characters stand in too many words to be looked for in a password."""

_STEMS = """
password passwort passw0rd p@ssw0rd p@ssword pa55word qwerty qwertyuiop qwertyuiopasdfghjkl qwertz
azerty asdfgh asdfghjkl zxcvbn zxcvbnm 1qaz2wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y qazwsx qazwsxedc
abc abcd abcdef abcdefg abcdefgh abcdefghijkl admin administrator root user guest test tester
testing default changeme changeit letmein letmeinnow welcome welcomeback iloveyou iloveu trustno
monkey dragon sunshine princess football baseball superman batman master shadow michael jordan
secret topsecret login access hello helloworld whatever freedom starwars computer internet service
support office town council government civicdesk woaini wodemima mima nihao zhongguo
"""

FREQUENT = frozenset(_STEMS.split())
"""The commonest stems of leaked passwords, in English, on keyboards and in pinyin, and what this product suggests.
A password that is nothing but one of them, repeated or with digits and signs around it, is refused."""

RUNS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)
"""What fingers type without thinking: a password that is a piece of one of these is refused."""


def check_password(password: str, username: str, field: str = "new") -> None:
    """Raises Invalid(field) with the rule that is broken; the password itself is never repeated."""
    if len(password) < MIN_LENGTH:
        raise Invalid(field, f"Use at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise Invalid(field, f"Use at most {MAX_LENGTH} characters.")
    folded = password.casefold()
    if len(set(folded)) < MIN_DIFFERENT:
        raise Invalid(field, f"Use at least {MIN_DIFFERENT} different characters.")
    if len(username) >= SHORT_NAME and username.casefold() in folded:
        raise Invalid(field, "Do not use the user name in the password.")
    if _frequent(folded):
        raise Invalid(field, "This is one of the commonest passwords. Choose another one.")


def _frequent(folded: str) -> bool:
    if any(folded in run for run in RUNS) or _repeats_itself(folded):
        return True
    stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    return any(text in FREQUENT for text in (folded, stem, _block(stem)))


def _repeats_itself(text: str) -> bool:
    return len(_block(text)) < len(text)


def _block(text: str) -> str:
    """The shortest piece that, repeated, gives the text; the text itself if there is none."""
    for length in range(1, len(text) // 2 + 1):
        if len(text) % length == 0 and text[:length] * (len(text) // length) == text:
            return text[:length]
    return text
