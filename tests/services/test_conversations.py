"""What a citizen can do with a receipt, and with nobody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from assistant.domain.cases import CaseState, DecisionKind
from assistant.domain.errors import NotFound
from assistant.domain.questions import Language, Outcome
from assistant.services.conversations import MAX_MESSAGE, Accepted, secret_hash
from assistant.services.fixed_texts import ASK_FOR_PERSON, disclosure_version
from assistant.services.written_words import MAX_CLIENT_ID
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import CAROL, FEE, a_draft, a_working, invalid, refused


def test_nobody_starts_without_having_seen_the_present_notice(asking: AskingRoom) -> None:
    """Another version of the notice, or none, is refused and nothing is stored."""
    for version in ("", "0", disclosure_version().upper() + "x"):
        with refused("disclosure_outdated"):
            asking.conversations.open(Language.EN, version)
    assert asking.log() == []


def test_every_language_has_the_same_notice_version(asking: AskingRoom) -> None:
    """Who read it in one language need not read it again in the other."""
    notices = [asking.conversations.disclosure(language) for language in Language]
    assert {notice.version for notice in notices} == {disclosure_version()}
    assert len({len(notice.text) for notice in notices}) == 1
    assert len({notice.text for notice in notices}) == len(Language)


def test_only_the_receipt_opens_its_conversation(asking: AskingRoom) -> None:
    """A wrong secret, no secret, another one's secret and an unknown id look alike: not found."""
    mine, other = asking.open_conversation(), asking.open_conversation()
    messages = set()
    for conversation_id, secret in (
        (mine.conversation_id, "wrong"),
        (mine.conversation_id, ""),
        (mine.conversation_id, other.secret),
        (mine.conversation_id, secret_hash(mine.secret)),
        (mine.conversation_id, mine.secret + "é\ud800"),
        ("unknown", mine.secret),
        ("unknown", ""),
    ):
        with pytest.raises(NotFound) as caught:
            asking.conversations.authenticate(conversation_id, secret)
        messages.add(str(caught.value))
    assert len(messages) == 1
    assert asking.conversations.authenticate(mine.conversation_id, mine.secret).id == mine.conversation_id


def test_the_secret_is_stored_nowhere(asking: AskingRoom) -> None:
    """The record and the log hold its hash at most."""
    receipt = asking.open_conversation()
    conversation = asking.conversations.authenticate(receipt.conversation_id, receipt.secret)
    assert receipt.secret not in repr(conversation)
    assert receipt.secret not in repr(asking.log())


@pytest.mark.parametrize("text", ["", " \n\t", "x" * (MAX_MESSAGE + 1), "half \ud83d"])
def test_an_empty_endless_or_broken_message_is_refused(asking: AskingRoom, text: str) -> None:
    """The field is named and nothing is stored."""
    conversation = asking.conversation()
    with invalid("text"):
        asking.conversations.accept(conversation, text, "c1")
    assert asking.kinds(conversation) == []
    assert asking.queue.waiting == []


def test_the_longest_message_is_taken(asking: AskingRoom) -> None:
    """The limit counts characters, whatever their size."""
    asking.accepted(text="𠮷" * MAX_MESSAGE)
    assert len(asking.queue.waiting) == 1


@pytest.mark.parametrize("client_id", ["", "x" * (MAX_CLIENT_ID + 1), "a\x00b", "é", "\ud800"])
def test_a_client_id_is_short_and_plain(asking: AskingRoom, client_id: str) -> None:
    """Anything a database might stumble over is refused by name."""
    with invalid("client_id"):
        asking.conversations.accept(asking.conversation(), "How much?", client_id)


def test_sending_twice_is_one_question(asking: AskingRoom) -> None:
    """The second acceptance is the first one, and the engine is asked once."""
    conversation = asking.conversation()
    first = asking.conversations.accept(conversation, "How much?", "c1")
    assert asking.conversations.accept(conversation, "How much?", "c1") == first
    assert asking.kinds(conversation) == ["question"]
    assert asking.queue.waiting == [first.question_id]


def test_another_text_under_a_used_client_id_is_not_lost_in_silence(asking: AskingRoom) -> None:
    """It is refused, so that the page can send it again under an id of its own."""
    conversation = asking.conversation()
    asking.conversations.accept(conversation, "How much?", "c1")
    with refused("client_id_used"):
        asking.conversations.accept(conversation, "And for visitors?", "c1")


def test_the_same_client_id_in_two_conversations_is_two_questions(asking: AskingRoom) -> None:
    """Ids that pages choose are their own conversation's affair."""
    one, other = asking.conversation(), asking.conversation()
    first = asking.conversations.accept(one, "How much?", "c1")
    assert asking.conversations.accept(other, "How much?", "c1").question_id != first.question_id


def test_sending_twice_at_the_same_moment_is_one_question(asking: AskingRoom) -> None:
    """However the two meet, both get the same acceptance."""
    conversation = asking.conversation()
    barrier = Barrier(4)

    def send(_number: int) -> Accepted:
        barrier.wait(10)
        return asking.conversations.accept(conversation, "How much?", "c1")

    with ThreadPoolExecutor(4) as pool:
        accepted = set(pool.map(lambda number: send(number).question_id, range(4)))
    assert len(accepted) == 1
    assert asking.kinds(conversation) == ["question"]


def test_a_person_can_be_asked_for_after_an_answer(asking: AskingRoom) -> None:
    """The request is filed in the citizen's words and language, and queued like any question."""
    asking.sign(a_certificate_for_parking(asking))
    conversation = asking.conversation()
    asking.process(releasable(), conversation)
    asking.conversations.ask_for_person(conversation)
    newest = asking.views.messages(conversation)[-1].message
    assert newest.text == ASK_FOR_PERSON[Language.EN]
    assert asking.queue.waiting[-1] == newest.question_id


def test_nobody_can_be_asked_for_before_a_question(asking: AskingRoom) -> None:
    """There is nothing yet that a person could take over."""
    with refused("nothing_asked"):
        asking.conversations.ask_for_person(asking.conversation())


def test_a_person_who_has_the_question_is_not_asked_for_again(asking: AskingRoom) -> None:
    """One case, however often the button is pressed, also while somebody works on it."""
    conversation = asking.conversation()
    question_id = asking.process(a_working(a_draft(FEE)), conversation)
    asking.conversations.ask_for_person(conversation)
    with asking.store.read() as work:
        case = work.cases.of_question(question_id)
    assert case is not None
    asking.reviews.claim(CAROL, case.id)
    asking.conversations.ask_for_person(conversation)
    assert asking.kinds(conversation) == ["question", "case"]


def test_pressing_the_button_twice_asks_once(asking: AskingRoom) -> None:
    """While the request is on its way, pressing again adds nothing."""
    asking.sign(a_certificate_for_parking(asking))
    conversation = asking.conversation()
    asking.process(releasable(), conversation)
    asking.conversations.ask_for_person(conversation)
    asking.conversations.ask_for_person(conversation)
    assert asking.kinds(conversation) == ["question", "reply", "question"]


def test_a_case_is_withdrawn_by_its_own_citizen_only(asking: AskingRoom) -> None:
    """With another receipt the number leads nowhere; with the right one the case closes."""
    conversation, stranger = asking.conversation(), asking.conversation()
    asking.process(a_working(a_draft(FEE)), conversation)
    seen = asking.views.messages(conversation)[-1].case
    assert seen is not None
    for number in (seen.number, "CD-0000-000000", ""):
        with pytest.raises(NotFound):
            asking.conversations.withdraw(stranger, number)
    case = asking.conversations.withdraw(conversation, seen.number)
    assert asking.views.case(conversation, case).state is CaseState.WITHDRAWN
    assert asking.log()[-1].action == "case_withdrawn"


def test_a_closed_case_is_not_withdrawn(asking: AskingRoom) -> None:
    """Neither twice nor after the reply."""
    conversation = asking.conversation()
    case = asking.ask(conversation, a_working(a_draft(FEE)))
    asking.conversations.withdraw(conversation, case.number)
    with refused("already_closed"):
        asking.conversations.withdraw(conversation, case.number)
    replied = asking.ask(conversation, a_working(a_draft(FEE)))
    asking.reviews.claim(CAROL, replied.id)
    asking.reviews.decide(CAROL, replied.id, asking.request(replied))
    with refused("already_closed"):
        asking.conversations.withdraw(conversation, replied.number)


def test_a_withdrawn_case_gets_no_reply(asking: AskingRoom) -> None:
    """A caseworker who was at work on it is told."""
    conversation = asking.conversation()
    case = asking.ask(conversation, a_working(a_draft(FEE)))
    asking.reviews.claim(CAROL, case.id)
    asking.conversations.withdraw(conversation, case.number)
    with refused("already_closed"):
        asking.reviews.decide(CAROL, case.id, asking.own_reply())
    assert asking.kinds(conversation) == ["question", "case"]


def test_the_citizen_reads_role_and_unit_and_no_name(asking: AskingRoom) -> None:
    """A person's reply says caseworker and department; the account id stays inside."""
    conversation = asking.conversation()
    case = asking.ask(conversation, a_working(a_draft(FEE)))
    asking.reviews.claim(CAROL, case.id)
    request = replace(asking.request(case, DecisionKind.EDITED), text=f"{FEE} [1] Have a good day.")
    asking.reviews.decide(CAROL, case.id, request)
    seen = asking.views.messages(conversation)[-1].reply
    assert seen is not None
    assert seen.released_by_label == "caseworker, Transport"
    assert [citation.number for citation, _ in seen.citations] == [1]
    assert [unit for _, unit in seen.citations] == ["Transport"]


def test_only_what_is_new_is_read_again(asking: AskingRoom) -> None:
    """`after` skips what the page has, to the last message."""
    conversation = asking.conversation()
    asking.process(a_working(a_draft(FEE)), conversation)
    assert [seen.message.seq for seen in asking.views.messages(conversation, 1)] == [2]
    assert asking.views.messages(conversation, 2) == ()
    assert asking.views.newest_seq(conversation) == 2


def test_an_erased_conversation_reads_as_not_found(asking: AskingRoom) -> None:
    """Its receipt still fits, but nothing is left to read, and nothing more can be said in it."""
    conversation = asking.conversation()
    asking.process(a_working(a_draft(FEE)), conversation)
    with asking.store.begin() as work:
        work.conversations.erase(conversation.id)
    with pytest.raises(NotFound):
        asking.views.messages(conversation)
    with pytest.raises(NotFound):
        asking.accepted(conversation)
    assert asking.outcomes() == {Outcome.REVIEWED: 1}
