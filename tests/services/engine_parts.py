"""Small parts for tests of the pipeline: questions, passages, drafts, and fakes of the ports the steps use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote, Verdict
from assistant.domain.certificates import Certificate
from assistant.domain.evidence import Evidence
from assistant.domain.model_budgets import ChargedTo
from assistant.domain.questions import Author, Language, Question, Stage, Turn
from assistant.domain.routing import Working
from assistant.services.ports import ModelFailure
from tests.fakes import MORNING

HASH = "hash"


def a_question(text: str = "What does it cost?", *earlier: str, language: Language = Language.EN) -> Question:
    """A question; `earlier` are the citizen's messages before it."""
    history = tuple(Turn(Author.CITIZEN, one) for one in earlier)
    return Question("q1", "c1", text, language, MORNING, history)


def a_passage(
    document_id: str = "parking",
    title: str = "Resident parking permit",
    heading: str = "Fees",
    department_id: str = "transport",
    language: str = "en",
) -> Evidence:
    """A passage in force."""
    text = "A resident parking permit costs 30 euros a year."
    return Evidence(
        passage_id=f"{document_id}-{heading}",
        document_id=document_id,
        version_id=f"{document_id}-v1",
        version_number=1,
        document_title=title,
        department_id=department_id,
        heading_path=(title, heading),
        text=text,
        start=0,
        end=len(text),
        page=None,
        language=language,
        effective_from=date(2026, 1, 1),
        effective_to=None,
        score=1.0,
        signals={},
    )


def a_draft(passage: Evidence) -> Draft:
    """A draft of one claim that quotes the passage whole."""
    quote = Quote(
        passage.passage_id, passage.version_id, passage.document_id, passage.text, passage.start, passage.end
    )
    return Draft((Claim(passage.text, (quote,)),), Language.EN, DraftMethod.EXTRACTIVE)


def checked(passage: Evidence | None = None, **changes: object) -> Working:
    """What Route gets when all went well: one passage, one quoted claim, a clean verdict."""
    passage = passage or a_passage()
    question = a_question()
    working = Working(
        question,
        masked_text=question.text,
        language=Language.EN,
        standalone=question.text,
        department_id="transport",
        topic_id="resident-parking",
        evidence=(passage,),
        draft=a_draft(passage),
        verdict=Verdict((), (1.0,)),
        pipeline_hash=HASH,
    )
    return replace(working, **changes)  # type: ignore[arg-type]


def a_certificate(threshold: float = 0.0, **changes: object) -> Certificate:
    """A certificate for resident parking in English, valid in the morning of the tests."""
    certificate = Certificate(
        id="cert1",
        topic_id="resident-parking",
        language=Language.EN,
        threshold=threshold,
        alpha=0.1,
        delta=0.1,
        n=60,
        k=0,
        risk_upper=0.04,
        coverage=0.8,
        grid=(threshold,),
        data_sha256="d",
        pipeline_hash=HASH,
        signed_by="sam",
        signed_at=datetime(2026, 11, 1, tzinfo=UTC),
        expires_at=MORNING + timedelta(days=30),
    )
    return replace(certificate, **changes)  # type: ignore[arg-type]


@dataclass
class FakeAutonomy:
    """The port `Autonomy`, in memory."""

    held: Certificate | None = None
    stop: bool = False

    def certificate(self, topic_id: str, language: Language) -> Certificate | None:
        """The one certificate, whatever is asked about: Route has to compare."""
        return self.held

    def stopped(self, department_id: str, topic_id: str | None) -> bool:
        """The switch."""
        return self.stop


@dataclass
class FakeStep:
    """A step that does what it is told."""

    stage: Stage
    does: Callable[[Working], Working] = lambda working: working
    seen: list[Working] = field(default_factory=list)

    def run(self, working: Working) -> Working:
        """Remember and do."""
        self.seen.append(working)
        return self.does(working)


@dataclass
class FakeModel:
    """A model whose rewriting is given; None fails."""

    rewritten: str | None
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    fingerprint: str = "fake"

    def draft(
        self, question: Question, standalone: str, evidence: Sequence[Evidence], charged: ChargedTo
    ) -> Draft:
        """Not used by the steps under test."""
        raise AssertionError("no draft was to be asked for")

    def translate(self, text: str, into: Language, charged: ChargedTo) -> str:
        """Not used by the steps under test."""
        raise AssertionError("no translation was to be asked for")

    def rewrite(self, text: str, history: Sequence[Turn], language: Language, charged: ChargedTo) -> str:
        """The given rewriting, or the failure every model fault becomes."""
        self.asked.append((text, tuple(history)))
        if self.rewritten is None:
            raise ModelFailure("model_timeout", "too slow")
        return self.rewritten
