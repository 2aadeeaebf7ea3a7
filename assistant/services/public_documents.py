"""Documents as anybody may read them: public versions that are or were in force, with where their headings stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.domain.errors import NotFound
from assistant.domain.questions import Language
from assistant.services.ports import Directory
from knowledge_base import Audience, KnowledgeBase, UnknownObject, VersionPreview, VersionState


@dataclass(frozen=True, slots=True)
class HeadingPlace:
    """A heading and the code point at which its section begins."""

    title: str
    level: int
    start: int


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """A version's whole text. Quotes are spans of `text` in code points."""

    document_id: str
    version_id: str
    title: str
    department_name: str
    version_number: int
    effective_from: date
    effective_to: date | None
    text: str
    headings: tuple[HeadingPlace, ...]


class PublicDocuments:
    """Reads of published documents without signing in."""

    def __init__(self, knowledge_base: KnowledgeBase, directory: Directory) -> None:
        self._base = knowledge_base
        self._departments = {one.id: one.name for one in directory.departments()}

    def version(self, document_id: str, version_id: str, language: Language) -> PublicVersion:
        """A public version that was published at some time: a reply that cites it must stay checkable.

        Raises NotFound for anything else, staff-only documents included.
        """
        try:
            preview = self._base.preview(version_id)
        except UnknownObject as error:
            raise NotFound("There is no such document.") from error
        version, document = preview.version, preview.document
        once_public = version.state in (VersionState.PUBLISHED, VersionState.WITHDRAWN)
        if document.id != document_id or document.audience is not Audience.PUBLIC or not once_public:
            raise NotFound("There is no such document.")
        names = self._departments.get(document.department_id, {})
        return PublicVersion(
            document_id=document.id,
            version_id=version.id,
            title=version.title,
            department_name=names.get(language, document.department_id),
            version_number=version.number,
            effective_from=version.effective_from,
            effective_to=version.effective_to,
            text=preview.text,
            headings=_headings_of(preview),
        )


def _headings_of(preview: VersionPreview) -> tuple[HeadingPlace, ...]:
    """The headings below the title, also those inside a passage, with their levels counted from one."""
    if preview.headings is None:
        return _headings(preview.text, tuple(p.heading_path for p in preview.passages))
    kept = [
        (" ".join(preview.text[one.start : one.end].split()), one)
        for one in preview.headings
        if one.start > 0 or preview.text[: one.end].strip() != preview.version.title.strip()
    ]
    levels = sorted({one.level for _title, one in kept})
    return tuple(HeadingPlace(title, levels.index(one.level) + 1, one.start) for title, one in kept)


def _headings(text: str, paths: tuple[tuple[str, ...], ...]) -> tuple[HeadingPlace, ...]:
    """Each heading of the passages' paths where it first stands as a line of its own, in reading order."""
    levels: dict[str, int] = {}
    for path in paths:
        for level, title in enumerate(path[1:], start=1):
            levels.setdefault(title.strip(), level)
    found, start = [], 0
    for line in text.split("\n"):
        title = line.lstrip("#").strip()
        if title in levels:
            found.append(HeadingPlace(title, levels.pop(title), start))
        start += len(line) + 1
    return tuple(found)
