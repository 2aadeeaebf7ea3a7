"""The sample town's labels are blind, its certificates earned, and setting it up twice changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.questions import Author, Language, Question
from assistant.domain.reasons import Reason
from assistant.domain.routing import ToPerson, Working
from assistant.domain.staff import Role
from assistant.services.certificates import Certificates
from assistant.services.sample_town import (
    SAMPLE_STAFF,
    is_right,
    label_questions,
    sign_where_supported,
    store_labels,
)
from knowledge_base.sample_policies import QuestionKind, SampleLine, SampleQuestion, Speaker
from tests.services.asking_room import AskingRoom
from tests.services.review_room import FEE, PIPELINE, SAM, a_draft, a_working

QUESTION = SampleQuestion(
    id="en-1",
    language="en",
    kind=QuestionKind.ANSWERABLE,
    question="How much is a permit?",
    history=(),
    topic_id="parking",
    document_ids=("permits",),
    facts=(("84.00 euros", "84 euros"), ("a year", "yearly")),
    reasons=(),
)


def _says(*sentences: str, document_id: str = "permits") -> Draft:
    claims = tuple(
        Claim(sentence, (Quote("p1", "v1", document_id, sentence, 0, len(sentence)),))
        for sentence in sentences
    )
    return Draft(claims, Language.EN, DraftMethod.EXTRACTIVE)


def test_a_right_answer_cites_the_document_and_states_every_fact() -> None:
    """In any of its spellings, over several sentences, in capitals or full width."""
    assert is_right(QUESTION, a_draft(FEE))
    assert is_right(QUESTION, _says("It costs 84 EUROS.", "You pay A YEAR ahead."))
    assert is_right(QUESTION, _says("It costs ８４ euros a year."))


@pytest.mark.parametrize(
    "draft",
    [
        _says("It costs 84 euros."),
        _says("It costs 184 euros a year."),
        _says("It costs 1,84 euros a year."),
        _says("It costs 0.84 euros a year."),
        _says("It costs 84 euros a year.", document_id="another document"),
        Draft((), Language.EN, DraftMethod.EXTRACTIVE),
    ],
)
def test_a_partial_a_wrong_and_an_unfounded_answer_are_wrong(draft: Draft) -> None:
    """Part of the facts, other figures that contain the right one, or another source (C-07)."""
    assert not is_right(QUESTION, draft)


@pytest.mark.parametrize(
    ("said", "fact", "stated"),
    [
        ("you pay 20.", "20", True),
        ("you pay 20.50", "20", False),
        ("you pay 20,50", "20", False),
        ("you pay 200", "20", False),
        ("you pay 120", "20", False),
        ("由本局受理，不得提前办理", "不得提前", True),
        ("罚款,50欧元", "50欧元", True),
        ("罚款150欧元", "50欧元", False),
    ],
)
def test_a_figure_is_stated_only_as_a_whole(said: str, fact: str, stated: bool) -> None:
    """Neither more digits before or after, nor another fraction; a comma of the sentence does no harm."""
    question = replace(QUESTION, facts=((fact,),))
    assert is_right(question, _says(said)) is stated


@pytest.mark.parametrize("kind", [QuestionKind.UNANSWERABLE, QuestionKind.SENSITIVE, QuestionKind.VAGUE])
def test_what_should_not_be_answered_is_never_answered_rightly(kind: QuestionKind) -> None:
    """Whatever the draft says."""
    assert not is_right(replace(QUESTION, kind=kind), a_draft(FEE))


def test_labels_are_blind_and_say_what_would_have_gone_out(asking: AskingRoom) -> None:
    """Right, wrong and held back; a question without a topic counts for no topic."""
    questions = [replace(QUESTION, id=f"en-{n}") for n in range(4)]
    results = [
        a_working(a_draft(FEE)),
        a_working(_says("It is free.")),
        a_working(a_draft(FEE), reasons=(Reason.COMPLAINT,)),
        replace(a_working(None), topic_id=None),
    ]
    labels = label_questions(questions, lambda _question: results.pop(0), asking.clock, PIPELINE)
    assert [(one.would_answer, one.wrong) for one in labels] == [(True, False), (True, True), (False, False)]
    assert all(one.blind and one.pipeline_hash == PIPELINE and one.topic_id == "parking" for one in labels)


def test_the_engine_is_asked_in_the_questions_language_with_what_was_said_before(
    asking: AskingRoom,
) -> None:
    """The dialogue before a follow-up comes in its order, each line as its author's."""
    asked: list[Question] = []

    def engine(question: Question) -> Working:
        asked.append(question)
        return a_working(None)

    lines = (SampleLine(Speaker.USER, "Permits?"), SampleLine(Speaker.AGENT, "Which?"))
    follow_up = replace(QUESTION, language="zh", kind=QuestionKind.FOLLOW_UP, history=lines)
    label_questions([follow_up], engine, asking.clock, PIPELINE)
    assert asked[0].language is Language.ZH
    assert [(turn.author, turn.text) for turn in asked[0].history] == [
        (Author.CITIZEN, "Permits?"),
        (Author.ASSISTANT, "Which?"),
    ]


def _set_up(room: AskingRoom, number: int, topic_id: str = "parking") -> int:
    working = replace(a_working(a_draft(FEE)), topic_id=topic_id, confidence=0.97)
    questions = [replace(QUESTION, id=f"en-{n}") for n in range(number)]
    store_labels(room.store, label_questions(questions, lambda _q: working, room.clock, PIPELINE), room.clock)
    certificates = Certificates(room.store, room.town, room.clock, room.ids, PIPELINE)
    return sign_where_supported(certificates, room.store, room.town, SAM, PIPELINE)


def test_certificates_are_signed_where_the_labels_suffice_and_only_once(asking: AskingRoom) -> None:
    """Too few sign nothing; enough sign one; doing it again signs and stores nothing more."""
    assert _set_up(asking, 5) == 0
    assert _set_up(asking, 60) == 1
    assert _set_up(asking, 60) == 0
    with asking.store.read() as work:
        (certificate,) = work.oversight.certificates()
        assert work.oversight.label_counts() == {("parking", Language.EN): 60}
    assert (certificate.topic_id, certificate.signed_by) == ("parking", "sam")


def test_a_label_keeps_its_first_topic(asking: AskingRoom) -> None:
    """A policy that changed may move a question to another topic: its label is not counted twice, nor is it an error."""
    _set_up(asking, 5)
    _set_up(asking, 5, topic_id="tenancy")
    with asking.store.read() as work:
        assert work.oversight.label_counts() == {("parking", Language.EN): 5}
    assert [one.data["count"] for one in asking.log() if one.action == "labels_added"] == ["5", "0"]


def test_a_withdrawn_sample_certificate_is_not_signed_again(asking: AskingRoom) -> None:
    """What a supervisor ended stays ended at the next start."""
    _set_up(asking, 60)
    with asking.store.begin() as work:
        (certificate,) = work.oversight.certificates()
        work.oversight.withdraw_certificate(certificate.id, asking.clock.now(), "wrong answers")
    assert _set_up(asking, 60) == 0


def test_wrong_sample_answers_carry_no_certificate(asking: AskingRoom) -> None:
    """Nothing is special about the sample: errors count as anywhere."""
    working = replace(
        a_working(_says("It is free.")), confidence=0.97, route=ToPerson((Reason.NO_CERTIFICATE,))
    )
    questions = [replace(QUESTION, id=f"en-{n}") for n in range(100)]
    labels = label_questions(questions, lambda _q: working, asking.clock, PIPELINE)
    store_labels(asking.store, labels, asking.clock)
    certificates = Certificates(asking.store, asking.town, asking.clock, asking.ids, PIPELINE)
    assert sign_where_supported(certificates, asking.store, asking.town, SAM, PIPELINE) == 0


def test_the_sample_staff_has_every_role_and_a_second_publisher() -> None:
    """One account for each role, so that everything can be tried, by two people where it takes two."""
    assert {person.grant.role for person in SAMPLE_STAFF} == set(Role)
    assert len({person.username for person in SAMPLE_STAFF}) == len(SAMPLE_STAFF)
