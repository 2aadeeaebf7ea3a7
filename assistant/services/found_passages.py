"""The policy text found for a case, as its reviewer sees it (H-02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.cases import Case
from assistant.domain.conversations import Message, MessageKind, StoredDraft


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage found. Where there was no draft, only what the citizen was shown is kept of it."""

    passage_id: str
    document_id: str
    version_id: str
    document_title: str
    heading_path: tuple[str, ...]
    text: str
    start: int = 0
    effective_from: date | None = None
    effective_to: date | None = None


def found_passages(
    case: Case, draft: StoredDraft | None, messages: Sequence[Message]
) -> tuple[FoundPassage, ...]:
    """What the newest draft was made from; without a draft, what the citizen was shown with the case."""
    if draft is not None:
        return tuple(
            FoundPassage(
                passage_id=one.passage_id,
                document_id=one.document_id,
                version_id=one.version_id,
                document_title=one.document_title,
                heading_path=one.heading_path,
                text=one.text,
                start=one.start,
                effective_from=one.effective_from,
                effective_to=one.effective_to,
            )
            for one in draft.evidence
        )
    shown = next(
        (
            message.payload.get("passages")
            for message in messages
            if message.kind is MessageKind.CASE and message.payload.get("case_id") == case.id
        ),
        None,
    )
    return tuple(_shown_passage(one) for one in shown) if isinstance(shown, list) else ()


def _shown_passage(told: Mapping[str, object]) -> FoundPassage:
    path = told["heading_path"]
    assert isinstance(path, list)
    return FoundPassage(
        passage_id=str(told["passage_id"]),
        document_id=str(told["document_id"]),
        version_id=str(told["version_id"]),
        document_title=str(told["document_title"]),
        heading_path=tuple(map(str, path)),
        text=str(told["text"]),
    )
