"""Last step: who answers. The default is a person; only a certificate lets a checked draft go out by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.domain import routing
from assistant.domain.clarification import options
from assistant.domain.confidence import confidence, gather_signals
from assistant.domain.confidence_adjustment import Adjustment
from assistant.domain.questions import Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import AskBack, ReleaseUnderCertificate, ToPerson, Working
from assistant.services.ports import Autonomy, Clock, Directory, Ids
from assistant.services.steps.text_signals import text_signals


class Route:
    """Sets confidence, signals, route and reasons.

    Hard rules come first, then asking back, then what evidence and verification found, then permission: topic,
    stop switch, certificate, threshold, and last the random sample for audits.
    """

    def __init__(
        self,
        autonomy: Autonomy,
        directory: Directory,
        ids: Ids,
        clock: Clock,
        pipeline_hash: str,
        audit_share: float,
        adjustment: Adjustment | None = None,
    ) -> None:
        """`audit_share` of what a certificate would release goes to a person instead (C-06).

        `adjustment` is what the office's own decisions add to the confidence; `pipeline_hash` must speak of it too.
        """
        self._autonomy = autonomy
        self._department_of = {topic.id: topic.department_id for topic in directory.topics()}
        self._ids = ids
        self._clock = clock
        self._pipeline_hash = pipeline_hash
        self._audit_share = audit_share
        self._adjustment = adjustment

    @property
    def stage(self) -> Stage:
        """This step's stage."""
        return Stage.ROUTE

    def run(self, working: Working) -> Working:
        """The route is always set. A reason to involve a person is never outweighed by a high score."""
        signals = {**gather_signals(working), **text_signals(working)}
        scored = replace(working, signals=signals, confidence=confidence(signals, self._adjustment))
        route = self._route(scored)
        reasons = route.reasons if isinstance(route, ToPerson) else ()
        return replace(scored, route=route, reasons=reasons)

    def _route(self, working: Working) -> routing.Route:
        if working.flags:
            return _to_person(flag.reason for flag in working.flags)
        if working.vague:
            return self._ask_back(working)
        if found := _evidence_reasons(working):
            return _to_person(found)
        return self._permitted(working)

    def _ask_back(self, working: Working) -> routing.Route:
        """A draft for a vague question answers something nobody asked, so no certificate can release it.

        Whoever was asked back to no avail is not asked again, and nothing that was offered is offered twice (S-19).
        """
        language = working.language or working.question.language
        if Reason.NOT_UNDERSTOOD in working.reasons:
            return _to_person((Reason.NOT_UNDERSTOOD, *working.reasons))
        before = {option for turn in working.question.history for option in turn.options}
        if choices := options(working.evidence, language, before):
            return AskBack(choices)
        return _to_person(_evidence_reasons(working) or (Reason.TOPIC_UNKNOWN,))

    def _permitted(self, working: Working) -> routing.Route:
        topic_id, language = working.topic_id, working.language
        department_id = self._department_of.get(topic_id or "")
        if topic_id is None or language is None or department_id is None:
            return _to_person((Reason.TOPIC_UNKNOWN,))
        if not _stands_on(working, department_id):
            return _to_person((Reason.TOPIC_UNKNOWN,))
        if self._autonomy.stopped(department_id, topic_id):
            return _to_person((Reason.STOPPED,))
        certificate = self._autonomy.certificate(topic_id, language)
        if certificate is None or not certificate.permits(
            topic_id, language, self._clock.now(), self._pipeline_hash
        ):
            return _to_person((Reason.NO_CERTIFICATE,))
        # Not "if below": a score that is no number compares false with everything and must not pass.
        if not working.confidence >= certificate.bar:
            return _to_person((Reason.BELOW_THRESHOLD,))
        if self._ids.draw() < self._audit_share:
            return _to_person((Reason.AUDIT_SAMPLE,))
        return ReleaseUnderCertificate(certificate.id)


def _evidence_reasons(working: Working) -> tuple[Reason, ...]:
    """What speaks against the draft. A draft without a verdict was not checked, and that counts as failed."""
    reasons = list(working.reasons)
    if working.draft is None or not working.draft.claims:
        return tuple(dict.fromkeys(reasons)) or (Reason.NO_EVIDENCE,)
    if working.verdict is None:
        return tuple(dict.fromkeys((*reasons, Reason.VERIFIER_ERROR)))
    reasons += [finding.reason for finding in working.verdict.findings]
    if working.verdict.omitted_conditions:
        reasons.append(Reason.CONDITION_OMITTED)
    return tuple(dict.fromkeys(reasons))


def _stands_on(working: Working, department_id: str) -> bool:
    """True if all the draft quotes is owned by the topic's department: else it answers under another's rules (S-05)."""
    assert working.draft is not None
    owner = {passage.passage_id: passage.department_id for passage in working.evidence}
    return all(owner.get(quote.passage_id) == department_id for quote in working.draft.quotes())


def _to_person(reasons: Iterable[Reason]) -> ToPerson:
    return ToPerson(tuple(dict.fromkeys(reasons)))
