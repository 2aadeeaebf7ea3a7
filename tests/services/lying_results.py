"""What is wrong with a result that says it may be released: changes to one where everything is in order."""

from __future__ import annotations

from typing import Any

from assistant.domain.answers import Verdict
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import AskBack, Flag, ReleaseUnderCertificate, ShowEmergency, ToPerson
from tests.services.review_room import FLAGGED

LIES: tuple[dict[str, Any], ...] = (
    {"verdict": FLAGGED},
    {"verdict": None},
    {"verdict": Verdict((), (1.0,), omitted_conditions=("unless",))},
    {"draft": None},
    {"topic_id": "tenancy"},
    {"language": Language.ZH},
    {"confidence": 0.1},
    {"confidence": float("nan")},
    {"pipeline_hash": "pipeline-2"},
    {"flags": (Flag(Reason.CRISIS, "rule"),)},
    {"route": ReleaseUnderCertificate("unknown")},
    {"route": ToPerson((Reason.NO_CERTIFICATE,))},
    {"route": ToPerson((Reason.MODEL_TIMEOUT,))},
    {"route": ToPerson(())},
    {"route": AskBack(("one", "two"))},
    {"route": ShowEmergency((), (Reason.CRISIS,))},
    {"route": None},
)
HONEST: dict[str, Any] = {}
