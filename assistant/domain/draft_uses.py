"""What people made of drafts, as one number each: how much of the draft they changed (H-10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class DraftUse:
    """One decision on a draft. `changed` is 0 where it went out as it was and 1 where nothing of it did."""

    decision_id: str
    draft_id: str
    staff_id: str
    department_id: str
    topic_id: str | None
    confidence: float
    changed: float
    at: datetime

    @property
    def unchanged(self) -> bool:
        """Whether the draft went out as it was."""
        return self.changed == 0.0


def changed_share(draft: str, sent: str) -> float:
    """The share of words (Chinese characters count as one each) that differ between a draft and what was sent."""
    if draft == sent:
        return 0.0
    return 1.0 - SequenceMatcher(None, _TOKEN.findall(draft), _TOKEN.findall(sent), autojunk=False).ratio()
