"""How fast a document's content goes out of date, estimated from its history (S-16).

Two kinds of evidence are counted apart, since each is observed over a time of its own: **revisions** (a new version
came into force), over the years the text has been in force; **findings** (a content fault reported, a saved test
question that began to fail), over the months it has been published here. A few events in a short time say little
about one document, so each rate is drawn towards the mean of the whole base: a Gamma prior on a Poisson rate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from statistics import fmean

MONTH_DAYS = 365.25 / 12

PRIOR_MONTHS = 12.0
"""How many months of its own history weigh as much as the mean of the base: one cycle of a yearly review, so that a
document is judged mostly by itself from its second year on."""

FIRST_RATE = 1 / 24
"""Events a month assumed before anything was observed: a change every two years, between the yearly fee order and
the by-law that stands for a decade. It counts as `PRIOR_MONTHS` of history of every document, so that one fault in a fresh
base does not make all of its documents look hasty."""

LONGEST_MONTHS = 120.0
"""Months of history looked at. What a text did more than ten years ago says little about the next year."""

PAST_DATES_WEIGHT = 0.5
"""What a text counts for in which every date has passed, in events. Half of one: a past date is often only the day
of an enactment, so it alone never says that a text is out of date."""

RISK = 0.5
"""The chance of having gone out of date that a review should come before: sooner wastes reviewers' time on texts
that still hold more often than not, later leaves most readers with a text that does not."""

SHORTEST_INTERVAL, LONGEST_INTERVAL = 1.0, 24.0
"""Months between two reviews that are ever proposed: nobody reviews weekly, and two years is the longest that an
unread text should stand."""


@dataclass(frozen=True, slots=True)
class History:
    """What was observed of one document. Months are ≥ 0; `past_dates` is the share of its dates that have passed."""

    revisions: int
    revision_months: float
    findings: int
    finding_months: float
    past_dates: float = 0.0

    def __post_init__(self) -> None:
        if min(self.revisions, self.findings, self.revision_months, self.finding_months) < 0:
            raise ValueError("nothing is observed less than never")
        if not 0 <= self.past_dates <= 1:
            raise ValueError("a share lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class MeanRates:
    """Events a month that an average document of the base has."""

    revisions: float
    findings: float

    @classmethod
    def of(cls, histories: Iterable[History]) -> MeanRates:
        """All events over all months, `FIRST_RATE` counted in once for every document.

        Past dates are no event of a time: they only set a document apart from the mean.
        """
        known = list(histories)
        return cls(
            _mean_rate((one.revisions, _seen(one.revision_months)) for one in known),
            _mean_rate((one.findings, _seen(one.finding_months)) for one in known),
        )


@dataclass(frozen=True, slots=True)
class Ageing:
    """A document's estimated rate: events a month that put it out of date, and the review interval that follows."""

    revision_rate: float
    finding_rate: float

    @property
    def rate(self) -> float:
        """Events a month, of either kind."""
        return self.revision_rate + self.finding_rate

    @property
    def review_every_months(self) -> float:
        """Months after which the text has gone out of date with the chance `RISK`, within the limits proposed."""
        return min(LONGEST_INTERVAL, max(SHORTEST_INTERVAL, -log(1 - RISK) / self.rate))


def ageing(history: History, mean: MeanRates) -> Ageing:
    """The posterior means: (events + prior · mean) / (months + prior). Between the raw rate and the base's mean."""
    return Ageing(
        _shrunk(history.revisions, _seen(history.revision_months), mean.revisions),
        _shrunk(
            history.findings + PAST_DATES_WEIGHT * history.past_dates,
            _seen(history.finding_months),
            mean.findings,
        ),
    )


def past_share(spoken_of: Iterable[bool]) -> float:
    """The share of dates that have passed; 0 for a text that names no date."""
    passed = [float(one) for one in spoken_of]
    return fmean(passed) if passed else 0.0


def _seen(months: float) -> float:
    return min(months, LONGEST_MONTHS)


def _shrunk(events: float, months: float, mean: float) -> float:
    return (events + PRIOR_MONTHS * mean) / (months + PRIOR_MONTHS)


def _mean_rate(observed: Iterable[tuple[float, float]]) -> float:
    known = list(observed)
    assumed = PRIOR_MONTHS * max(1, len(known))
    events = FIRST_RATE * assumed + sum(number for number, _time in known)
    return events / (assumed + sum(time for _number, time in known))
