"""Calls about figures."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_figures import FigurePage


class FigureCalls:
    """Figures by subject."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def page(self, subject: str, days: int) -> FigurePage:
        """The tables of a subject over the last days."""
        path = f"/api/figures/{segment(subject)}"
        return self._transport.read(FigurePage, "GET", path, params={"days": days})

    def file(self, subject: str, name: str, days: int) -> str:
        """One table for a spreadsheet."""
        path = f"/api/figures/{segment(subject)}/{segment(name)}.csv"
        return self._transport.download(path, {"days": str(days)})
