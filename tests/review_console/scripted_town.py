"""The state behind the scripted API: a small town with staff, cases and policies, all plain JSON values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
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
    "policy_editor": ["read_policies", "edit_policies", "publish_policies"],
    "supervisor": [
        READ,
        DECIDE,
        "read_policies",
        "publish_policies",
        "read_certificates",
        "sign_certificates",
        "stop_replies",
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
        "claims": [{"text": first, "quotes": quotes[:1]}, {"text": EXCEPTION, "quotes": quotes[1:]}],
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
        "confidence": 0.71,
        "timings_ms": {},
        "events": [{"seq": 1, "kind": "opened", "actor": "system", "at": now().isoformat(), "data": {}}],
        "decisions": [],
        "notes": [],
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


@dataclass
class Town:
    """Everything the scripted API remembers."""

    accounts: dict[str, Json] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    cases: dict[str, Json] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Json] = field(default_factory=dict)
    certificates: list[Json] = field(default_factory=list)
    indexes: list[Json] = field(default_factory=list)
    stops: list[Json] = field(default_factory=list)
    audit: list[Json] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)
    uploads: list[Json] = field(default_factory=list)
    refuse_next: list[tuple[int, str]] = field(default_factory=list)

    def record(self, actor: str, action: str, kind: str, object_id: str) -> None:
        """Append to the chain."""
        before = self.audit[-1]["hash"] if self.audit else ""
        entry = {
            "seq": len(self.audit) + 1,
            "at": now().isoformat(),
            "actor": actor,
            "action": action,
            "object_kind": kind,
            "object_id": object_id,
            "data": {},
        }
        self.audit.append({**entry, "hash": sha256(before + repr(entry))})


def build_town() -> Town:
    """A fresh town."""
    town = Town()
    people = {
        "carol": ("Carol Caseworker", "caseworker"),
        "edith": ("Edith Editor", "policy_editor"),
        "sam": ("Sam Supervisor", "supervisor"),
        "andy": ("Andy Auditor", "auditor"),
        "ada": ("Ada Administrator", "administrator"),
    }
    for username, (name, role) in people.items():
        made = account(username, name, role)
        town.accounts[made["id"]] = made
    rows = [
        case(1, "How much is a resident parking permit?", 5, ["no_certificate"]),
        case(2, HOSTILE, 9, ["injection"]),
        case(3, "What does parking cost me?", -2, ["number_mismatch"], draft=draft(flagged=True)),
        case(
            4,
            "居民停车证多少钱？",
            20,
            ["no_certificate", "topic_unknown"],
            language="zh",
            draft=None,
            evidence=[],
        ),
    ]
    town.cases = {row["id"]: row for row in rows}
    town.documents["parking-permits"] = {
        "id": "parking-permits",
        "title": "Resident parking permits",
        "department_id": "transport",
        "language": "en",
        "audience": "public",
        "level": "city",
        "versions": [version("parking-permits", 1, "published", "Edith Editor")],
    }
    town.certificates.append(certificate())
    built = {
        "created_at": now().isoformat(),
        "document_count": 1,
        "passage_count": 12,
        "embedding_model": "wordllama",
    }
    town.indexes = [{"id": "index-2", "active": True, **built}, {"id": "index-1", "active": False, **built}]
    town.record("system", "started", "service", "civicdesk")
    return town
