"""A typed client of the staff, policy and oversight routes. Every call raises ApiError and nothing else."""

from __future__ import annotations

from review_console.calls_approved import ApprovedCalls
from review_console.calls_audits import AuditCalls
from review_console.calls_case_life import CaseLifeCalls
from review_console.calls_cases import CaseCalls
from review_console.calls_checks import CheckCalls
from review_console.calls_competence import CompetenceCalls
from review_console.calls_contacts import ContactCalls
from review_console.calls_figures import FigureCalls
from review_console.calls_health import HealthCalls
from review_console.calls_needs import NeedCalls
from review_console.calls_oversight import OversightCalls
from review_console.calls_policies import PolicyCalls
from review_console.calls_questions import QuestionCalls
from review_console.calls_ratings import RatingCalls
from review_console.calls_recalls import RecallCalls
from review_console.calls_reviewing import ReviewingCalls
from review_console.calls_screening import ScreeningCalls
from review_console.calls_search import SearchCalls
from review_console.calls_spending import SpendingCalls
from review_console.calls_staff import AccountCalls, StaffCalls
from review_console.calls_tasks import TaskCalls
from review_console.calls_trials import TrialCalls
from review_console.calls_versions import VersionCalls
from review_console.transport import ApiError, Transport, api_url

__all__ = ["ApiError", "Client", "connect"]


class Client:
    """All calls, by audience, over one connection."""

    def __init__(self, base_url: str) -> None:
        transport = Transport(base_url)
        self.staff = StaffCalls(transport)
        self.cases = CaseCalls(transport)
        self.life = CaseLifeCalls(transport)
        self.ratings = RatingCalls(transport)
        self.approved = ApprovedCalls(transport)
        self.policies = PolicyCalls(transport)
        self.search = SearchCalls(transport)
        self.screening = ScreeningCalls(transport)
        self.contacts = ContactCalls(transport)
        self.questions = QuestionCalls(transport)
        self.versions = VersionCalls(transport)
        self.checks = CheckCalls(transport)
        self.health = HealthCalls(transport)
        self.oversight = OversightCalls(transport)
        self.spending = SpendingCalls(transport)
        self.figures = FigureCalls(transport)
        self.audits = AuditCalls(transport)
        self.reviewing = ReviewingCalls(transport)
        self.competence = CompetenceCalls(transport)
        self.trials = TrialCalls(transport)
        self.tasks = TaskCalls(transport)
        self.needs = NeedCalls(transport)
        self.recalls = RecallCalls(transport)
        self.accounts = AccountCalls(transport)


def connect() -> Client:
    """A client of the API named by the environment, not signed in."""
    return Client(api_url())
