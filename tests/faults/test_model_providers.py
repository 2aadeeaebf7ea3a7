"""Several providers, budgets and a second reader: the whole installation over real servers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.bootstrap import Installation, build
from assistant.domain.answers import DraftMethod
from assistant.domain.cases import Case
from assistant.domain.conversations import StoredDraft
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.first_start import load_sample_town
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from tests.language_model.personal_traces import publish
from tests.scripted_model.server import Behaviour, ScriptedModel, serve_model

QUESTION = "How much does a resident parking permit cost?"


@dataclass
class Town:
    """Two providers, a reader, and an installation that is made for each test."""

    folder: Path
    first: ScriptedModel
    second: ScriptedModel
    reader: ScriptedModel

    def asked(
        self, question: str = QUESTION, language: Language = Language.EN, **file: Any
    ) -> tuple[Case, StoredDraft]:
        """The case and the draft that one question becomes with these models."""
        path = self.folder / "models.yaml"
        path.write_text(yaml.safe_dump(file), encoding="utf-8")
        settings = Settings(
            data_dir=self.folder / "data", models_file=path, model_timeout_s=20.0, _env_file=None
        )
        installation = build(settings)
        try:
            publish(
                installation,
                "parking",
                Language.EN,
                "Parking permits",
                "A resident parking permit costs 30 euros a year.",
            )
            return _case(installation, question, language)
        finally:
            installation.close()

    def endpoints(self) -> list[dict[str, str]]:
        """Both providers in order."""
        return [_endpoint(self.first, "usual"), _endpoint(self.second, "spare")]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Three scripted servers that answer well until told otherwise."""
    with serve_model() as first, serve_model() as second, serve_model() as reader:
        yield Town(tmp_path, first, second, reader)


def _endpoint(server: ScriptedModel, model: str) -> dict[str, str]:
    return {"base_url": server.url, "model": model}


def _case(installation: Installation, question: str, language: Language) -> tuple[Case, StoredDraft]:
    conversations = installation.desk.conversations
    receipt = conversations.open(language, disclosure_version())
    conversation = conversations.authenticate(receipt.conversation_id, receipt.secret)
    taken = conversations.accept(conversation, question, "client-1")
    installation.processing.process(taken.question_id)
    with installation.store.read() as work:
        case = work.cases.of_question(taken.question_id)
        (draft,) = work.questions.drafts(taken.question_id)
    assert case is not None
    return case, draft


def test_a_provider_is_swapped_by_configuration_alone(town: Town) -> None:
    """S-10: the same question, another provider in the file; nothing else differs."""
    town.second.behave(Behaviour.GOOD)
    _, draft = town.asked(endpoints=[_endpoint(town.second, "spare")])
    assert draft.draft.model_use is not None
    assert draft.draft.model_use.model == "spare"
    assert town.first.requests == []


def test_a_spare_provider_drafts_for_a_person(town: Town) -> None:
    """S-10: the draft of a model that no labels speak for is not released, whatever the certificates say."""
    town.first.behave(Behaviour.BROKEN)
    case, draft = town.asked(endpoints=town.endpoints())
    assert Reason.MODEL_STAND_IN in case.reasons
    assert draft.draft.method is DraftMethod.GENERATIVE


def test_without_any_model_quotes_and_a_person_remain(town: Town) -> None:
    """S-35: every provider is dead; the citizen's question has quotes as a draft and a person who reads them."""
    town.first.behave(Behaviour.BROKEN)
    town.second.behave(Behaviour.HANG_UP)
    case, draft = town.asked(endpoints=town.endpoints())
    assert Reason.MODEL_UNAVAILABLE in case.reasons
    assert draft.draft.method is DraftMethod.EXTRACTIVE


def test_a_spent_budget_leaves_quotes_and_asks_nobody(town: Town) -> None:
    """S-35: the call that could pass the budget is not made at all."""
    case, draft = town.asked(endpoints=town.endpoints(), budgets={"day": {"tokens": 10}})
    assert Reason.BUDGET_SPENT in case.reasons
    assert draft.draft.method is DraftMethod.EXTRACTIVE
    assert town.first.requests == town.second.requests == []


def test_a_second_reader_that_doubts_is_heard_by_the_case(town: Town) -> None:
    """G-04: its doubt stands among the findings, and the verdict names it beside the rules."""
    town.reader.said = json.dumps({"faults": [{"claim": 1, "kind": "condition", "words": "a year"}]})
    town.reader.behave(Behaviour.DOUBTS)
    case, draft = town.asked(endpoints=town.endpoints(), second_opinion=[_endpoint(town.reader, "reader")])
    assert Reason.CONDITION_OMITTED in case.reasons
    assert draft.verdict is not None
    assert "model-opinion/" in draft.verdict.checker


def test_a_reader_that_no_budget_is_left_for_leaves_the_draft_to_a_person(town: Town) -> None:
    """The draft may be paid for and its second reading not: that is said, and not called a fault of the check."""
    case, _ = town.asked(
        endpoints=town.endpoints(),
        second_opinion=[{**_endpoint(town.reader, "reader"), "price": {"prompt": 100, "completion": 100}}],
        budgets={"day": {"cost": 0.001}},
    )
    assert Reason.BUDGET_SPENT in case.reasons
    assert Reason.VERIFIER_ERROR not in case.reasons
    assert town.reader.requests == []


def test_the_sample_town_asks_no_model_at_its_first_start(town: Town) -> None:
    """Nobody pays for hundreds of answers because the service was started; certificates wait for the command."""
    path = town.folder / "models.yaml"
    path.write_text(yaml.safe_dump({"endpoints": town.endpoints()}), encoding="utf-8")
    settings = Settings(data_dir=town.folder / "data", models_file=path, _env_file=None)
    installation = build(settings)
    load_sample_town(installation, lambda _what, _done, _total: None)
    with installation.store.read() as work:
        assert work.oversight.certificates() == ()
    installation.close()
    assert town.first.requests == []


def test_a_draft_keeps_what_was_sent_and_what_it_cost(town: Town) -> None:
    """The exact request with its hash, the prompt, the parameters, the usage and each call."""
    endpoint = {**_endpoint(town.first, "usual"), "price": {"prompt": 1, "completion": 2}}
    _, draft = town.asked(endpoints=[endpoint])
    use = draft.draft.model_use
    assert use is not None
    sent = [message["content"] for message in town.first.requests[0]["messages"]]
    assert [text for _, text in json.loads(use.request)] == sent
    assert len(use.request_sha256) == len(use.prompt_sha256) == 64
    assert use.parameters["temperature"] == "0.0"
    assert (use.prompt_tokens, use.completion_tokens, use.cost) == (100, 20, 140)
    assert [call.model for call in use.calls] == ["usual"]


def test_a_question_is_answered_in_its_language_from_a_text_in_another(town: Town) -> None:
    """The question is translated to search, the claim is Chinese, its quote English, and a person compares them."""
    town.first.said = QUESTION
    town.first.behave(Behaviour.EMPTY_CLAIMS, Behaviour.TRANSLATES)
    case, draft = town.asked("办理居民停车证要多少钱？", Language.ZH, endpoints=town.endpoints())
    (claim,) = draft.draft.claims
    assert claim.text == "居民停车证每年30欧元。"
    assert claim.quotes[0].text == "A resident parking permit costs 30 euros a year."
    assert draft.draft.language is Language.ZH
    assert Reason.TRANSLATED_CLAIM in case.reasons
    assert Reason.UNSUPPORTED_CLAIM not in case.reasons
    assert len(town.first.requests) == 3


def test_a_model_that_finds_nothing_in_either_language_leaves_it_to_a_person(town: Town) -> None:
    """G-07: no draft is made up, and the reason says that no text answers."""
    town.first.behave(Behaviour.EMPTY_CLAIMS)
    path = town.folder / "models.yaml"
    path.write_text(yaml.safe_dump({"endpoints": town.endpoints()}), encoding="utf-8")
    settings = Settings(data_dir=town.folder / "data", models_file=path, _env_file=None)
    installation = build(settings)
    publish(installation, "parking", Language.EN, "Resident parking", "A permit costs 30 euros a year.")
    conversations = installation.desk.conversations
    receipt = conversations.open(Language.EN, disclosure_version())
    conversation = conversations.authenticate(receipt.conversation_id, receipt.secret)
    taken = conversations.accept(conversation, QUESTION, "client-1")
    installation.processing.process(taken.question_id)
    with installation.store.read() as work:
        case = work.cases.of_question(taken.question_id)
        assert work.questions.drafts(taken.question_id) == ()
    installation.close()
    assert case is not None
    assert Reason.NO_EVIDENCE in case.reasons
