"""What a decision must say before it is looked at: pure rules over the request and the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from assistant.domain.cases import Case, CaseState, Decision, DecisionKind, DecisionReason
from assistant.domain.conversations import StoredDraft
from assistant.domain.errors import Conflict, Invalid
from assistant.domain.reasons import Reason
from assistant.domain.seeds import SeedFeedback
from assistant.services.release import sha256_of

MAX_SENT = 10_000
"""Characters of a reply: several printed pages, ten times the longest answer of the sample town."""

MAX_NOTE = 2_000
"""Characters of a note for the record, and of the reason why a marked sentence is kept."""

MAX_KEY = 100
"""Characters of a decision's key; the console's have 36."""

SENTENCE_WORDS = 3
"""Words (Chinese characters count as one each) that make a note a sentence: enough to refuse "ok" and "see above"."""

WHOLE_DRAFT = -1
"""Stands for the draft as a whole where a claim's index is expected."""


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """Why a marked claim (by index, or WHOLE_DRAFT) is kept."""

    claim: int
    why: str


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a person wants to decide, on exactly the draft named by id, version and hash.

    `key` makes sending it twice harmless. `text` belongs to an edited or written reply only.
    """

    kind: DecisionKind
    reason: DecisionReason
    key: str
    draft_id: str | None = None
    draft_version: int | None = None
    draft_sha256: str | None = None
    text: str | None = None
    note: str = ""
    kept: tuple[KeptFinding, ...] = ()
    visible_ms: int | None = None
    """How long the page says the draft was in sight; believed only as far as the time that passed (H-05)."""


@dataclass(frozen=True, slots=True)
class DecisionDone:
    """A recorded decision. `kind` may differ from what was asked; `case_state` is the one right after it. `feedback` is
    there where it was no case but a test (H-06)."""

    decision_id: str
    kind: DecisionKind
    case_state: CaseState
    feedback: SeedFeedback | None = None
    rest: bool = False
    """Drafts were sent on sooner than they can be read, several times in a day: a rest is proposed (H-05)."""


def check_request(request: DecisionRequest, case: Case) -> None:
    """Raises Invalid (kind, reason, decision_key, draft_id, text, note, kept)."""
    if not 0 < len(request.key) <= MAX_KEY:
        raise Invalid("decision_key", f"Give a key of 1 to {MAX_KEY} characters.")
    match request.kind:
        case DecisionKind.APPROVED:
            _refuse_text(request)
            _require_draft(request)
            if request.reason is not DecisionReason.OK:
                raise Invalid(
                    "reason", "What is approved as it stands is right; edit or reject the draft instead."
                )
        case DecisionKind.EDITED:
            _check_text(request.text)
            _require_draft(request)
        case DecisionKind.REJECTED:
            _refuse_text(request)
            _require_draft(request)
            if request.reason is DecisionReason.OK:
                raise Invalid("reason", "Say what is wrong with the draft.")
        case DecisionKind.WRITTEN:
            _check_text(request.text)
        case DecisionKind.CERTIFIED:
            raise Invalid("kind", "Only a certificate decides in this way.")
        case _:
            assert_never(request.kind)
    _check_note(request, case)
    _check_kept(request)


def _refuse_text(request: DecisionRequest) -> None:
    if request.text is not None:
        raise Invalid("text", "This decision takes no text of its own.")


def _check_text(text: str | None) -> None:
    if text is None or not text.strip():
        raise Invalid("text", "The reply is empty.")
    if len(text) > MAX_SENT:
        raise Invalid("text", f"Write at most {MAX_SENT} characters.")


def _require_draft(request: DecisionRequest) -> None:
    if None in (request.draft_id, request.draft_version, request.draft_sha256):
        raise Invalid("draft_id", "Name the draft by id, version and hash.")


def _check_note(request: DecisionRequest, case: Case) -> None:
    if len(request.note) > MAX_NOTE:
        raise Invalid("note", f"Write at most {MAX_NOTE} characters.")
    if Reason.DECISION_ABOUT_PERSON in case.reasons and not is_sentence(request.note):
        raise Invalid(
            "note", "This is about a person's own case. Say in a sentence what your decision rests on."
        )


def _check_kept(request: DecisionRequest) -> None:
    if request.kept and request.kind not in (DecisionKind.APPROVED, DecisionKind.EDITED):
        raise Invalid("kept", "Only a draft that is sent keeps sentences.")
    if len({kept.claim for kept in request.kept}) != len(request.kept):
        raise Invalid("kept", "Name each sentence once.")
    if any(len(kept.why) > MAX_NOTE for kept in request.kept):
        raise Invalid("kept", f"Write at most {MAX_NOTE} characters.")


def is_sentence(note: str) -> bool:
    """Whether a note says something: at least SENTENCE_WORDS words."""
    return len(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", note)) >= SENTENCE_WORDS


def check_findings(draft: StoredDraft, text: str, kept: Sequence[KeptFinding]) -> None:
    """Every marked claim must be gone from the text or kept for a stated reason (H-03).

    A draft without a verdict was not checked: it counts as marked as a whole. Raises Invalid(kept) for a claim that
    the draft does not have, Conflict("unresolved_findings").
    """
    claims = draft.draft.claims
    if any(not WHOLE_DRAFT <= one.claim < len(claims) for one in kept):
        raise Invalid("kept", "The draft has no such sentence.")
    marked = {WHOLE_DRAFT} if draft.verdict is None else {one.claim for one in draft.verdict.findings}
    sent = _plain(text)
    standing = {
        index for index in marked if not 0 <= index < len(claims) or _plain(claims[index].text) in sent
    }
    explained = {one.claim for one in kept if one.why.strip()}
    if standing - explained:
        raise Conflict("unresolved_findings", "Say for each marked sentence why it is kept, or change it.")


def _plain(text: str) -> str:
    """Moving line breaks or changing capitals does not resolve a finding."""
    return " ".join(text.casefold().split())


def recorded_note(request: DecisionRequest) -> str:
    """The note as it is stored: the person's own words, then why each marked sentence was kept."""
    kept = [
        f"[{'draft' if one.claim == WHOLE_DRAFT else one.claim + 1}] {one.why.strip()}"
        for one in sorted(request.kept, key=lambda one: one.claim)
        if one.why.strip()
    ]
    return "\n".join(part for part in (request.note.strip(), *kept) if part)


def is_repetition(decision: Decision, request: DecisionRequest, actor: str) -> bool:
    """Whether this request is the one that led to the decision, sent once more."""
    kinds = {request.kind, DecisionKind.APPROVED if request.kind is DecisionKind.EDITED else request.kind}
    sent = decision.shown_sha256 if request.kind is DecisionKind.APPROVED else ""
    if request.text is not None:
        sent = sha256_of(request.text)
    return (
        decision.actor == actor
        and decision.kind in kinds
        and decision.reason is request.reason
        and decision.note == recorded_note(request)
        and (decision.draft_id, decision.draft_version) == (request.draft_id, request.draft_version)
        and decision.shown_sha256 == (request.draft_sha256 or "")
        and decision.sent_sha256 == sent
    )


def done(decision: Decision) -> DecisionDone:
    """What is told of a decision: the same each time it is asked for."""
    rejected = decision.kind is DecisionKind.REJECTED
    return DecisionDone(decision.id, decision.kind, CaseState.IN_HAND if rejected else CaseState.REPLIED)
