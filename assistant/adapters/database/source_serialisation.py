"""What content stands on, as JSON: passages found, quotes and numbered sources. See `serialisation` for the rules."""

from __future__ import annotations

from assistant.adapters.database.json_fields import Fields
from assistant.domain.answers import Citation, Quote
from assistant.domain.evidence import Evidence


def quote_to_json(quote: Quote) -> dict[str, object]:
    """A verbatim span."""
    return {
        "passage_id": quote.passage_id,
        "version_id": quote.version_id,
        "document_id": quote.document_id,
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
    }


def quote_from_json(value: object) -> Quote:
    """A verbatim span."""
    fields = Fields(value, "a quote")
    quote = Quote(
        passage_id=fields.text("passage_id"),
        version_id=fields.text("version_id"),
        document_id=fields.text("document_id"),
        text=fields.text("text"),
        start=fields.whole("start"),
        end=fields.whole("end"),
    )
    fields.done()
    return quote


def evidence_to_json(evidence: Evidence) -> dict[str, object]:
    """A passage found."""
    return {
        "passage_id": evidence.passage_id,
        "document_id": evidence.document_id,
        "version_id": evidence.version_id,
        "version_number": evidence.version_number,
        "document_title": evidence.document_title,
        "department_id": evidence.department_id,
        "heading_path": list(evidence.heading_path),
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "page": evidence.page,
        "language": evidence.language,
        "effective_from": evidence.effective_from.isoformat(),
        "effective_to": None if evidence.effective_to is None else evidence.effective_to.isoformat(),
        "score": evidence.score,
        "signals": dict(evidence.signals),
    }


def evidence_from_json(value: object) -> Evidence:
    """A passage found."""
    fields = Fields(value, "a passage")
    evidence = Evidence(
        passage_id=fields.text("passage_id"),
        document_id=fields.text("document_id"),
        version_id=fields.text("version_id"),
        version_number=fields.whole("version_number"),
        document_title=fields.text("document_title"),
        department_id=fields.text("department_id"),
        heading_path=fields.texts("heading_path"),
        text=fields.text("text"),
        start=fields.whole("start"),
        end=fields.whole("end"),
        page=fields.whole_or_none("page"),
        language=fields.text("language"),
        effective_from=fields.day("effective_from"),
        effective_to=fields.day_or_none("effective_to"),
        score=fields.number("score"),
        signals=fields.number_map("signals"),
    )
    fields.done()
    return evidence


def citation_to_json(citation: Citation) -> dict[str, object]:
    """A numbered source."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "version_id": citation.version_id,
        "version_number": citation.version_number,
        "passage_id": citation.passage_id,
        "document_title": citation.document_title,
        "department_id": citation.department_id,
        "heading_path": list(citation.heading_path),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "effective_from": citation.effective_from,
    }


def citation_from_json(value: object) -> Citation:
    """A numbered source."""
    fields = Fields(value, "a citation")
    citation = Citation(
        number=fields.whole("number"),
        document_id=fields.text("document_id"),
        version_id=fields.text("version_id"),
        version_number=fields.whole("version_number"),
        passage_id=fields.text("passage_id"),
        document_title=fields.text("document_title"),
        department_id=fields.text("department_id"),
        heading_path=fields.texts("heading_path"),
        quote=fields.text("quote"),
        start=fields.whole("start"),
        end=fields.whole("end"),
        effective_from=fields.text("effective_from"),
    )
    fields.done()
    return citation
