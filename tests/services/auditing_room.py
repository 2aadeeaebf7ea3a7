"""A room where answers go out under a certificate, are drawn, and are labelled blind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.questions import Language
from assistant.domain.reply_audits import AuditVerdict, ReplyAudit
from assistant.domain.routing import Working
from assistant.services.audit_desk import AuditDesk
from assistant.services.audit_sampling import AuditSampling, AuditShares
from assistant.services.conversations import Conversations
from assistant.services.forced_review import ForcedReview
from assistant.services.live import LiveUpdates
from assistant.services.process_question import ProcessQuestion
from assistant.services.reading_watch import ReadingWatch
from assistant.services.record_outcome import OutcomeRecorder
from assistant.services.reply_audits import AuditLabelled
from assistant.services.review_arms import ReviewArms
from assistant.services.review_case import ReviewCases
from assistant.services.stores import Store
from assistant.services.tasks import Tasks
from tests.fakes import CountingIds
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import CHEN, PIPELINE
from tests.services.small_auditing import small_auditing


class HandTurnedTexts:
    """Nothing changed until a test says so."""

    def __init__(self) -> None:
        self.changed: dict[str, datetime] = {}

    def changed_since(self, passage_ids: Collection[str], since: datetime, /) -> Mapping[str, datetime]:
        """What changed after that moment."""
        return {one: at for one, at in self.changed.items() if at > since} if passage_ids else {}


class GivenDraws(CountingIds):
    """Draws are those that a test put in, then one half."""

    def give(self, *draws: float) -> None:
        """The next ones."""
        self._draws[:] = draws


class AuditingRoom(AskingRoom):
    """Nothing is drawn unless a test sees to it."""

    def __init__(self, store: DatabaseStore, shares: AuditShares | None = None) -> None:
        self.draws = GivenDraws()
        self.texts = HandTurnedTexts()
        self.shares = shares or AuditShares(0.1, 0.05)
        super().__init__(store)
        self.ids = self.draws
        names = dict.fromkeys(Language, "Town")
        self.conversations = Conversations(store, self.clock, self.ids, self.queue, self.pages, names)
        self.tasks = Tasks(store, self.town, self.clock, self.ids)
        self.desk: AuditDesk = small_auditing(self, self.tasks)
        self.reviews = self.reviews_of(PIPELINE)
        self.processing = self.processing_on(store)

    @property
    def sampling(self) -> AuditSampling:
        """Draws with the room's shares."""
        return AuditSampling(self.draws, self.clock, self.shares, ForcedReview(self.texts))

    def reviews_of(self, pipeline_hash: str, arms: ReviewArms | None = None) -> ReviewCases:
        """With sampling."""
        return ReviewCases(
            self.store,
            self.clock,
            self.ids,
            self.town,
            self.sources,
            self.engine,
            pipeline_hash,
            self.pages,
            self.sampling,
            self.desk.seeded if hasattr(self, "desk") else None,
            arms,
            ReadingWatch(self.sampling),
        )

    def processing_on(self, store: Store, live: LiveUpdates | None = None) -> ProcessQuestion:
        """With forced review and sampling."""
        recorder = OutcomeRecorder(
            store,
            self.town,
            self.clock,
            self.ids,
            self.sources,
            PIPELINE,
            ForcedReview(self.texts),
            self.sampling,
        )
        return ProcessQuestion(store, self.script, recorder, live or self.pages, PIPELINE)

    def certified(self, **changes: float) -> None:
        """English parking answers may go out."""
        self.sign(replace(a_certificate_for_parking(self), **changes))  # type: ignore[arg-type]

    def answered(self, working: Working | None = None, *, double: bool = False) -> str:
        """A question answered under the certificate, drawn for an audit that one label settles, or two."""
        self.draws.give(0.0, 0.0 if double else 0.9)
        return self.process(working or releasable())

    def audits(self) -> tuple[ReplyAudit, ...]:
        """What is open."""
        with self.store.read() as work:
            return work.audits.open(None)

    def labelled(self, verdict: AuditVerdict, count: int = 1) -> AuditLabelled:
        """So many answers, each labelled by Chen; what came of the last."""
        done = AuditLabelled(False)
        for _ in range(count):
            question_id = self.answered()
            audit = next(one for one in self.audits() if one.question_id == question_id)
            done = self.desk.audits.label(CHEN, audit.id, verdict)
            if not done.settled:
                raise AssertionError("one label should settle it")
        return done
