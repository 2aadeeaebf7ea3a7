"""One's own account: what one may do, and the password."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import ROLES, label
from review_console.language import _


def page() -> None:
    """Roles held, and a form to change the password."""
    staff = frame.signed_in()
    assert staff is not None
    st.title(_("My account"))
    rows = [
        (label(ROLES, grant.role), frame.department_name(grant.department_id) or _("All departments"))
        for grant in staff.grants
    ]
    frame.show(markup.facts([(_("Name"), staff.display_name), (_("User name"), staff.username)]))
    frame.show(markup.table([_("Role"), _("Department")], rows, _("Your roles")))
    st.subheader(_("Change password"))
    with st.form("password", clear_on_submit=True, width=480):
        old = st.text_input(_("Current password"), type="password", autocomplete="current-password")
        new = st.text_input(_("New password"), type="password", autocomplete="new-password")
        again = st.text_input(_("New password again"), type="password", autocomplete="new-password")
        sent = st.form_submit_button(_("Change password"))
    if not sent:
        return
    if new != again:
        frame.say("error", _("The two new passwords differ."))
    elif frame.perform(
        lambda: frame.client().staff.change_password(old, new), _("Your password is changed.")
    ):
        st.rerun()
