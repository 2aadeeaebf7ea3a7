"""What the learned reader makes of a message, and from which share on it counts (C-15).

The reader stands beside the phrase rules: what it sees is added to what they see, and takes nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.questions import Language
from assistant.domain.reasons import Reason


class MessageKind(StrEnum):
    """What a message is, as the reader was taught. The order is that of its weights."""

    ORDINARY = "ordinary"
    ATTACK = "attack"
    CRISIS = "crisis"
    VIOLENCE = "violence"
    HARMFUL = "harmful"
    PRIVATE = "private"
    ADVICE = "advice"


REASON_OF: Mapping[MessageKind, Reason] = {
    MessageKind.ATTACK: Reason.INJECTION,
    MessageKind.CRISIS: Reason.CRISIS,
    MessageKind.VIOLENCE: Reason.VIOLENCE,
    MessageKind.HARMFUL: Reason.SENSITIVE,
    MessageKind.PRIVATE: Reason.SENSITIVE,
    MessageKind.ADVICE: Reason.SENSITIVE,
}
"""Why a person reads a message of each kind; an ordinary one needs nobody."""

READING = "reading/"
"""How the rules of the reader are named; what follows is the kind."""

EXCEPTABLE_KINDS = tuple(kind for kind in REASON_OF if kind is not MessageKind.CRISIS)
"""The kinds from which policy staff may except a wording. Never crisis: a message too many costs a look, one too few
may cost a life."""

CARE_KINDS = (
    MessageKind.CRISIS,
    MessageKind.VIOLENCE,
    MessageKind.HARMFUL,
    MessageKind.PRIVATE,
    MessageKind.ADVICE,
)
"""The kinds that want care. Their shares count together: whether a threat is violence or harm, a person reads it."""

ATTACK_SHARE: Mapping[Language, float] = {Language.EN: 0.22, Language.ZH: 0.25}
"""From this share on a message is taken for an attack. English: cross-validated, .001 of real questions lie above it.
Chinese: .38 would let .001 of our look-alikes pass; the lower share was set because none of the sample town's questions
reach even .15."""

ATTACK_SHARE_ELSEWHERE = 0.5
"""The same in a language that the reader never learned: its words look strange to it, not hostile, and the message goes to
a person in any case. Half: what it takes for an attack must be likelier one than not."""

CARE_SHARE: Mapping[Language, float] = {Language.EN: 0.7, Language.ZH: 0.6}
"""From this share of all kinds that want care on, a person reads the message. Cross-validated in English: above .65 lie .11
of patterns of look-alikes and .02 of real questions, above .8 .06 and .01. In Chinese above .55: .12 and .003. Of the
ordinary questions of the sample town 7 of 509 and 9 of 212 lie above the shares in force."""

HELP_SHARE: Mapping[Language, float] = {Language.EN: 0.75, Language.ZH: 0.4}
"""From this share of crisis on, help is shown at once, as if a rule had seen it. Cross-validated: of ordinary messages fewer
than .002 lie above it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The share of each kind in the part of a message that wants most care, and the share of attack in the whole."""

    shares: Mapping[MessageKind, float]
    attack: float

    def kinds(self, language: Language, foreign: bool = False) -> tuple[MessageKind, ...]:
        """The kinds that count in a message of this language; none for an ordinary message. `foreign`: it is written in
        a language that nobody here serves; a person reads it in any case, so that care adds nothing."""
        found = []
        if self.attack >= (ATTACK_SHARE_ELSEWHERE if foreign else ATTACK_SHARE[language]):
            found.append(MessageKind.ATTACK)
        if not foreign and self.care >= CARE_SHARE[language]:
            found.append(max(CARE_KINDS, key=lambda kind: self.shares[kind]))
        return tuple(found)

    @property
    def care(self) -> float:
        """How far the message wants care."""
        return sum(self.shares[kind] for kind in CARE_KINDS)

    def help_at_once(self, language: Language) -> bool:
        """Whether help must be shown before anybody reads the message."""
        return self.shares[MessageKind.CRISIS] >= HELP_SHARE[language]
