"""The frame of a message: how something is asked, without what is asked about."""

from __future__ import annotations

from assistant.adapters.message_frames import frames


def test_two_subjects_asked_alike_have_one_frame() -> None:
    """Names and things count as one sign, however many words they have (C-15)."""
    assert frames("What is the fee for a dog?") == frames("what is the opening time for a swimming pool")


def test_another_way_of_asking_is_another_frame() -> None:
    """The words everybody uses are kept."""
    assert frames("What is the fee for a dog?") != frames("How can I get a dog for her?")


def test_numbers_are_one_sign() -> None:
    """Whether it is 5 or 2026 says nothing about how something is asked."""
    assert frames("who has 5 dogs") == frames("who has 2026 cats")


def test_a_message_without_latin_letters_has_no_frame() -> None:
    """Frames are for English; Chinese is read by its pieces."""
    assert frames("办理居住证需要什么材料？") == set()
