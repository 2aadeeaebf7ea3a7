"""Whatever a language model does, a question ends as a case for a person: the whole installation over a real server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import Installation, build
from assistant.domain.answers import DraftMethod
from assistant.domain.questions import Language, Outcome
from assistant.domain.reasons import Reason
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from knowledge_base import Audience, JurisdictionLevel, Upload
from tests.scripted_model.server import Behaviour, ScriptedModel, serve_model

FEE = "A resident parking permit costs 30 euros a year."
QUESTION = "How much does a resident parking permit cost? My number is 0171 5550123."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, ScriptedModel]]:
    """An installation with one policy, pointed at a scripted model whose patience is short."""
    with serve_model() as server:
        settings = Settings(
            data_dir=tmp_path_factory.mktemp("model") / "data",
            model_base_url=server.url,
            model_name="scripted",
            model_timeout_s=1.5,
            _env_file=None,
        )
        installation = build(settings)
        _publish(installation)
        yield installation, server
        installation.close()


def _publish(installation: Installation) -> None:
    upload = Upload(
        document_id="parking",
        title="Resident parking permits",
        department_id="transport",
        language="en",
        audience=Audience.PUBLIC,
        level=JurisdictionLevel.CITY,
        effective_from=date(2026, 1, 1),
        effective_to=None,
        file_name="parking.md",
        content=f"# Resident parking permits\n\n## 2 Fees\n\n{FEE}\n".encode(),
    )
    base = installation.knowledge_base
    version = base.add(upload, "editor")
    base.submit(version.id, "editor")
    base.publish(version.id, "supervisor")


def _ask(installation: Installation, client_id: str) -> tuple[Outcome | None, str]:
    conversations = installation.desk.conversations
    receipt = conversations.open(Language.EN, disclosure_version())
    conversation = conversations.authenticate(receipt.conversation_id, receipt.secret)
    taken = conversations.accept(conversation, QUESTION, client_id)
    return installation.processing.process(taken.question_id), taken.question_id


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (Behaviour.SLOW, Reason.MODEL_TIMEOUT),
        (Behaviour.TOO_MANY, Reason.MODEL_UNAVAILABLE),
        (Behaviour.BROKEN, Reason.MODEL_UNAVAILABLE),
        (Behaviour.HANG_UP, Reason.MODEL_UNAVAILABLE),
        (Behaviour.REFUSAL, Reason.MODEL_REFUSED),
        (Behaviour.GARBAGE, Reason.MODEL_INVALID),
        (Behaviour.NULL_CONTENT, Reason.MODEL_INVALID),
        (Behaviour.INVENTED_PASSAGE, Reason.MODEL_INVALID),
        (Behaviour.MISQUOTE, Reason.MODEL_INVALID),
    ],
)
def test_a_model_that_fails_leaves_a_case_with_the_reason_and_the_passages(
    served: tuple[Installation, ScriptedModel], behaviour: Behaviour, reason: Reason
) -> None:
    """No draft, no reply; the case says what failed, and the citizen sees the policy text found."""
    installation, server = served
    server.behave(behaviour)
    outcome, question_id = _ask(installation, behaviour.value)
    assert outcome is Outcome.FAILED
    with installation.store.read() as work:
        case = work.cases.of_question(question_id)
        assert case is not None
        assert reason in case.reasons
        assert work.questions.drafts(question_id) == ()
        assert work.questions.reply(question_id) is None
        shown = work.conversations.messages(case.conversation_id)[-1]
        assert FEE in str(shown.payload["passages"])


def test_a_model_that_works_drafts_for_a_person_and_never_sees_a_telephone_number(
    served: tuple[Installation, ScriptedModel],
) -> None:
    """Without a certificate of this pipeline a good draft waits in a case; what was sent to the model was masked."""
    installation, server = served
    server.behave(Behaviour.GOOD)
    outcome, question_id = _ask(installation, "good")
    assert outcome is Outcome.REVIEWED
    with installation.store.read() as work:
        (draft,) = work.questions.drafts(question_id)
        assert draft.draft.method is DraftMethod.GENERATIVE
        assert draft.draft.model_use is not None
        assert work.questions.reply(question_id) is None
    assert "5550123" not in server.sent_text()


def test_a_model_that_is_gone_leaves_quotes_and_a_person(tmp_path: Path) -> None:
    """S-35: killed between two questions, it takes neither the policy text, word for word, nor the person with it."""
    with serve_model() as server:
        settings = Settings(
            data_dir=tmp_path / "data",
            model_base_url=server.url,
            model_name="scripted",
            model_timeout_s=1.5,
            _env_file=None,
        )
        installation = build(settings)
        _publish(installation)
        assert _ask(installation, "still there")[0] is Outcome.REVIEWED
    outcome, question_id = _ask(installation, "gone")
    assert outcome is Outcome.FAILED
    with installation.store.read() as work:
        case = work.cases.of_question(question_id)
        assert case is not None
        assert Reason.MODEL_UNAVAILABLE in case.reasons
        assert case.department_id == "transport"
        [passage] = _passages_shown(work.conversations.messages(case.conversation_id)[-1].payload)
        assert FEE in passage
    installation.close()


def test_without_model_and_certificate_quotes_and_a_person_are_there(tmp_path: Path) -> None:
    """S-35, S-10: the mode an office starts in, with nothing set up, retrieves, quotes and hands over."""
    installation = build(Settings(data_dir=tmp_path / "data", _env_file=None))
    _publish(installation)
    outcome, question_id = _ask(installation, "nothing set up")
    assert outcome is Outcome.REVIEWED
    with installation.store.read() as work:
        case = work.cases.of_question(question_id)
        assert case is not None
        assert Reason.NO_CERTIFICATE in case.reasons
        (draft,) = work.questions.drafts(question_id)
        assert draft.draft.method is DraftMethod.EXTRACTIVE
        assert FEE in [quote.text for quote in draft.draft.quotes()]
        assert work.questions.reply(question_id) is None
        [passage] = _passages_shown(work.conversations.messages(case.conversation_id)[-1].payload)
        assert FEE in passage
    installation.close()


def _passages_shown(payload: Mapping[str, object]) -> list[str]:
    """The texts of the passages that the citizen sees."""
    shown = payload["passages"]
    assert isinstance(shown, list)
    return [str(one) for one in shown]


def test_an_absent_model_server_leaves_a_case(tmp_path: Path) -> None:
    """Nobody listens at the address in the settings: the question is a case at once."""
    with serve_model() as gone:
        url = gone.url
    settings = Settings(
        data_dir=tmp_path / "data",
        model_base_url=url,
        model_name="scripted",
        model_timeout_s=1.5,
        _env_file=None,
    )
    installation = build(settings)
    _publish(installation)
    outcome, question_id = _ask(installation, "absent")
    assert outcome is Outcome.FAILED
    with installation.store.read() as work:
        case = work.cases.of_question(question_id)
        assert case is not None
        assert Reason.MODEL_UNAVAILABLE in case.reasons
    installation.close()
