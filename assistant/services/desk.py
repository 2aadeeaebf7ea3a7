"""Everything the web layer and the command line call, in one value. Built by `assistant.bootstrap` only."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.accounts import Accounts
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.audit_desk import AuditDesk
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.case_replay import CaseReplays
from assistant.services.certificates import Certificates
from assistant.services.citizen_services import CitizenServices
from assistant.services.contact_desk import ContactDesk
from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.erasure import Erasure
from assistant.services.figures import Figures
from assistant.services.knowledge_desk import KnowledgeDesk
from assistant.services.live import LiveFeed
from assistant.services.model_spending_desk import ModelSpendingDesk
from assistant.services.needs_desk import NeedsDesk
from assistant.services.oversight import Oversight
from assistant.services.policies import Policies
from assistant.services.ports import Clock, Directory, SendingLimits
from assistant.services.public_documents import PublicDocuments
from assistant.services.recall_desk import RecallDesk
from assistant.services.review_case import ReviewCases
from assistant.services.reviewing_desk import ReviewingDesk
from assistant.services.screening_desk import ScreeningDesk
from assistant.services.sign_in import SignIn


@dataclass(frozen=True, slots=True)
class Desk:
    """The service of one installation."""

    clock: Clock
    directory: Directory
    limits: SendingLimits
    live: LiveFeed
    conversations: Conversations
    conversation_views: ConversationViews
    public_documents: PublicDocuments
    sign_in: SignIn
    accounts: Accounts
    review_cases: ReviewCases
    policies: Policies
    oversight: Oversight
    certificates: Certificates
    knowledge: KnowledgeDesk
    needs: NeedsDesk
    approved: ApprovedDesk
    recall: RecallDesk
    erasure: Erasure
    screening: ScreeningDesk
    contacts: ContactDesk
    model_spending: ModelSpendingDesk
    auditing: AuditDesk
    case_life: CaseLifeDesk
    citizen: CitizenServices
    replays: CaseReplays
    reviewing: ReviewingDesk
    figures: Figures
