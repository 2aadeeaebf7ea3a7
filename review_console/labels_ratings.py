"""Words of ratings."""

from __future__ import annotations

from review_console.language import defer

GRADES = {
    "very_good": defer("Very good"),
    "good": defer("Good"),
    "fair": defer("Fair"),
    "bad": defer("Bad"),
    "very_bad": defer("Very bad"),
}

RATING_REASONS = {
    "wrong": defer("Something in it is wrong"),
    "incomplete": defer("Something is missing"),
    "unclear": defer("Hard to understand"),
    "not_asked": defer("Not what was asked"),
    "slow": defer("Took too long"),
    "sent_around": defer("Sent from one office to another"),
    "unfriendly": defer("Unfriendly"),
    "hard_to_use": defer("The chat is hard to use"),
}

RATING_STATES = {
    "call_due": defer("Somebody is to write to the citizen"),
    "mend_due": defer("What was wrong is to be mended"),
    "mended": defer("Mended; the citizen may rate once more"),
    "rated_again": defer("Rated once more"),
    "excluded": defer("Excluded by two people"),
}

RATING_STEPS = {
    "given": defer("Rated"),
    "called": defer("Written to the citizen"),
    "mended": defer("Mended"),
    "rated_again": defer("Rated once more"),
    "exclusion_proposed": defer("Exclusion proposed"),
    "excluded": defer("Excluded by two people"),
    "exclusion_refused": defer("Exclusion refused"),
}

EXCLUSIONS = {
    "malicious": defer("Malicious"),
    "mistaken": defer("Given by mistake"),
}
