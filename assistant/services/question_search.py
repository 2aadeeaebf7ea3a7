"""Finding cases by the words of their question, in memory only.

Questions are sealed at rest, and an index of words beside them would tell what they say: even words hashed with a key
outlive an erasure in every backup. So the words are read once after a start and live no longer than the process; what
was erased is forgotten with the next round, and is never found in the meantime.
"""

from __future__ import annotations

import threading
import unicodedata

from assistant.domain.errors import Invalid
from assistant.services.stores import Store, Work

READ_AT_ONCE = 500
"""Questions read in one round trip: a few hundred milliseconds at most, so that searches beside it do not wait."""

SEARCHED = 1_000
"""Characters of a question that are searched, the most that 99 of 100 questions have; bounds memory at 100,000 cases
to some 400 MB in the worst case, and to some 30 MB for questions of usual length."""

MAX_WORDS = 200
"""Characters of a search."""


class QuestionSearch:
    """Knows the questions of all cases by their words. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._texts: dict[str, str] = {}
        self._newest = 0

    def settle(self) -> int:
        """Read what was asked since, and forget what was erased; how many questions are known."""
        with self._store.read() as work:
            self._catch_up(work)
            erased = work.queue.erased()
        with self._lock:
            for case_id in erased & self._texts.keys():
                del self._texts[case_id]
            return len(self._texts)

    def find(self, work: Work, text: str) -> tuple[str, ...]:
        """The cases whose question holds every word, wherever it stands in it. Raises Invalid(text)."""
        if len(text) > MAX_WORDS:
            raise Invalid("text", f"Search for at most {MAX_WORDS} characters.")
        words = _folded(text).split()
        self._catch_up(work)
        with self._lock:
            found = list(self._texts.items())
        for word in words:
            found = [one for one in found if word in one[1]]
        return tuple(case_id for case_id, _said in found)

    def _catch_up(self, work: Work) -> None:
        with self._lock:
            while rows := work.queue.texts_after(self._newest, READ_AT_ONCE):
                for ordinal, case_id, said in rows:
                    self._newest = ordinal
                    if said is not None:
                        self._texts[case_id] = _folded(said[:SEARCHED])


def matches(text: str, number: str, question: str) -> bool:
    """Whether one case is found by these words, as `find` and its number would."""
    words = _folded(text).split()
    return text.strip().upper() in number or all(word in _folded(question[:SEARCHED]) for word in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
