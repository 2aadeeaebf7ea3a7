"""Policy work with rights per department: adding, previewing, publishing by two people, withdrawing, rolling back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from assistant.domain.errors import DomainError, Forbidden, Invalid, NotFound
from assistant.domain.staff import Right, Staff
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock, Directory
from assistant.services.publication_rules import NOTHING_SEEN, Acknowledged, PublicationRules
from assistant.services.staff_names import display_names
from assistant.services.stores import Store
from knowledge_base import (
    Audience,
    DocumentSummary,
    IndexVersion,
    Inspection,
    KnowledgeBase,
    KnowledgeBaseError,
    TrialIndex,
    UnknownObject,
    Upload,
    VersionPreview,
    VersionState,
)

T = TypeVar("T")

UNPUBLISHED = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.DISCARDED})


class PublicationGate(Protocol):
    """What is asked of the base as it would be, before a publication takes effect."""

    def inspection(self, actor_id: str, version_ids: Sequence[str], override: str) -> Inspection:
        """Looks at the built index and raises what keeps it from becoming the active one.

        `override`: why the publication goes on all the same; empty, if nobody said so.
        """
        ...


class Policies:
    """The knowledge base as staff may use it. Errors of the knowledge base pass through as they are."""

    def __init__(
        self,
        base: KnowledgeBase,
        store: Store,
        directory: Directory,
        clock: Clock,
        gate: PublicationGate,
        rules: PublicationRules,
    ) -> None:
        self._gate = gate
        self._rules = rules
        self._base = base
        self._store = store
        self._directory = directory
        self._clock = clock

    def names(self) -> Mapping[str, str]:
        """Display names by account id, for the answers."""
        with self._store.read() as work:
            return display_names(work)

    def documents(self, staff: Staff) -> list[DocumentSummary]:
        """Every document with the versions the reader may see: of other departments only what was published."""
        self._readers_only(staff)
        found = []
        for summary in self._base.documents(Audience.STAFF):
            own = staff.may(Right.READ_POLICIES, summary.document.department_id)
            versions = tuple(one for one in summary.versions if own or one.state not in UNPUBLISHED)
            if versions:
                found.append(DocumentSummary(summary.document, versions))
        return found

    def preview(self, staff: Staff, version_id: str) -> VersionPreview:
        """A version as it was read and cut. Raises NotFound for a draft of another department."""
        self._readers_only(staff)
        preview = self._preview(version_id)
        own = staff.may(Right.READ_POLICIES, preview.document.department_id)
        if preview.version.state in UNPUBLISHED and not own:
            raise NotFound("There is no such version.")
        return preview

    def page_image(self, staff: Staff, version_id: str, page: int) -> bytes:
        """A page of a version's PDF as a PNG, for whoever may see its preview. Raises NotFound, UnreadableFile."""
        preview = self.preview(staff, version_id)
        try:
            return self._base.page_image(preview.version.id, page)
        except UnknownObject as error:
            raise NotFound("There is no such page.") from error

    def upload(self, staff: Staff, upload: Upload) -> VersionPreview:
        """Store a file as a draft. Raises Forbidden for another department's document, Invalid, UnreadableFile."""
        self.require_may_add(staff, upload.document_id, upload.department_id)
        source = {"source": upload.source_url} if upload.source_url is not None else {}
        version = self._on_record(
            staff,
            "version_added",
            upload.document_id,
            {"document": upload.document_id, **source},
            lambda: self._base.add(upload, staff.id),
        )
        return self._preview(version.id)

    def require_may_add(self, staff: Staff, document_id: str, department_id: str) -> None:
        """Raises Invalid for an unknown department, Forbidden unless the account may add versions of the document."""
        if department_id not in {one.id for one in self._directory.departments()}:
            raise Invalid("department_id", "There is no such department.")
        self._require(staff, Right.EDIT_POLICIES, self._owner(document_id) or department_id)
        self._require(staff, Right.EDIT_POLICIES, department_id)

    def submit(self, staff: Staff, version_id: str) -> None:
        """Hand a draft to a second person. Raises Conflict("quarantined") as `PublicationRules`."""

        def submit(version: str, actor: str) -> None:
            self._rules.before_submission(version)
            self._base.submit(version, actor)

        self._act(staff, Right.EDIT_POLICIES, version_id, "version_submitted", submit)

    def discard(self, staff: Staff, version_id: str) -> None:
        """Drop a draft or a submitted version."""
        self._act(staff, Right.EDIT_POLICIES, version_id, "version_discarded", self._base.discard)

    def publish(
        self, staff: Staff, version_id: str, override: str = "", seen: Acknowledged = NOTHING_SEEN
    ) -> None:
        """Approve as the second person; the next question is answered on it.

        `override`: why it is published although test questions fail. `seen`: the findings of the checks that were
        looked at. Raises LifeCycleConflict (X-03), QuestionsFailed, and Conflict as `PublicationRules`.
        """
        said = override.strip()

        def publish(version: str, actor: str) -> None:
            asked = self._gate.inspection(actor, (version,), override)
            checked = self._rules.before_publication(actor, version, seen)

            def inspect(index: TrialIndex) -> None:
                checked(index)
                asked(index)

            self._base.publish(version, actor, inspect)

        self._act(
            staff,
            Right.PUBLISH_POLICIES,
            version_id,
            "version_published",
            publish,
            {"override": said} if said else None,
        )

    def publish_all(
        self,
        staff: Staff,
        version_ids: Sequence[str],
        override: str = "",
        seen: Acknowledged = NOTHING_SEEN,
    ) -> None:
        """As `publish`, for several versions: all of them or none, with one build of the index."""
        if len(version_ids) == 1:
            self.publish(staff, version_ids[0], override, seen)
            return
        documents = [self._preview(version_id).document for version_id in version_ids]
        for document in documents:
            self._require(staff, Right.PUBLISH_POLICIES, document.department_id)
        said = override.strip()
        facts = {"together": str(len(version_ids)), **({"override": said} if said else {})}

        def log(action: str, more: Mapping[str, str]) -> None:
            for version_id, document in zip(version_ids, documents, strict=True):
                self._log(staff, action, "version", version_id, {"document": document.id, **facts, **more})

        log("version_published_begun", {})
        try:
            self._publish_together(staff, version_ids, override, seen)
        except (KnowledgeBaseError, DomainError) as error:
            log("version_published_refused", {"code": error.code})
            raise
        except Exception as error:
            log("version_published_failed", {"code": type(error).__name__})
            raise
        log("version_published", {})

    def _publish_together(
        self, staff: Staff, version_ids: Sequence[str], override: str, seen: Acknowledged
    ) -> None:
        asked = self._gate.inspection(staff.id, tuple(version_ids), override)
        checked = self._rules.before_publications(staff.id, version_ids, seen)

        def inspect(index: TrialIndex) -> None:
            checked(index)
            asked(index)

        self._base.publish_many(version_ids, staff.id, inspect=inspect)

    def withdraw(self, staff: Staff, version_id: str, reason: str) -> None:
        """Take a published version out of every search, at once and for good."""
        said = checked_reason(reason)
        self._act(
            staff,
            Right.PUBLISH_POLICIES,
            version_id,
            "version_withdrawn",
            lambda version, actor: self._base.withdraw(version, actor, said),
            {"reason": said},
        )

    def indexes(self, staff: Staff) -> list[IndexVersion]:
        """Every index version that was ever active, newest first."""
        self._readers_only(staff)
        return self._base.index_versions()

    def roll_back(self, staff: Staff, index_version_id: str, reason: str) -> IndexVersion:
        """Answer on an earlier state of the whole base: only who may publish for every department does that."""
        self._require(staff, Right.PUBLISH_POLICIES, None)
        said = checked_reason(reason)
        return self._on_record(
            staff,
            "index_rolled_back",
            index_version_id,
            {"reason": said},
            lambda: self._base.rollback_index(index_version_id, staff.id, said),
            kind="index",
        )

    def _act(
        self,
        staff: Staff,
        right: Right,
        version_id: str,
        action: str,
        do: Callable[[str, str], object],
        data: Mapping[str, str] | None = None,
    ) -> None:
        document = self._preview(version_id).document
        self._require(staff, right, document.department_id)
        facts = {"document": document.id, **(data or {})}
        self._on_record(staff, action, version_id, facts, lambda: do(version_id, staff.id))

    def _on_record(
        self,
        staff: Staff,
        action: str,
        object_id: str,
        data: Mapping[str, str],
        do: Callable[[], T],
        kind: str = "version",
    ) -> T:
        """Log the intent, act, log what came of it (done, refused or failed): a crash in between leaves the intent in the chain (X-15)."""
        self._log(staff, f"{action}_begun", kind, object_id, data)
        try:
            done = do()
        except (KnowledgeBaseError, DomainError) as error:
            self._log(staff, f"{action}_refused", kind, object_id, {**data, "code": error.code})
            raise
        except Exception as error:
            # How far it came is not known: the log says so, and the knowledge base's own events say the rest.
            self._log(staff, f"{action}_failed", kind, object_id, {**data, "code": type(error).__name__})
            raise
        self._log(staff, action, kind, object_id, data)
        return done

    def _log(self, staff: Staff, action: str, kind: str, object_id: str, data: Mapping[str, str]) -> None:
        with self._store.begin() as work:
            work.oversight.audit(staff.id, action, kind, object_id, data, self._clock.now())

    def _preview(self, version_id: str) -> VersionPreview:
        try:
            return self._base.preview(version_id)
        except UnknownObject as error:
            raise NotFound("There is no such version.") from error

    def _owner(self, document_id: str) -> str | None:
        try:
            return self._base.document(document_id).document.department_id
        except UnknownObject:
            return None

    def _readers_only(self, staff: Staff) -> None:
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")

    def _require(self, staff: Staff, right: Right, department_id: str | None) -> None:
        if not staff.may(right, department_id):
            raise Forbidden("You may not do this for this department.")
