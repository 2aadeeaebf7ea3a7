"""Edits not yet sent, kept on the server so that a closed window loses nothing (H-19)."""

from __future__ import annotations

from assistant.domain.errors import Invalid
from assistant.domain.staff import Staff
from assistant.services.case_access import decidable_case, open_status
from assistant.services.decision_rules import MAX_SENT
from assistant.services.hand_over_store import SavedEdit
from assistant.services.ports import Clock
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store

MAX_EDIT = 2 * MAX_SENT
"""Characters of an unsent reply: whoever writes too much first and cuts later loses nothing."""


class SavedEdits:
    """Everybody reads and writes their own only; a colleague never sees what was not sent."""

    def __init__(self, store: Store, clock: Clock, tests: SeededQueue | None = None) -> None:
        """What is typed into one of `tests` is not kept: it ends with its decision."""
        self._tests = tests
        self._store = store
        self._clock = clock

    def save(self, staff: Staff, case_id: str, draft_version: int, text: str) -> None:
        """Keep it, or drop it if it is empty. Raises NotFound, Forbidden, Invalid(text), Conflict as `open_status`."""
        if len(text) > MAX_EDIT:
            raise Invalid("text", f"Write at most {MAX_EDIT} characters.")
        if self._is_test(staff, case_id):
            return
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            open_status(work, case, now)
            if text.strip():
                work.saved_edits.save(case.id, staff.id, SavedEdit(draft_version, text, now))
            else:
                work.saved_edits.forget(case.id, staff.id)

    def read(self, staff: Staff, case_id: str) -> SavedEdit | None:
        """One's own unsent edit. Raises NotFound, Forbidden."""
        if self._is_test(staff, case_id):
            return None
        with self._store.read() as work:
            case = decidable_case(work, staff, case_id)
            if work.conversations.erased(case.conversation_id):
                return None
            return work.saved_edits.get(case.id, staff.id)

    def _is_test(self, staff: Staff, case_id: str) -> bool:
        return self._tests is not None and self._tests.knows(staff, case_id)
