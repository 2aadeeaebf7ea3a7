"""Staff accounts, for administrators."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import ROLES, label, shown, shown_as
from review_console.language import _
from review_console.wire_staff import Staff


def page() -> None:
    """All accounts, one account, a new account."""
    st.title(_("Accounts"))
    _fresh_password()
    listed = frame.attempt(frame.client().accounts.list)
    if listed is None:
        return
    rows = [
        (
            account.display_name,
            account.username,
            _("Active") if account.active else _("Closed"),
            "; ".join(_grant(grant.role, grant.department_id) for grant in account.grants) or "–",
        )
        for account in listed.accounts
    ]
    frame.show(markup.table([_("Name"), _("User name"), _("State"), _("Roles")], rows, _("Staff accounts")))
    change, create = st.columns(2)
    with change:
        _change(listed.accounts)
    with create:
        _create()


def _grant(role: str, department_id: str | None) -> str:
    where = frame.department_name(department_id) if department_id else _("All departments")
    return f"{label(ROLES, role)} ({where})"


def _role_and_department(prefix: str) -> tuple[str, str | None]:
    role = st.selectbox(
        _("Role"),
        list(ROLES),
        format_func=shown(ROLES),
        key=frame.choice_key("role", prefix),
    )
    department = st.selectbox(
        _("Department"),
        ["", *(department.id for department in frame.directory().departments)],
        format_func=shown_as(frame.departments() | {"": _("All departments")}),
        key=frame.choice_key("department", prefix),
    )
    return role, department or None


def _create() -> None:
    st.subheader(_("New account"))
    with st.form("account", clear_on_submit=False):
        username = st.text_input(_("User name"), key="account_username", autocomplete="off")
        name = st.text_input(_("Name"), key="account_name", autocomplete="off")
        role, department = _role_and_department("account")
        sent = st.form_submit_button(_("Create account"))
    if not sent:
        return
    if not username.strip() or not name.strip():
        frame.say("error", _("Give a user name and a name."))
        return
    made = frame.attempt(
        lambda: frame.client().accounts.create(username.strip(), name.strip(), role, department)
    )
    if made is not None:
        st.session_state["fresh_password"] = (made.account.username, made.password)
        st.rerun()


def _fresh_password() -> None:
    fresh = st.session_state.get("fresh_password")
    if not fresh:
        return
    with st.container(border=True):
        said = _(
            "Password of {username}, shown only now. Hand it over in person; it is to be changed at once."
        )
        frame.show(markup.text(said.format(username=fresh[0])))
        st.code(fresh[1], language=None)
        if st.button(_("I have noted it"), key="password_noted"):
            st.session_state.pop("fresh_password", None)
            st.rerun()


def _change(accounts: tuple[Staff, ...]) -> None:
    st.subheader(_("Change an account"))
    by_id = {account.id: account for account in accounts if account.active}
    chosen = st.selectbox(
        _("Account"),
        list(by_id),
        index=None,
        placeholder=_("Choose an account"),
        format_func=shown_as({found.id: f"{found.display_name} ({found.username})" for found in accounts}),
        key="account_chosen",
    )
    if chosen not in by_id:
        return
    calls = frame.client().accounts
    role, department = _role_and_department("grant")
    done = False
    if st.button(_("Give this role"), key="grant"):
        done = frame.perform(lambda: calls.grant(chosen, role, department), _("Role given."))
    if st.button(_("End all sessions"), key="revoke"):
        done = frame.perform(
            lambda: calls.revoke_sessions(chosen), _("All sessions of this account are ended.")
        )
    sure = st.checkbox(_("I want to close this account"), key=f"close_sure:{chosen}")
    if st.button(_("Close the account"), key="deactivate", disabled=not sure):
        done = frame.perform(
            lambda: calls.deactivate(chosen), _("The account is closed and its sessions are ended.")
        )
    if done:
        st.rerun()
