"""What every page stands in: the session, calls that may fail, notices, the stop banner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

from review_console.client import ApiError, Client, connect
from review_console.labels import STOP_SCOPES, label
from review_console.labels_refusals import REFUSALS
from review_console.language import _, current
from review_console.markup import Html, plain_label
from review_console.wire_staff import Directory, Staff

ResultT = TypeVar("ResultT")

ACCOUNT_KEYS = ("client", "staff", "directory")


def client() -> Client:
    """This browser session's client; its token lives here and nowhere else."""
    if "client" not in st.session_state:
        st.session_state["client"] = connect()
    found = st.session_state["client"]
    assert isinstance(found, Client)
    return found


def signed_in() -> Staff | None:
    """Who is signed in, as last told by the API."""
    found = st.session_state.get("staff")
    return found if isinstance(found, Staff) else None


def may(right: str) -> bool:
    """Whether to show something. The API decides again on every call."""
    staff = signed_in()
    return staff is not None and right in staff.rights


def sign_in(staff: Staff) -> None:
    """Enter as this person. What another person typed in this browser session is forgotten."""
    if st.session_state.get("last_username") not in (None, staff.username):
        _forget()
    st.session_state["staff"] = staff
    st.session_state["last_username"] = staff.username


def sign_out() -> None:
    """End the session here and on the server."""
    try:
        client().staff.sign_out()
    except ApiError as error:
        if error.status not in (0, 401):
            raise
    language = current()
    st.session_state.clear()
    st.session_state["language"] = language


def speak(language: str) -> None:
    """Switch the language. What was chosen in lists goes along: see `choice_key`."""
    old, st.session_state["language"] = current(), language
    if old == language:
        return
    for key in [str(key) for key in st.session_state if str(key).endswith(f"@{old}")]:
        st.session_state[f"{key.removesuffix(f'@{old}')}@{language}"] = st.session_state[key]


def key(name: str, scope: str) -> str:
    """The session key of a field whose content lasts until `forget(scope)`."""
    return f"{scope}#{st.session_state.get(f'generation:{scope}', 0)}:{name}"


def choice_key(name: str, scope: str) -> str:
    """As `key`, for a list of translated labels: the browser knows options by label, so each language needs its own."""
    return f"{key(name, scope)}@{current()}"


def forget(scope: str) -> None:
    """Empty every field of the scope. A new generation of keys makes the browser forget as well."""
    generation = st.session_state.get(f"generation:{scope}", 0)
    for old in [str(old) for old in st.session_state if str(old).startswith(f"{scope}#{generation}:")]:
        del st.session_state[old]
    st.session_state[f"generation:{scope}"] = generation + 1


def _forget() -> None:
    kept = {"client", "language", "language_choice"}
    for key in [str(key) for key in st.session_state if key not in kept]:
        del st.session_state[key]


def session_ended() -> None:
    """Back to the sign-in form. Typed text stays for the same person (see `sign_in`)."""
    for key in ACCOUNT_KEYS:
        st.session_state.pop(key, None)
    st.session_state["notice"] = (
        "warning",
        _("Your session has ended. Sign in again; what you typed is kept."),
    )
    st.rerun()


def offer(pages: Iterable[st.Page]) -> None:
    """Remember which pages this run offers, for `go`."""
    st.session_state["pages"] = {page.url_path: page for page in pages}


def go(path: str) -> None:
    """To another page; where this person has no such page, the present one is drawn again."""
    page = st.session_state.get("pages", {}).get(path)
    if page is None:
        st.rerun()
    st.switch_page(page)


def show(markup: Html) -> None:
    """Put built markup on the page."""
    st.html(markup)


def say(kind: str, message: str) -> None:
    """A notice. `message` may hold foreign text: it is shown letter by letter."""
    {"error": st.error, "warning": st.warning, "success": st.success, "info": st.info}[kind](
        plain_label(message)
    )


def say_next(kind: str, message: str) -> None:
    """A notice for the next run of the page, after a change was made."""
    st.session_state["notice"] = (kind, message)


def show_notice() -> None:
    """The notice kept by the run before, once."""
    kept = st.session_state.pop("notice", None)
    if kept is not None:
        say(*kept)


def explain(error: ApiError) -> str:
    """The refusal in plain words of the session's language; the service's own sentence where we have none."""
    said = label(REFUSALS, error.code) if error.code in REFUSALS else error.message
    if error.field:
        said = _("{message} (field: {field})").format(message=said, field=error.field)
    return said or _("The service refused: {code}").format(code=error.code)


def attempt(call: Callable[[], ResultT]) -> ResultT | None:
    """Run a call; a refusal is shown in place and None returned. An ended session leads to the sign-in form."""
    try:
        return call()
    except ApiError as error:
        if error.status == 401 and signed_in() is not None:
            session_ended()
        say("error", explain(error))
        return None


def perform(call: Callable[[], object], done: str) -> bool:
    """Run a change. True if it was made; `done` is said on the next run. A refusal is shown in place."""
    try:
        call()
    except ApiError as error:
        if error.status == 401 and signed_in() is not None:
            session_ended()
        say("error", explain(error))
        return False
    say_next("success", done)
    return True


def directory() -> Directory:
    """Departments and topics, read once a session; empty where this person may not read them."""
    if "directory" not in st.session_state:
        try:
            st.session_state["directory"] = client().staff.directory()
        except ApiError:
            return Directory()
    found = st.session_state["directory"]
    assert isinstance(found, Directory)
    return found


def departments() -> dict[str, str]:
    """Every department's name in the session's language, by id."""
    return {found.id: department_name(found.id) for found in directory().departments}


def topics() -> dict[str, str]:
    """Every topic's name in the session's language, by id."""
    return {found.id: topic_name(found.id) for found in directory().topics}


def department_name(department_id: str | None) -> str:
    """The department's name in the session's language."""
    return directory().department_name(department_id, current())


def topic_name(topic_id: str | None) -> str:
    """The topic's name in the session's language."""
    return directory().topic_name(topic_id, current())


def stop_banner() -> None:
    """What is stopped right now, at the top of every page."""
    try:
        stops = [stop for stop in client().oversight.stops().stops if stop.on]
    except ApiError:
        return
    for stop in stops:
        what = {"whole": label(STOP_SCOPES, "whole"), "department": department_name(stop.scope_id)}.get(
            stop.scope, topic_name(stop.scope_id)
        )
        say(
            "warning",
            _("Automatic replies are stopped: {what}. Reason: {reason}").format(
                what=what, reason=stop.reason
            ),
        )
