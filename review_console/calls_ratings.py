"""Calls about ratings."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_ratings import RatingFigures, RatingList, RatingSheet


class RatingCalls:
    """Low ratings and what is done about them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def listed(self) -> RatingList:
        """What is due soonest first."""
        return self._transport.read(RatingList, "GET", "/api/staff/ratings")

    def figures(self) -> RatingFigures:
        """What everybody may read."""
        return self._transport.read(RatingFigures, "GET", "/api/ratings")

    def of(self, rating_id: str) -> RatingSheet:
        """One rating."""
        return self._transport.read(RatingSheet, "GET", _path(rating_id))

    def call(self, rating_id: str, text: str) -> None:
        """Write to the citizen."""
        self._transport.request("POST", f"{_path(rating_id)}/call", json={"text": text})

    def mend(self, rating_id: str, text: str) -> None:
        """Say what was mended."""
        self._transport.request("POST", f"{_path(rating_id)}/mend", json={"text": text})

    def propose_exclusion(self, rating_id: str, why: str, note: str) -> None:
        """Say that it is malicious or mistaken."""
        body = {"why": why, "note": note}
        self._transport.request("POST", f"{_path(rating_id)}/exclusion", json=body)

    def decide_exclusion(self, rating_id: str, exclude: bool, note: str) -> None:
        """A second person's word."""
        body = {"exclude": exclude, "note": note}
        self._transport.request("POST", f"{_path(rating_id)}/exclusion/decision", json=body)


def _path(rating_id: str) -> str:
    return f"/api/staff/ratings/{segment(rating_id)}"
