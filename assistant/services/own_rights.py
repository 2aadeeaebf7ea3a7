"""What a citizen may do with what is held of them, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.amendments import Amendments
from assistant.services.own_choices import OwnChoices
from assistant.services.own_record import OwnRecords


@dataclass(frozen=True, slots=True)
class OwnRights:
    """Reading, choosing and putting right. Erasing is `Erasure`, appealing `Appeals`."""

    records: OwnRecords
    choices: OwnChoices
    amendments: Amendments
