"""`civicdesk certify` shows what labels carry; a person signs it, or nobody does."""

from __future__ import annotations

from assistant.bootstrap import build
from assistant.domain.oversight import Label
from assistant.domain.questions import Language
from tests.cli.office import Command, settings_of

TRIAL = ("certify", "resident-parking", "en", "--alpha", "0.1", "--delta", "0.1")
SIGN = (*TRIAL, "--sign", "--reason", "Quarterly review")


def add_labels(civicdesk: Command, right: int, wrong: int = 0) -> None:
    """Blind labels on confident answers about parking."""
    installation = build(settings_of(civicdesk.folder))
    with installation.store.begin() as work:
        for number in range(right + wrong):
            label = Label(
                id=f"label-{number}",
                topic_id="resident-parking",
                language=Language.EN,
                question_sha256=f"{number:064x}",
                confidence=0.99,
                would_answer=True,
                wrong=number >= right,
                blind=True,
                pipeline_hash=installation.pipeline_hash,
                labelled_by="test",
                at=installation.clock.now(),
            )
            work.oversight.add_label(label)
    installation.close()


def certificates(civicdesk: Command) -> int:
    """How many there are."""
    installation = build(settings_of(civicdesk.folder))
    with installation.store.read() as work:
        count = len(work.oversight.certificates())
    installation.close()
    return count


def test_missing_labels_are_counted(civicdesk: Command) -> None:
    """Nothing is signed on too few labels; the line says how many it takes."""
    add_labels(civicdesk, right=5)
    result = civicdesk(*SIGN, "--actor", "sam")
    assert (result.exit_code, "5 usable labels, at least 33" in result.stderr) == (1, True)
    assert certificates(civicdesk) == 0


def test_too_many_wrong_answers_carry_nothing(civicdesk: Command) -> None:
    """Enough labels, but a share of errors that no threshold survives."""
    add_labels(civicdesk, right=30, wrong=10)
    result = civicdesk(*SIGN, "--actor", "sam")
    assert (result.exit_code, "too many of the answers were wrong" in result.stderr) == (1, True)
    assert certificates(civicdesk) == 0


def test_a_trial_signs_nothing(civicdesk: Command) -> None:
    """Without --sign the table is shown and nothing else happens; no account is needed."""
    add_labels(civicdesk, right=40)
    result = civicdesk(*TRIAL)
    assert (result.exit_code, "0 wrong of 40" in result.stdout) == (0, True)
    assert certificates(civicdesk) == 0


def test_a_supervisor_signs_what_is_carried(civicdesk: Command) -> None:
    """The certificate is stored under the account's name."""
    add_labels(civicdesk, right=40)
    result = civicdesk(*SIGN, "--actor", "sam")
    assert (result.exit_code, "Signed:" in result.stdout) == (0, True)
    assert certificates(civicdesk) == 1


def test_others_cannot_sign(civicdesk: Command) -> None:
    """A policy editor is refused, and so is a signature without a name."""
    add_labels(civicdesk, right=40)
    assert civicdesk(*SIGN, "--actor", "edith").exit_code == 1
    assert civicdesk(*SIGN).exit_code == 2
    assert certificates(civicdesk) == 0
