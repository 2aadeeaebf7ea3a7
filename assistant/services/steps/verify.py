"""The step that checks the draft against its passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, tzinfo

from assistant.domain.answers import Draft, Finding, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Stage
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.routing import Working
from assistant.domain.verification import verify
from assistant.services.ports import ModelFailure, OpenConflicts, SecondOpinion
from assistant.services.steps.own_contradictions import own_contradictions
from assistant.services.steps.planted_orders import planted_orders

UNSETTLED = "owners have not settled it"
"""Detail of a finding about a contradiction on record, where the draft's own passages may not show the other side."""


OPINION_FAILED = "the second opinion failed"
"""Detail of the finding that stands for a second opinion that was not given: a check that failed counts as failed."""

_ITS_GROUPS = (ReasonGroup.EVIDENCE, ReasonGroup.VERIFICATION)


class Verify:
    """Sets the verdict. Without a draft there is nothing to check and the verdict stays unset.

    A claim on a passage that another document contradicts, as their owners have not settled yet, is a finding too, and
    so are claims on passages of one document that contradict each other.
    """

    def __init__(
        self, conflicts: OpenConflicts, zone: tzinfo = UTC, opinion: SecondOpinion | None = None
    ) -> None:
        """`zone` decides which day a question was asked on, and so which versions were in force.

        `opinion` reads each draft after the rules have; the verdict names it as a checker only if it was asked.
        """
        self._conflicts = conflicts
        self._zone = zone
        self._opinion = opinion

    @property
    def stage(self) -> Stage:
        """Which stage this step is."""
        return Stage.VERIFY

    def run(self, working: Working) -> Working:
        """The question with the verdict on its draft."""
        if working.draft is None:
            return working
        day = working.question.asked_at.astimezone(self._zone).date()
        verdict = verify(working.draft, working.evidence, day)
        verdict = _with(verdict, self._open(working.draft, day))
        verdict = _with(verdict, own_contradictions(working.draft, working.evidence))
        verdict = _with(verdict, planted_orders(working.draft))
        if self._opinion is None or not working.draft.claims:
            return replace(working, verdict=verdict)
        further = _second(self._opinion, working.draft, working.evidence)
        checker = f"{verdict.checker}+{self._opinion.fingerprint}"
        return replace(working, verdict=replace(_with(verdict, further), checker=checker))

    def _open(self, draft: Draft, day: date) -> Iterator[Finding]:
        contradicted = self._conflicts.on({quote.passage_id for quote in draft.quotes()}, day)
        for index, claim in enumerate(draft.claims):
            if any(quote.passage_id in contradicted for quote in claim.quotes):
                yield Finding(Reason.KB_CONFLICT, index, 0, len(claim.text), UNSETTLED)


def _with(verdict: Verdict, findings: Sequence[Finding] | Iterator[Finding]) -> Verdict:
    return replace(verdict, findings=tuple(dict.fromkeys((*verdict.findings, *findings))))


def _second(opinion: SecondOpinion, draft: Draft, evidence: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The opinion's findings. One that fails, or names what is not in the draft, is itself a finding."""
    try:
        given = tuple(opinion.findings(draft, evidence))
        sound = all(_fits(finding, draft) for finding in given)
    except ModelFailure as failure:
        return (_failed(draft, failure.reason),)
    except Exception:  # noqa: BLE001 - whatever stops the second reader, the rules' verdict is kept and a person looks
        return (_failed(draft, Reason.VERIFIER_ERROR),)
    return given if sound else (_failed(draft, Reason.MODEL_INVALID),)


def _fits(finding: Finding, draft: Draft) -> bool:
    if not 0 <= finding.claim < len(draft.claims):
        return False
    length = len(draft.claims[finding.claim].text)
    return 0 <= finding.start <= finding.end <= length and REASON_TEXTS[finding.reason].group in _ITS_GROUPS


def _failed(draft: Draft, code: str) -> Finding:
    """Stands on the first claim: a person has to look at the draft, but not to answer for each sentence of it."""
    known = code in REASON_TEXTS and REASON_TEXTS[Reason(code)].group is ReasonGroup.FAILURE
    return Finding(
        Reason(code) if known else Reason.VERIFIER_ERROR, 0, 0, len(draft.claims[0].text), OPINION_FAILED
    )
