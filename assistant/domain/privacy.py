"""Personal data found in a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonalDataType(StrEnum):
    """Kinds of personal data that are masked before anything leaves the process (X-16)."""

    EMAIL = "EMAIL_ADDRESS"
    PHONE = "PHONE_NUMBER"
    CREDIT_CARD = "CREDIT_CARD"
    IBAN = "IBAN_CODE"
    CN_ID = "CN_RESIDENT_ID"
    CN_PLATE = "CN_PLATE"
    PASSPORT = "PASSPORT"
    NATIONAL_INSURANCE = "UK_NINO"
    US_SSN = "US_SSN"
    IP_ADDRESS = "IP_ADDRESS"
    URL = "URL"
    ADDRESS = "STREET_ADDRESS"
    NAME = "PERSON_NAME"


@dataclass(frozen=True, slots=True)
class PersonalDataSpan:
    """A span (code-point offsets into the text as typed) that holds personal data."""

    start: int
    end: int
    type: PersonalDataType
