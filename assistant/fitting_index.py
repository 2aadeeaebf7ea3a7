"""Whether the search index fits the settings, asked before anything is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge_base import IndexUnavailable

if TYPE_CHECKING:
    from knowledge_base import KnowledgeBase

MENDS = "civicdesk index build"
"""The command that writes the index again from the database, with the settings in force."""


class UnfitIndex(Exception):
    """The index cannot answer with these settings. The message says why and names the command that mends it."""


def require_fitting_index(base: KnowledgeBase) -> None:
    """Open the index that answers, so that the first question does not wait for it. None at all is no fault.

    Raises UnfitIndex: a service that starts and then cannot find anything would send every question to people.
    """
    try:
        base.require_index()
    except IndexUnavailable as error:
        raise UnfitIndex(f"{error} To mend it, run: {MENDS}") from error
