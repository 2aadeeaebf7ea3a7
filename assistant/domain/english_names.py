"""Names of people in text in Latin letters, by the words around them and by given names that are common.

Best effort: a name that is in no list and that nothing announces stays. Places, laws and institutions bear names too;
what is followed or preceded by a word that says so is none of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.given_names import GIVEN_NAMES
from assistant.domain.name_words import INSTITUTIONS, LETTERED, NO_NAMES, PLACES_BEFORE

_CAPITAL = r"[A-ZÆØŁĐÞŒ]"
_WORD = rf"(?:{_CAPITAL}[\w'-]*[\w]|{_CAPITAL}')"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ter|ten|zu)"
_NEXT = rf"(?: (?:{_PARTICLE} ){{0,2}}(?:{_WORD}(?<!'s)|{_CAPITAL}\.?(?!\w)))"
_FULL = rf"{_WORD}(?<!'s){_NEXT}{{0,3}}"

_RELATIVE = (
    r"(?:son|daughter|child|kid|baby|wife|husband|partner|fiancee?|spouse|mother|father|mum|mom|dad|brother|sister|uncle"
    r"|aunt|cousin|niece|nephew|grand(?:son|daughter|child|mother|father|ma|pa)|step(?:son|daughter|mother|father)"
    r"|friend|boyfriend|girlfriend|neighbou?r|landlord|landlady|tenant|lodger|boss|employer|colleague|carer|client"
    r"|patient|ex)"
)
_OWNER = r"(?:my|our|his|her|their|your|the|a)"
_OLD_OR_YOUNG = r"(?:\w{2,10} ){0,2}?"

_ANNOUNCED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:\b(?:(?:full|first|last|maiden|family|middle|legal|birth|given)\s?|sur|fore)?name(?:'s| is| was|\s?:)\s?)({_FULL})",
        rf"(?i:\bname (?:to|as|from|was changed to)\s)({_FULL})",
        rf"(?i:\b(?:i am|i'm|was|is|are|were) called\s)({_FULL})",
        rf"(?i:\b{_RELATIVE}(?:,| is| was)? (?:called|named)\s)({_FULL})",
        rf"(?i:\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|herr|frau|monsieur|madame|mme|senora?|signora?)\b\.?\s)({_FULL})",
        rf"(?i:(?:regards|sincerely|faithfully|yours|wishes|thank you|thanks|cheers)[,.!]?\s?\n+\s?)({_FULL})\s*$",
        rf"(?:^|[.!?\n] ?)(?i:hi|hello|hey|dear|good (?:morning|evening|afternoon)) ({_WORD}(?: {_WORD})?)(?=[,!\n])",
        rf"(?i:\b(?:signed|applicant|tenant|owner|holder|claimant|recipient|contact person|attn|c/o)\s?[:.]\s?)({_FULL})",
    )
)
_RELATED = re.compile(rf"(?i:\b{_OWNER} {_OLD_OR_YOUNG})(?P<who>(?i:{_RELATIVE})),? (?P<name>{_FULL})")

_LOWER = re.compile(
    r"\b(?:my (?:full )?name(?:'s| is)|i am called|this is|mr\.?|mrs\.?)\s([a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2})"
)
"""People who type without capitals: only what begins with a known given name, or follows Mr or Mrs."""

_RUN = re.compile(rf"(?<![\w@./'-]){_WORD}{_NEXT}{{0,6}}")
_INITIAL = re.compile(rf"^({_WORD}) {_CAPITAL}\.? {_CAPITAL}")


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ı": "i"})

_NAMES_TOO = frozenset({"Will", "May", "April", "June", "August"})
"""Words of the language that are given names where they are announced as such."""

_MOST_WORDS = 4
"""Words a name is taken to have at most: two given names, two of the family."""


def find_english_names(text: str) -> Iterator[tuple[int, int]]:
    """The names in a folded text; spans may overlap."""
    for pattern in _ANNOUNCED:
        for match in pattern.finditer(text):
            yield from _kept(text, match.start(1), match.group(1))
    for match in _RELATED.finditer(text):
        name = match.group("name")
        first = name.split()[0]
        if is_given_name(first) or (name == first and _may_be_a_name(match.group("who"), first)):
            yield from _kept(text, match.start("name"), name)
    for match in _LOWER.finditer(text):
        yield from _lower(match)
    for match in _RUN.finditer(text):
        yield from _in_run(text, match)


def is_given_name(word: str) -> bool:
    """True for a common given name, in any case; of a double name the first part counts."""
    plain = word.lower().translate(_LETTERS)
    return plain in GIVEN_NAMES or plain.partition("-")[0] in GIVEN_NAMES


def _kept(text: str, start: int, written: str) -> Iterator[tuple[int, int]]:
    """What was announced, up to the first word that is no name; nothing where an institution is meant."""
    words = written.split(" ")
    for place, word in enumerate(words):
        if word.lower().strip(".") in INSTITUTIONS:
            return
        if word.lower() in NO_NAMES and len(word) > 1 and not (place == 0 and word in _NAMES_TOO):
            words = words[:place]
            break
    if words and not _followed_by_institution(text, start + len(" ".join(words))):
        yield start, start + len(" ".join(words))


def _lower(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    words = match.group(1).split(" ")
    titled = match.group().startswith("mr")
    if not (titled and words[0] not in NO_NAMES) and not is_given_name(words[0]):
        return
    known = [words[0]]
    if not titled and len(words) > 1 and len(words[1]) > 2 and words[1] not in NO_NAMES:
        known.append(words[1])
    yield match.start(1), match.start(1) + len(" ".join(known))


def _in_run(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """In words with capitals that follow one another: from a given name on, or around a middle initial."""
    words = match.group().split(" ")
    if any(word.lower().strip(".") in INSTITUTIONS for word in words) or _followed_by_institution(
        text, match.end()
    ):
        return
    before = re.search(r"([A-Za-z]+)\.?\s$", text[max(0, match.start() - 12) : match.start()])
    offset = match.start()
    for place, word in enumerate(words):
        previous = words[place - 1].lower().strip(".") if place else before.group(1).lower() if before else ""
        if _begins_name(words[place:], previous):
            rest = _surnames(words[place + 1 :])
            yield offset, offset + len(" ".join((word, *rest)))
            return
        offset += len(word) + 1


def _begins_name(words: list[str], previous: str) -> bool:
    first = words[0]
    if previous in PLACES_BEFORE or first.lower() in NO_NAMES:
        return False
    if is_given_name(first):
        return not first.isupper() or (len(words) in (2, 3) and all(word.isupper() for word in words))
    initial = _INITIAL.match(" ".join(words))
    return (
        initial is not None
        and first.lower() not in LETTERED
        and not first.isupper()
        and previous not in LETTERED
    )


def _surnames(words: list[str]) -> list[str]:
    kept: list[str] = []
    for word in words[: _MOST_WORDS - 1]:
        if word.lower() in NO_NAMES and len(word) > 1:
            break
        kept.append(word)
    while kept and re.fullmatch(_PARTICLE, kept[-1]):
        kept.pop()
    return kept


def _followed_by_institution(text: str, end: int) -> bool:
    following = re.match(r"(?:'s)? ?((?:[A-Za-z]+ ?){1,2})", text[end : end + 40])
    return following is not None and any(
        word.lower() in INSTITUTIONS and word[0].isupper() for word in following.group(1).split()
    )


def _may_be_a_name(relative: str, word: str) -> bool:
    """A word with a capital behind "my son"; not in "the Child Student visa" or "my wife British by birth"."""
    ordinary = word.lower() in NO_NAMES or word.endswith(("ish", "ese", "ian", "ican"))
    return relative.islower() and not word.isupper() and not ordinary
