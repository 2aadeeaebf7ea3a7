"""The review console. Started by `launch.command`, or by hand: `streamlit run review_console/app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from review_console import frame, markup
from review_console.language import LANGUAGES, _, current
from review_console.views import (
    accounts,
    agenda,
    approved_answers,
    audit_log,
    audits,
    cases,
    certificates,
    check_setting,
    competence_checks,
    contacts,
    documents,
    figures,
    hand_overs,
    health,
    history,
    language_models,
    needs,
    needs_report,
    oversight_trials,
    own_account,
    own_checks,
    protection,
    ratings,
    recalls,
    saved_questions,
    screening,
    search_trial,
    sign_in,
    stop_switch,
    tasks,
    upload,
)

# A file of ours: Streamlit fetches icons it only knows by name from a server elsewhere.
ICON = Path(__file__).with_name("icon.svg")


def pages() -> dict[str, list[st.Page]]:
    """The pages this person's rights open, under their headings."""
    offered = [
        (_("Cases"), "read_cases", cases.page, "cases", _("Cases")),
        (_("Cases"), "read_cases", hand_overs.page, "hand-overs", _("Hand-overs")),
        (_("Cases"), "read_cases", approved_answers.page, "approved", _("Approved answers")),
        (_("Cases"), "decide_cases", audits.page, "audits", _("Answers to label")),
        (_("Cases"), "read_cases", ratings.page, "ratings", _("Ratings")),
        (_("Cases"), "recall_replies", recalls.page, "recalls", _("Recalls")),
        (_("Policies"), "read_policies", documents.page, "documents", _("Documents")),
        (_("Policies"), "edit_policies", upload.page, "upload", _("Upload")),
        (_("Policies"), "read_policies", search_trial.page, "search", _("Try the search")),
        (_("Policies"), "read_policies", saved_questions.page, "questions", _("Test questions")),
        (_("Policies"), "read_policies", screening.page, "screening", _("Screening rules")),
        (_("Policies"), "read_policies", contacts.page, "contacts", _("Emergency contacts")),
        (_("Policies"), "read_policies", health.page, "health", _("Knowledge base health")),
        (_("Policies"), "read_policies", history.page, "history", _("Publication history")),
        (_("Tasks"), "read_policies", tasks.page, "tasks", _("Tasks")),
        (_("Tasks"), "read_policies", needs.page, "needs", _("Needs")),
        (_("Tasks"), "read_policies", needs_report.page, "needs-report", _("Needs report")),
        (_("Tasks"), "read_policies", agenda.page, "agenda", _("Agenda")),
        (_("Oversight"), "read_certificates", figures.page, "figures", _("Figures")),
        (_("Oversight"), "read_certificates", certificates.page, "certificates", _("Certificates")),
        (_("Oversight"), "read_certificates", protection.page, "protection", _("Reviewer protection")),
        (_("Oversight"), "read_cases", oversight_trials.page, "trials", _("Oversight trials")),
        (_("Oversight"), "sign_certificates", check_setting.page, "set-checks", _("Set competence checks")),
        (
            _("Oversight"),
            "read_certificates",
            language_models.page,
            "language-models",
            _("Language models"),
        ),
        (_("Oversight"), "stop_replies", stop_switch.page, "stop", _("Stop switch")),
        (_("Oversight"), "read_audit", audit_log.page, "audit", _("Audit log")),
        (_("Administration"), "manage_accounts", accounts.page, "accounts", _("Accounts")),
    ]
    found: dict[str, list[st.Page]] = {}
    for heading, right, page, path, title in offered:
        if frame.may(right):
            found.setdefault(heading, []).append(st.Page(page, title=title, url_path=path))
    if frame.may("decide_cases"):
        checks = st.Page(own_checks.page, title=_("My checks"), url_path="checks")
        found.setdefault(_("Me"), []).append(checks)
        knowledge = st.Page(competence_checks.page, title=_("Competence checks"), url_path="competence")
        found.setdefault(_("Me"), []).append(knowledge)
    found.setdefault(_("Me"), []).append(st.Page(own_account.page, title=_("My account"), url_path="me"))
    return found


def choose_language() -> None:
    """The language switch, in each language's own name."""
    st.session_state.setdefault("language_choice", current())
    st.segmented_control(
        "Language · 语言",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language_choice",
        required=True,
        persist_state="session",
    )
    frame.speak(st.session_state["language_choice"])


def main() -> None:
    """One run of the console."""
    st.set_page_config(page_title="Civic Desk", page_icon=ICON, layout="wide")
    frame.show(markup.STYLE)
    with st.sidebar:
        choose_language()
    frame.show(markup.upload_style(_("Choose a file")))
    staff = frame.signed_in()
    if staff is None:
        st.navigation(
            [st.Page(sign_in.page, title=_("Sign in"), url_path="sign-in")], position="hidden"
        ).run()
        return
    offered = pages()
    frame.offer(page for found in offered.values() for page in found)
    # Folded away, the rest would stand behind a button that speaks English only.
    chosen = st.navigation(offered, expanded=True)
    with st.sidebar:
        frame.show(markup.text(_("Signed in as {name}").format(name=staff.display_name), "path"))
        if st.button(_("Sign out"), key="sign_out"):
            frame.sign_out()
            st.rerun()
    frame.stop_banner()
    frame.show_notice()
    chosen.run()


main()
