"""The check of drafts and the support score on Chinese claims that were labelled by hand."""

from __future__ import annotations

import pytest

from assistant.evaluation.chinese_claims import (
    JudgedClaim,
    Label,
    judged,
    labelled_claims,
    quality_on,
    ranking,
)


@pytest.fixture(scope="module")
def chinese() -> tuple[JudgedClaim, ...]:
    """The Chinese claims, held against their paragraphs."""
    return tuple(judged(labelled_claims()))


def test_the_chinese_claims_are_many_and_stand_on_the_sample() -> None:
    """G-06: more than 200 labelled Chinese sentences; reading them fails where the sample lacks a quote."""
    claims = tuple(labelled_claims())
    of_label = {label: [one for one in claims if one.label is label] for label in Label}
    assert len({one.text for one in claims}) == len(claims) >= 200
    assert len(of_label[Label.FAITHFUL]) >= 60
    assert len(of_label[Label.EDITED]) + len(of_label[Label.INVENTED]) >= 120


def test_what_chinese_passages_do_not_speak_of_scores_lowest(chinese: tuple[JudgedClaim, ...]) -> None:
    """G-06: learned from English answers, the score tells invented Chinese claims from faithful ones all the same."""
    assert ranking(chinese, Label.INVENTED) >= 0.95


def test_one_wrong_word_in_a_chinese_claim_lowers_its_score(chinese: tuple[JudgedClaim, ...]) -> None:
    """G-06: wrong figures and turned duties keep nearly all words, so that words alone would rank them at .70."""
    assert ranking(chinese, Label.EDITED, Label.INVENTED) >= 0.85


def test_the_check_finds_wrong_chinese_claims_and_leaves_rewordings_alone(
    chinese: tuple[JudgedClaim, ...],
) -> None:
    """G-06: at most 12 % of the faithful claims in other words are flagged, and at least 80 % of the wrong ones."""
    found = quality_on(chinese)
    assert found.false_alarms.value <= 0.12
    assert found.recall.value >= 0.80
    assert found.recall.low < found.recall.value < found.recall.high
