"""Answers from a text that changed go to a person until enough of them were audited and right (C-05)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from assistant.domain.answers import Draft
from assistant.domain.certificates import Certificate
from assistant.domain.reply_audits import NEEDED_AFTER_CHANGE, Stratum, right_in_a_row
from assistant.services.stores import Work


class ChangedTexts(Protocol):
    """What the knowledge base says now and did not say before."""

    def changed_since(self, passage_ids: Collection[str], since: datetime, /) -> Mapping[str, datetime]:
        """Documents of those of the passages whose words did not stand there at that moment, with when they began.

        A passage that is not known counts as changed. A text that only got another version number did not change.
        """
        ...


class NothingChanges:
    """Stands for a knowledge base that never changes."""

    def changed_since(self, _passage_ids: Collection[str], _since: datetime, /) -> Mapping[str, datetime]:
        """Nothing."""
        return {}


class ForcedReview:
    """The certificate was earned on other words than those; each document earns its way back by itself."""

    def __init__(self, texts: ChangedTexts) -> None:
        self._texts = texts

    def documents(self, work: Work, draft: Draft | None, certificate: Certificate | None) -> tuple[str, ...]:
        """The documents quoted in changed words of which not yet ten answers in a row were found right."""
        if draft is None or certificate is None:
            return ()
        quoted = {quote.passage_id for quote in draft.quotes()}
        changed = self._texts.changed_since(quoted, certificate.signed_at)
        return tuple(sorted(one for one, began in changed.items() if not self._earned(work, one, began)))

    def _earned(self, work: Work, document_id: str, began: datetime) -> bool:
        settled = [
            one.wrong
            for one in work.audits.settled_on(document_id, began)
            if one.audit.stratum is Stratum.WOULD_BE_AUTO
        ]
        return right_in_a_row(settled) >= NEEDED_AFTER_CHANGE
