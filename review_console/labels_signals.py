"""What the engine noticed about a draft, as sentences that staff can check against what they see."""

from __future__ import annotations

from review_console.language import defer

SIGNAL_NOTES = {
    "words_found": defer("All words of the question stand in the passages found."),
    "words_missing": defer("Most words of the question stand in none of the passages found."),
    "one_document": defer("One document fits the question far better than all others."),
    "rival_document": defer("Another document is nearly as good as the first."),
    "other_document": defer("The draft quotes another document than the one found first."),
    "searches_agree": defer(
        "Search by words, by meaning, by title and by document put the same passage first."
    ),
    "searches_disagree": defer(
        "Search by words, by meaning, by title and by document put different passages first."
    ),
    "one_statement": defer("One statement answers better than all others together."),
    "rival_statements": defer(
        "Many statements fit the question about as well as the one that leads the draft."
    ),
    "kind_told": defer("The draft has the kind of thing that was asked for, such as an amount or a time."),
    "kind_not_told": defer(
        "The draft lacks the kind of thing that was asked for, such as an amount or a time."
    ),
    "not_carried": defer("A sentence of the draft says more than its quotes."),
    "leans_on_earlier": defer("The question is only understood together with earlier messages."),
    "long_sentences": defer("The draft has a sentence that is long and hard to read."),
    "cold_tone": defer("Some words of the draft sound cold to the person who asked."),
}
