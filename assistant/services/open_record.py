"""The open record of the service: made from live configuration and stored figures, never copied by hand (L-06, L-29)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from assistant.domain.office_facts import OfficeFacts, Risk
from assistant.domain.questions import Language, Outcome
from assistant.services.autonomy_report import AutonomyReport, PublicGroup
from assistant.services.card_texts import CARD, HEADINGS, CardPart, CardSaid
from assistant.services.open_figures import OpenCounts
from assistant.services.ports import Clock

Json = dict[str, object]

ATRS_VERSION = "3.0"
"""Of the Algorithmic Transparency Recording Standard whose headings the record follows."""


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """What is true of the running system, taken from its settings and parts."""

    town: Mapping[Language, str]
    departments: int
    topics: int
    drafting: tuple[str, ...]
    pipeline_hash: str
    answer_first_share: float
    unaided_share: float
    reply_audit_share: float
    second_review_share: float
    conversation_days: int
    backup_days: int


@dataclass(frozen=True, slots=True)
class CardParagraph:
    """A part of the system card."""

    part: CardPart
    heading: str
    sentences: tuple[str, ...]


class OpenRecords:
    """Read by everybody."""

    def __init__(
        self,
        office: OfficeFacts,
        risks: Sequence[Risk],
        facts: SystemFacts,
        counts: OpenCounts,
        report: AutonomyReport,
        clock: Clock,
    ) -> None:
        self._office = office
        self._risks = tuple(risks)
        self._facts = facts
        self._counts = counts
        self._report = report
        self._clock = clock

    def card(self, language: Language) -> tuple[CardParagraph, ...]:
        """The instructions for use: purpose, accuracy with its measure and population, failures, oversight, log."""
        groups = self._report.public()
        accuracy = [_accuracy(one, language) for one in groups] or [CARD[CardSaid.NO_CERTIFICATE][language]]
        facts = self._facts
        measures = [
            CARD[CardSaid.OVERSIGHT][language].format(
                first=_percent(facts.answer_first_share),
                unaided=_percent(facts.unaided_share),
                audited=_percent(facts.reply_audit_share),
                second=_percent(facts.second_review_share),
            ),
            CARD[CardSaid.STOP][language],
        ]
        drafted = CARD[CardSaid.MODELS if facts.drafting else CardSaid.NO_MODEL][language]
        parts: list[tuple[CardPart, list[str]]] = [
            (CardPart.PURPOSE, [CARD[CardSaid.PURPOSE][language].format(town=facts.town[language])]),
            (
                CardPart.MACHINE,
                [CARD[CardSaid.ASSISTS][language], drafted.format(models="; ".join(facts.drafting))],
            ),
            (CardPart.ACCURACY, accuracy),
            (CardPart.FAILURES, [f"{one.risk[language]} {one.measure[language]}" for one in self._risks]),
            (CardPart.OVERSIGHT, measures),
            (
                CardPart.LOG,
                [
                    CARD[CardSaid.LOG][language].format(
                        days=facts.conversation_days,
                        backups=facts.backup_days,
                        pipeline=facts.pipeline_hash[:12],
                    )
                ],
            ),
        ]
        return tuple(CardParagraph(part, HEADINGS[part][language], tuple(said)) for part, said in parts)

    def atrs(self) -> Json:
        """The transparency record, its fields named as the standard's; none is empty."""
        office = asdict(self._office)
        return {
            "standard": f"ATRS {ATRS_VERSION}",
            "generated_at": _iso(self._clock.now()),
            "tier_1": self._tier_1(),
            "tier_2": {
                "1_owner_and_responsibility": {
                    "organisation": self._facts.town[Language.EN],
                    **{
                        name: office[name]
                        for name in (
                            "team",
                            "senior_responsible_owner",
                            "supplier_name",
                            "supplier_number",
                            "supplier_role",
                            "procurement",
                            "supplier_data_access",
                        )
                    },
                },
                "2_description_and_rationale": self._rationale(),
                "3_decision_making": self._decisions(),
                "4_tool_specification": self._specification(),
                "5_risks_and_assessments": {
                    "impact_assessments": self._office.impact_assessments,
                    "risks": [self._risk(one) for one in self._risks],
                },
            },
        }

    def _tier_1(self) -> Json:
        return {
            "name": "Civic Desk",
            "description": CARD[CardSaid.PURPOSE][Language.EN].format(town=self._facts.town[Language.EN]),
            "website": self._office.website,
            "contact": self._office.contact,
        }

    def _rationale(self) -> Json:
        return {
            "description": CARD[CardSaid.ASSISTS][Language.EN],
            "scope": f"{self._facts.departments} departments, {self._facts.topics} topics, English and Chinese",
            "benefit": self._office.benefit,
            "previous_process": self._office.previous_process,
            "alternatives": self._office.alternatives,
        }

    def _decisions(self) -> Json:
        figures = self._counts.figures()
        return {
            "process_integration": CARD[CardSaid.PROCESS][Language.EN],
            "provided_information": CARD[CardSaid.PROVIDED][Language.EN],
            "frequency_and_scale": {
                "questions_by_outcome": {
                    outcome.value: figures.outcomes.get(outcome, 0) for outcome in Outcome
                },
                "replies_by_people_in_90_days": figures.promises.replied,
            },
            "human_decisions_and_review": CARD[CardSaid.STOP][Language.EN],
            "required_training": CARD[CardSaid.TRAINING][Language.EN],
            "appeals_and_review": {
                "how": CARD[CardSaid.APPEALS][Language.EN],
                "made": figures.appeals.made,
                "changed": figures.appeals.changed,
            },
        }

    def _specification(self) -> Json:
        facts = self._facts
        return {
            "architecture": CARD[CardSaid.ARCHITECTURE][Language.EN],
            "models": list(facts.drafting) or [CARD[CardSaid.NO_MODEL][Language.EN]],
            "pipeline_hash": facts.pipeline_hash,
            "performance": [_performance(one) for one in self._report.public()]
            or [CARD[CardSaid.NO_CERTIFICATE][Language.EN]],
            "data": CARD[CardSaid.LOG][Language.EN].format(
                days=facts.conversation_days, backups=facts.backup_days, pipeline=facts.pipeline_hash[:12]
            ),
        }

    def _risk(self, risk: Risk) -> Json:
        return {
            "id": risk.id,
            "area": risk.area.value,
            "function": risk.function.value,
            "risk": risk.risk[Language.EN],
            "mitigation": risk.measure[Language.EN],
            "owner": risk.owner,
            "disengage": risk.disengage,
            "requirements": list(risk.requirements),
        }


def _performance(group: PublicGroup) -> Json:
    """The stored figures of a certificate and of its audits, as they are."""
    return {
        "topic": group.topic_id,
        "language": group.language.value,
        "status": group.status.value if group.status is not None else "none",
        "measure": "share of wrong answers among those confident enough to be sent, labelled blind by people",
        "labelled": group.n,
        "wrong": group.k,
        "upper_bound": group.risk_upper if group.risk_upper is not None else "none",
        "tolerated": group.alpha if group.alpha is not None else "none",
        "audited_since": group.audited,
        "audited_wrong": group.audited_wrong,
        "appealed": group.appealed,
        "appealed_changed": group.appealed_changed,
    }


def _accuracy(group: PublicGroup, language: Language) -> str:
    return CARD[CardSaid.ACCURACY][language].format(
        topic=group.topic_name.get(language, group.topic_id),
        spoken=group.language.value,
        n=group.n,
        k=group.k,
        bound=_percent(group.risk_upper or 0.0),
        alpha=_percent(group.alpha or 0.0),
        audited=group.audited,
        wrong=group.audited_wrong,
    )


def _percent(share: float) -> str:
    return f"{share * 100:.3g} %"


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
