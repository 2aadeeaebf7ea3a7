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
    CN_CREDIT_CODE = "CN_CREDIT_CODE"
    CN_PLATE = "CN_PLATE"
    VEHICLE_PLATE = "VEHICLE_PLATE"
    TRAVEL_PERMIT = "TRAVEL_PERMIT"
    PASSPORT = "PASSPORT"
    NATIONAL_INSURANCE = "UK_NINO"
    US_SSN = "US_SSN"
    DRIVER_LICENCE = "DRIVER_LICENCE"
    TAX_NUMBER = "TAX_NUMBER"
    HEALTH_NUMBER = "HEALTH_NUMBER"
    ID_NUMBER = "ID_NUMBER"
    BIRTH_DATE = "DATE_OF_BIRTH"
    CRYPTO = "CRYPTO_ADDRESS"
    IP_ADDRESS = "IP_ADDRESS"
    DEVICE_ADDRESS = "DEVICE_ADDRESS"
    MESSENGER_NAME = "MESSENGER_NAME"
    URL = "URL"
    ADDRESS = "STREET_ADDRESS"
    NAME = "PERSON_NAME"


@dataclass(frozen=True, slots=True)
class PersonalDataSpan:
    """A span (code-point offsets into the text as typed) that holds personal data."""

    start: int
    end: int
    type: PersonalDataType
