"""Names of staff for staff: ids are what is stored, names what colleagues read."""

from __future__ import annotations

from assistant.services.stores import Work


def display_names(work: Work) -> dict[str, str]:
    """Display name by account id. Actors that are no account (`system`, `citizen`, a certificate) are not in it."""
    return {one.id: one.display_name for one in work.staff.all()}
