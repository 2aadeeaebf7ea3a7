"""`civicdesk approved`, on an installation whose engine answers for real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.bootstrap import Installation, build
from assistant.domain.answers import DraftMethod
from assistant.domain.cases import Case, DecisionKind, DecisionReason
from assistant.domain.questions import Language
from assistant.services.accounts import Operator
from assistant.services.decision_rules import DecisionRequest
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from tests.cli.office import Command, settings_of
from tests.scripted_model.server import serve_model

ASKED = "How much is a resident parking permit per year?"
AGAIN = "Hello, could you tell me how much a resident parking permit is per year please"


@contextmanager
def opened(civicdesk: Command) -> Iterator[Installation]:
    """The installation between two commands."""
    installation = build(settings_of(civicdesk.folder))
    try:
        yield installation
    finally:
        installation.close()


def asked(installation: Installation, text: str) -> Case:
    """A citizen's question and the case it became."""
    desk = installation.desk
    receipt = desk.conversations.open(Language.EN, disclosure_version())
    conversation = desk.conversations.authenticate(receipt.conversation_id, receipt.secret)
    accepted = desk.conversations.accept(conversation, text, "client-1")
    installation.processing.process(accepted.question_id)
    with installation.store.read() as work:
        case = work.cases.of_question(accepted.question_id)
    assert case is not None
    return case


def decided(installation: Installation) -> Case:
    """A case that the supervisor approved as drafted."""
    case = asked(installation, ASKED)
    sam = installation.desk.accounts.by_username(Operator.COMMAND_LINE, "sam")
    installation.desk.review_cases.claim(sam, case.id)
    with installation.store.read() as work:
        draft = work.questions.drafts(case.question_id)[-1]
    request = DecisionRequest(
        DecisionKind.APPROVED, DecisionReason.OK, "key", draft.id, draft.version, draft.sha256
    )
    installation.desk.review_cases.decide(sam, case.id, request)
    return case


def test_a_reply_is_kept_found_again_and_forgotten(civicdesk: Command) -> None:
    """Kept by command, used as the next draft, and gone with the only citizen whose words asked for it (L-12)."""
    with opened(civicdesk) as installation:
        case = decided(installation)
    kept = civicdesk("approved", "keep", case.number, "--actor", "sam", "--wording", ASKED)
    assert kept.exit_code == 0, kept.output
    answer_id = kept.stdout.removeprefix("Kept: ").strip()
    with opened(civicdesk) as installation:
        again = asked(installation, AGAIN)
        with installation.store.read() as work:
            draft = work.questions.drafts(again.question_id)[-1].draft
            conversation = work.conversations.get(case.conversation_id)
        assert draft.method is DraftMethod.APPROVED
        assert conversation is not None
        installation.desk.erasure.erase_own(conversation)
    shown = civicdesk("approved", "show", answer_id, "--actor", "andy")
    assert all(said in shown.stdout for said in ("used 1", "lapsed", "wording_erased"))
    assert ASKED not in shown.stdout
    gone = civicdesk("approved", "withdraw", answer_id, "--actor", "sam", "--reason", "Nobody asks")
    assert gone.exit_code == 0, gone.output


def test_a_question_that_was_decided_before_costs_no_call_of_a_model(civicdesk: Command) -> None:
    """S-33: with a model configured, a repeat gets the words a person approved, and the model is not asked; another
    question is drafted by it."""
    with opened(civicdesk) as installation:
        case = decided(installation)
    assert civicdesk("approved", "keep", case.number, "--actor", "sam", "--wording", ASKED).exit_code == 0
    with serve_model() as server:
        settings = Settings.model_construct(
            data_dir=civicdesk.folder, sample_town=False, model_base_url=server.url, model_name="m"
        )
        installation = build(settings)
        asked(installation, AGAIN)
        assert server.requests == []
        asked(installation, "Who may apply for a resident parking permit?")
        assert len(server.requests) == 1
        installation.close()


def test_who_may_not_read_cases_is_told_so(civicdesk: Command) -> None:
    """An editor reads no approved answers."""
    refused = civicdesk("approved", "list", "--actor", "edith")
    assert (refused.exit_code != 0, "may not read" in refused.stderr) == (True, True)
