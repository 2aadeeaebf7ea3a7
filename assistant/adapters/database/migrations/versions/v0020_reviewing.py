"""The tables of how cases are worked on, of competence checks, of incidents and of oversight trials."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import (
    flags,
    json_value,
    moment,
    numbers,
    sealed,
    text,
    texts,
    whole,
)

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _arms()
    _reading()
    _uses()
    _checks()
    _incidents()
    _trials()


def _uses() -> None:
    op.create_table(
        "draft_uses",
        *texts("decision_id", "draft_id", "staff_id", "department_id"),
        text("topic_id", nullable=True),
        *numbers("confidence", "changed"),
        moment("at"),
        sa.PrimaryKeyConstraint("decision_id", name="pk_draft_uses"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_draft_uses_decision_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_uses_draft_id"),
        sa.UniqueConstraint("draft_id", "staff_id", name="uq_draft_uses_draft_id_staff_id"),
    )
    op.create_index("ix_draft_uses_department_at", "draft_uses", ["department_id", "at"])


def _arms() -> None:
    op.create_table(
        "review_arms",
        *texts("case_id", "arm"),
        *numbers("draw"),
        moment("at"),
        sa.PrimaryKeyConstraint("case_id", name="pk_review_arms"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_review_arms_case_id"),
    )
    op.create_index("ix_review_arms_at", "review_arms", ["at"])
    op.create_table(
        "initial_judgements",
        *texts("case_id", "staff_id", "judged_as"),
        text("passage_id", nullable=True),
        moment("at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name="pk_initial_judgements"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_initial_judgements_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_initial_judgements_staff_id"),
    )
    op.create_index("ix_initial_judgements_staff_id", "initial_judgements", ["staff_id"])


def _reading() -> None:
    op.create_table(
        "draft_servings",
        *texts("case_id", "staff_id", "draft_sha256"),
        moment("at"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", "draft_sha256", name="pk_draft_servings"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_draft_servings_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_draft_servings_staff_id"),
    )
    op.create_table(
        "reading_times",
        *texts("decision_id", "staff_id"),
        *numbers("seconds", "floor_s"),
        moment("at"),
        sa.PrimaryKeyConstraint("decision_id", name="pk_reading_times"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_reading_times_decision_id"),
    )
    op.create_index("ix_reading_times_staff_at", "reading_times", ["staff_id", "at"])


def _checks() -> None:
    op.create_table(
        "check_questions",
        *texts("id", "topic_id", "document_id", "version_id", "passage", "asked"),
        json_value("choices"),
        whole("right"),
        text("set_by"),
        moment("set_at"),
        sa.PrimaryKeyConstraint("id", name="pk_check_questions"),
    )
    op.create_index("ix_check_questions_topic_id", "check_questions", ["topic_id"])
    op.create_table(
        "check_retirements",
        *texts("question_id", "retired_by"),
        moment("at"),
        sa.PrimaryKeyConstraint("question_id", name="pk_check_retirements"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["check_questions.id"], name="fk_check_retirements_question_id"
        ),
    )
    op.create_table(
        "check_sittings",
        *texts("id", "staff_id", "topic_id"),
        json_value("question_ids"),
        moment("begun_at"),
        sa.PrimaryKeyConstraint("id", name="pk_check_sittings"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_check_sittings_staff_id"),
    )
    op.create_index("ix_check_sittings_staff_id", "check_sittings", ["staff_id"])
    op.create_table(
        "check_results",
        *texts("sitting_id", "staff_id", "topic_id"),
        whole("right"),
        moment("at"),
        sa.PrimaryKeyConstraint("sitting_id", name="pk_check_results"),
        sa.ForeignKeyConstraint(["sitting_id"], ["check_sittings.id"], name="fk_check_results_sitting_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_check_results_staff_id"),
    )
    op.create_index("ix_check_results_staff_topic", "check_results", ["staff_id", "topic_id"])


def _incidents() -> None:
    op.create_table(
        "incidents",
        *texts("id", "kind", "about"),
        text("department_id", nullable=True),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_table(
        "incident_recipients",
        *texts("incident_id", "staff_id"),
        sa.PrimaryKeyConstraint("incident_id", "staff_id", name="pk_incident_recipients"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_recipients_incident_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_incident_recipients_staff_id"),
    )
    op.create_index("ix_incident_recipients_staff_id", "incident_recipients", ["staff_id"])


def _trials() -> None:
    op.create_table(
        "oversight_trials",
        *texts("id", "department_id", "begun_by"),
        moment("begun_at"),
        sa.PrimaryKeyConstraint("id", name="pk_oversight_trials"),
    )
    op.create_table(
        "trial_items",
        *texts("trial_id", "seed_id"),
        whole("place"),
        sa.PrimaryKeyConstraint("trial_id", "seed_id", name="pk_trial_items"),
        sa.ForeignKeyConstraint(["trial_id"], ["oversight_trials.id"], name="fk_trial_items_trial_id"),
        sa.ForeignKeyConstraint(["seed_id"], ["reply_seeds.id"], name="fk_trial_items_seed_id"),
    )
    op.create_index("ix_trial_items_seed_id", "trial_items", ["seed_id"])
    op.create_table(
        "trial_verdicts",
        *texts("trial_id", "seed_id", "staff_id"),
        *flags("send"),
        moment("at"),
        sa.PrimaryKeyConstraint("trial_id", "seed_id", "staff_id", name="pk_trial_verdicts"),
        sa.ForeignKeyConstraint(["trial_id"], ["oversight_trials.id"], name="fk_trial_verdicts_trial_id"),
        sa.ForeignKeyConstraint(["seed_id"], ["reply_seeds.id"], name="fk_trial_verdicts_seed_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_trial_verdicts_staff_id"),
    )
    op.create_table(
        "trial_ends",
        text("trial_id"),
        whole("participants"),
        whole("bad"),
        whole("caught"),
        whole("good"),
        whole("stopped"),
        text("ended_by"),
        moment("ended_at"),
        sa.PrimaryKeyConstraint("trial_id", name="pk_trial_ends"),
        sa.ForeignKeyConstraint(["trial_id"], ["oversight_trials.id"], name="fk_trial_ends_trial_id"),
    )
