"""Personal data with a fixed form: addresses on the net, cards, accounts, documents of identity, plates, days of birth.

Each rule works on folded text (see `folding`) and yields spans of it; check digits keep ordinary numbers out.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.bank_numbers import BANK_FORMS, find_accounts
from assistant.domain.birth_dates import BIRTH_FORMS
from assistant.domain.identity_numbers import IDENTITY_FORMS
from assistant.domain.net_addresses import NET_FORMS
from assistant.domain.personal_forms import Form, Found, find_forms
from assistant.domain.vehicle_plates import PLATE_FORMS

_FORMS: tuple[Form, ...] = (*NET_FORMS, *BIRTH_FORMS, *IDENTITY_FORMS, *BANK_FORMS, *PLATE_FORMS)


def find_numbers(text: str) -> Iterator[Found]:
    """All personal data of fixed form in a folded text, the surest kinds first; spans may overlap."""
    yield from find_accounts(text)
    yield from find_forms(_FORMS, text)
