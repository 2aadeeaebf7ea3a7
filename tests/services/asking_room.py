"""A review room with its way in: citizens ask, a scripted engine answers, certificates and switches are real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.answers import Reply
from assistant.domain.certificates import Certificate
from assistant.domain.conversations import Conversation, QuestionRecord
from assistant.domain.oversight import AuditEntry, Stop, StopScope
from assistant.domain.questions import Language, Outcome, Question, Stage
from assistant.domain.routing import ReleaseUnderCertificate, Working
from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.live import LiveUpdates
from assistant.services.process_question import ProcessQuestion
from assistant.services.record_outcome import OutcomeRecorder
from assistant.services.stores import Store
from tests.services.review_room import FEE, PIPELINE, Room, a_draft, a_working

CERTIFICATE = "certificate-1"
OnStage = Callable[[Stage, str], None]


@dataclass
class ScriptedEngine:
    """Gives the results it was told to, the last one again and again; an exception among them is raised."""

    script: list[Working | Exception] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    """What happens while the engine runs, each once."""

    def __call__(self, question: Question, on_stage: OnStage) -> Working:
        """What the pipeline would return."""
        self.asked.append(question)
        on_stage(Stage.SCREEN, "started")
        if self.meanwhile:
            self.meanwhile.pop(0)()
        made = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(made, Exception):
            raise made
        on_stage(Stage.SCREEN, "done")
        return replace(made, question=question)


class NotedQueue:
    """Remembers what was put."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def put(self, question_id: str) -> None:
        """Take note."""
        self.waiting.append(question_id)


class AskingRoom(Room):
    """Everything between a citizen and a reviewer."""

    def __init__(self, store: DatabaseStore) -> None:
        super().__init__(store)
        self.script = ScriptedEngine([a_working(a_draft(FEE))])
        self.queue = NotedQueue()
        names = dict.fromkeys(Language, "Town")
        self.conversations = Conversations(store, self.clock, self.ids, self.queue, self.pages, names)
        self.views = ConversationViews(store, self.town, self.clock)
        self.processing = self.processing_on(store)

    def processing_on(self, store: Store, live: LiveUpdates | None = None) -> ProcessQuestion:
        """The use case on this store, perhaps one that fails."""
        recorder = OutcomeRecorder(store, self.town, self.clock, self.ids, self.sources, PIPELINE)
        return ProcessQuestion(store, self.script, recorder, live or self.pages, PIPELINE)

    def conversation(self, language: Language = Language.EN) -> Conversation:
        """A new one, as its citizen would be let in."""
        receipt = self.open_conversation(language)
        return self.conversations.authenticate(receipt.conversation_id, receipt.secret)

    def accepted(self, conversation: Conversation | None = None, text: str = "How much is it?") -> str:
        """The id of a question that waits."""
        asking = conversation or self.conversation()
        return self.conversations.accept(asking, text, self.ids.new_id()).question_id

    def process(self, working: Working | Exception, conversation: Conversation | None = None) -> str:
        """A question for which the engine makes this; its id."""
        question_id = self.accepted(conversation)
        self.script.script = [working]
        self.processing.process(question_id)
        return question_id

    def record(self, question_id: str) -> QuestionRecord:
        """The question as stored."""
        with self.store.read() as work:
            found = work.questions.get(question_id)
        assert found is not None
        return found

    def reply_to(self, question_id: str) -> Reply | None:
        """What the citizen received."""
        with self.store.read() as work:
            return work.questions.reply(question_id)

    def kinds(self, conversation: Conversation) -> list[str]:
        """What the citizen sees, by kind."""
        return [seen.message.kind.value for seen in self.views.messages(conversation)]

    def log(self) -> list[AuditEntry]:
        """The audit log."""
        with self.store.read() as work:
            return list(work.oversight.audit_entries())

    def sign(self, certificate: Certificate) -> None:
        """Store a certificate, as if it had been signed."""
        with self.store.begin() as work:
            work.oversight.add_certificate(certificate)

    def stop(self, scope: StopScope, scope_id: str = "", on: bool = True) -> None:
        """Turn a switch."""
        with self.store.begin() as work:
            work.oversight.add_stop(Stop(scope, scope_id, on, "test", "sam", self.clock.now()))

    def outcomes(self) -> dict[Outcome, int]:
        """How many questions ended how."""
        with self.store.read() as work:
            return dict(work.questions.outcome_counts())


def releasable(certificate_id: str = CERTIFICATE) -> Working:
    """What the engine returns where everything is in order for a release."""
    return replace(
        a_working(a_draft(FEE)),
        language=Language.EN,
        reasons=(),
        route=ReleaseUnderCertificate(certificate_id),
    )


def a_certificate_for_parking(room: AskingRoom, key: str = CERTIFICATE) -> Certificate:
    """Signed now, for English questions on parking, by this very pipeline."""
    now = room.clock.now()
    return Certificate(
        id=key,
        topic_id="parking",
        language=Language.EN,
        threshold=0.5,
        alpha=0.1,
        delta=0.1,
        n=40,
        k=0,
        risk_upper=0.056,
        coverage=0.8,
        grid=(0.8, 0.5),
        data_sha256="ab" * 32,
        pipeline_hash=PIPELINE,
        signed_by="sam",
        signed_at=now,
        expires_at=now + timedelta(days=30),
    )
