"""Asking the citizen back: the case waits for them, and its clock with it, until they write again (L-21, S-34)."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.case_life import derive_life, refusal
from assistant.domain.cases import CaseEvent, CaseEventKind
from assistant.domain.conversations import Message, MessageKind
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Author
from assistant.domain.staff import Staff
from assistant.services.case_access import decidable_case, held_status, required_text
from assistant.services.decide_case import deciding_role
from assistant.services.fixed_texts import unit_label
from assistant.services.hand_overs import REFUSED
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store, Work

MAX_ENQUIRY = 2_000
"""Characters of a question back: whoever asks more than a page at once gets no answer."""


class WaitingForCitizen:
    """A question back is a person's own words, filed under them; it is no reply, and the case stays open."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        live: LiveUpdates,
        tests: SeededQueue | None = None,
    ) -> None:
        """Behind one of `tests` there is no citizen to ask."""
        self._tests = tests
        self._store = store
        self._clock = clock
        self._ids = ids
        self._departments = {one.id: one for one in directory.departments()}
        self._live = live

    def ask(self, staff: Staff, case_id: str, text: str) -> None:
        """Ask the citizen of a case in one's hands for what is missing.

        Raises NotFound, Forbidden, Invalid(text), Conflict: `not_claimed`, `not_now` and as `open_status`.
        """
        said = required_text("text", text, MAX_ENQUIRY)
        if self._tests is not None and self._tests.knows(staff, case_id):
            raise Conflict("not_now", "The citizen cannot be asked now.")
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            held_status(work, case, staff, now)
            why = refusal(derive_life(work.cases.events(case.id), now), CaseEventKind.CITIZEN_ASKED)
            if why is not None:
                raise Conflict(why.value, REFUSED[why])
            conversation = work.conversations.get(case.conversation_id)
            if conversation is None:
                raise NotFound("There is no such conversation.")
            role = deciding_role(staff, case.department_id)
            unit = unit_label(self._departments.get(case.department_id), role, conversation.language)
            message = Message(
                id=self._ids.new_id(),
                conversation_id=case.conversation_id,
                seq=0,
                author=Author.PERSON,
                kind=MessageKind.ENQUIRY,
                text=said,
                payload={"released_by": {"kind": "person", "label": unit}},
                created_at=now,
            )
            work.conversations.append(message)
            data = {"message": message.id, "role": role.value}
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.CITIZEN_ASKED, staff.id, now, data))
            work.oversight.audit(staff.id, "case_citizen_asked", "case", case.id, data, now)
        self._live.changed(case.conversation_id)


def citizen_wrote(work: Work, conversation_id: str, now: datetime) -> None:
    """Whoever was asked has written: the clocks of their waiting cases go on. In the caller's transaction."""
    questions = [one.id for one in work.questions.of_conversation(conversation_id)]
    cases = work.cases.of_questions(questions).values()
    events = work.cases.events_of([case.id for case in cases])
    for case in cases:
        if derive_life(events[case.id], now).asked_since is not None:
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.CITIZEN_ANSWERED, "citizen", now))
