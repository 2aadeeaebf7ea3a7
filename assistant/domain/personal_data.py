"""Personal data in a message: found in the text as typed, masked in all that leaves the process (X-16)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.folding import Folded, fold, visible
from assistant.domain.personal_forms import Found
from assistant.domain.personal_names import find_names
from assistant.domain.personal_numbers import find_numbers
from assistant.domain.phone_numbers import find_phones
from assistant.domain.privacy import PersonalDataSpan, PersonalDataType
from assistant.domain.street_addresses import find_addresses

Finder = Callable[[str], Iterator[Found]]

FINDERS: tuple[Finder, ...] = (find_numbers, find_addresses, find_phones, find_names)
"""Where two finders claim the same words, the earlier one is right: it knows the form better."""

_MIN_REPEAT = 2
"""A value shorter than this is not looked for elsewhere in the message."""


@dataclass(frozen=True, slots=True)
class PublishedContacts:
    """What the office itself publishes: its numbers and addresses are nobody's personal data."""

    numbers: frozenset[str]
    addresses: tuple[str, ...]

    @classmethod
    def of(cls, phones: Iterable[str], addresses: Iterable[str]) -> PublishedContacts:
        """From numbers and addresses as they are printed."""
        digits = (re.sub(r"\D", "", phone).lstrip("0") for phone in phones)
        return cls(
            frozenset(number for number in digits if number),
            tuple(_key(fold(address).text) for address in addresses),
        )

    def holds(self, written: str, kind: PersonalDataType) -> bool:
        """True if this is a published number, with or without the code of the country, or a published address."""
        if kind is PersonalDataType.PHONE:
            digits = re.sub(r"\D", "", written)
            return any(_is_number_with_prefix(digits, number) for number in self.numbers)
        if kind is PersonalDataType.ADDRESS:
            return any(_key(written) in address for address in self.addresses)
        return False


NOTHING_PUBLISHED = PublishedContacts(frozenset(), ())

_LONGEST_PREFIX = 5
"""Digits that may stand before a national number: 00 and a country code of three."""


def find_personal_data(
    text: str, published: PublishedContacts = NOTHING_PUBLISHED
) -> tuple[PersonalDataSpan, ...]:
    """The personal data in a text, in order, without overlaps; offsets are code points of the text as typed.

    A value found once is found wherever it stands in the text. Never raises.
    """
    folded = fold(text)
    chosen = _Chosen(folded.text)
    for finder in FINDERS:
        for found in finder(folded.text):
            if not published.holds(folded.text[found[0] : found[1]], found[2]):
                chosen.add(found)
    chosen.add_repeats()
    return tuple(_span(folded, found) for found in sorted(chosen.found))


def mask(text: str, spans: Iterable[PersonalDataSpan]) -> str:
    """The text in its visible form, each span replaced by its kind in brackets, as `[PHONE_NUMBER]`.

    `spans` are in order and do not overlap, as `find_personal_data` returns them for this text.
    """
    parts: list[str] = []
    values: list[tuple[str, PersonalDataType]] = []
    position = 0
    for span in spans:
        parts += (visible(text[position : span.start]), f"[{span.type}]")
        values.append((text[span.start : span.end], span.type))
        position = span.end
    parts.append(visible(text[position:]))
    shown = "".join(parts)
    for value, span_type in dict.fromkeys(values):
        for form in dict.fromkeys((value, visible(value))):
            shown = _without(shown, form, span_type)
    return shown


def masked(text: str, published: PublishedContacts = NOTHING_PUBLISHED) -> str:
    """A text as anything but the handler of the case may see it: what is found in it masked."""
    return mask(text, find_personal_data(text, published))


def _without(shown: str, value: str, kind: PersonalDataType) -> str:
    """The text without the other places of a value; a name stands for itself only as a whole word."""
    token = f"[{kind}]"
    if not value or value in token or (kind is PersonalDataType.NAME and len(value) < _MIN_REPEAT):
        return shown
    if kind is PersonalDataType.NAME and value.isascii():
        return re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", token, shown)
    return shown.replace(value, token)


class _Chosen:
    """What was found so far in a folded text, without overlaps."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken = bytearray(len(text))
        self.found: list[Found] = []

    def add(self, found: Found) -> None:
        """Keep it, unless some of it belongs to something found before."""
        start, end, _ = found
        if not any(self._taken[start:end]):
            self._taken[start:end] = b"\x01" * (end - start)
            self.found.append(found)

    def add_repeats(self) -> None:
        """Keep the other places of the values found, whatever stands around them.

        A name of one word only as it was written: who is called Will still writes "I will".
        """
        lower = self._text.lower()
        if len(lower) != len(self._text):
            return
        values = {
            self._text[start:end]: kind for start, end, kind in self.found if end - start >= _MIN_REPEAT
        }
        for value, kind in values.items():
            name = kind is PersonalDataType.NAME
            within, sought = (self._text, value) if name and " " not in value else (lower, value.lower())
            place = within.find(sought)
            while place >= 0:
                end = place + len(sought)
                if not (name and _cuts_word(within, place, end)):
                    self.add((place, end, kind))
                place = within.find(sought, end)


def _cuts_word(text: str, start: int, end: int) -> bool:
    """True where a name in Latin letters would begin or end within a word: Ann is not in "annual"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return text[start:end].isascii() and any(
        beside.isascii() and beside.isalnum() for beside in (before, after)
    )


def _span(folded: Folded, found: Found) -> PersonalDataSpan:
    start, end, kind = found
    return PersonalDataSpan(*folded.typed(start, end), kind)


def _key(written: str) -> str:
    return " ".join(written.lower().split())


def _is_number_with_prefix(digits: str, national: str) -> bool:
    return digits.endswith(national) and len(digits) - len(national) <= _LONGEST_PREFIX
