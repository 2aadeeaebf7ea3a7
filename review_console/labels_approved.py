"""Plain labels for the codes of approved answers."""

from __future__ import annotations

from review_console.language import defer

APPROVED_STATES = {
    "standing": defer("In use"),
    "lapsed": defer("Lapsed: to be renewed or withdrawn"),
    "withdrawn": defer("Withdrawn"),
}

LAPSE_REASONS = {
    "source_changed": defer("A text it quotes is no longer in force"),
    "conflict": defer("A contradiction about a text it quotes is open"),
    "wording_erased": defer("The only words that asked for it were a citizen's, who has erased them"),
}

APPROVED_STEPS = {
    "lapsed": defer("Lapsed"),
    "renewed": defer("Renewed"),
    "withdrawn": defer("Withdrawn"),
}
