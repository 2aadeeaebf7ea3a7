"""What is told about an index version, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """One index version. `activated_at` is the last time it was made the active one."""

    id: str
    created_at: datetime
    activated_at: datetime | None
    passages: int
    versions: int
    content_hash: str
    embedding_model: str
    dimension: int
    tokenizer: str
    splitter: str
    active: bool


class IndexProblem(StrEnum):
    """What can be wrong with an index version."""

    NONE_ACTIVE = "none_active"
    UNREADABLE = "unreadable"
    MANIFEST_MISMATCH = "manifest_mismatch"
    COUNT_MISMATCH = "count_mismatch"
    CONTENT_MISMATCH = "content_mismatch"
    EMBEDDING_MISMATCH = "embedding_mismatch"
    TOKENIZER_MISMATCH = "tokenizer_mismatch"
    SPLITTER_MISMATCH = "splitter_mismatch"
    FORMAT_MISMATCH = "format_mismatch"
    WITHDRAWN_CONTENT = "withdrawn_content"


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """The problems found in an index version, each with a detail; none means it may answer."""

    index_version_id: str | None
    problems: tuple[tuple[IndexProblem, str], ...]

    @property
    def healthy(self) -> bool:
        """True if nothing is wrong."""
        return not self.problems

    @property
    def usable(self) -> bool:
        """True if searches may use it: what is withdrawn is left out of every search anyway."""
        return all(problem is IndexProblem.WITHDRAWN_CONTENT for problem, _ in self.problems)
