"""Single edits of answers that people found faithful."""

from __future__ import annotations

from assistant.evaluation.mutant_answers import FLAGGED, measured

PASSAGE = "The permit costs 30 euros a year. You must apply within 14 days. Dogs may not enter the park."


def test_wrong_figures_and_denials_of_an_answer_are_found() -> None:
    """G-01, G-02, G-06: a right answer is left alone, and each of its edits is found."""
    answer = "You pay 30 euros a year for the permit. Dogs may not enter the park."
    found, made = measured([{"passages": [PASSAGE], "answer": answer}])
    assert (found[FLAGGED], made[FLAGGED]) == (0, 2)
    assert made["number"] >= 2
    assert found["number"] == made["number"]
    assert found["negation"] == made["negation"] >= 1


def test_answers_that_people_found_unfaithful_are_left_out() -> None:
    """What is wrong already can be made no wronger."""
    row = {"passages": [PASSAGE], "answer": "The permit is free.", "label_grounded_strict": 0}
    assert measured([row, {"passages": [], "answer": "The permit is free."}]) == ({}, {})
