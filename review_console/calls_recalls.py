"""Calls about recalls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review_console.transport import Transport, segment
from review_console.wire_recalls import RecallChanges, RecallDetail, ReplyContent, Told


class RecallCalls:
    """Replies whose source ended."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def changes(self) -> RecallChanges:
        """Ended versions with what became of the replies on them."""
        return self._transport.read(RecallChanges, "GET", "/api/recalls")

    def change(self, change_id: str) -> RecallDetail:
        """One of them with its replies, grouped by the words they quoted."""
        return self._transport.read(RecallDetail, "GET", f"/api/recalls/{segment(change_id)}")

    def reply(self, change_id: str, reply_id: str) -> ReplyContent:
        """What a citizen asked and was told; the reading is on record."""
        path = f"/api/recalls/{segment(change_id)}/replies/{segment(reply_id)}"
        return self._transport.read(ReplyContent, "GET", path)

    def leave(self, change_id: str, reply_ids: Sequence[str], reason: str) -> Told:
        """Let replies stand as they are."""
        body = {"reply_ids": list(reply_ids), "reason": reason}
        return self._transport.read(Told, "POST", f"/api/recalls/{segment(change_id)}/leave", json=body)

    def correct(
        self, change_id: str, group_id: str, reply_ids: Sequence[str], texts: Mapping[str, str]
    ) -> Told:
        """Send a correction, in the language of each conversation."""
        body = {"group_id": group_id, "reply_ids": list(reply_ids), "texts": dict(texts)}
        return self._transport.read(Told, "POST", f"/api/recalls/{segment(change_id)}/correct", json=body)
