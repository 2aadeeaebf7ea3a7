"""The Chinese sample policies can be read, and the labelled questions rest on what they say."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.documents import Audience
from knowledge_base.parsing import BlockKind, ParsedDocument
from knowledge_base.parsing.dispatch import parse
from knowledge_base.sample import make_chinese_files
from knowledge_base.sample.chinese_texts import FAMILY_BENEFITS, SOCIAL_HOUSING
from knowledge_base.splitting import split

SAMPLE = Path(make_chinese_files.__file__).parent
TODAY = date(2026, 11, 24)
ARTICLE = re.compile(r"第[一二三四五六七八九十]+条")
ANSWERED = ("answerable", "follow_up")
KINDS = {*ANSWERED, "unanswerable", "sensitive", "vague"}
HARD_REASONS = {
    "crisis",
    "violence",
    "safeguarding_minor",
    "legal_threat",
    "complaint",
    "decision_about_person",
    "person_requested",
}


def _policies(manifest: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((SAMPLE / manifest).read_text(encoding="utf-8"))[
        "policies"
    ]
    return entries


POLICIES = _policies("zh.yaml")
FILES = sorted(version["file"] for policy in POLICIES for version in policy["versions"])
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLE / "zh.questions.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def _parsed(file: str) -> ParsedDocument:
    return parse(Path(file).name, (SAMPLE / file).read_bytes())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _in_force(policy: dict[str, Any]) -> list[str]:
    return [
        version["file"]
        for version in policy["versions"]
        if version["effective_from"] <= TODAY <= (version["effective_to"] or date.max)
    ]


def _served_texts() -> dict[str, str]:
    """What the public can be answered from today, by document."""
    entries = [*POLICIES, *(_policies("en.yaml") if (SAMPLE / "en.yaml").exists() else [])]
    return {
        policy["document_id"]: " ".join(_plain(_parsed(file).text) for file in _in_force(policy))
        for policy in entries
        if policy["audience"] == Audience.PUBLIC and _in_force(policy)
    }


def test_the_folder_holds_exactly_the_listed_files() -> None:
    """No Chinese sample file is forgotten in the manifest or listed without being there."""
    assert sorted(f"zh/{path.name}" for path in (SAMPLE / "zh").iterdir()) == FILES


@pytest.mark.parametrize("file", FILES)
def test_each_file_keeps_its_articles(file: str) -> None:
    """Articles come out numbered without a gap, each at the start of a heading or paragraph, under chapters."""
    parsed = _parsed(file)
    starts = [
        match.group()
        for block in parsed.blocks
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and (match := ARTICLE.match(parsed.text, block.start))
    ]
    chapters = [b for b in parsed.blocks if b.kind is BlockKind.HEADING and b.level == 2]
    assert starts == [f"第{number}条" for number in _numerals(len(starts))]
    assert len(starts) >= 7
    assert len(chapters) >= 3
    assert not parsed.warnings


def _numerals(count: int) -> list[str]:
    digits = "一二三四五六七八九"
    return [*digits, "十", *(f"十{digit}" for digit in digits)][:count]


@pytest.mark.parametrize("file", FILES)
def test_each_passage_stands_under_a_chapter(file: str) -> None:
    """Cut into passages, every article can be found under the heading of its chapter."""
    parsed = _parsed(file)
    articles = [
        cut for cut in split(parsed.text, parsed.blocks) if ARTICLE.search(parsed.text[cut.start : cut.end])
    ]
    assert articles
    assert all(any(re.match("第.章", heading) for heading in cut.headings) for cut in articles)


def test_the_pdf_gives_back_its_sentences_and_rows() -> None:
    """Line breaks of the PDF do not cut Chinese sentences, and table rows carry their headers."""
    text = _parsed("zh/social-housing.pdf").text
    assert "签订社会住房租约须先取得住房资格证明。" in text
    assert "拒绝三次合适分配的家庭，12个月内不得再参加轮候。" in text
    assert "家庭人数: 2人 | 每年收入限额: 28600欧元 | 住房面积上限: 65平方米" in text


def test_the_word_document_gives_back_its_sentences_and_rows() -> None:
    """Paragraphs and table rows of the Word document come out as they were written."""
    text = _parsed("zh/family-benefits.docx").text
    assert "儿童补助为每名未满18周岁的子女每月最多95欧元。" in text
    assert "家庭每年收入: 40000欧元以下 | 半天托儿费: 每月65欧元 | 全天托儿费: 每月110欧元" in text


def test_the_committed_files_say_what_their_source_says() -> None:
    """The PDF and the Word document were written again after the last change of their texts."""
    pdf = parse("social-housing.pdf", make_chinese_files.pdf(SOCIAL_HOUSING))
    word = parse("family-benefits.docx", make_chinese_files.word(FAMILY_BENEFITS))
    assert _parsed("zh/social-housing.pdf").text == pdf.text
    assert _parsed("zh/family-benefits.docx").text == word.text


def test_every_topic_has_a_chinese_policy_in_force() -> None:
    """Each topic of the town's directory is covered today, by a document of the department that owns the topic."""
    directory = yaml.safe_load((SAMPLE / "directory.yaml").read_text(encoding="utf-8"))
    owners = {topic["id"]: topic["department_id"] for topic in directory["topics"]}
    covered = {p["topic_id"] for p in POLICIES if _in_force(p) and p["audience"] == Audience.PUBLIC}
    assert covered == set(owners)
    assert all(policy["department_id"] == owners[policy["topic_id"]] for policy in POLICIES)


def test_the_parking_fee_in_force_is_the_newer_one() -> None:
    """Of the two versions of the parking rules only the one with 30 euros is in force."""
    (policy,) = [p for p in POLICIES if p["document_id"] == "zh-resident-parking"]
    old, new = (_parsed(version["file"]).text for version in policy["versions"])
    assert "居民停车证每年收费24欧元。" in old
    assert "居民停车证每年收费30欧元。" in new
    assert _in_force(policy) == ["zh/resident-parking.md"]


def test_question_ids_and_texts_are_unique() -> None:
    """No question is labelled twice."""
    assert len({q["id"] for q in QUESTIONS}) == len(QUESTIONS)
    assert len({q["question"] for q in QUESTIONS}) == len(QUESTIONS)


def test_answers_stand_in_the_texts_in_force() -> None:
    """Each fact expected of an answer stands in one of its documents as the public is served them today."""
    served = _served_texts()
    missing = [
        (question["id"], group)
        for question in QUESTIONS
        for group in question["facts"]
        if not any(
            _plain(spelling) in served.get(document, "")
            for document in question["document_ids"]
            for spelling in group
        )
    ]
    assert missing == []


def test_only_answered_questions_carry_facts() -> None:
    """An answered question names its topic, documents and facts; no other question names documents or facts."""
    for question in QUESTIONS:
        answered = question["kind"] in ANSWERED
        assert question["kind"] in KINDS
        assert bool(question["facts"]) is bool(question["document_ids"]) is answered, question["id"]
        assert not answered or question["topic_id"], question["id"]
        assert bool(question["history"]) is (question["kind"] == "follow_up"), question["id"]
        assert bool(question["reasons"]) is (question["kind"] == "sensitive"), question["id"]


def test_every_hard_reason_has_questions() -> None:
    """Each reason for which a question goes straight to a person is asked for at least twice."""
    counted = Counter(reason for question in QUESTIONS for reason in question["reasons"])
    assert set(counted) == HARD_REASONS
    assert min(counted.values()) >= 2


def test_no_fact_is_asked_more_than_three_times() -> None:
    """The questions spread over the texts: one sentence is the answer to three of them at most."""
    asked = Counter(_gold_sentence(question) for question in QUESTIONS if question["kind"] in ANSWERED)
    assert max(asked.values()) <= 3
    assert (
        sum(q["topic_id"] == "residence-registration" and q["kind"] == "answerable" for q in QUESTIONS) >= 65
    )


def _gold_sentence(question: dict[str, Any]) -> tuple[str, ...]:
    return (*question["document_ids"], *(group[0] for group in question["facts"]))
