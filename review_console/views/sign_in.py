"""The sign-in form."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.client import ApiError
from review_console.language import _


def page() -> None:
    """Ask for name and password; the token stays in this browser session's memory on the server."""
    left, _right = st.columns([2, 3])
    with left:
        st.title("Civic Desk")
        frame.show(markup.text(_("Review console for staff"), "text"))
        frame.show_notice()
        with st.form("sign_in"):
            username = st.text_input(_("User name"), autocomplete="username", key="sign_in_username")
            password = st.text_input(
                _("Password"), type="password", autocomplete="current-password", key="sign_in_password"
            )
            sent = st.form_submit_button(_("Sign in"))
        if sent:
            _enter(username.strip(), password)


def _enter(username: str, password: str) -> None:
    if not username or not password:
        frame.say("error", _("Type your user name and your password."))
        return
    try:
        frame.client().staff.sign_in(username, password)
        staff = frame.client().staff.me()
    except ApiError as error:
        refused = error.status == 401
        frame.say("error", _("User name or password is wrong.") if refused else frame.explain(error))
        return
    frame.sign_in(staff)
    st.rerun()
