"""Plain labels for the codes of recalls."""

from __future__ import annotations

from review_console.language import defer

CHANGE_KINDS = {
    "superseded": defer("A newer version took over"),
    "expired": defer("Its last day has passed"),
    "withdrawn": defer("Withdrawn"),
    "rolled_back": defer("An earlier state was restored"),
    "began": defer("Came into force"),
}

RECALL_STATES = {
    "open": defer("open"),
    "corrected": defer("corrected"),
    "left": defer("left as they are"),
    "erased": defer("erased by the citizen"),
}

QUOTE_FATES = {
    "same": defer("Still stands word for word"),
    "moved": defer("Stands word for word, but under another heading"),
    "changed": defer("Says something else now"),
    "gone": defer("Nothing like it is in force"),
    "in_force": defer("The text quoted is in force again"),
}

LEAVE_REASONS = {
    "still_says_the_same": defer("The rule still says the same"),
    "not_affected": defer("The change does not concern what was asked"),
    "told_otherwise": defer("The citizen was told in another way"),
    "too_long_ago": defer("Too long ago to matter"),
}
