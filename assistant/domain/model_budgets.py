"""What language models may cost: amounts, limits by question, department and day, and what a call is booked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

MILLION = 1_000_000
"""Prices are named per million tokens, costs are counted in millionths of the currency's unit."""

BYTES_PER_TOKEN = 3
"""Bytes of UTF-8 that a token is taken for before a server has counted: English has more (some 4.5), Chinese as many, so
that the guess is rather too high than too low."""


class Purpose(StrEnum):
    """What a model is asked for."""

    DRAFT = "draft"
    REWRITE = "rewrite"
    TRANSLATION = "translation"
    SECOND_OPINION = "second_opinion"


class Scope(StrEnum):
    """Whose limit is meant."""

    QUESTION = "question"
    DEPARTMENT = "department"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class ChargedTo:
    """The question a call is made for, and the department whose budget pays, None while it is not known."""

    question_id: str
    department_id: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens in and out, their cost in millionths, and milliseconds of waiting."""

    tokens: int = 0
    cost: int = 0
    ms: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.tokens + other.tokens, self.cost + other.cost, self.ms + other.ms)


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be spent; None is no limit."""

    tokens: int | None = None
    cost: int | None = None
    ms: int | None = None

    def passed_by(self, amount: Amount) -> str | None:
        """What of it is too much, in one word; None if all fits."""
        pairs = (
            ("tokens", self.tokens, amount.tokens),
            ("cost", self.cost, amount.cost),
            ("time", self.ms, amount.ms),
        )
        return next((name for name, most, found in pairs if most is not None and found > most), None)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits in force. `department` holds for each department that `departments` does not name."""

    question: Limit = Limit()
    department: Limit = Limit()
    day: Limit = Limit()
    departments: Mapping[str, Limit] = field(default_factory=dict)

    def of_department(self, department_id: str) -> Limit:
        """A department's own limit a day."""
        return self.departments.get(department_id, self.department)

    def all(self) -> tuple[Limit, ...]:
        """Every limit there is."""
        return (self.question, self.department, self.day, *self.departments.values())


@dataclass(frozen=True, slots=True)
class TokenPrice:
    """The price of a million tokens read and of a million tokens written, in millionths of the currency's unit."""

    prompt: int
    completion: int

    def cost(self, prompt_tokens: int, completion_tokens: int) -> int:
        """Rounded up, so that many small calls are not free."""
        return -(-(self.prompt * prompt_tokens + self.completion * completion_tokens) // MILLION)


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call about to be made, at the most it can take."""

    charged: ChargedTo
    purpose: Purpose
    endpoint: int
    model: str
    prompt_tokens: int
    completion_tokens: int
    ms: int


@dataclass(frozen=True, slots=True)
class UsedCall:
    """What a call took. None tokens: the server did not say, and what was planned stays booked."""

    ms: int
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class BookedCall:
    """One line of the ledger. `settled` is False while the call runs, or if the process ended in it."""

    id: str
    question_id: str
    department_id: str
    day: date
    at: datetime
    purpose: Purpose
    endpoint: int
    model: str
    prompt_tokens: int
    completion_tokens: int
    cost: int
    ms: int
    counted: bool = False
    settled: bool = False
    fault: str = ""

    @property
    def amount(self) -> Amount:
        """What it takes from the budgets."""
        return Amount(self.prompt_tokens + self.completion_tokens, self.cost, self.ms)


@dataclass(frozen=True, slots=True)
class DaySpending:
    """What one department spent on a day, with the number of calls and of those that brought nothing."""

    day: date
    department_id: str
    model: str
    calls: int
    failed: int
    prompt_tokens: int
    completion_tokens: int
    cost: int
    ms: int


def tokens_of(texts: Iterable[str]) -> int:
    """How many tokens texts may be at most, as long as nobody counted."""
    return sum(-(-len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN) for text in texts)
