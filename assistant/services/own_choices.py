"""A citizen's say over their conversation: people only, and no use for improving the service (L-11, L-17, S-27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.cases import Case
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Conflict
from assistant.domain.purposes import Choice, Purpose, choices_now
from assistant.services.erasure import ErasesContent
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock
from assistant.services.stores import Store, Work

CITIZEN = "citizen"


class OwnChoices:
    """What is allowed now, and changing it. A choice holds from the moment it is stored, for open cases too."""

    def __init__(
        self, store: Store, clock: Clock, live: LiveUpdates, derived: Sequence[ErasesContent] = ()
    ) -> None:
        """`derived` keep what was made from conversations to improve the service; they forget on an objection."""
        self._store = store
        self._clock = clock
        self._live = live
        self._derived = tuple(derived)

    def now(self, conversation: Conversation) -> Mapping[Purpose, bool]:
        """What is allowed for each purpose."""
        with self._store.read() as work:
            return choices_now(work.choices.of(conversation.id))

    def choose(self, conversation: Conversation, purpose: Purpose, allowed: bool) -> Mapping[Purpose, bool]:
        """Allow a purpose or object to it; the same again changes nothing. Raises Conflict("try_again")."""
        with self._store.begin() as work:
            before = choices_now(work.choices.of(conversation.id))
            if before[purpose] is not allowed:
                now = self._clock.now()
                work.choices.add(conversation.id, Choice(purpose, allowed, now))
                data = {"purpose": purpose.value, "allowed": str(allowed).lower()}
                work.oversight.audit(CITIZEN, "choice_made", "conversation", conversation.id, data, now)
            after = choices_now(work.choices.of(conversation.id))
        if purpose is Purpose.IMPROVEMENT and not allowed:
            # Also where nothing changed: a forgetting that failed is done by choosing again.
            for one in self._derived:
                one.forget(conversation.id)
        self._live.changed(conversation.id)
        return after


def people_only(work: Work, conversation_id: str) -> bool:
    """Whether this conversation's citizen wants no draft of a machine."""
    return not choices_now(work.choices.of(conversation_id))[Purpose.AI_DRAFTS]


def require_own_words(work: Work, case: Case) -> None:
    """Raises Conflict("people_only") where no draft of a machine may be sent or made."""
    if people_only(work, case.conversation_id):
        raise Conflict("people_only", "The citizen wants people only: write the reply yourself.")
