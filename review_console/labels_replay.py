"""Words of the replay of a case."""

from __future__ import annotations

from review_console.language import defer

DIFFERENCES = {
    "entry_changed": defer("An entry does not fit its own hash"),
    "outcome": defer("The outcome stored is another one"),
    "reasons": defer("The reasons stored are others"),
    "engine": defer("The engine or index stored is another one"),
    "number": defer("The number stored is another one"),
    "decision": defer("The decision stored is another one"),
    "text": defer("The text sent does not fit its hash in the log"),
    "state": defer("The state of the case is another one"),
    "not_logged": defer("The log lacks when it was asked, finished or opened"),
}
