"""What tasks that the system opens are called, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.questions import Language


class TitleKind(StrEnum):
    """What the title says; its facts are the names it says it of."""

    CONTRADICTION = "contradiction"
    QUESTIONS_FAIL = "questions_fail"
    ANSWER_LAPSED = "answer_lapsed"
    LOW_RATING = "low_rating"
    PROPOSED_BY_CITIZEN = "proposed_by_citizen"


TITLES: Mapping[TitleKind, Mapping[Language, str]] = {
    TitleKind.CONTRADICTION: {
        Language.EN: "“{0}” and “{1}” contradict each other",
        Language.ZH: "《{0}》与《{1}》相互矛盾",
    },
    TitleKind.QUESTIONS_FAIL: {
        Language.EN: "Test questions no longer find “{0}”",
        Language.ZH: "测试问题不再能找到《{0}》",
    },
    TitleKind.ANSWER_LAPSED: {
        Language.EN: "An approved answer has lapsed: “{0}”",
        Language.ZH: "一条已核定答复已失效：“{0}”",
    },
    TitleKind.PROPOSED_BY_CITIZEN: {
        Language.EN: "A citizen proposes a correction of “{0}”",
        Language.ZH: "市民建议更正《{0}》",
    },
    TitleKind.LOW_RATING: {
        Language.EN: "A citizen rated an automatic reply as bad",
        Language.ZH: "市民对一条自动答复给出差评",
    },
}
"""The facts stand at {0} and {1}; they are names as they were written, in whatever language."""


@dataclass(frozen=True, slots=True)
class TaskTitle:
    """A title of the system: its kind and the names in it."""

    kind: TitleKind
    facts: tuple[str, ...]

    def told_in(self, language: Language) -> str:
        """In words. Raises IndexError for too few facts."""
        return TITLES[self.kind][language].format(*self.facts)
