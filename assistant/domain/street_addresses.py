"""Where somebody lives, as people write it in English, in other European languages and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.privacy import PersonalDataType

_SURE_ENDINGS = "street|road|avenue|lane|boulevard|crescent|terrace|gardens|grove|mews|highway|parkway|turnpike|rd|ave|blvd|ln"
_WEAK_ENDINGS = (
    "st|drive|dr|way|place|close|court|ct|square|walk|hill|row|rise|green|view|park|circle|trail|quay"
)
_NO_STREET_NAME = """
a an and are as at away be block blocks by can car cars cats children day days dogs door doors euro euros
feet for foot from had has have hour hours houses in is kids kilometre kilometres km lane lanes meter meters
metre metres mile miles min mins minute minutes month months more my no of off on one or our out per person
people pound pounds side sides speed times to too trees two vehicle vehicles was way week weeks wheel with
within year years your zone
"""
"""Words that stand between a number and "street" only where no address is meant: "2 minutes from my road"."""

_NOT_NAMES = frozenset(_NO_STREET_NAME.split())
_UNIT = r"(?:,?\s*(?:flat|apt\.?|apartment|suite|unit|room)\s*\w{1,5})?"
_ENGLISH = re.compile(
    rf"(?<![\w.,-])(?:(?:flat|apt\.?|apartment|unit)\s*\w{{1,5}},?\s*)?\d{{1,5}}[a-z]?,?\s+"
    rf"(?P<name>(?:[a-z'.-]+\s+){{1,4}}?)(?:(?P<sure>{_SURE_ENDINGS})|(?P<weak>{_WEAK_ENDINGS}))\b\.?{_UNIT}",
    re.IGNORECASE,
)

_CAPITAL = r"[A-Z][\w'.-]*"
_NAMES = (
    rf"{_CAPITAL}(?:\s+(?:d[aeiou]l?|des|della|dei|la|le|les|{_CAPITAL}|\d{{1,4}}(?=\s+{_CAPITAL}))){{0,4}}"
)
_EUROPEAN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:\b\d{{1,5}}(?:\s?bis|\s?ter)?,?\s+(?:rue|avenue|av\.?|boulevard|bd|allee|chemin|quai|impasse|strada|"
        rf"avenida|rua|calle|via)\s+){_NAMES}",
        rf"(?i:\b(?:via|viale|piazza|corso|strada|calle|avenida|plaza|rua|ulica|ul\.|al\.|av\.|rue|paseo)\s+){_NAMES},?\s+"
        r"(?:n[o.]\s?)?\d{1,5}[a-zA-Z]?\b",
        r"(?i:\b[\w.-]{2,40}(?:stra(?:ss|ß)e|str\.|gasse|weg|platz|allee|ufer|damm|straat|laan|gracht|vej|gatan|"
        r"vegen|veien|katu|utca|ulice)\s+\d{1,5}\s?[a-z]?\b)",
        r"(?i:\b(?:strasse|straße|weg|platz|utca|ulice)\s+\d{1,5}\s?[a-z]?\b)",
        r"(?i:\b(?:p\.?\s?o\.?\s?box|postfach|psc)\s*\d{1,6}\b)",
        r"(?i:\b(?:unit|psc)\s+\d{1,6},?\s+box\s+\d{1,6}\b)",
        r"(?<![A-Za-z0-9])(?i:[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
        rf"\b\d{{1,5}}\s+{_NAMES}\s+(?i:(?:apt|suite)\.?\s*\d{{1,5}})",
    )
)

_HAN = r"[\u4e00-\u9fff]"
_OF_NAME = r"(?:(?![我你您他她在住到是的了去从和有就把于位叫号])[\u4e00-\u9fff])"
_OF_REGION = r"(?:(?![省市区县镇乡我你您他她在住到是的了去从和有就把于位叫号])[\u4e00-\u9fff])"
"""No sign that ends a region's name: each region can then be read in one way only, and the search stays linear."""

_NUMERAL = r"(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,5})"
_REST = (
    rf"(?:\s?-?{_NUMERAL}\s?(?:号楼|号院|弄|号|栋|幢|座|单元|层|楼|室|房))*(?:-?\d{{3,4}}(?![\d.年元])室?)?"
)
_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_OF_REGION}{{0,6}}[省市区县镇乡]){{0,5}}{_OF_NAME}{{1,6}}"
        rf"(?:大道|路|街|巷|弄|胡同|里|广场|村|坊)\s?{_NUMERAL}\s?(?:号楼|号院|号|弄|栋|幢)(?!窗口|线|表|文|令){_REST}",
        rf"{_OF_NAME}{{2,8}}\s?{_NUMERAL}\s?(?:栋|幢|号楼)(?:\s?{_NUMERAL}\s?(?:单元|门|号))?(?:\s?\d{{2,4}}\s?(?:室|号|房)?)",
    )
)


def find_addresses(text: str) -> Iterator[tuple[int, int, PersonalDataType]]:
    """The street addresses in a folded text; spans may overlap. A street without a number is none."""
    for match in _ENGLISH.finditer(text):
        if _is_english_address(match):
            yield (*match.span(), PersonalDataType.ADDRESS)
    for pattern in (*_EUROPEAN, *_CHINESE):
        for match in pattern.finditer(text):
            yield (*match.span(), PersonalDataType.ADDRESS)


def _is_english_address(match: re.Match[str]) -> bool:
    words = match.group("name").split()
    if any(word.lower() in _NOT_NAMES for word in words):
        return False
    return match.group("sure") is not None or all(word[0].isupper() for word in words)
