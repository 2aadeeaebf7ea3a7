"""What pages hand to the client: values, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """Why a flagged claim (by index) is kept."""

    claim: int
    why: str


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """A decision on exactly the draft named by id, version and hash. `key` makes sending it twice harmless."""

    kind: str
    reason: str
    key: str
    draft_id: str | None = None
    draft_version: int | None = None
    draft_sha256: str | None = None
    text: str | None = None
    note: str | None = None
    kept: tuple[KeptFinding, ...] = ()
    visible_ms: int | None = None

    def body(self) -> dict[str, Any]:
        """The JSON to send: absent values are left out, since the API forbids what a kind does not take."""
        values: dict[str, Any] = {
            "kind": self.kind,
            "draft_id": self.draft_id,
            "draft_version": self.draft_version,
            "draft_sha256": self.draft_sha256,
            "text": self.text,
            "reason": self.reason,
            "note": self.note or None,
            "decision_key": self.key,
            "kept": [{"claim": kept.claim, "why": kept.why} for kept in self.kept] or None,
            "visible_ms": self.visible_ms,
        }
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class AddressRequest:
    """An address to fetch a policy from, and what is to be known about it."""

    address: str
    document_id: str
    title: str
    department_id: str
    language: str
    audience: str
    level: str
    effective_from: date
    effective_to: date | None = None
    review_by: date | None = None

    def body(self) -> dict[str, str]:
        """The JSON to send; days that were not given are left out."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value is not None
        }


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """A policy file and what is to be known about it."""

    file_name: str
    content: bytes
    document_id: str
    title: str
    department_id: str
    language: str
    audience: str
    level: str
    effective_from: date
    effective_to: date | None = None
    review_by: date | None = None
