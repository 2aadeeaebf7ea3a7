"""Every code of the domain has a plain label."""

from __future__ import annotations

import pytest

from assistant.domain.answer_parts import Part
from assistant.domain.approved_answers import LapseReason
from assistant.domain.case_life import CasePhase
from assistant.domain.cases import CaseEventKind, CaseState, DecisionKind, DecisionReason
from assistant.domain.certificates import CertificateStatus
from assistant.domain.confidence_notes import SignalNote
from assistant.domain.content_faults import FaultKind
from assistant.domain.fairness import Dimension, Measure
from assistant.domain.figures import Column, Priority, TableName
from assistant.domain.hand_overs import HandOverKind, HandOverOutcome
from assistant.domain.incidents import IncidentKind
from assistant.domain.needs import Cause, NeedState, NeedStep
from assistant.domain.oversight import StopScope
from assistant.domain.publication_checks import Check, Gap, Standing
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.reply_audits import AuditVerdict
from assistant.domain.review_arms import JudgedAs, ReviewArm
from assistant.domain.seeds import SeedKind, SeedPlace
from assistant.domain.service_times import ClockStage
from assistant.domain.staff import Role
from assistant.domain.task_titles import TITLES, TitleKind
from assistant.domain.tasks import TaskKind, TaskState, TaskStep
from assistant.domain.traffic_shift import ShiftKind
from assistant.services import (
    approved_lapses,
    content_faults,
    health,
    needs_gathering,
    question_round,
    review_due,
    source_conflicts,
)
from assistant.services.agenda import AgendaSection
from assistant.services.figures import Subject
from assistant.services.override_watch import OverrideAlarm
from assistant.services.publication_history import Step
from knowledge_base.documents import Audience, JurisdictionLevel
from knowledge_base.parsing.warning_kinds import WarningKind
from knowledge_base.versions import VersionState
from review_console import (
    labels,
    labels_audits,
    labels_case_life,
    labels_figures,
    labels_needs,
    labels_parts,
    labels_reviewing,
    labels_signals,
    task_words,
)
from review_console.language import translations


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
        (labels_needs.TASK_TITLES, TitleKind),
        (labels_needs.TASK_STATES, TaskState),
        (labels_needs.TASK_STEPS, TaskStep),
        (labels_needs.NEED_STATES, NeedState),
        (labels_needs.NEED_STEPS, NeedStep),
        (labels_needs.CAUSES, Cause),
        (labels_needs.AGENDA_SECTIONS, AgendaSection),
        (labels_figures.SUBJECTS, Subject),
        (labels_figures.TABLES, TableName),
        (labels_figures.MEANINGS, TableName),
        (labels_figures.COLUMNS, Column),
        (labels_figures.PRIORITIES, Priority),
        (labels_figures.DIMENSIONS, Dimension),
        (labels_figures.MEASURES, Measure),
        (labels.AUDIENCES, Audience),
        (labels.LEVELS, JurisdictionLevel),
        (labels_signals.SIGNAL_NOTES, SignalNote),
        (labels_parts.PARTS, Part),
        (labels_audits.VERDICTS, AuditVerdict),
        (labels_audits.SEED_KINDS, SeedKind),
        (labels_reviewing.JUDGED_AS, JudgedAs),
        (labels_reviewing.ARMS, ReviewArm),
        (labels_reviewing.INCIDENTS, IncidentKind),
        (labels_reviewing.OVERRIDE_ALARMS, OverrideAlarm),
        (labels_audits.SEED_PLACES, SeedPlace),
        (labels_audits.SHIFTS, ShiftKind),
        (labels_case_life.PHASES, CasePhase),
        (labels_case_life.CLOCK_STAGES, ClockStage),
        (labels_case_life.HAND_OVER_KINDS, HandOverKind),
        (labels_case_life.HAND_OVER_OUTCOMES, HandOverOutcome),
    ],
)
def test_each_code_has_a_label(table: dict[str, str], codes: type) -> None:
    """Staff never read a bare code."""
    assert set(table) == {str(code) for code in codes}  # type: ignore[attr-defined]


def test_titles_of_tasks_are_the_same_on_the_screen_and_in_files() -> None:
    """The console and the agenda as a file call a task the same, in both languages."""
    for kind, told in TITLES.items():
        written = labels_needs.TASK_TITLES[kind]
        assert (written, translations("zh")[written]) == (told[Language.EN], told[Language.ZH])


def test_notes_of_the_system_have_words() -> None:
    """Whatever a service writes as a code is told in words."""
    codes = {
        source_conflicts.NO_LONGER,
        source_conflicts.AGAIN,
        question_round.FOUND_AGAIN,
        review_due.NOT_SERVED,
        needs_gathering.NOBODY_LEFT,
        *(f"{approved_lapses.LAPSED}{why}" for why in LapseReason),
    }
    assert set(labels_needs.SYSTEM_NOTES) == codes
    prefixes = (content_faults.NEWER_VERSION, health.REVIEWED)
    assert prefixes == (task_words.NEWER_VERSION, task_words.REVIEWED)


def test_an_unknown_code_shows_as_itself() -> None:
    """A newer API's code is not hidden."""
    assert labels.label(labels.REASONS, "brand_new") == "brand_new"
