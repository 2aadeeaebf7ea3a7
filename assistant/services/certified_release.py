"""Whether a certificate's release still holds, looked at inside the transaction that would make it.

C-01, S-14, X-10; of the sources S-05 and G-08.
"""

from __future__ import annotations

from assistant.domain.answers import Draft, Verdict
from assistant.domain.approved_answers import ApprovedState
from assistant.domain.certificates import Certificate
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.domain.stops import reaching
from assistant.services.forced_review import ForcedReview
from assistant.services.ports import Clock, Directory, SourceStatus
from assistant.services.source_conflicts import Stretch, unsettled
from assistant.services.stores import Work


class CertifiedRelease:
    """The last look before a draft goes out without a person. It trusts nothing that routing said."""

    def __init__(
        self,
        directory: Directory,
        clock: Clock,
        sources: SourceStatus,
        pipeline_hash: str,
        forced: ForcedReview,
    ) -> None:
        self._department_of = {topic.id: topic.department_id for topic in directory.topics()}
        self._clock = clock
        self._sources = sources
        self._pipeline_hash = pipeline_hash
        self._forced = forced

    def objections(self, work: Work, working: Working, certificate_id: str) -> tuple[Reason, ...]:
        """Every reason why the draft may not go out under this certificate now; empty if it may."""
        found = [flag.reason for flag in working.flags]
        found += working.reasons
        found += _of_draft(working.draft, working.verdict, working.evidence)
        found += self._of_permission(work, working, certificate_id)
        found += of_approved(work, working)
        if not found:
            found += self._of_sources(work, working)
        return tuple(dict.fromkeys(found))

    def _of_permission(self, work: Work, working: Working, certificate_id: str) -> list[Reason]:
        if working.topic_id is None or working.language is None:
            return [Reason.TOPIC_UNKNOWN]
        found = []
        certificate = self._in_force(work, working, working.topic_id, working.language)
        if certificate is None or certificate.id != certificate_id:
            found.append(Reason.NO_CERTIFICATE)
        elif not working.confidence >= certificate.bar:  # so written, a score that is no number fails too
            found.append(Reason.BELOW_THRESHOLD)
        elif self._forced.documents(work, working.draft, certificate):
            found.append(Reason.KB_CHANGED)
        stops = work.oversight.stops()
        owners = {working.department_id, self._department_of.get(working.topic_id)}
        if any(reaching(stops, owner, working.topic_id) is not None for owner in owners):
            found.append(Reason.STOPPED)
        return found

    def _in_force(
        self, work: Work, working: Working, topic_id: str, language: Language
    ) -> Certificate | None:
        """The newest one, if it permits: signing a stricter certificate ends what a laxer one allowed."""
        newest = work.oversight.certificate(topic_id, language)
        if newest is None or working.pipeline_hash != self._pipeline_hash:
            return None
        permits = newest.permits(topic_id, language, self._clock.now(), self._pipeline_hash)
        return newest if permits else None

    def _of_sources(self, work: Work, working: Working) -> list[Reason]:
        """What may have happened while the engine was at work: a policy withdrawn, its last day ended, a passage of
        it contradicted by another document that came into force or whose contradiction was found."""
        assert working.draft is not None
        now, quotes = self._clock.now(), working.draft.quotes()
        quoted = {quote.version_id for quote in quotes}
        if quoted - self._sources.in_force(quoted, now):
            return [Reason.KB_CHANGED]
        given = {one.passage_id: one for one in working.evidence}
        stretches = [
            Stretch(one.passage_id, one.version_id, one.start, one.end)
            for one in (given[quote.passage_id] for quote in quotes)
        ]
        for conflict in unsettled(work, stretches):
            both = frozenset(conflict.version_ids)
            if self._sources.speaking(both, now) == both:
                return [Reason.KB_CONFLICT]
        return []


def of_approved(work: Work, working: Working) -> list[Reason]:
    """The reasons against a draft with approved answers in it: they may have lapsed or been withdrawn meanwhile."""
    said = frozenset(working.draft.claims) if working.draft is not None else frozenset()
    for answer_id in working.approved_ids:
        answer = work.approved_answers.get(answer_id)
        if answer is None or answer.state is not ApprovedState.STANDING:
            return [Reason.KB_CHANGED]
        if not said.issuperset(answer.draft().claims):
            return [Reason.KB_CHANGED]
    return []


def _of_draft(draft: Draft | None, verdict: Verdict | None, evidence: tuple[Evidence, ...]) -> list[Reason]:
    if draft is None or not draft.claims:
        return [Reason.NO_EVIDENCE]
    found = []
    if verdict is None:
        found.append(Reason.VERIFIER_ERROR)
    else:
        found += [finding.reason for finding in verdict.findings]
        if verdict.omitted_conditions:
            found.append(Reason.CONDITION_OMITTED)
    if any(not claim.quotes or not claim.text.strip() for claim in draft.claims):
        found.append(Reason.UNSUPPORTED_CLAIM)
    given = {(one.passage_id, one.version_id, one.document_id) for one in evidence}
    if any((one.passage_id, one.version_id, one.document_id) not in given for one in draft.quotes()):
        found.append(Reason.QUOTE_NOT_VERBATIM)
    return found
