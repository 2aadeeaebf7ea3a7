"""A proof of one case's log entries holds without the database, and only as it was made."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from assistant.domain.audit_chain import merkle_root
from assistant.domain.log_proofs import check, prove
from assistant.domain.oversight import AuditEntry
from tests.domain.test_audit_chain import a_chain

CASE = frozenset({"k3", "k7"})


def proof_of(log: list[AuditEntry]) -> Any:
    """The proof as another computer reads it."""
    return json.loads(json.dumps(prove(log, CASE)))


def root_of(log: list[AuditEntry]) -> str:
    """The root that was kept elsewhere."""
    return merkle_root([one.hash for one in log])


@pytest.mark.parametrize("length", [7, 8, 9, 13])
def test_a_proof_verifies_offline(length: int) -> None:
    """X-13: the file and a root kept elsewhere are enough, whatever the size of the tree."""
    log = a_chain(length)
    verdict = check(proof_of(log), root_of(log), "k3")
    assert (verdict.entries, verdict.problem) == (2, None)


@pytest.mark.parametrize("name", ["actor", "action", "at", "previous_hash", "seq", "data"])
def test_a_changed_entry_does_not_lead_to_the_root(name: str) -> None:
    """X-13: each field of an entry is covered by the proof."""
    log = a_chain(9)
    proof, other = proof_of(log), proof_of(a_chain(9))["entries"][1]
    changed = {"actor": "s2", "action": "sent", "at": "2026-11-25T09:30:00+00:00", "data": {"version": "9"}}
    proof["entries"][0][name] = changed.get(name, other[name])
    assert check(proof, root_of(log), "k3").problem == (
        f"entry {proof['entries'][0]['seq']} does not lead to the root"
    )


def test_a_root_mismatch_is_detected() -> None:
    """X-13: a root written into the file is worth nothing against the one kept elsewhere."""
    log = a_chain(9)
    proof = proof_of(log)
    assert check(proof, root_of(a_chain(8)), "k3").problem is not None


def test_a_proof_of_another_case_is_refused() -> None:
    """Only the case that was asked for is proved."""
    log = a_chain(9)
    assert check(proof_of(log), root_of(log), "k4").problem == "it is about something else"


def test_the_same_entry_twice_counts_once() -> None:
    """A repeated entry cannot pass for a second deed."""
    log = a_chain(9)
    proof = proof_of(log)
    proof["entries"].append(copy.deepcopy(proof["entries"][1]))
    assert check(proof, root_of(log), "k3").problem == "entry 7 does not belong here"


@pytest.mark.parametrize(
    "broken", [None, [], {}, {"entries": []}, {"entries": [1]}, {"entries": [{"seq": "1"}]}]
)
def test_a_malformed_proof_is_a_problem(broken: Any) -> None:
    """Nothing malformed holds, and nothing malformed raises."""
    log = a_chain(9)
    proof = {**proof_of(log), **broken} if broken else broken
    assert check(proof, root_of(log), "k3").problem is not None


def test_nothing_logged_is_nothing_proved() -> None:
    """A case the log does not know has no proof."""
    assert prove(a_chain(3), frozenset({"k9"})) is None
