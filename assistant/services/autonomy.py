"""What may go out without a person, read from the store each time: a switch takes effect with the next question."""

from __future__ import annotations

from assistant.domain.certificates import Certificate
from assistant.domain.questions import Language
from assistant.domain.stops import reaching
from assistant.services.stores import Store


class StoredAutonomy:
    """Implements the port `Autonomy` on the stores."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def certificate(self, topic_id: str, language: Language) -> Certificate | None:
        """The newest certificate of the topic and language, whatever its status."""
        with self._store.read() as work:
            return work.oversight.certificate(topic_id, language)

    def stopped(self, department_id: str, topic_id: str | None) -> bool:
        """True if a stop switch reaches such an answer (S-14)."""
        with self._store.read() as work:
            return reaching(work.oversight.stops(), department_id, topic_id) is not None
