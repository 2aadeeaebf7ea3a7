"""The checks before a publication as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from review_console.transport import Wire


class Statement(Wire):
    """What somebody said about a finding."""

    by: str
    at: datetime
    why: str = ""


class Quarantined(Wire):
    """A place in the file that waits for a second person."""

    id: str
    kind: str
    detail: str = ""
    before: str = ""
    words: str = ""
    after: str = ""
    hidden: str = ""
    release: Statement | None = None


class Span(Wire):
    """Offsets within a sentence."""

    start: int
    end: int


class Place(Wire):
    """A sentence of a document."""

    department_id: str
    title: str
    heading_path: tuple[str, ...] = ()
    sentence: str
    marked: tuple[Span, ...] = ()


class Contradiction(Wire):
    """Two sentences with different values for one matter."""

    id: str
    ours: Place
    theirs: Place
    seen: Statement | None = None


class Duplicate(Wire):
    """A document with much text in common."""

    id: str
    title: str
    department_id: str
    share: float
    other_share: float
    copied: tuple[str, ...] = ()
    seen: Statement | None = None


class TouchedCase(Wire):
    """An open case whose draft quotes what is superseded."""

    id: str
    number: str
    topic_id: str | None = None
    state: str = ""


class Touched(Wire):
    """What stands on the text that is superseded."""

    version_ids: tuple[str, ...] = ()
    cases: tuple[TouchedCase, ...] = ()
    other_cases: int = 0
    replies: int = 0
    topics: tuple[str, ...] = ()
    certified_topics: tuple[str, ...] = ()


class Incomplete(Wire):
    """A check that was not done, or not for everything."""

    id: str
    check: str
    gap: str
    detail: str = ""


class PublicationReport(Wire):
    """All checks of one version."""

    version_id: str
    standings: Mapping[str, str]
    quarantined: tuple[Quarantined, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    touched: Touched = Field(default_factory=Touched)
    incomplete: tuple[Incomplete, ...] = ()
    to_acknowledge: tuple[str, ...] = ()
