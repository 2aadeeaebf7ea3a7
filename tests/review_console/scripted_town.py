"""The state behind the scripted API: a small town that remembers what was done."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.review_console.scripted_values import (
    HOSTILE,
    Json,
    account,
    case,
    certificate,
    draft,
    now,
    sha256,
    version,
)


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
    questions: list[Json] = field(default_factory=list)
    question_runs: list[Json] = field(default_factory=list)
    searches: list[Json] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    reviews: list[Json] = field(default_factory=list)
    faults: list[Json] = field(default_factory=list)
    older_cuts: int = 0
    checks: dict[str, Json] = field(default_factory=dict)
    tasks: dict[str, Json] = field(default_factory=dict)
    needs: dict[str, Json] = field(default_factory=dict)
    recalls: Json = field(default_factory=dict)
    approved: dict[str, Json] = field(default_factory=dict)
    screening: list[Json] = field(default_factory=list)
    contacts: list[Json] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    feedback: Json | None = None
    tightened: list[Json] = field(default_factory=list)
    reinstated: list[Json] = field(default_factory=list)
    stood_by: list[Json] = field(default_factory=list)
    judged: list[Json] = field(default_factory=list)
    rest: bool = False
    trial_verdicts: list[Json] = field(default_factory=list)
    trial_ended: bool = False
    check_questions: list[Json] = field(default_factory=list)
    check_answers: list[Json] = field(default_factory=list)
    hand_overs: list[Json] = field(default_factory=list)
    edits: dict[tuple[str, str], Json] = field(default_factory=dict)
    ratings: dict[str, Json] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
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
    _people(town)
    _cases(town)
    _policies(town)
    town.record("system", "started", "service", "civicdesk")
    return town


def _people(town: Town) -> None:
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


def _cases(town: Town) -> None:
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


def _policies(town: Town) -> None:
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
        "versions": 1,
        "passages": 12,
        "embedding_model": "wordllama",
    }
    town.indexes = [{"id": "index-2", "active": True, **built}, {"id": "index-1", "active": False, **built}]
