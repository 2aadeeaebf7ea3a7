"""What the codes of screening changes are called."""

from __future__ import annotations

from review_console.language import defer

CHANGE_KINDS = {
    "phrase": defer("Phrase that is flagged"),
    "exception": defer("Look-alike that passes a rule"),
    "message": defer("Test message"),
    "undo": defer("Taking back"),
}
CHANGE_STATES = {
    "proposed": defer("Waits for a second person"),
    "in_force": defer("In force"),
    "declined": defer("Declined"),
    "undone": defer("Taken back"),
}
EXPECTED = {
    "flagged": defer("Must be flagged"),
    "passes": defer("Must pass"),
}
