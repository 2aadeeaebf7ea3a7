"""Several questions in one message: each goes through the steps by itself, and what is sent answers all or none.

A part that a person must decide takes the others along: half an answer counts as a wrong one (C-07).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain import routing
from assistant.domain.answer_parts import Part
from assistant.domain.answers import Claim, Draft, Finding, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import ReleaseUnderCertificate, ToPerson, Working
from assistant.services.ports import Step


class EachPart:
    """Runs a step on every part of a message and puts together what they found; on the message itself if it is one."""

    def __init__(self, step: Step) -> None:
        self._step = step

    @property
    def stage(self) -> Stage:
        """The stage of the step."""
        return self._step.stage

    def run(self, working: Working) -> Working:
        """Raises what the step raises."""
        if not working.parts:
            return self._step.run(working)
        return together(working, tuple(self._step.run(part) for part in working.parts))


def together(working: Working, parts: tuple[Working, ...]) -> Working:
    """The message with what its parts found: passages in turn, claims in order, the lowest confidence, one route."""
    topics = {part.topic_id for part in parts}
    first = next((part for part in parts if part.topic_id is None or part.draft is None), parts[0])
    whole = replace(
        working,
        parts=parts,
        topic_id=topics.pop() if len(topics) == 1 else None,
        department_id=first.department_id,
        evidence=_in_turn(part.evidence for part in parts),
        index_version=next((part.index_version for part in parts if part.index_version), None),
        draft=_drafts(parts),
        approved_ids=tuple(dict.fromkeys(one for part in parts for one in part.approved_ids)),
        verdict=_verdicts(parts),
        reasons=tuple(dict.fromkeys(reason for one in (working, *parts) for reason in one.reasons)),
        errors=tuple(dict.fromkeys(error for part in parts for error in part.errors)),
        signals=_lowest(parts).signals,
        confidence=_lowest(parts).confidence,
    )
    if all(part.route is None for part in parts):
        return whole
    route = _route(whole, parts)
    reasons = route.reasons if isinstance(route, ToPerson) else ()
    return replace(whole, route=route, reasons=reasons)


def _route(whole: Working, parts: tuple[Working, ...]) -> routing.Route:
    """Out together under one certificate, or to a person together."""
    flagged = tuple(flag.reason for flag in whole.flags)
    found: list[Reason] = [*flagged]
    certificates = set()
    for part in parts:
        match part.route:
            case ReleaseUnderCertificate(certificate_id=certificate_id):
                certificates.add(certificate_id)
            case ToPerson(reasons=reasons):
                found += reasons
            case _:
                found.append(Reason.PARTIAL_ANSWER)
    if any(part.draft is None or not part.draft.claims for part in parts):
        found.append(Reason.PARTIAL_ANSWER)
    found += whole.reasons
    if not found and len(certificates) == 1:
        return ReleaseUnderCertificate(certificates.pop())
    # Two certificates speak of two topics: none of them speaks of a reply on both.
    return ToPerson(tuple(dict.fromkeys(found)) or (Reason.NO_CERTIFICATE,))


def _in_turn(found: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """The best passage of each part, then the second ones, each passage once."""
    lists = list(found)
    longest = max(map(len, lists), default=0)
    first: dict[str, Evidence] = {}
    for passage in (one[place] for place in range(longest) for one in lists if place < len(one)):
        first.setdefault(passage.passage_id, passage)
    return tuple(first.values())


def _drafts(parts: tuple[Working, ...]) -> Draft | None:
    drafts = [part.draft for part in parts if part.draft is not None and part.draft.claims]
    if not drafts:
        return None
    claims = _claims(drafts)
    used = next((draft.model_use for draft in drafts if draft.model_use is not None), None)
    return Draft(claims, drafts[0].language, drafts[0].method, used)


def _verdicts(parts: tuple[Working, ...]) -> Verdict | None:
    """The verdicts on the parts as one on the whole; None where a part with a draft was not checked."""
    drafted = [part for part in parts if part.draft is not None and part.draft.claims]
    if not drafted or any(part.verdict is None for part in drafted):
        return None
    drafts = [part.draft for part in drafted if part.draft is not None]
    place = {claim: at for at, claim in enumerate(_claims(drafts))}
    findings: list[Finding] = []
    omitted: list[str] = []
    supported = dict.fromkeys(range(len(place)), 1.0)
    for part in drafted:
        assert part.draft is not None
        assert part.verdict is not None
        claims = part.draft.claims
        findings += [replace(one, claim=place[claims[one.claim]]) for one in part.verdict.findings]
        for claim, share in zip(claims, part.verdict.supported, strict=True):
            supported[place[claim]] = min(supported[place[claim]], share)
        omitted += part.verdict.omitted_conditions
    return Verdict(
        tuple(dict.fromkeys(findings)),
        tuple(supported[at] for at in range(len(place))),
        tuple(dict.fromkeys(omitted)),
        drafted[0].verdict.checker if drafted[0].verdict is not None else "",
    )


def _claims(drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The answers in the order of the questions, then the conditions, then what to do next: each heading stands once."""
    every = dict.fromkeys(claim for draft in drafts for claim in draft.claims)
    return tuple(sorted(every, key=lambda claim: list(Part).index(claim.part)))


def _lowest(parts: tuple[Working, ...]) -> Working:
    """The part that is least sure of its answer."""
    return min(parts, key=lambda part: part.confidence)
