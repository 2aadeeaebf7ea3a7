"""How long a draft was read before it was sent on, against the least that reading takes (H-05)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST_S = 8.0
"""Seconds below which no draft is read, however short (H-05)."""

WORDS_A_MINUTE = 238.0
"""Silent reading of English non-fiction by adults: the mean of 190 studies (Brysbaert 2019, as H-05 cites it)."""

CHARACTERS_A_MINUTE = 400.0
"""Silent reading of Chinese; a target of H-05, not measured here."""

PART_READ = 0.5
"""Twice the mean speed still counts as reading (H-05, a target): the fastest readers of the studies are well below it."""

FLAGS_BEFORE_REST = 3
"""Flags within FLAGS_COUNT_FOR after which a rest is proposed (H-05)."""

FLAGS_COUNT_FOR = timedelta(days=1)
"""The last day and night, whatever the time zone."""

AUDITED_AFTER_FLAGS = 10
"""The last approvals that a colleague labels blind when a rest is proposed (H-05)."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\u3400-\u9fff]+(?:['’.,-][^\W\u3400-\u9fff]+)*")


def reading_floor_s(text: str) -> float:
    """The least seconds of reading for this text; a text in both languages takes the time of both parts."""
    minutes = len(_WORD.findall(text)) / WORDS_A_MINUTE + len(_CHINESE.findall(text)) / CHARACTERS_A_MINUTE
    return max(LEAST_S, PART_READ * 60 * minutes)


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """What was measured for one decision that sent a draft on: seconds of visible page, and the floor."""

    decision_id: str
    staff_id: str
    seconds: float
    floor_s: float
    at: datetime

    @property
    def flagged(self) -> bool:
        """Whether it was sent on sooner than it can be read."""
        return self.seconds < self.floor_s


def visible_s(elapsed_s: float, reported_ms: int | None) -> float:
    """Seconds that the page was in sight: what it counted itself, never more than passed since the draft was handed out.

    A page that counts nothing is believed the time that passed.
    """
    passed = max(0.0, elapsed_s)
    return passed if reported_ms is None else min(passed, max(0, reported_ms) / 1000)
