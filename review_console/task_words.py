"""What the system says about tasks, in the language of the session: titles and notes it wrote as codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review_console.labels import label
from review_console.labels_needs import SYSTEM_NOTES, TASK_TITLES
from review_console.language import _

NEWER_VERSION = "newer_version:"
REVIEWED = "reviewed:"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def title(written: str, kind: str | None, facts: Sequence[str]) -> str:
    """A title of the system in words of the session's language; any other as it was written."""
    if kind is None or kind not in TASK_TITLES:
        return written
    try:
        return _(TASK_TITLES[kind]).format(*facts)
    except IndexError:
        return written


def said(note: str) -> str:
    """A note as it was written, a note of the system in words of the session's language."""
    number = note.removeprefix(NEWER_VERSION)
    if number != note and number.isdigit():
        told = _("Version {number} was published meanwhile. If it mends the fault, close this task.")
        return told.format(number=number)
    day = note.removeprefix(REVIEWED)
    if day != note and _DAY.fullmatch(day):
        return _("Reviewed, still right; next on {day}.").format(day=day)
    return label(SYSTEM_NOTES, note)
