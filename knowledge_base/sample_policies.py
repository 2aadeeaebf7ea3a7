"""The sample town's policies and labelled questions: reading them, and publishing the policies in a knowledge base."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import yaml

from knowledge_base.base import KnowledgeBase
from knowledge_base.documents import Audience, JurisdictionLevel
from knowledge_base.errors import LifeCycleConflict, UnknownObject
from knowledge_base.sample_fields import Fields, SampleFault
from knowledge_base.uploads import Upload
from knowledge_base.versions import Version, VersionState

SAMPLE_FOLDER = Path(__file__).parent / "sample"
_NO_MANIFESTS = frozenset({"directory.yaml", "office.yaml", "service_times.yaml"})


class QuestionKind(StrEnum):
    """What the service should make of a labelled question."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    SENSITIVE = "sensitive"
    VAGUE = "vague"
    FOLLOW_UP = "follow_up"


class Speaker(StrEnum):
    """Who said a line of the dialogue before a labelled question."""

    USER = "user"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class SampleVersion:
    """One file of a sample policy and its dates; `effective_to` is the last day in force, None = open."""

    path: Path
    effective_from: date
    effective_to: date | None
    review_by: date | None


@dataclass(frozen=True, slots=True)
class SamplePolicy:
    """A sample document with its versions, oldest first."""

    document_id: str
    title: str
    department_id: str
    topic_id: str
    language: str
    audience: Audience
    level: JurisdictionLevel
    versions: tuple[SampleVersion, ...]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One line of a dialogue."""

    role: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """A question with its label.

    `facts`: of each inner tuple one spelling occurs in a right and complete answer. `document_ids`: the documents that
    answer it. `reasons`: why a person must take it over.
    """

    id: str
    language: str
    kind: QuestionKind
    question: str
    history: tuple[SampleLine, ...]
    topic_id: str | None
    document_ids: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    reasons: tuple[str, ...]


def sample_policies(folder: Path = SAMPLE_FOLDER) -> tuple[SamplePolicy, ...]:
    """The policies of every manifest in the folder, in order of file name. Raises SampleFault."""
    found: list[SamplePolicy] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name in _NO_MANIFESTS:
            continue
        found += _manifest(path)
    _once(((policy.document_id, "document_id") for policy in found), folder.name)
    return tuple(found)


def sample_questions(folder: Path = SAMPLE_FOLDER) -> tuple[SampleQuestion, ...]:
    """The labelled questions of every `*.questions.jsonl` in the folder, in order. Raises SampleFault."""
    found: list[SampleQuestion] = []
    for path in sorted(folder.glob("*.questions.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                found.append(_question(line, f"{path.name} line {number}"))
    _once(((question.id, "id") for question in found), folder.name)
    return tuple(found)


def load_sample_policies(
    base: KnowledgeBase,
    editor_id: str,
    approver_id: str,
    progress: Callable[[int, int], None] | None = None,
    *,
    folder: Path = SAMPLE_FOLDER,
) -> int:
    """Publish every version of the folder's manifests that is not yet there, with one index build; the number published.

    Safe to repeat, also after it was killed half-way: a draft or submitted version that `editor_id` left is taken up
    again; what is published, withdrawn or discarded, or was uploaded by somebody else, stays as it is. `progress` is called with versions
    done and in all. Raises SampleFault, and as `KnowledgeBase.add`, `submit` and `publish_many`.
    """
    waiting: list[str] = []
    for policy in sample_policies(folder):
        for sample in policy.versions:
            version = _present(base, policy, sample) or _added(base, policy, sample, editor_id)
            if version.created_by != editor_id:
                continue  # somebody's own upload; whether it is published is not decided here
            if version.state is VersionState.DRAFT:
                version = base.submit(version.id, editor_id)
            if version.state is VersionState.SUBMITTED:
                waiting.append(version.id)
    if waiting:
        base.publish_many(waiting, approver_id, progress)
    return len(waiting)


def _added(base: KnowledgeBase, policy: SamplePolicy, sample: SampleVersion, editor_id: str) -> Version:
    upload = Upload(
        document_id=policy.document_id,
        title=policy.title,
        department_id=policy.department_id,
        language=policy.language,
        audience=policy.audience,
        level=policy.level,
        effective_from=sample.effective_from,
        effective_to=sample.effective_to,
        file_name=sample.path.name,
        content=sample.path.read_bytes(),
        review_by=sample.review_by,
    )
    try:
        return base.add(upload, editor_id)
    except LifeCycleConflict:
        # Another process starting at the same moment added it first.
        version = _present(base, policy, sample)
        if version is None:
            raise
        return version


def _present(base: KnowledgeBase, policy: SamplePolicy, sample: SampleVersion) -> Version | None:
    """The version made from this file or, after the file was edited, the one that starts on the same day."""
    try:
        versions = base.document(policy.document_id).versions
    except UnknownObject:
        return None
    digest = hashlib.sha256(sample.path.read_bytes()).hexdigest()
    same_file = [version for version in versions if version.source_sha256 == digest]
    same_day = [version for version in versions if version.effective_from == sample.effective_from]
    return next(iter([*same_file, *same_day]), None)


def _manifest(path: Path) -> list[SamplePolicy]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SampleFault(path.name, "policies", f"not readable as YAML: {error}") from error
    fields = Fields(path.name, "", data)
    return [_policy(entry, path.parent) for entry in fields.entries("policies")]


def _policy(fields: Fields, folder: Path) -> SamplePolicy:
    versions = [_version(entry, folder) for entry in fields.entries("versions")]
    if not versions:
        raise fields.fault("versions", "a policy needs at least one version")
    return SamplePolicy(
        document_id=fields.text("document_id"),
        title=fields.text("title"),
        department_id=fields.text("department_id"),
        topic_id=fields.text("topic_id"),
        language=fields.text("language"),
        audience=fields.one_of("audience", Audience),
        level=fields.one_of("level", JurisdictionLevel),
        versions=tuple(sorted(versions, key=lambda version: version.effective_from)),
    )


def _version(fields: Fields, folder: Path) -> SampleVersion:
    path = folder / fields.text("file")
    if not path.is_file():
        raise fields.fault("file", f"there is no file {fields.text('file')!r}")
    start = fields.day("effective_from")
    if start is None:
        raise fields.fault("effective_from", "a version needs its first day")
    return SampleVersion(path, start, fields.day("effective_to"), fields.day("review_by"))


def _question(line: str, place: str) -> SampleQuestion:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise SampleFault(place, "question", f"not readable as JSON: {error}") from error
    fields = Fields(place, "", data)
    return SampleQuestion(
        id=fields.text("id"),
        language=fields.text("language"),
        kind=fields.one_of("kind", QuestionKind),
        question=fields.text("question"),
        history=tuple(
            SampleLine(entry.one_of("role", Speaker), entry.text("text"))
            for entry in fields.entries("history")
        ),
        topic_id=None if fields.value("topic_id") is None else fields.text("topic_id"),
        document_ids=fields.texts("document_ids"),
        facts=fields.text_groups("facts"),
        reasons=fields.texts("reasons"),
    )


def _once(names: Iterator[tuple[str, str]], place: str) -> None:
    seen: set[str] = set()
    for name, field in names:
        if name in seen:
            raise SampleFault(place, field, f"{name!r} is there twice")
        seen.add(name)
