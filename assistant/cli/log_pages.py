"""The audit log read from its start, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.domain.oversight import AuditEntry

if TYPE_CHECKING:
    from assistant.services.stores import Store

PAGE = 500
"""Entries read at a time: a chain of years is not held in memory."""


def log_entries(store: Store) -> Iterator[AuditEntry]:
    """Every entry in order."""
    after = 0
    while True:
        with store.read() as work:
            page = work.oversight.audit_entries(after, PAGE)
        if not page:
            return
        yield from page
        after = page[-1].seq
