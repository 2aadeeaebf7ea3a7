"""The HTTP service over a review room, with an account for every role: what the tests of staff routes talk to."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import cast

from fastapi.testclient import TestClient

from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.live_updates import LivePages
from assistant.adapters.rate_limits import CitizenLimits
from assistant.adapters.throttling import SignInThrottle
from assistant.adapters.written_days import WrittenDays
from assistant.domain.cases import Case
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.accounts import Accounts
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.case_replay import CaseReplays
from assistant.services.certificates import Certificates
from assistant.services.citizen_services import CitizenServices
from assistant.services.conversation_views import ConversationViews
from assistant.services.desk import Desk
from assistant.services.explanations import Explanations
from assistant.services.figures import Figures
from assistant.services.hand_overs import NewHandOver
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.open_figures import OpenCounts
from assistant.services.oversight import Oversight
from assistant.services.public_documents import PublicDocuments
from assistant.services.review_arms import ReviewArms
from assistant.services.sign_in import SignIn
from assistant.web.app import create_app
from knowledge_base import KnowledgeBase
from tests.adapters.database.stores import make_sqlite_store
from tests.services.review_room import CAROL, EVERYBODY, PIPELINE, Room
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
from tests.services.small_screening import small_screening
from tests.services.small_spending import small_spending
from tests.services.staff_office import PASSWORD, cheap_passwords


class StaffDesk:
    """A served desk. Policies are not part of it: their routes have tests of their own."""

    carol = CAROL

    def __init__(self, directory: Path, store: DatabaseStore | None = None) -> None:
        self.room = room = Room(store or make_sqlite_store(directory))
        room.reviews = room.reviews_of(PIPELINE, ReviewArms(room.clock, room.ids))
        passwords = cheap_passwords()
        with room.store.begin() as work:
            password_hash = passwords.hash(PASSWORD)
            for person in EVERYBODY:
                work.staff.set_password_hash(person.id, password_hash)
        no_base = cast(KnowledgeBase, object())
        parts = (room.store, room.town, room.clock)
        knowledge = KnowledgeDesk.of(KnowledgeParts(room.store, no_base, room.town, room.clock, room.ids))
        ratings, rating_desk = small_ratings(room, knowledge.tasks)
        self.desk = Desk(
            clock=room.clock,
            directory=room.town,
            limits=CitizenLimits(),
            live=LivePages(),
            conversations=room.conversations,
            conversation_views=ConversationViews(*parts),
            public_documents=PublicDocuments(no_base, room.town),
            sign_in=SignIn(room.store, room.clock, room.ids, passwords, SignInThrottle()),
            accounts=Accounts(room.store, room.clock, room.ids, passwords, room.town),
            review_cases=room.reviews,
            policies=knowledge.policies,
            oversight=Oversight(*parts, lambda: ""),
            certificates=Certificates(*parts, room.ids, PIPELINE),
            knowledge=knowledge,
            needs=small_needs(room, no_base, knowledge.tasks, room.pages),
            approved=small_approved(room, no_base, knowledge.tasks),
            recall=small_recall(room, no_base, knowledge.policies, room.pages),
            erasure=small_erasure(room, directory, room.pages),
            screening=small_screening(room.store, directory, room.clock, room.ids),
            contacts=small_contacts(room.store, directory, room.clock, room.ids),
            model_spending=small_spending(room.store, room.clock, room.ids, room.town),
            auditing=small_auditing(room, knowledge.tasks),
            reviewing=small_reviewing(room),
            case_life=CaseLifeDesk.of(
                room.store, room.clock, room.ids, room.town, ServiceTimes(PLAIN), room.pages
            ),
            citizen=CitizenServices(
                appeals=small_appeals(room),
                ratings=ratings,
                rating_desk=rating_desk,
                open_records=small_records(room),
                explanations=Explanations(room.store, room.town, room.clock, WrittenDays(UTC)),
                open_counts=OpenCounts(room.store, room.clock, ServiceTimes(PLAIN)),
                rights=small_rights(room, ConversationViews(*parts), room.pages),
            ),
            replays=CaseReplays(room.store, room.clock),
            figures=Figures(room.store, room.town, room.clock, UTC),
        )
        self.http = TestClient(create_app(self.desk), raise_server_exceptions=False)

    def headers(self, username: str | None) -> dict[str, str]:
        """The headers of a fresh session; none for nobody."""
        if username is None:
            return {}
        signed_in = self.desk.sign_in.sign_in(username, PASSWORD, "203.0.113.7")
        return {"Authorization": f"Bearer {signed_in.token}"}

    def claimed_case(self) -> Case:
        """A transport case in Carol's hands."""
        return self.room.claimed_case()

    def handed_over(self, case: Case) -> tuple[str, str]:
        """The ids of an offer of a case in Carol's hands, and of a part asked for; both are to housing."""
        new = NewHandOver("housing", "Not ours.", "About a flat.", "May I keep a dog?")
        services = self.desk.case_life.hand_overs
        return services.offer(CAROL, case.id, new).id, services.consult(CAROL, case.id, new).id
