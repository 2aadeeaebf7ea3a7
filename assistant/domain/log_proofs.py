"""Proof, checkable without the database, that the audit log held what it says about one case (X-13).

A proof carries the case's log entries in full and, for each, the neighbours that lead to a Merkle root. Whoever checks
it brings the root from elsewhere: the one inside the file only says which root was meant. A proof shows that its
entries stood in the log, each in its place; it cannot show that none was left out. The format is described in
docs/decisions/0049.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.domain.audit_chain import entry_hash, inclusion_proof, merkle_root, verify_inclusion
from assistant.domain.oversight import AuditEntry

FORMAT = "civicdesk-log-proof-1"
"""Names the format in the file; another number is another format and is refused."""

_TEXTS = ("actor", "action", "object_kind", "object_id", "previous_hash")


@dataclass(frozen=True, slots=True)
class ProofVerdict:
    """Whether a proof holds. `entries` counts those that were proved, `problem` says what is wrong, None if nothing."""

    entries: int
    problem: str | None


def prove(log: Iterable[AuditEntry], subjects: frozenset[str]) -> Mapping[str, Any] | None:
    """The proof for every entry about one of the subjects; None if there is none. The log starts at its first entry."""
    hashes: list[str] = []
    about: list[AuditEntry] = []
    for entry in log:
        hashes.append(entry.hash)
        if entry.object_id in subjects:
            about.append(entry)
    if not about:
        return None
    return {
        "format": FORMAT,
        "subjects": sorted(subjects),
        "size": len(hashes),
        "root": merkle_root(hashes),
        "entries": [_as_written(one, inclusion_proof(hashes, one.seq - 1)) for one in about],
    }


def check(proof: object, root: str, subject: str) -> ProofVerdict:
    """Recompute a proof against a root from elsewhere; anything malformed is a problem, never an exception.

    `subject` must be among those the proof is about, and every entry must be about one of them.
    """
    if not isinstance(proof, dict) or proof.get("format") != FORMAT:
        return ProofVerdict(0, f"it is not in the format {FORMAT}")
    subjects, size, rows = proof.get("subjects"), proof.get("size"), proof.get("entries")
    if not isinstance(subjects, list) or type(size) is not int or not isinstance(rows, list) or not rows:
        return ProofVerdict(0, "a part is missing")
    if subject not in subjects:
        return ProofVerdict(0, "it is about something else")
    last = 0
    for number, row in enumerate(rows):
        try:
            entry, steps = _as_read(row)
            value = entry_hash(entry.previous_hash, entry)
        except (KeyError, TypeError, ValueError):
            return ProofVerdict(number, "an entry is malformed")
        if entry.object_id not in subjects or entry.seq <= last:
            return ProofVerdict(number, f"entry {entry.seq} does not belong here")
        if not verify_inclusion(value, entry.seq - 1, size, steps, root):
            return ProofVerdict(number, f"entry {entry.seq} does not lead to the root")
        last = entry.seq
    return ProofVerdict(len(rows), None)


def _as_written(entry: AuditEntry, steps: tuple[str, ...]) -> Mapping[str, Any]:
    texts = {name: getattr(entry, name) for name in _TEXTS}
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        **texts,
        "data": dict(entry.data),
        "path": list(steps),
    }


def _as_read(row: object) -> tuple[AuditEntry, list[str]]:
    if not isinstance(row, dict):
        raise TypeError("an entry is an object")
    texts = {name: row[name] for name in _TEXTS}
    data, steps = row["data"], row["path"]
    if not isinstance(data, dict) or not isinstance(steps, list):
        raise TypeError("an entry's data is an object and its path a list")
    if not all(isinstance(text, str) for text in (*texts.values(), *steps)):
        raise TypeError("an entry holds texts")
    return AuditEntry(
        seq=row["seq"], at=datetime.fromisoformat(row["at"]), data=data, hash="", **texts
    ), steps
