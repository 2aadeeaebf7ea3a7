"""The HTTP service on a real port over an asking room: real store, real workers, real streams, a scripted engine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import cast

import httpx
import uvicorn

from assistant.adapters.live_updates import LivePages
from assistant.adapters.question_workers import QuestionWorkers
from assistant.adapters.rate_limits import CitizenLimits
from assistant.adapters.throttling import SignInThrottle
from assistant.adapters.written_days import WrittenDays
from assistant.domain.questions import Language
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.accounts import Accounts
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.case_replay import CaseReplays
from assistant.services.certificates import Certificates
from assistant.services.citizen_services import CitizenServices
from assistant.services.conversations import Conversations
from assistant.services.danger_beside import DangerBeside
from assistant.services.desk import Desk
from assistant.services.explanations import Explanations
from assistant.services.figures import Figures
from assistant.services.fixed_texts import disclosure_version
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.open_figures import OpenCounts
from assistant.services.oversight import Oversight
from assistant.services.public_documents import PublicDocuments
from assistant.services.sign_in import SignIn
from assistant.web.app import create_app
from knowledge_base import KnowledgeBase
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom
from tests.services.review_room import PIPELINE
from tests.services.small_appeals import small_appeals
from tests.services.small_approved import small_approved
from tests.services.small_auditing import small_auditing
from tests.services.small_contacts import small_contacts
from tests.services.small_needs import small_needs
from tests.services.small_ratings import small_ratings
from tests.services.small_recall import small_erasure, small_recall
from tests.services.small_records import small_records
from tests.services.small_reviewing import small_reviewing
from tests.services.small_rights import small_rights
from tests.services.small_screening import small_live, small_screening
from tests.services.small_spending import small_spending
from tests.services.staff_office import cheap_passwords

START_LIMIT_S = 20.0


@dataclass(frozen=True, slots=True)
class Citizen:
    """One citizen's receipt and how to use it."""

    http: httpx.Client
    path: str
    headers: dict[str, str]

    def send(self, text: str = "How much is it?", client_id: str = "c1") -> httpx.Response:
        """Send a message."""
        body = {"text": text, "client_id": client_id}
        return self.http.post(f"{self.path}/messages", json=body, headers=self.headers)

    def read(self) -> httpx.Response:
        """The whole conversation."""
        return self.http.get(self.path, headers=self.headers)

    def kinds(self, number: int) -> list[str]:
        """The kinds of the messages, once there are so many."""
        give_up = time.monotonic() + START_LIMIT_S
        while time.monotonic() < give_up:
            kinds = [message["kind"] for message in self.read().json()["messages"]]
            if len(kinds) >= number:
                return kinds
            time.sleep(0.02)
        raise AssertionError("the messages did not come")


class CitizenDesk:
    """Everything but policies, which have tests of their own."""

    def __init__(self, directory: Path) -> None:
        self.room = room = AskingRoom(make_sqlite_store(directory))
        self.live = LivePages()
        processing = room.processing_on(room.store, self.live)
        self.workers = QuestionWorkers(processing.process, room.store, room.clock, 1)
        parts = (room.store, room.town, room.clock)
        no_base = cast(KnowledgeBase, object())
        passwords = cheap_passwords()
        names = dict.fromkeys(Language, "Town")
        knowledge = KnowledgeDesk.of(KnowledgeParts(room.store, no_base, room.town, room.clock, room.ids))
        helper = HelpAtOnce(small_live(room.store, directory), processing.process)
        conversations = Conversations(
            room.store, room.clock, room.ids, self.workers, self.live, names, helper
        )
        danger = DangerBeside(conversations, helper)
        ratings, rating_desk = small_ratings(room, knowledge.tasks, self.live, danger)
        self.desk = Desk(
            clock=room.clock,
            directory=room.town,
            limits=CitizenLimits(),
            live=self.live,
            conversations=conversations,
            conversation_views=room.views,
            public_documents=PublicDocuments(no_base, room.town),
            sign_in=SignIn(room.store, room.clock, room.ids, passwords, SignInThrottle()),
            accounts=Accounts(room.store, room.clock, room.ids, passwords, room.town),
            review_cases=room.reviews,
            policies=knowledge.policies,
            oversight=Oversight(*parts, lambda: "index-1"),
            certificates=Certificates(*parts, room.ids, PIPELINE),
            knowledge=knowledge,
            needs=small_needs(room, no_base, knowledge.tasks, self.live),
            approved=small_approved(room, no_base, knowledge.tasks),
            recall=small_recall(room, no_base, knowledge.policies, self.live),
            erasure=small_erasure(room, directory, self.live),
            contacts=small_contacts(room.store, directory, room.clock, room.ids),
            screening=small_screening(room.store, directory, room.clock, room.ids),
            model_spending=small_spending(room.store, room.clock, room.ids, room.town),
            auditing=small_auditing(room, knowledge.tasks),
            reviewing=small_reviewing(room),
            case_life=CaseLifeDesk.of(
                room.store, room.clock, room.ids, room.town, ServiceTimes(PLAIN), self.live
            ),
            citizen=CitizenServices(
                appeals=small_appeals(room, self.live, danger),
                ratings=ratings,
                rating_desk=rating_desk,
                open_records=small_records(room),
                explanations=Explanations(room.store, room.town, room.clock, WrittenDays(UTC)),
                open_counts=OpenCounts(room.store, room.clock, ServiceTimes(PLAIN)),
                rights=small_rights(room, room.views, self.live),
            ),
            replays=CaseReplays(room.store, room.clock),
            figures=Figures(room.store, room.town, room.clock, UTC),
        )
        self.http = httpx.Client()

    def citizen(self) -> Citizen:
        """Somebody new, who has read the notice."""
        body = {"language": "en", "disclosure_version": disclosure_version()}
        opened = self.http.post("/api/conversations", json=body)
        assert opened.status_code == 201
        receipt = opened.json()
        path = f"/api/conversations/{receipt['conversation_id']}"
        return Citizen(self.http, path, {"Authorization": f"Receipt {receipt['secret']}"})

    @contextmanager
    def _working(self) -> Iterator[None]:
        self.workers.start()
        try:
            yield
        finally:
            self.workers.stop()

    @contextmanager
    def served(self) -> Iterator[CitizenDesk]:
        """Behind a real server on a free port of this machine."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        app = create_app(self.desk, self._working)
        config = uvicorn.Config(
            app, "127.0.0.1", port, log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        give_up = time.monotonic() + START_LIMIT_S
        while not server.started and time.monotonic() < give_up:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=10) as self.http:
            try:
                yield self
            finally:
                server.should_exit = True
                thread.join(15)
