"""Calls that try the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from review_console.transport import Transport
from review_console.wire_search import SearchHits, Whereabouts


@dataclass(frozen=True, slots=True)
class Trial:
    """A question to try: on a day, as a reader, with earlier messages (oldest first)."""

    text: str
    as_of: date
    audience: str
    history: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        """What is sent: never in an address, as the question may be a citizen's."""
        return {
            "q": self.text,
            "as_of": self.as_of.isoformat(),
            "audience": self.audience,
            "history": list(self.history),
        }


class SearchCalls:
    """What a question finds, and why a document is not among it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def hits(self, trial: Trial) -> SearchHits:
        """The passages found, best first."""
        return self._transport.read(SearchHits, "POST", "/api/policies/search", json=trial.body())

    def whereabouts(self, trial: Trial, document_id: str) -> Whereabouts:
        """Where one document stands for the question."""
        body = {**trial.body(), "document_id": document_id}
        return self._transport.read(Whereabouts, "POST", "/api/policies/search/whereabouts", json=body)
