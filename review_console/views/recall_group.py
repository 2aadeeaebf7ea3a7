"""Replies that quoted the same words: then and now, and one decision for many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import LANGUAGE_NAMES, label, shown, shown_as
from review_console.labels_recalls import LEAVE_REASONS, QUOTE_FATES, RECALL_STATES
from review_console.language import _
from review_console.wire_recalls import RecalledReply, RecallGroup, RecallQuote, Told

CORRECT, LEAVE = "correct", "leave"


def show(change_id: str, number: int, group: RecallGroup) -> None:
    """One group: its words, its replies, and what to do with those that are open."""
    with st.container(border=True, key=f"group_{number}"):
        st.subheader(_("Replies that quoted these words: {count}").format(count=len(group.replies)))
        for quote in group.quotes:
            _quote(quote)
        if group.still_says_the_same:
            frame.say("info", _("The rule still says the same. Proposed: leave these replies as they are."))
        _decided([one for one in group.replies if one.state != "open"])
        if not group.open:
            return
        chosen = _chosen(group)
        _read(change_id, group)
        _decide(change_id, group, chosen)


def _quote(quote: RecallQuote) -> None:
    place = markup.path(quote.then.heading_path, quote.then.document_title)
    frame.show(markup.text(place, "path"))
    frame.show(
        markup.tags([label(QUOTE_FATES, quote.fate)], "late" if quote.fate in ("changed", "gone") else "tag")
    )
    if quote.fate == "changed" and quote.now is not None:
        frame.show(markup.diff(quote.then.quote, quote.now.quote, _("removed"), _("added")))
    else:
        frame.show(markup.text(quote.then.quote, "quote"))


def _name(one: RecalledReply) -> str:
    which = one.case_number or _("Released under a certificate")
    return f"{which} · {label(LANGUAGE_NAMES, one.language)} · {moments.moment(one.replied_at)}"


def _decided(replies: Sequence[RecalledReply]) -> None:
    if not replies:
        return
    with st.expander(_("Decided already: {count}").format(count=len(replies))):
        rows = [
            (
                _name(one),
                label(RECALL_STATES, one.state),
                label(LEAVE_REASONS, one.left_because) if one.left_because else "–",
                one.decided_by or "–",
                moments.moment(one.decided_at) if one.decided_at else "–",
            )
            for one in replies
        ]
        headers = [_("Reply"), _("Status"), _("Reason"), _("Who"), _("When")]
        frame.show(markup.table(headers, rows, _("Replies that were decided already")))


def _chosen(group: RecallGroup) -> list[str]:
    """All that are open, unless only some are picked."""
    every = [one.reply_id for one in group.open]
    which = {"all": _("All open replies ({count})").format(count=len(every)), "some": _("Only some of them")}
    how = st.radio(
        _("Which replies"),
        list(which),
        format_func=shown_as(which),
        horizontal=True,
        key=frame.choice_key("which", f"recall-{group.id}"),
    )
    if how != "some":
        return every
    picked = st.multiselect(
        _("Replies to decide"),
        every,
        format_func=shown_as({one.reply_id: _name(one) for one in group.open}),
        placeholder=_("Choose replies"),
        key=frame.choice_key("picked", f"recall-{group.id}"),
    )
    return list(picked)


def _read(change_id: str, group: RecallGroup) -> None:
    with st.expander(_("Read a reply")):
        names = {one.reply_id: _name(one) for one in group.replies}
        one = st.selectbox(
            _("Reply"),
            list(names),
            format_func=shown_as(names),
            key=frame.choice_key("read", f"recall-{group.id}"),
        )
        if st.button(_("Read it; the reading goes on record"), key=f"read_{group.id}") and one is not None:
            content = frame.attempt(lambda: frame.client().recalls.reply(change_id, one))
            if content is not None:
                frame.show(markup.text(content.question, "question"))
                frame.show(markup.text(content.reply, "reply"))


def _decide(change_id: str, group: RecallGroup, chosen: list[str]) -> None:
    options = {CORRECT: _("Send a correction"), LEAVE: _("Leave them as they are")}
    what = st.radio(
        _("What to do"),
        list(options),
        index=1 if group.still_says_the_same else 0,
        format_func=shown_as(options),
        horizontal=True,
        key=frame.choice_key("what", f"recall-{group.id}"),
    )
    if what == LEAVE:
        _leave(change_id, group, chosen)
    else:
        _correct(change_id, group, chosen)


def _leave(change_id: str, group: RecallGroup, chosen: list[str]) -> None:
    reasons = list(LEAVE_REASONS)
    reason = st.selectbox(
        _("Reason"),
        reasons,
        index=0 if group.still_says_the_same else None,
        placeholder=_("Choose a reason"),
        format_func=shown(LEAVE_REASONS),
        key=frame.choice_key("reason", f"recall-{group.id}"),
    )
    asked = _("Leave as they are ({count})").format(count=len(chosen))
    if st.button(asked, key=f"leave_{group.id}"):
        if not chosen or reason is None:
            frame.say("error", _("Choose at least one reply and a reason."))
            return
        _done(
            lambda: frame.client().recalls.leave(change_id, chosen, reason), _("Left as they are: {count}.")
        )


def _correct(change_id: str, group: RecallGroup, chosen: list[str]) -> None:
    needed = {one.language for one in group.replies if one.reply_id in chosen}
    texts = {}
    for language, proposed in group.proposed.items():
        field = frame.key(f"text-{language}", f"recall-{group.id}")
        if language in needed:
            texts[language] = st.text_area(
                _("Correction in {language}").format(language=label(LANGUAGE_NAMES, language)),
                value=proposed,
                height=240,
                key=field,
            )
    frame.show(markup.text(_("A mark such as [1] shows the citizen the new text it stands for."), "path"))
    asking = frame.key("asking", f"recall-{group.id}")
    if st.button(_("Send this correction ({count})").format(count=len(chosen)), key=f"send_{group.id}"):
        if not chosen:
            frame.say("error", _("Choose at least one reply."))
            return
        st.session_state[asking] = tuple(chosen)
    if st.session_state.get(asking) != tuple(chosen):
        return
    frame.say("warning", _("It appears in each conversation at once and cannot be taken back."))
    yes, no = st.columns(2)
    if yes.button(_("Yes, send it now"), key=f"yes_{group.id}", type="primary"):
        del st.session_state[asking]
        given = {language: text or "" for language, text in texts.items()}
        _done(
            lambda: frame.client().recalls.correct(change_id, group.id, chosen, group.proposed | given),
            _("Corrections sent: {count}."),
        )
    if no.button(_("No, not yet"), key=f"no_{group.id}"):
        del st.session_state[asking]
        st.rerun()


def _done(call: Callable[[], Told], done: str) -> None:
    told = frame.attempt(call)
    if told is None:
        return
    said = [done.format(count=len(told.done))]
    if told.decided_before:
        said.append(_("Decided before by somebody: {count}.").format(count=len(told.decided_before)))
    if told.erased:
        said.append(_("Erased by their citizens: {count}.").format(count=len(told.erased)))
    frame.say_next("success", " ".join(said))
    st.rerun()
