"""Every code of the domain has a plain label."""

from __future__ import annotations

import pytest

from assistant.domain.answer_parts import Part
from assistant.domain.case_life import CasePhase
from assistant.domain.cases import CaseEventKind, CaseState, DecisionKind, DecisionReason
from assistant.domain.certificates import CertificateStatus
from assistant.domain.confidence_notes import SignalNote
from assistant.domain.content_faults import FaultKind
from assistant.domain.hand_overs import HandOverKind, HandOverOutcome
from assistant.domain.needs import Cause, NeedState, NeedStep
from assistant.domain.oversight import StopScope
from assistant.domain.publication_checks import Check, Gap, Standing
from assistant.domain.reasons import Reason
from assistant.domain.service_times import ClockStage
from assistant.domain.staff import Role
from assistant.domain.tasks import TaskKind, TaskState, TaskStep
from assistant.services.agenda import AgendaSection
from assistant.services.publication_history import Step
from knowledge_base.documents import Audience, JurisdictionLevel
from knowledge_base.parsing.warning_kinds import WarningKind
from knowledge_base.versions import VersionState
from review_console import labels, labels_case_life, labels_needs, labels_parts, labels_signals


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (labels.REASONS, Reason),
        (labels.CASE_STATES, CaseState),
        (labels.DECISIONS_DONE, DecisionKind),
        (labels.DECISION_REASONS, DecisionReason),
        (labels.EVENTS, CaseEventKind),
        (labels.CERTIFICATE_STATES, CertificateStatus),
        (labels.STOP_SCOPES, StopScope),
        (labels.ROLES, Role),
        (labels.VERSION_STATES, VersionState),
        (labels.WARNINGS, WarningKind),
        (labels.CHECKS, Check),
        (labels.CHECK_STANDINGS, Standing),
        (labels.GAPS, Gap),
        (labels.FAULT_KINDS, FaultKind),
        (labels.FAULT_STATES, TaskState),
        (labels.HISTORY_STEPS, Step),
        (labels_needs.TASK_KINDS, TaskKind),
        (labels_needs.TASK_STATES, TaskState),
        (labels_needs.TASK_STEPS, TaskStep),
        (labels_needs.NEED_STATES, NeedState),
        (labels_needs.NEED_STEPS, NeedStep),
        (labels_needs.CAUSES, Cause),
        (labels_needs.AGENDA_SECTIONS, AgendaSection),
        (labels.AUDIENCES, Audience),
        (labels.LEVELS, JurisdictionLevel),
        (labels_signals.SIGNAL_NOTES, SignalNote),
        (labels_parts.PARTS, Part),
        (labels_case_life.PHASES, CasePhase),
        (labels_case_life.CLOCK_STAGES, ClockStage),
        (labels_case_life.HAND_OVER_KINDS, HandOverKind),
        (labels_case_life.HAND_OVER_OUTCOMES, HandOverOutcome),
    ],
)
def test_each_code_has_a_label(table: dict[str, str], codes: type) -> None:
    """Staff never read a bare code."""
    assert set(table) == {str(code) for code in codes}  # type: ignore[attr-defined]


def test_an_unknown_code_shows_as_itself() -> None:
    """A newer API's code is not hidden."""
    assert labels.label(labels.REASONS, "brand_new") == "brand_new"
