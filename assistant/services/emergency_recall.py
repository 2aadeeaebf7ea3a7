"""Poison found: a version is withdrawn and every reply that quoted it recalled, in one command (X-22)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.recalls import KnowledgeChange, Recall
from assistant.domain.staff import Right, Staff
from assistant.services.knowledge_changes import KnowledgeChanges
from assistant.services.oversight import checked_reason
from assistant.services.policies import Policies
from assistant.services.recalls import Recalls
from assistant.services.stores import Store
from knowledge_base import KnowledgeBase, UnknownObject, VersionState


@dataclass(frozen=True, slots=True)
class RecalledVersion:
    """What a recall found. `change` is None if the version never was in force: then nobody can have been told it."""

    change: KnowledgeChange | None
    replies: tuple[Recall, ...]


class EmergencyRecall:
    """Withdrawing and recalling by a person who may publish for the document's department."""

    def __init__(
        self,
        store: Store,
        base: KnowledgeBase,
        policies: Policies,
        changes: KnowledgeChanges,
        recalls: Recalls,
    ) -> None:
        self._store = store
        self._base = base
        self._policies = policies
        self._changes = changes
        self._recalls = recalls

    def recall(self, staff: Staff, version_id: str, reason: str) -> RecalledVersion:
        """Withdraw the version, if it is not yet, and list exactly the replies that cited it.

        Repeating it is harmless: what a crash left undone is done. Raises NotFound, Forbidden, Invalid(reason),
        LifeCycleConflict for a version that was never published.
        """
        said = checked_reason(reason)
        try:
            version = self._base.version(version_id)
            department_id = self._base.document(version.document_id).document.department_id
        except UnknownObject as error:
            raise NotFound("There is no such version.") from error
        if not staff.may(Right.PUBLISH_POLICIES, department_id):
            raise Forbidden("You may not do this for this department.")
        if version.state is not VersionState.WITHDRAWN:
            self._policies.withdraw(staff, version_id, said)
        self._changes.settle()
        self._recalls.settle()
        with self._store.read() as work:
            standing = work.knowledge_changes.standings().get(version_id)
            if standing is None:
                return RecalledVersion(None, ())
            change = work.knowledge_changes.get(standing.change_id)
            return RecalledVersion(change, work.recalls.of_change(standing.change_id))
