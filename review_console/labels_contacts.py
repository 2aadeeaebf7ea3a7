"""What the codes of emergency contacts and their changes are called."""

from __future__ import annotations

from review_console.language import defer

DANGERS = {
    "crisis": defer("Somebody may take their life"),
    "violence": defer("Somebody is threatened or hurt"),
    "safeguarding_minor": defer("A child may be in danger"),
}
CHANGE_STATES = {
    "proposed": defer("Waits for a second person"),
    "declined": defer("Declined"),
    "planned": defer("Confirmed, begins later"),
    "in_force": defer("In force"),
    "over": defer("No longer in force"),
}
