"""Plain labels for what reviewers think before they see a draft."""

from __future__ import annotations

from review_console.language import defer

JUDGED_AS = {
    "answerable": defer("The policy text answers it"),
    "not_answerable": defer("The policy text does not answer it"),
    "refer": defer("Another office must answer it"),
}

CHANGED_MIND = {
    "true": defer("went the other way"),
    "false": defer("as you thought"),
    "none": defer("not comparable"),
}

ARMS = {
    "assisted": defer("With a draft"),
    "answer_first": defer("Judged first, then the draft"),
    "unaided": defer("Without a draft"),
}

OVERRIDE_ALARMS = {
    "approves_more": defer("sends drafts unchanged far more often than colleagues do with the same topics"),
    "overrules_more": defer("overrules drafts far more often than colleagues do with the same topics"),
    "changes_less": defer("changes much less of drafts than before, at the same difficulty"),
}

INCIDENTS = {
    "solo_approval_suspended": defer("A reviewer's approvals need a colleague until a training"),
    "replies_stopped": defer("Automatic replies were stopped"),
}
