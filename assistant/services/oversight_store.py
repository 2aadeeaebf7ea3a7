"""The store of certificates, stop switches, labels and the audit chain, part of a unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.certificates import Certificate
from assistant.domain.oversight import AuditEntry, Label, Stop
from assistant.domain.questions import Language


class OversightStore(Protocol):
    """Certificates, stop switches, labels and the audit chain."""

    def add_certificate(self, certificate: Certificate) -> None: ...
    def certificates(self) -> tuple[Certificate, ...]: ...
    def certificate(self, topic_id: str, language: Language) -> Certificate | None:
        """The newest one."""
        ...

    def certificate_by_id(self, certificate_id: str) -> Certificate | None: ...
    def withdraw_certificate(self, certificate_id: str, at: datetime, reason: str) -> None:
        """Withdraw once. Raises Conflict("already_withdrawn") after that: the first reason stands."""
        ...

    def limit_certificate(
        self, certificate_id: str, threshold: float, by: str, reason: str, at: datetime
    ) -> None:
        """Set a threshold by hand; the strictest one counts. Raises Conflict("already_limited") for the same again."""
        ...

    def add_stop(self, stop: Stop) -> None: ...
    def stops(self) -> tuple[Stop, ...]:
        """The newest turn per (scope, scope_id)."""
        ...

    def add_label(self, label: Label) -> None: ...
    def labels(self, topic_id: str, language: Language, pipeline_hash: str) -> tuple[Label, ...]: ...
    def label_counts(self) -> Mapping[tuple[str, Language], int]:
        """How many labels there are by topic and language, of every pipeline."""
        ...

    def audit(
        self, actor: str, action: str, object_kind: str, object_id: str, data: Mapping[str, str], at: datetime
    ) -> AuditEntry:
        """Append to the hash chain within this transaction."""
        ...

    def audit_entries(self, after: int = 0, limit: int = 500) -> tuple[AuditEntry, ...]:
        """Those with a higher `seq`, in order."""
        ...

    def audit_head(self) -> AuditEntry | None:
        """The newest entry."""
        ...

    def audit_by_hash(self, entry_hash: str) -> AuditEntry | None:
        """The entry with this hash."""
        ...

    def audit_about(self, object_ids: Sequence[str]) -> tuple[AuditEntry, ...]:
        """Every entry on these objects, in order."""
        ...

    def audit_of(self, object_kind: str, object_ids: Sequence[str], action: str) -> tuple[AuditEntry, ...]:
        """Entries of one action on these objects, in order."""
        ...
