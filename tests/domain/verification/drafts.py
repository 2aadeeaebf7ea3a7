"""Builders of evidence and drafts for the tests of verification."""

from __future__ import annotations

from datetime import date

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.verification import verify
from assistant.domain.verification.plain_text import is_chinese

DAY = date(2026, 11, 24)


def passage(text: str, document: str = "parking", start: int = 100, until: date | None = None) -> Evidence:
    """A passage of the document, in force since 2025 and until the day given."""
    return Evidence(
        passage_id=f"{document}-p{start}",
        document_id=document,
        version_id=f"{document}-v1",
        version_number=1,
        document_title=document.title(),
        department_id="transport",
        heading_path=(),
        text=text,
        start=start,
        end=start + len(text),
        page=None,
        language="zh" if is_chinese(text) else "en",
        effective_from=date(2025, 1, 1),
        effective_to=until,
        score=1.0,
    )


def quote(evidence: Evidence, words: str | None = None) -> Quote:
    """The words as they stand in the passage, or all of it."""
    words = evidence.text if words is None else words
    start = evidence.start + evidence.text.index(words)
    return Quote(
        evidence.passage_id, evidence.version_id, evidence.document_id, words, start, start + len(words)
    )


def draft(*claims: Claim) -> Draft:
    """A draft written by a model."""
    language = Language.ZH if any(is_chinese(claim.text) for claim in claims) else Language.EN
    return Draft(claims, language, DraftMethod.GENERATIVE)


def verdict_on(claim: str, source: str) -> Verdict:
    """The verdict on a one-claim draft that quotes the whole of one passage."""
    evidence = passage(source)
    return verify(draft(Claim(claim, (quote(evidence),))), [evidence], DAY)


def reasons(verdict: Verdict) -> set[Reason]:
    """The reasons among its findings."""
    return {finding.reason for finding in verdict.findings}


def flagged_words(claim: str, source: str) -> list[str]:
    """The words of the claim that were found wrong."""
    return [claim[finding.start : finding.end] for finding in verdict_on(claim, source).findings]
