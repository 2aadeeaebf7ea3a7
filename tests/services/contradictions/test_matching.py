"""Which rules of two documents contradict each other (S-05)."""

from __future__ import annotations

import pytest

from assistant.services.contradictions.matching import compared
from assistant.services.contradictions.rules import Rule, rules_of
from tests.services.contradictions.pairs import CONTRADICTING, LOOKING_ALIKE, Pair


def the_rule(place: str) -> Rule:
    """The one rule of "title > heading > sentence"."""
    *over, sentence = place.split(" > ")
    (rule,) = rules_of(sentence, over)
    return rule


def clash(pair: Pair) -> bool:
    """Whether the rules of a pair clash, whichever comes first."""
    ours, theirs = the_rule(pair.ours), the_rule(pair.theirs)
    there, back = compared(ours, theirs), compared(theirs, ours)
    clashing = {bool(one and one.clashes) for one in (there, back)}
    assert len(clashing) == 1
    return clashing.pop()


@pytest.mark.parametrize("pair", CONTRADICTING, ids=lambda pair: pair.name)
def test_different_values_for_one_matter_clash(pair: Pair) -> None:
    """S-05: fees, deadlines, ages, shares, dates, numbers to call and opening hours, in both languages."""
    assert clash(pair)


@pytest.mark.parametrize("pair", LOOKING_ALIKE, ids=lambda pair: pair.name)
def test_different_matters_do_not_clash(pair: Pair) -> None:
    """Another thing, time, rate, bound or kind of person is no contradiction."""
    assert not clash(pair)
