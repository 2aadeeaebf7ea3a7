"""The knowledge base: policy documents, their versions and passages, and the search over what is published.

A library of its own: it knows nothing of the assistant. `KnowledgeBase` is loaded on first use, so that the parser
process, which imports this package too, stays small.
"""

from typing import TYPE_CHECKING, Any

from knowledge_base.documents import Audience, Document, JurisdictionLevel, MediaType
from knowledge_base.errors import (
    IndexUnavailable,
    InvalidInput,
    KnowledgeBaseError,
    LifeCycleConflict,
    SameFile,
    SecondPersonNeeded,
    UnknownObject,
    UnreadableFile,
)
from knowledge_base.passages import Passage
from knowledge_base.search_values import Hit, SearchQuery, SearchResult
from knowledge_base.versions import Version, VersionState

if TYPE_CHECKING:
    from knowledge_base.base import SYSTEM_ACTOR, KnowledgeBase
    from knowledge_base.embeddings import Embeddings, StaticEmbeddings
    from knowledge_base.index_values import IndexCheck, IndexProblem, IndexVersion
    from knowledge_base.parsing import ParseWarning, RefusalReason, WarningKind
    from knowledge_base.publication_events import PublicationAction, PublicationEvent
    from knowledge_base.recut_values import Recut, RecutOutcome
    from knowledge_base.trial import Inspection, TrialIndex
    from knowledge_base.uploads import DocumentSummary, Upload, VersionPreview

_LAZY = {
    "SYSTEM_ACTOR": "base",
    "KnowledgeBase": "base",
    "PublicationEvent": "publication_events",
    "Embeddings": "embeddings",
    "StaticEmbeddings": "embeddings",
    "IndexCheck": "index_values",
    "IndexProblem": "index_values",
    "IndexVersion": "index_values",
    "ParseWarning": "parsing",
    "RefusalReason": "parsing",
    "WarningKind": "parsing",
    "PublicationAction": "publication_events",
    "Recut": "recut_values",
    "RecutOutcome": "recut_values",
    "Inspection": "trial",
    "TrialIndex": "trial",
    "DocumentSummary": "uploads",
    "Upload": "uploads",
    "VersionPreview": "uploads",
}

__all__ = [
    "SYSTEM_ACTOR",
    "Audience",
    "Document",
    "DocumentSummary",
    "Embeddings",
    "Hit",
    "IndexCheck",
    "IndexProblem",
    "IndexUnavailable",
    "IndexVersion",
    "Inspection",
    "InvalidInput",
    "JurisdictionLevel",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "LifeCycleConflict",
    "MediaType",
    "ParseWarning",
    "Passage",
    "PublicationAction",
    "PublicationEvent",
    "Recut",
    "RecutOutcome",
    "RefusalReason",
    "SameFile",
    "SearchQuery",
    "SearchResult",
    "SecondPersonNeeded",
    "StaticEmbeddings",
    "TrialIndex",
    "UnknownObject",
    "UnreadableFile",
    "Upload",
    "Version",
    "VersionPreview",
    "VersionState",
    "WarningKind",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
