"""The things of a small town as plain JSON values: staff, drafts, cases, versions, certificates."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

PASSWORD = "correct horse battery"
HOSTILE = "![track](http://evil.example/p.png) [click](http://evil.example) <script>alert(1)</script> **bold** :red[x]"
FEE = "A resident permit costs 84.00 euros a year."
EXCEPTION = "Holders of a disability card pay nothing."
PASSAGE = f"2 Fees\n{FEE} {EXCEPTION} Visitors buy day tickets at 6.50 euros."

READ, DECIDE = "read_cases", "decide_cases"
RIGHTS = {
    "caseworker": [READ, DECIDE, "read_policies"],
    "policy_editor": ["read_policies", "edit_policies", "publish_policies", "change_screening"],
    "supervisor": [
        READ,
        DECIDE,
        "read_policies",
        "publish_policies",
        "read_certificates",
        "sign_certificates",
        "stop_replies",
        "recall_replies",
        "change_screening",
    ],
    "auditor": [READ, "read_policies", "read_certificates", "read_audit"],
    "administrator": ["manage_accounts"],
}

Json = dict[str, Any]


def now() -> datetime:
    """The moment, as the API tells it."""
    return datetime.now(UTC)


def sha256(text: str) -> str:
    """The hash a draft is named by."""
    return hashlib.sha256(text.encode()).hexdigest()


def account(username: str, display_name: str, role: str) -> Json:
    """One staff account."""
    grant = {"role": role, "department_id": None}
    return {
        "id": f"staff-{username}",
        "username": username,
        "display_name": display_name,
        "active": True,
        "grants": [grant],
    }


def draft(version: int = 1, flagged: bool = False) -> Json:
    """A draft of two sentences on the fee passage; a flagged one has a wrong number."""
    first = FEE.replace("84.00", "48.00") if flagged else FEE
    start = 100 + PASSAGE.index(FEE)
    quotes = [quote(FEE, start), quote(EXCEPTION, 100 + PASSAGE.index(EXCEPTION))]
    text = f"{first}\n\n{EXCEPTION}" + ("" if version == 1 else f" (v{version})")
    finding = {"reason": "number_mismatch", "claim": 0, "start": 24, "end": 29, "detail": "48.00 ≠ 84.00"}
    return {
        "id": f"draft-{version}",
        "version": version,
        "text": text,
        "method": "extractive",
        "author_kind": "engine",
        "claims": [
            {"text": first, "quotes": quotes[:1], "part": "answer"},
            {"text": EXCEPTION, "quotes": quotes[1:], "part": "condition"},
        ],
        "sha256": sha256(text),
        "checks": {
            "findings": [finding] if flagged else [],
            "supported": [0.8 if flagged else 1.0, 1.0],
            "omitted_conditions": ["Visitors buy day tickets"] if flagged else [],
            "checker": "rules",
        },
    }


def quote(text: str, start: int) -> Json:
    """A quote of the fee passage."""
    return {
        "passage_id": "passage-fees",
        "document_id": "parking-permits",
        "version_id": "version-parking-1",
        "text": text,
        "start": start,
        "end": start + len(text),
    }


def evidence() -> list[Json]:
    """The fee passage."""
    return [
        {
            "passage_id": "passage-fees",
            "document_id": "parking-permits",
            "version_id": "version-parking-1",
            "document_title": "Resident parking permits",
            "heading_path": ["Resident parking permits", "2 Fees"],
            "text": PASSAGE,
            "start": 100,
            "effective_from": "2026-01-01",
            "effective_to": None,
        }
    ]


def case(number: int, question: str, hours: int, reasons: list[str], **more: Any) -> Json:
    """One waiting case, promised in so many hours."""
    promised = now() + timedelta(hours=hours)
    return {
        "id": f"case-{number}",
        "number": f"CD-2026-{number:06d}",
        "state": "waiting",
        "department_id": "transport",
        "topic_id": "parking",
        "language": "en",
        "reasons": reasons,
        "opened_at": (promised - timedelta(hours=24)).isoformat(),
        "promised_at": promised.isoformat(),
        "overdue": hours < 0,
        "claimed_by_me": False,
        "claimed_by": None,
        "question_preview": question[:120],
        "question": question,
        "conversation": [{"author": "citizen", "text": question, "created_at": now().isoformat()}],
        "evidence": evidence(),
        "draft": draft(),
        "draft_void": None,
        "reading_floor_s": 8.0,
        "confidence": 0.71,
        "timings_ms": {},
        "events": [{"seq": 1, "kind": "opened", "actor": "system", "at": now().isoformat(), "data": {}}],
        "decisions": [],
        "notes": [],
        "noticed": [
            {"note": "rival_document", "side": "against"},
            {"note": "words_found", "side": "for"},
        ],
        **more,
    }


def version(document_id: str, number: int, state: str, by: str) -> Json:
    """One version of a document."""
    return {
        "id": f"version-{document_id}-{number}",
        "document_id": document_id,
        "number": number,
        "title": "Resident parking permits",
        "state": state,
        "effective_from": "2026-01-01",
        "effective_to": None,
        "file_name": "parking.md",
        "created_by": by,
        "created_at": now().isoformat(),
        "submitted_by": by if state != "draft" else None,
        "approved_by": "Sam Supervisor" if state == "published" else None,
        "published_at": now().isoformat() if state == "published" else None,
    }


def certificate() -> Json:
    """A valid certificate."""
    return {
        "id": "certificate-1",
        "topic_id": "parking",
        "language": "en",
        "status": "valid",
        "threshold": 0.82,
        "alpha": 0.05,
        "delta": 0.1,
        "n": 120,
        "k": 1,
        "risk_upper": 0.032,
        "coverage": 0.61,
        "signed_by": "Sam Supervisor",
        "signed_at": now().isoformat(),
        "expires_at": (now() + timedelta(days=30)).isoformat(),
    }
