"""An installation with its walls made of glass: what it sends, embeds, searches for, logs and keeps on disk."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Installation, build
from assistant.domain.questions import Language
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from knowledge_base import Audience, JurisdictionLevel, KnowledgeBase, SearchQuery, StaticEmbeddings, Upload
from tests.scripted_model.server import ScriptedModel, serve_model

REVIEWER = Staff("rae", "rae", "Rae", (Grant(Role.CASEWORKER, None),))
LEAST_SENT = 2_000
"""Bytes that two calls of the model take at the very least: fewer, and the tap was not where the traffic is."""


@dataclass
class NotedEmbeddings:
    """The word vectors of the product, and every text that was handed to them: another model would be sent these."""

    texts: list[str] = field(default_factory=list)
    name: str = StaticEmbeddings.name
    dimension: int = StaticEmbeddings.dimension
    broken: bool = False
    within: StaticEmbeddings = field(default_factory=StaticEmbeddings)

    def embed(self, texts: Sequence[str]) -> Any:
        """Noted, and done; what fails says what it failed on, as libraries do."""
        self.texts += texts
        if self.broken:
            raise RuntimeError(f"cannot embed {texts}")
        return self.within.embed(texts)


@dataclass
class Glass:
    """The installation and all that was seen of it."""

    installation: Installation
    server: ScriptedModel
    embeddings: NotedEmbeddings
    folder: Path
    sent: bytearray = field(default_factory=bytearray)
    searched: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    def traces(self) -> dict[str, bytes]:
        """By place: what a value must not be found in."""
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        return {
            "traffic": bytes(self.sent),
            "requests": self.server.sent_text().encode(),
            "addresses": "\n".join([*self.server.contacts, str(self.server.headers)]).encode(),
            "embeddings": "\n".join(self.embeddings.texts).encode(),
            "searches": "\n".join(self.searched).encode(),
            "log": "\n".join(self.logged).encode(),
            "files": b"\n".join(path.read_bytes() for path in files),
        }

    def ask(self, language: Language, *messages: str) -> list[str]:
        """The messages of one conversation, each answered before the next; their ids."""
        conversations = self.installation.desk.conversations
        receipt = conversations.open(language, disclosure_version())
        asking = conversations.authenticate(receipt.conversation_id, receipt.secret)
        asked = []
        for place, message in enumerate(messages):
            taken = conversations.accept(asking, message, f"{receipt.conversation_id}-{place}")
            self.installation.processing.process(taken.question_id)
            asked.append(taken.question_id)
        return asked

    def case_of(self, question_id: str) -> str:
        """The id of the case a question became."""
        with self.installation.store.read() as work:
            case = work.cases.of_question(question_id)
        assert case is not None
        return case.id


@contextmanager
def glass_installation(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Glass]:
    """An installation with one policy a language, a scripted model, and taps on all its ways out."""
    with serve_model() as server:
        settings = Settings(
            data_dir=folder,
            model_base_url=server.url,
            model_name="scripted",
            model_timeout_s=20.0,
            answer_first_share=0.0,
            unaided_share=0.0,
            _env_file=None,
        )
        embeddings = NotedEmbeddings()
        glass = Glass(build(settings, embeddings=embeddings), server, embeddings, folder)
        publish(
            glass.installation, "parking", Language.EN, "Resident parking", "A permit costs 30 euros a year."
        )
        publish(glass.installation, "parking-zh", Language.ZH, "居民停车证", "居民停车证每年收费三百元。")
        with glass.installation.store.begin() as work:
            work.staff.add(REVIEWER, "no password")
        root = logging.getLogger()
        before = (root.level, list(root.handlers))
        _tap(glass, patch)
        yield glass
        root.setLevel(before[0])
        root.handlers[:] = before[1]
        glass.installation.close()


def _tap(glass: Glass, patch: pytest.MonkeyPatch) -> None:
    """Note every byte written to a socket, every search, every record of a log at whatever level."""
    for name in ("send", "sendall"):
        patch.setattr(socket.socket, name, _noting(getattr(socket.socket, name), glass.sent))
    search = KnowledgeBase.search

    def noted_search(base: KnowledgeBase, query: SearchQuery) -> Any:
        glass.searched += [query.text, *query.history]
        return search(base, query)

    patch.setattr(KnowledgeBase, "search", noted_search)

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            glass.logged.append(f"{record.name} {self.format(record)} {record.__dict__}")

    root = logging.getLogger()
    root.addHandler(Noting(logging.DEBUG))
    root.setLevel(logging.DEBUG)


def _noting(write: Any, sent: bytearray) -> Any:
    def noted(self: socket.socket, data: Any, *more: Any) -> Any:
        sent.extend(bytes(data))
        return write(self, data, *more)

    return noted


def publish(installation: Installation, document_id: str, language: Language, title: str, text: str) -> None:
    """A policy in force since the beginning of the year."""
    upload = Upload(
        document_id=document_id,
        title=title,
        department_id="transport",
        language=language.value,
        audience=Audience.PUBLIC,
        level=JurisdictionLevel.CITY,
        effective_from=date(2026, 1, 1),
        effective_to=None,
        file_name="policy.md",
        content=f"# {title}\n\n{text}\n".encode(),
    )
    base = installation.knowledge_base
    version = base.add(upload, "editor")
    base.submit(version.id, "editor")
    base.publish(version.id, "supervisor")
