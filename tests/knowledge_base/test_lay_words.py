"""Words of questions lead to the words of the texts that answer them, by a table that is counted and can be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.evaluation.lay_words_fit import Joined, WordCounts, folds
from knowledge_base import Audience, SearchQuery
from knowledge_base.lay_words import MOST_ADDED, LayWords, built_in, lines_of
from knowledge_base.throwaway import RawDocument, build

BEATING = "殴打他人的，处五日以上十日以下拘留。"
WAGES = "用人单位应当按月足额支付劳动报酬。"
CORPUS = (BEATING, WAGES, "垃圾每周收集一次。", "养犬应当登记。", "居住登记应当在十四日内办理。")


def learned() -> LayWords:
    """A table from a few questions that people joined to texts."""
    joined = [
        Joined("邻居干仗怎么办", (BEATING,)),
        Joined("有人干仗会坐牢吗", (BEATING,)),
        Joined("干仗要赔多少", (BEATING,)),
        Joined("老板不发工资怎么办", (WAGES,)),
        Joined("工资拖欠两个月", (WAGES,)),
    ]
    return WordCounts(joined, CORPUS).fitted(range(len(joined)))


def test_a_word_of_questions_leads_to_the_words_of_what_answers_it() -> None:
    """The strongest is worth 1, words of other answers do not come."""
    added = learned().added({"干仗": 1.0})
    assert next(iter(added.values())) == 1.0
    assert "殴打" in added
    assert "报酬" not in added


def test_a_word_that_no_question_held_adds_nothing() -> None:
    """Nothing is made up for it."""
    assert learned().added({"垃圾": 1.0, "parking": 1.0}) == {}


def test_a_word_seen_once_is_not_in_the_table() -> None:
    """One question is chance."""
    assert learned().added({"邻居": 1.0}) == {}


def test_a_table_survives_being_written() -> None:
    """As steps of the greatest weight, the weakest left out, a word that nothing is left of too."""
    lines = list(lines_of({"b": {"x": 1.0, "y": 0.5, "z": 0.001}, "a": {"z": 0.0001}}))
    assert lines == ["b\tffx 80y"]
    assert LayWords(lines).added({"b": 1.0}) == pytest.approx({"x": 1.0, "y": 128 / 255})


def test_a_question_is_given_no_more_words_than_pay() -> None:
    """Each costs the search time."""
    many = LayWords(lines_of({"word": {f"other{n}": 1.0 for n in range(3 * MOST_ADDED)}}))
    assert len(many.added({"word": 1.0})) == MOST_ADDED


def test_the_built_in_table_joins_everyday_words_to_those_of_the_law() -> None:
    """Somebody who asks about a fight or a divorce is led to as many words as pay; the table can be read by eye."""
    assert len(built_in().added({"离婚": 1.0, "干仗": 1.0})) == MOST_ADDED


def test_a_text_that_shares_no_word_with_the_question_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The learned words are a leg of their own, and said so beside the hit."""
    monkeypatch.setattr("knowledge_base.base.built_in", learned)
    rows = [RawDocument(f"d{number}", "条文", text, "zh") for number, text in enumerate(CORPUS)]
    base = build(rows, tmp_path)
    try:
        found = base.search(SearchQuery("干仗呢？", date(2026, 1, 1), Audience.PUBLIC))
    finally:
        base.close()
    assert found.hits[0].passage.text == BEATING
    assert found.hits[0].leg_ranks["learned"] == 1
    assert "lexical" not in found.hits[0].leg_ranks


def test_folds_are_the_same_on_every_machine() -> None:
    """A question stays in its fold whatever else is asked."""
    assert folds(["a", "b", "c"], 5) == [*folds(["a"], 5), *folds(["b", "c"], 5)]
