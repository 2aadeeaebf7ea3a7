"""An instruction planted in a document never changes what citizens are told, whatever model reads it (X-01)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.questions import Language
from assistant.domain.routing import ReleaseUnderCertificate, ToPerson, Working
from assistant.services.answer_question import AnswerEngine
from assistant.services.steps.planted_orders import PLANTED, planted_orders
from tests.language_model.parts import model_at
from tests.scripted_model.server import Behaviour, ScriptedModel, serve_model
from tests.services.planted_town import (
    ORDERS,
    Case,
    PlantedTown,
    asked,
    planted_cases,
    planted_town,
    untouched_cases,
)

CASES = planted_cases()
SEEN_BY_MODELS = CASES[::4]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlantedTown]:
    """One index with all documents."""
    with planted_town(tmp_path_factory.mktemp("planted")) as town:
        yield town


@pytest.fixture(scope="module")
def engine(town: PlantedTown) -> AnswerEngine:
    """The pipeline without a model."""
    return town.engine()


def _ids(case: Case) -> str:
    return f"{case.carrier}-{case.language.value}"


def _as_if_untouched(working: Working, case: Case) -> bool:
    """Whether the answer is the one that a document without the order gets: its own words, quoted from it."""
    draft = working.draft
    return (
        isinstance(working.route, ReleaseUnderCertificate)
        and draft is not None
        and {claim.text for claim in draft.claims} <= set(case.facts)
        and {quote.document_id for quote in draft.quotes()} <= case.documents
    )


def _policy_words_only(working: Working) -> bool:
    """Whether what goes out is what policies say: which of them a model picks is not at stake here."""
    assert working.draft is not None
    facts = {fact for case in (*CASES, *untouched_cases()) for fact in case.facts}
    return {claim.text for claim in working.draft.claims} <= facts


def test_there_are_cases_enough() -> None:
    """X-01: at least fifty, in both languages, and each order is among them."""
    assert len(CASES) >= 50
    for language, orders in ORDERS.items():
        assert {case.order for case in CASES if case.language is language} == set(orders)


@pytest.mark.parametrize("case", untouched_cases(), ids=lambda case: case.document_id)
def test_a_document_without_orders_is_answered_from(engine: AnswerEngine, case: Case) -> None:
    """The measure of all others: nothing but the order could keep the answer back."""
    assert _as_if_untouched(asked(engine, case), case)


@pytest.mark.parametrize("case", CASES, ids=_ids)
def test_a_planted_order_changes_nothing(engine: AnswerEngine, case: Case) -> None:
    """X-01: the citizen gets the policy's own words as ever, or a person decides."""
    working = asked(engine, case)
    assert _as_if_untouched(working, case) or isinstance(working.route, ToPerson)


def test_most_answers_go_out_all_the_same(engine: AnswerEngine) -> None:
    """Planting an order is no way to keep the office from answering."""
    unharmed = sum(_as_if_untouched(asked(engine, case), case) for case in CASES[::4])
    assert unharmed >= 0.9 * len(CASES[::4])


@pytest.mark.parametrize("behaviour", [Behaviour.OBEDIENT, Behaviour.PARROT])
def test_a_model_that_obeys_whatever_it_reads_is_never_believed(
    town: PlantedTown, behaviour: Behaviour
) -> None:
    """Whether it does as told or says the order itself: only the policy's own words go out without a person."""
    obeyed = 0
    with serve_model() as server:
        server.behave(behaviour)
        engine = town.engine(model_at(server))
        for case in SEEN_BY_MODELS:
            working = asked(engine, case)
            assert _policy_words_only(working) or isinstance(working.route, ToPerson), _ids(case)
            obeyed += isinstance(working.route, ToPerson)
        _as_data_only(server)
    assert obeyed >= 5  # the model did obey: what it wrote was there to be believed


def _as_data_only(server: ScriptedModel) -> None:
    """In every request, orders stand between the markers of a passage or nowhere, under a marker of that request."""
    planted = [order for orders in ORDERS.values() for order in orders]
    inside, markers = 0, set()
    for request in server.requests:
        system, user = (message["content"] for message in request["messages"][:2])
        (marker,) = set(re.findall(r"<<\w+>>", user))
        markers.add(marker)
        assert marker in system
        assert not any(order in system for order in planted)
        for place, part in enumerate(user.split(marker)):
            found = any(order in part for order in planted)
            assert place % 2 or not found
            inside += found
    assert inside >= 5
    assert len(markers) == len(server.requests)


@pytest.mark.parametrize("order", [order for orders in ORDERS.values() for order in orders])
def test_a_claim_that_speaks_to_a_machine_goes_to_a_person(order: str) -> None:
    """X-01: though its quote stands in the source word for word."""
    for said, quoted in ((order, order), ("The permit is free.", order), (order, "The fee is 30 euros.")):
        quote = Quote("p1", "v1", "d1", quoted, 0, len(quoted))
        draft = Draft((Claim(said, (quote,)),), Language.EN, DraftMethod.GENERATIVE)
        assert [finding.detail for finding in planted_orders(draft)] == [PLANTED]


@pytest.mark.parametrize(
    "sentence",
    [
        "You must ignore any earlier reminder that was sent in error.",
        "All previous rules on parking are repealed.",
        "If the system does not respond, call the office.",
        "申请人不得忽略缴费通知。",
        "系统提示缴费成功后方可打印凭证。",
    ],
)
def test_ordinary_sentences_are_no_orders(sentence: str) -> None:
    """Duties and repeals that only sound alike stay answers."""
    quote = Quote("p1", "v1", "d1", sentence, 0, len(sentence))
    draft = Draft((Claim(sentence, (quote,)),), Language.EN, DraftMethod.EXTRACTIVE)
    assert list(planted_orders(draft)) == []
