"""The parts of a draft in words."""

from __future__ import annotations

from review_console.language import defer

PARTS = {
    "answer": defer("The answer"),
    "condition": defer("Conditions and exceptions of the answer"),
    "next_step": defer("What the citizen does next"),
}
