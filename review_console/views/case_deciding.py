"""The decision panel. Every kind of decision asks for the same: a kind, a reason, a look at the outcome (H-04).

Nothing is chosen beforehand and no button stands out. What is sent is bound to the draft as shown, by its hash; the
key of a decision is kept until its content changes, so sending twice is harmless.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

import streamlit as st

from review_console import frame, markup, visible_time
from review_console.client import ApiError
from review_console.labels import DECISION_KINDS, DECISION_REASONS, DECISIONS_DONE, REASONS, label, shown
from review_console.language import _, defer
from review_console.outgoing import DecisionRequest, KeptFinding
from review_console.views import case_saving, seed_feedback
from review_console.views.case_outcome import outcome
from review_console.views.open_case import close_case, refresh, scope
from review_console.wire_cases import CaseDetail, Draft

REASONS_FOR = {
    "approved": ("ok",),
    "edited": tuple(code for code in DECISION_REASONS if code != "ok"),
    "rejected": tuple(code for code in DECISION_REASONS if code != "ok"),
    "written": tuple(DECISION_REASONS),
}
"""Reasons that make sense with each kind; always chosen by hand, also where there is but one."""


REST = defer(
    "The decision is recorded. Several drafts of today went out sooner than they can be read. Take a break; colleagues look at "
    "your last ten replies meanwhile."
)


def panel(case: CaseDetail) -> None:
    """Offer what this person can do with this case now."""
    st.header(_("Decision"))
    if case.state in ("replied", "withdrawn"):
        frame.say("info", _("This case is closed. Nothing more is to be decided."))
    elif not frame.may("decide_cases"):
        frame.say("info", _("You can read this case but not decide it."))
    elif not case.claimed_by_me:
        _claim(case)
    elif case.judgement_needed:
        frame.say("info", _("Record your own judgement above; then you decide."))
    else:
        _form(case)


def _claim(case: CaseDetail) -> None:
    if case.claimed_by:
        frame.say("info", _("This case is in the hands of {name}.").format(name=case.claimed_by))
        _stand_by(case)
        return
    frame.say("info", _("Take the case in hand to decide it."))
    done = _("The case is in your hands.")
    if st.button(_("Take in hand"), key="claim") and frame.perform(
        lambda: frame.client().cases.claim(case.id), done
    ):
        refresh()
        st.rerun()


def _stand_by(case: CaseDetail) -> None:
    """A second person for a colleague whose approvals need one (H-08); bound to the draft as shown."""
    draft = case.draft
    if draft is None or case.draft_void:
        return
    with st.expander(_("A colleague asks you to look at this draft with them")):
        told = _("Read the sources and the draft. If you would send it as it is, stand by it.")
        frame.show(markup.text(told))
        if st.button(_("Stand by this draft"), key="stand_by") and frame.perform(
            lambda: frame.client().audits.stand_by(case.id, draft.sha256), _("You stand by this draft.")
        ):
            st.rerun()


def kinds(case: CaseDetail) -> tuple[str, ...]:
    """What can be done: without a draft that can be sent, only an own reply."""
    if case.draft is None:
        return ("written",)
    if case.draft_void:
        return ("rejected", "written")
    return ("approved", "edited", "rejected", "written")


def _form(case: CaseDetail) -> None:
    kind = st.radio(
        _("What do you decide?"),
        kinds(case),
        index=None,
        format_func=shown(DECISION_KINDS),
        horizontal=True,
        key=frame.choice_key("kind", scope(case)),
        persist_state="session",
    )
    if kind is None:
        return
    reason = _reason(case, kind)
    text = _text(case, kind)
    kept = _kept(case, kind, text)
    note = st.text_input(
        _("Note for the record (optional)"),
        key=frame.key("decision_note", scope(case)),
        persist_state="session",
    )
    draft = case.draft
    request = DecisionRequest(
        kind=kind,
        reason=reason or "",
        key="",
        draft_id=draft.id if draft else None,
        draft_version=draft.version if draft else None,
        draft_sha256=draft.sha256 if draft else None,
        text=text,
        note=(note or "").strip(),
        kept=kept,
    )
    if st.button(_("Look at the outcome"), key="check"):
        _check(case, request)
    checked = st.session_state.get(frame.key("checked", scope(case)))
    if (
        isinstance(checked, DecisionRequest)
        and replace(checked, key="") == request
        and outcome(case, checked)
    ):
        _send(case, checked)


def _reason(case: CaseDetail, kind: str) -> str | None:
    return st.selectbox(
        _("Reason"),
        REASONS_FOR[kind],
        index=None,
        placeholder=_("Choose a reason"),
        format_func=shown(DECISION_REASONS),
        key=frame.choice_key(f"reason:{kind}", scope(case)),
        persist_state="session",
        width=480,
    )


def _text(case: CaseDetail, kind: str) -> str | None:
    if kind not in ("edited", "written"):
        return None
    key = frame.key(f"text:{kind}", scope(case))
    restored = case_saving.restore(case, kind, key)
    if kind == "edited" and case.draft is not None:
        if restored:
            st.session_state[frame.key("edit_began_on", scope(case))] = case.draft.sha256
        _start_from_draft(case, case.draft, key)
    text = st.text_area(_("Reply to the citizen"), key=key, persist_state="session", height=260)
    case_saving.keep(case, kind, text or "")
    return text


def _start_from_draft(case: CaseDetail, draft: Draft, key: str) -> None:
    begun = frame.key("edit_began_on", scope(case))
    if key not in st.session_state:
        st.session_state[key] = draft.text
        st.session_state[begun] = draft.sha256
    if st.session_state.get(begun) == draft.sha256:
        return
    frame.say("warning", _("The draft has changed since you began to edit. Your text is kept below."))
    if st.button(_("Drop my text and start from the new draft"), key="restart_edit"):
        st.session_state[key] = draft.text
        st.session_state[begun] = draft.sha256
        st.rerun()


def flagged_claims(case: CaseDetail, kind: str, text: str | None) -> tuple[int, ...]:
    """Claims with findings that would go out as they are, by index; -1 stands for the draft as a whole."""
    if case.draft is None or case.draft.checks is None or kind not in ("approved", "edited"):
        return ()
    flagged = sorted({found.claim for found in case.draft.checks.findings})
    claims = case.draft.claims
    if kind == "approved":
        return tuple(flagged)
    return tuple(
        index for index in flagged if not 0 <= index < len(claims) or claims[index].text in (text or "")
    )


def _kept(case: CaseDetail, kind: str, text: str | None) -> tuple[KeptFinding, ...]:
    kept = []
    checks = case.draft.checks if case.draft else None
    for index in flagged_claims(case, kind, text):
        why_flagged = (
            [label(REASONS, found.reason) for found in checks.findings if found.claim == index]
            if checks
            else []
        )
        name = _("Sentence {number}").format(number=index + 1) if index >= 0 else _("The whole draft")
        asked = _("{name} ({problem}): kept because…").format(name=name, problem="; ".join(why_flagged))
        why = st.text_input(
            markup.plain_label(asked), key=frame.key(f"kept:{index}", scope(case)), persist_state="session"
        )
        kept.append(KeptFinding(index, (why or "").strip()))
    return tuple(kept)


def missing(request: DecisionRequest) -> str | None:
    """What must still be filled in, in plain words; None if nothing."""
    if not request.reason:
        return _("Choose a reason.")
    if request.text is not None and not request.text.strip():
        return _("The reply is empty.")
    if any(not kept.why for kept in request.kept):
        return _("Say for each marked sentence why it is kept, or change the sentence.")
    return None


def _check(case: CaseDetail, request: DecisionRequest) -> None:
    lacking = missing(request)
    key = frame.key("checked", scope(case))
    if lacking is not None:
        st.session_state.pop(key, None)
        frame.say("error", lacking)
        return
    before = st.session_state.get(key)
    if not (isinstance(before, DecisionRequest) and replace(before, key="") == request):
        st.session_state[key] = replace(request, key=str(uuid.uuid4()))


def _send(case: CaseDetail, request: DecisionRequest) -> None:
    try:
        counted = replace(request, visible_ms=visible_time.counted_ms(case))
        done = frame.client().cases.decide(case.id, counted)
    except ApiError as error:
        if error.status == 401:
            frame.session_ended()
        frame.say("error", frame.explain(error))
        if error.status == 409 and st.button(
            _("Refresh this case"), key="refresh_after_refusal", on_click=refresh
        ):
            st.rerun()
        return
    frame.forget(scope(case))
    if done.feedback is not None:
        seed_feedback.keep(done.feedback)
        close_case()
        st.rerun()
    refresh()
    said = label(DECISIONS_DONE, done.kind)
    if done.kind == "approved" and request.kind == "edited":
        said = _("Your edit changed nothing, so it is filed as an approval.")
    if done.rest:
        frame.say_next("warning", _(REST))
        st.rerun()
    frame.say_next("success", _("Decision recorded: {kind}").format(kind=said))
    st.rerun()
