"""Open figures, open data and the log of changes on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.domain.content_faults import FaultKind
from assistant.services.open_figures import OpenFigures, OpenGroup
from assistant.services.suggestions import PublicChange
from assistant.web.wire import Shown, Wire
from assistant.web.wire_ratings import RatingFiguresShown, rating_figures_shown

LICENCE = "CC0-1.0"
"""Under which open data are given: free for everybody, without conditions."""


class ProposalRequest(Wire):
    """What is wrong with a text, and how."""

    kind: FaultKind
    words: str = Field(max_length=10_000)


class PromisesShown(Shown):
    """Replies by persons, and how many came when promised."""

    replied: int
    kept: int
    median_hours: float | None


class AppealsShown(Shown):
    """Replies looked at again."""

    made: int
    changed: int
    open: int


class OpenFiguresShown(Shown):
    """How the service does."""

    outcomes: Mapping[str, int]
    released_unchanged: int
    released_changed: int
    promises: PromisesShown
    ratings: RatingFiguresShown
    appeals: AppealsShown
    since: datetime
    at: datetime


class OpenGroupShown(Shown):
    """A line of open data."""

    month: str
    language: str
    topic_id: str
    outcome: str
    questions: int


class OpenDataShown(Shown):
    """Counts without anybody in them. Groups smaller than `smallest_group` are left out."""

    licence: str
    smallest_group: int
    groups: tuple[OpenGroupShown, ...]


class ChangeShown(Shown):
    """What came of a proposal."""

    document_id: str
    version_id: str
    title: str
    department_name: str
    proposed_on: date
    state: str
    changed_at: datetime | None
    proposals: int


class ChangesShown(Shown):
    """The public log of changes."""

    changes: tuple[ChangeShown, ...]


def figures_shown(figures: OpenFigures) -> OpenFiguresShown:
    """On the wire."""
    return OpenFiguresShown(
        outcomes={outcome.value: count for outcome, count in figures.outcomes.items()},
        released_unchanged=figures.released_unchanged,
        released_changed=figures.released_changed,
        promises=PromisesShown.model_validate(figures.promises),
        ratings=rating_figures_shown(figures.ratings),
        appeals=AppealsShown.model_validate(figures.appeals),
        since=figures.since,
        at=figures.at,
    )


def data_shown(groups: tuple[OpenGroup, ...], smallest: int) -> OpenDataShown:
    """On the wire."""
    return OpenDataShown(
        licence=LICENCE, smallest_group=smallest, groups=tuple(map(OpenGroupShown.model_validate, groups))
    )


def changes_shown(changes: tuple[PublicChange, ...], names: Mapping[str, str]) -> ChangesShown:
    """On the wire, with the departments' names."""
    return ChangesShown(
        changes=tuple(
            ChangeShown(
                document_id=one.document_id,
                version_id=one.version_id,
                title=one.title,
                department_name=names.get(one.department_id, one.department_id),
                proposed_on=one.proposed_on,
                state=one.state.value,
                changed_at=one.changed_at,
                proposals=one.proposals,
            )
            for one in changes
        )
    )
