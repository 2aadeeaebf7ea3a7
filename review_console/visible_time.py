"""How long a draft has been in sight: counted by the page itself, since a server cannot tell a hidden tab (H-05).

The count stands in one small script of ours. It looks once a second whether the page is visible and tells every two
seconds, until the draft could have been read; then it falls silent. Its limits: it knows that the tab is in front, not
that anybody looks; a page that forbids scripts tells nothing and is believed the time that passed; and a person who can
change scripts can tell it anything, up to the time that passed, which the service knows by itself.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from review_console import frame
from review_console.views.open_case import scope
from review_console.wire_cases import CaseDetail

_SCRIPT = """
export default function ({ data, setStateValue, parentElement }) {
  const counts = (window.civicdeskInSight ??= {});
  const told = (counts[data.draft] ??= { ms: 0, sent: -1 });
  const tell = () => {
    if (told.sent < told.ms) {
      told.sent = told.ms;
      setStateValue("ms", Math.round(told.ms));
    }
  };
  let last = performance.now();
  let looks = 0;
  clearInterval(parentElement.civicdeskTimer);
  parentElement.civicdeskTimer = setInterval(() => {
    const now = performance.now();
    if (document.visibilityState === "visible") told.ms += Math.min(now - last, 2000);
    last = now;
    looks += 1;
    if (looks % 2 === 0) tell();
    if (told.ms > data.enough) {
      tell();
      clearInterval(parentElement.civicdeskTimer);
    }
  }, 1000);
  return () => clearInterval(parentElement.civicdeskTimer);
}
"""


@st.cache_resource
def _counter() -> Any:
    return st.components.v2.component("civicdesk_visible_time", js=_SCRIPT)


@st.fragment
def count(case: CaseDetail) -> None:
    """Count while the draft of this case is on the page. Only this fragment runs again when the page tells its count."""
    if case.draft is None or case.reading_floor_s is None:
        return
    told = _counter()(
        data={"draft": f"{case.id}:{case.draft.sha256}", "enough": int(case.reading_floor_s * 1000)},
        key=frame.key(f"in_sight:{case.draft.sha256}", scope(case)),
        on_ms_change=_noted,
    )
    ms = told.get("ms")
    if isinstance(ms, int | float):
        st.session_state[_place(case)] = max(int(ms), st.session_state.get(_place(case), 0))


def _noted() -> None:
    """The value is read where the fragment runs; a callback is what makes it run."""


def counted_ms(case: CaseDetail) -> int | None:
    """What the page has told of this draft, None if it told nothing."""
    found = st.session_state.get(_place(case))
    return found if isinstance(found, int) else None


def _place(case: CaseDetail) -> str:
    return f"in_sight_ms:{case.id}:{case.draft.sha256 if case.draft is not None else ''}"
