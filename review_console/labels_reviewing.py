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
