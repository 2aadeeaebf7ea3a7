"""Properties that hold for every text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.answers import Claim, Quote
from assistant.domain.reasons import Reason
from assistant.domain.verification import verify
from assistant.domain.verification.figure_agreement import mismatches, turned_sides
from assistant.domain.verification.negation_modality import disagreements
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.sentences import clauses, sentences
from tests.domain.verification.drafts import DAY, draft, passage, quote, reasons

_PIECES = st.sampled_from(
    [
        "must",
        "may",
        "not",
        "only",
        "unless",
        "30",
        "euros",
        "5",
        "%",
        "1",
        "July",
        "2026",
        "18:00",
        "form",
        "P-12",
        "no",
        "more",
        "than",
        "at",
        "least",
        "twelve",
        "half",
        ".",
        ",",
        ";",
        "(",
        "\n",
        "！",
        "，",
        "。",
        "不得",
        "可以",
        "应当",
        "除外",
        "三十",
        "欧元",
        "第十二条",
        "以上",
        "不超过",
        "2026年7月1日",
        "上午9时",
        "半年",
        "百分之五",
        "一律",
        "0555",
        "100",
        "400",
        "½",
        "²",
        "①",
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.integers(-5, 200), st.integers(-5, 200))
def test_verification_never_raises(claim: str, source: str, start: int, end: int) -> None:
    """Whatever a model writes or cites, there is a verdict with one share a claim and findings inside the claim."""
    evidence = passage(source)
    cited = Quote(evidence.passage_id, evidence.version_id, evidence.document_id, source[:40], start, end)
    verdict = verify(draft(Claim(claim, (cited, quote(evidence)))), [evidence], DAY)
    assert len(verdict.supported) == 1
    assert 0 <= verdict.supported[0] <= 1
    assert all(0 <= finding.start <= finding.end <= len(claim) for finding in verdict.findings)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_copy_has_no_number_or_negation_finding(text: str) -> None:
    """A claim equal to its quote agrees with it."""
    evidence = passage(text)
    found = reasons(verify(draft(Claim(text, (quote(evidence),))), [evidence], DAY))
    assert not found & {Reason.NUMBER_MISMATCH, Reason.NEGATION_MISMATCH}


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_rules_themselves_accept_a_copy(text: str) -> None:
    """Also without the shortcut for copies, a text agrees with itself in figures and sides."""
    assert mismatches(text, (text,)) == []
    assert list(turned_sides(text, (text,))) == []


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_disagreements_lie_within_the_claim(claim: str, source: str) -> None:
    """Spans can be highlighted."""
    assert all(0 <= one.start < one.end <= len(claim) for one in disagreements(claim, (source,)))


@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    """Folding changes no length, so spans found in it are spans of the text as written."""
    assert len(plain(text)) == len(text)


@given(TEXTS)
def test_sentences_and_clauses_never_overlap(text: str) -> None:
    """Spans are in order."""
    for spans in (sentences(text), clauses(text)):
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
