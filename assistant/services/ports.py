"""What the use cases need from the outside, as Protocols. Adapters implement them; tests run both through one suite."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from assistant.domain.answers import Draft, Finding
from assistant.domain.certificates import Certificate
from assistant.domain.departments import Department, EmergencyContact, Topic
from assistant.domain.evidence import Evidence
from assistant.domain.message_reading import Reading
from assistant.domain.model_budgets import ChargedTo, PlannedCall, UsedCall
from assistant.domain.questions import Language, Question, Stage, Turn
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """The current moment, timezone-aware UTC."""
        ...


class Ids(Protocol):
    """Identifiers and secrets."""

    def new_id(self) -> str:
        """An unguessable id of at least 128 random bits, URL-safe (X-06)."""
        ...

    def new_secret(self) -> str:
        """A secret of 256 random bits, URL-safe."""
        ...

    def draw(self) -> float:
        """A uniform random number in [0, 1), for sampling."""
        ...


class EvidenceSearch(Protocol):
    """Finds passages of what is published, public and in force."""

    def find(self, text: str, history: Sequence[str], asked_at: datetime, limit: int) -> FoundEvidence:
        """Passages, best first. Raises EvidenceUnavailable if the index cannot answer."""
        ...


class FoundEvidence(Protocol):
    """A search's outcome."""

    @property
    def passages(self) -> tuple[Evidence, ...]: ...

    @property
    def index_version(self) -> str: ...


class EvidenceUnavailable(Exception):
    """The index cannot answer; the question goes to a person with reason `index_error`."""


class ChatModel(Protocol):
    """A language model that drafts from passages. Absent (None) in the default set-up."""

    @property
    def fingerprint(self) -> str:
        """Identifies model, prompts and parameters: part of the pipeline hash (C-04)."""
        ...

    def draft(
        self, question: Question, standalone: str, evidence: Sequence[Evidence], charged: ChargedTo
    ) -> Draft:
        """A draft of claims with verbatim quotes, given masked text only. Raises ModelFailure."""
        ...

    def rewrite(self, text: str, history: Sequence[Turn], language: Language, charged: ChargedTo) -> str:
        """A follow-up made standalone. Raises ModelFailure."""
        ...

    def translate(self, text: str, into: Language, charged: ChargedTo) -> str:
        """A masked question in another language, to search for what is written in that one. Raises ModelFailure."""
        ...


class ModelMeter(Protocol):
    """Books what models cost, before they are asked."""

    def begin(self, call: PlannedCall) -> str:
        """Book the most the call can take and return the booking's id.

        Raises ModelFailure with reason `budget_spent` if a limit does not allow it; then nothing is booked.
        """
        ...

    def end(self, booking: str, used: UsedCall) -> int:
        """Put what was taken in place of what was booked; the cost in millionths. A second time changes nothing."""
        ...

    def ms_left(self, charged: ChargedTo) -> int | None:
        """Milliseconds of waiting that the limits leave; None if there is no limit on time."""
        ...


class ModelFailure(Exception):
    """The one error of every model fault; `reason` is a `Reason` value of group failure, the message safe to log."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class NothingAnswers(ModelFailure):
    """The model worked and says that the passages do not answer."""

    def __init__(self) -> None:
        super().__init__(Reason.NO_EVIDENCE, "the model found no answer in the passages")


class SecondOpinion(Protocol):
    """Another reader of drafts beside the rules, a learned model or a language model; None where there is none (G-04).

    It is another call than the one that drafted and is shown claims, quotes and passages alone (G-05). It can make a
    verdict stricter only: what it returns is added, and nothing it returns takes a finding away.
    """

    @property
    def fingerprint(self) -> str:
        """Identifies model, prompt and parameters: stands on each verdict and is part of the pipeline hash (C-04)."""
        ...

    def findings(self, draft: Draft, evidence: Sequence[Evidence], charged: ChargedTo) -> Sequence[Finding]:
        """What is wrong with the draft; empty where nothing is. Reasons are those of group verification or evidence.

        Raises ModelFailure where it could not read the draft or its own output was not usable; the draft is routed.
        """
        ...


class Directory(Protocol):
    """Departments, topics and emergency contacts: data, not code."""

    def departments(self) -> tuple[Department, ...]: ...

    def topics(self) -> tuple[Topic, ...]: ...

    def emergency_contacts(self) -> tuple[EmergencyContact, ...]: ...


class LanguageDetector(Protocol):
    """Tells in which language a text is written."""

    def detect(self, text: str) -> str | None:
        """An ISO 639-1 code, or None where the text is too short or mixed to tell."""
        ...


class MessageReader(Protocol):
    """Tells what kind of message a text is. What it sees is added to what rules see; it takes nothing away (C-15)."""

    def read(self, text: str) -> Reading:
        """The share of each kind."""
        ...


class Step(Protocol):
    """One step of the pipeline: takes what is known so far and returns it with its own findings added."""

    @property
    def stage(self) -> Stage:
        """Which stage this step is."""
        ...

    def run(self, working: Working) -> Working:
        """May raise anything: the pipeline turns every exception into a case for a person."""
        ...


class Autonomy(Protocol):
    """What may go out without a person, now."""

    def certificate(self, topic_id: str, language: Language) -> Certificate | None:
        """The newest certificate of the topic and language, whatever its status."""
        ...

    def stopped(self, department_id: str, topic_id: str | None) -> bool:
        """True if a stop switch (whole, department or topic) is on. Read fresh each time (S-14)."""
        ...


class QuestionQueue(Protocol):
    """Where accepted questions wait for the engine."""

    def put(self, question_id: str) -> None:
        """Never raises and never waits: the question is stored already, a lost entry is found again by the sweep."""
        ...


class SendingLimits(Protocol):
    """How much may be sent. Raises TooMany with the time to wait."""

    def opening(self, address: str) -> None:
        """A conversation is opened from this address."""
        ...

    def open_call(self, address: str) -> None:
        """Count a call for what is open to everybody. Raises TooMany."""
        ...

    def proposal(self, address: str) -> None:
        """Count a proposal for a text. Raises TooMany."""
        ...

    def message(self, conversation_id: str, address: str) -> None:
        """A message is sent in this conversation."""
        ...


class DayWriting(Protocol):
    """Days and moments as people of a language write them, in the town's time."""

    def moment(self, at: datetime, language: Language) -> str:
        """Day and minute."""
        ...

    def day(self, day: date | datetime, language: Language) -> str:
        """The day alone."""
        ...


class PasswordHashes(Protocol):
    """Slow hashes of passwords."""

    def hash(self, password: str) -> str:
        """A hash with the parameters in force, salted anew each time."""
        ...

    def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the hashed one. None (no such account) takes the same time and is never right."""
        ...

    def outdated(self, password_hash: str) -> bool:
        """True if the hash was made with other parameters than those in force."""
        ...


class SignInLimits(Protocol):
    """How often signing in may be tried. Names are only counted, never stored."""

    def attempt(self, username: str, address: str) -> None:
        """A password is about to be checked. Raises TooMany with the time to wait."""
        ...

    def failed(self, address: str) -> None:
        """The password was wrong."""
        ...

    def succeeded(self, username: str) -> None:
        """The password was right: earlier mistakes at this name are forgotten."""
        ...


class OpenConflicts(Protocol):
    """Contradictions between documents that their owners have not settled yet (S-05)."""

    def on(self, passage_ids: Collection[str], day: date) -> frozenset[str]:
        """Those of the passages that another document in force on the day contradicts."""
        ...


class SourceStatus(Protocol):
    """What citizens may be told on the strength of now."""

    def in_force(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """Those of the versions that are published, served, public and in force on the local day of that moment."""
        ...

    def speaking(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """Those served and in force on that day, whoever may read them: a rule for the staff can contradict too."""
        ...


class Likeness(Protocol):
    """How alike texts are in meaning."""

    def to(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """The cosine of `text` with each of the others, -1..1, in their order."""
        ...
