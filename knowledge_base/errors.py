"""What can go wrong in the knowledge base, each with a code and, where an input is at fault, its field."""

from __future__ import annotations


class KnowledgeBaseError(Exception):
    """Base of all errors raised here. `code` is stable and safe to show; the message is plain language."""

    code = "knowledge_base_error"


class UnknownObject(KnowledgeBaseError):
    """The document, version, passage or index version does not exist (or not for this reader)."""

    code = "not_found"


class InvalidInput(KnowledgeBaseError):
    """An input field has a wrong value. `field` names it."""

    code = "invalid"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class UnreadableFile(KnowledgeBaseError):
    """The file cannot be parsed; `reason` is one of a closed set (see parsing.RefusalReason). Nothing is stored."""

    code = "unreadable_file"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class LifeCycleConflict(KnowledgeBaseError):
    """The version is not in a state that allows the action, or the same person would act twice."""

    code = "conflict"


class SameFile(LifeCycleConflict):
    """A live version of the document was made from the very same file: there is nothing to add."""


class SecondPersonNeeded(LifeCycleConflict):
    """Whoever uploaded or submitted a version would also publish it: that takes another person (X-03)."""

    code = "second_person_needed"


class IndexUnavailable(KnowledgeBaseError):
    """No index version is active, or the active one cannot be opened or fails its check."""

    code = "index_unavailable"
