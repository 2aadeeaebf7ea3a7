"""The audit log's hash chain and its Merkle tree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.audit_chain import (
    GENESIS,
    Anchor,
    canonical_json,
    entry_hash,
    inclusion_proof,
    leaf_hash,
    merkle_root,
    next_entry,
    verify,
    verify_inclusion,
)
from assistant.domain.oversight import AuditEntry

NOW = datetime(2026, 11, 24, 9, 30, 0, 250000, tzinfo=UTC)
Chain = list[AuditEntry]


def a_chain(length: int) -> Chain:
    """A good chain of so many entries."""
    entries: Chain = []
    for number in range(1, length + 1):
        previous = entries[-1] if entries else None
        data = {"version": str(number), "reason": "ok"}
        entries.append(next_entry(previous, "s1", "read", "case", f"k{number}", data, NOW))
    return entries


def digests(count: int) -> list[str]:
    """So many different hashes."""
    return [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]


def sha256(data: bytes) -> bytes:
    """The plain hash."""
    return hashlib.sha256(data).digest()


def tree_by_the_book(leaves: Sequence[bytes]) -> bytes:
    """The tree hash as RFC 6962 defines it: split at the largest power of two below the size, and recur."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + tree_by_the_book(leaves[:split]) + tree_by_the_book(leaves[split:]))


def test_an_entry_is_written_in_one_canonical_form() -> None:
    """Keys are sorted, nothing is spaced, Chinese stands as itself, the moment is in UTC with microseconds."""
    abroad = datetime(2026, 11, 24, 17, 30, 0, 250000, tzinfo=timezone(timedelta(hours=8)))
    entry = AuditEntry(7, abroad, "s1", "read", "case", "k1", {"b": "2", "a": "周一"}, GENESIS, "")
    assert canonical_json(entry).decode() == (
        '{"action":"read","actor":"s1","at":"2026-11-24T09:30:00.250000+00:00","data":{"a":"周一","b":"2"},'
        '"object_id":"k1","object_kind":"case","seq":7}'
    )


def test_an_entry_hash_covers_the_prefix_the_previous_hash_and_the_entry() -> None:
    """The hash is SHA-256 over 0x00, 32 bytes of the hash before, and the canonical form."""
    entry = a_chain(1)[0]
    before = digests(1)[0]
    expected = hashlib.sha256(b"\x00" + bytes.fromhex(before) + canonical_json(entry)).hexdigest()
    assert entry_hash(before, entry) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"count": 3}},
        {"data": {3: "count"}},
        {"actor": None},
        {"seq": "1"},
        {"seq": True},
        {"at": NOW.replace(tzinfo=None)},
        {"object_id": "\udc80"},
    ],
)
def test_values_without_one_written_form_are_refused(changes: dict[str, object]) -> None:
    """Only strings and a whole seq go in, and a moment that says where on earth it is."""
    with pytest.raises(ValueError):
        canonical_json(replace(a_chain(1)[0], **changes))  # type: ignore[arg-type]


def test_a_chain_starts_from_zeros_and_counts_from_one() -> None:
    """The first entry names 32 zero bytes before it, the next one the hash of the first."""
    first, second = a_chain(2)
    assert (first.seq, first.previous_hash, second.seq) == (1, GENESIS, 2)
    assert second.previous_hash == first.hash


@pytest.mark.parametrize("length", [0, 1, 9])
def test_a_good_chain_is_intact(length: int) -> None:
    """The verdict tells how many entries hold and the hash of the last one."""
    chain = a_chain(length)
    verdict = verify(chain)
    assert (verdict.intact, verdict.entries, verdict.problem) == (True, length, None)
    assert verdict.head == (chain[-1].hash if chain else GENESIS)


def changed(**changes: object) -> Callable[[Chain], Chain]:
    """Change the fifth entry."""
    return lambda chain: [*chain[:4], replace(chain[4], **changes), *chain[5:]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "damage",
    [
        changed(actor="s2"),
        changed(action="decided"),
        changed(object_kind="question"),
        changed(object_id="k9"),
        changed(at=NOW + timedelta(microseconds=1)),
        changed(data={"version": "5", "reason": "tone"}),
        changed(data={"version": "5"}),
        changed(data={"version": 5}),
        changed(seq=6),
        changed(hash="00" * 32),
        changed(previous_hash="00" * 32),
        lambda chain: chain[:4] + chain[5:],
        lambda chain: [*chain[:4], chain[5], chain[4], *chain[6:]],
        lambda chain: [*chain[:4], chain[3], *chain[4:]],
    ],
)
def test_the_first_wrong_entry_is_named(damage: Callable[[Chain], Chain]) -> None:
    """A changed, missing, moved or doubled fifth entry is found as the fifth; the four before it hold."""
    chain = a_chain(9)
    verdict = verify(damage(chain))
    assert not verdict.intact
    assert verdict.problem is not None
    assert verdict.problem.seq == 5
    assert (verdict.entries, verdict.head) == (4, chain[3].hash)


def test_a_recomputed_entry_breaks_the_next_one() -> None:
    """Whoever changes an entry and its hash is found at the entry after it."""
    chain = a_chain(9)
    forged = next_entry(chain[3], "s2", "read", "case", "k5", {}, NOW)
    problem = verify([*chain[:4], forged, *chain[5:]]).problem
    assert problem is not None
    assert problem.seq == 6


def test_a_missing_end_is_seen_with_an_anchor_only() -> None:
    """Without a hash kept elsewhere a cut-off chain looks whole; with one it does not."""
    chain = a_chain(9)
    anchor = Anchor(9, chain[8].hash)
    assert verify(chain[:6]).intact
    verdict = verify(chain[:6], [anchor])
    assert verdict.problem is not None
    assert verdict.problem.seq == 7
    assert verify(chain, [anchor]).intact


def test_a_chain_written_anew_does_not_meet_its_anchor() -> None:
    """A forger who recomputes everything from the fifth entry on is found at the entry that was kept elsewhere."""
    chain = a_chain(9)
    forged = chain[:4]
    for number in range(5, 10):
        forged.append(next_entry(forged[-1], "s2", "read", "case", f"k{number}", {}, NOW))
    assert verify(forged).intact
    problem = verify(forged, [Anchor(7, chain[6].hash)]).problem
    assert problem is not None
    assert problem.seq == 7


@pytest.mark.parametrize("size", range(34))
def test_the_root_is_the_one_that_the_rfc_defines(size: int) -> None:
    """For each size up to 33 the root equals the recursive definition of RFC 6962."""
    hashes = digests(size)
    assert merkle_root(hashes) == tree_by_the_book([bytes.fromhex(value) for value in hashes]).hex()


def test_a_leaf_is_not_a_node() -> None:
    """The hash of an inner node cannot be passed off as an entry's: the prefixes differ."""
    hashes = digests(2)
    inner = bytes.fromhex(leaf_hash(hashes[0])) + bytes.fromhex(leaf_hash(hashes[1]))
    assert merkle_root(hashes) == sha256(b"\x01" + inner).hex()
    assert sha256(b"\x00" + inner).hex() != merkle_root(hashes)


@settings(deadline=None)
@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1))))
def test_every_entry_can_be_proved(place: tuple[int, int]) -> None:
    """A proof holds for its own entry, index, size and root, and for no other of them."""
    size, index = place
    hashes = digests(size)
    root, proof = merkle_root(hashes), inclusion_proof(hashes, index)
    assert verify_inclusion(hashes[index], index, size, proof, root)
    assert not verify_inclusion(digests(size + 1)[-1], index, size, proof, root)
    assert not verify_inclusion(hashes[index], index, size, proof, leaf_hash(root))
    assert not verify_inclusion(hashes[index], index, size, (*proof, root), root)
    assert not verify_inclusion(hashes[index], (index + 1) % size, size, proof, root) or size == 1
    if proof:
        assert not verify_inclusion(hashes[index], index, size, proof[:-1], root)


def test_a_proof_needs_an_entry_of_the_tree() -> None:
    """An index outside the tree is an error when proving and a refusal when checking."""
    hashes = digests(3)
    for index in (-1, 3):
        with pytest.raises(IndexError):
            inclusion_proof(hashes, index)
        assert not verify_inclusion(hashes[0], index, 3, inclusion_proof(hashes, 0), merkle_root(hashes))


def test_a_malformed_proof_is_refused() -> None:
    """A proof from outside may hold anything; what is not a hash proves nothing."""
    hashes = digests(2)
    assert not verify_inclusion(hashes[0], 0, 2, ("not a hash",), merkle_root(hashes))
