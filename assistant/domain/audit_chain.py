"""The hash chain of the audit log (X-13) and the Merkle tree over its hashes (X-14).

Each entry's hash covers the hash before it, so a changed, missing or moved entry breaks the chain from there on. A
chain cut off at its end still holds together: only a hash or a root kept elsewhere (`Anchor`, `merkle_root`) shows
that. The tree follows RFC 6962: a leaf is prefixed with 0x00 and a node with 0x01, so that neither passes for the
other. Hashes are written as 64 hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.domain.oversight import AuditEntry

LEAF_PREFIX = b"\x00"
"""Stands before what is hashed as a leaf; the value is RFC 6962's."""

NODE_PREFIX = b"\x01"
"""Stands before two hashes that are hashed together; the value is RFC 6962's."""

GENESIS = "0" * 64
"""What the first entry names as the hash before it: no SHA-256 sum that anybody knows an input of."""


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """The first wrong place: the `seq` that should have stood there, and what is wrong with it."""

    seq: int
    detail: str


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether a chain holds. `entries` counts the good ones from its start, `head` is the last good one's hash."""

    intact: bool
    entries: int
    head: str
    problem: ChainProblem | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A hash of the chain that was kept elsewhere; a chain that lacks it was cut off or written anew."""

    seq: int
    hash: str


def canonical_json(entry: AuditEntry) -> bytes:
    """The one byte form of an entry without its hashes: sorted keys, no spaces, UTF-8, the moment in UTC.

    All values are strings, `seq` a whole number, so no number format can differ between writers. Raises ValueError
    for any other value.
    """
    if type(entry.seq) is not int:
        raise ValueError("the seq of an audit entry is a whole number")
    texts = (entry.actor, entry.action, entry.object_kind, entry.object_id, *entry.data, *entry.data.values())
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("an audit entry holds strings only")
    if entry.at.tzinfo is None:
        raise ValueError("the moment of an audit entry needs a time zone")
    fields = {
        "action": entry.action,
        "actor": entry.actor,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "data": dict(entry.data),
        "object_id": entry.object_id,
        "object_kind": entry.object_kind,
        "seq": entry.seq,
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_hash(previous_hash: str, entry: AuditEntry) -> str:
    """SHA-256 over 0x00, the previous hash (32 bytes) and the entry's canonical JSON; its own hashes do not count."""
    return hashlib.sha256(LEAF_PREFIX + bytes.fromhex(previous_hash) + canonical_json(entry)).hexdigest()


def next_entry(
    previous: AuditEntry | None,
    actor: str,
    action: str,
    object_kind: str,
    object_id: str,
    data: Mapping[str, str],
    at: datetime,
) -> AuditEntry:
    """The entry that follows `previous` (None starts a chain), with both hashes filled in."""
    seq, before = (1, GENESIS) if previous is None else (previous.seq + 1, previous.hash)
    bare = AuditEntry(seq, at, actor, action, object_kind, object_id, dict(data), before, "")
    return replace(bare, hash=entry_hash(before, bare))


def verify(entries: Iterable[AuditEntry], anchors: Sequence[Anchor] = ()) -> ChainVerdict:
    """Walk a whole chain from its first entry and name the first wrong place.

    Every anchor must be met on the way; without one, entries missing at the end cannot be noticed.
    """
    kept = {anchor.seq: anchor.hash for anchor in anchors}
    count, head = 0, GENESIS
    for entry in entries:
        detail = _problem_with(entry, count + 1, head)
        if detail is None and kept.pop(entry.seq, entry.hash) != entry.hash:
            detail = "the hash differs from the one kept elsewhere"
        if detail is not None:
            return ChainVerdict(False, count, head, ChainProblem(count + 1, detail))
        count, head = entry.seq, entry.hash
    if kept:
        return ChainVerdict(False, count, head, ChainProblem(count + 1, "the entry is missing at the end"))
    return ChainVerdict(True, count, head, None)


def _problem_with(entry: AuditEntry, seq: int, before: str) -> str | None:
    if entry.seq != seq:
        return f"entry {entry.seq} stands in its place"
    if entry.previous_hash != before:
        return "it names another hash before it"
    try:
        expected = entry_hash(before, entry)
    except ValueError as error:
        return str(error)
    return None if entry.hash == expected else "its content does not match its hash"


def leaf_hash(entry_hash_hex: str) -> str:
    """The tree's leaf for an entry: SHA-256 over 0x00 and the entry's hash (32 bytes)."""
    return hashlib.sha256(LEAF_PREFIX + bytes.fromhex(entry_hash_hex)).hexdigest()


def merkle_root(hashes: Sequence[str]) -> str:
    """The root over the entries' hashes in order; of none it is the SHA-256 of nothing."""
    if not hashes:
        return hashlib.sha256(b"").hexdigest()
    level = [bytes.fromhex(leaf_hash(value)) for value in hashes]
    while len(level) > 1:
        level = _level_above(level)
    return level[0].hex()


def inclusion_proof(hashes: Sequence[str], index: int) -> tuple[str, ...]:
    """The neighbours, bottom up, that lead from the entry at `index` to the root. Raises IndexError."""
    if not 0 <= index < len(hashes):
        raise IndexError("the entry is not in the tree")
    level = [bytes.fromhex(leaf_hash(value)) for value in hashes]
    proof: list[str] = []
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            proof.append(level[neighbour].hex())
        level, index = _level_above(level), index // 2
    return tuple(proof)


def verify_inclusion(entry_hash_hex: str, index: int, size: int, proof: Sequence[str], root: str) -> bool:
    """True if the entry stands at `index` of the `size` entries under `root`, as the proof claims."""
    if not 0 <= index < size:
        return False
    try:
        value = bytes.fromhex(leaf_hash(entry_hash_hex))
        steps = [bytes.fromhex(step) for step in proof]
    except ValueError:
        return False
    width = size
    while width > 1:
        neighbour = index ^ 1
        # The last one of an odd row has no neighbour and moves up as it is.
        if neighbour < width:
            if not steps:
                return False
            step = steps.pop(0)
            value = _node(value, step) if neighbour > index else _node(step, value)
        index, width = index // 2, (width + 1) // 2
    return not steps and value.hex() == root


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    # Pairing rows from the left and moving an odd one up gives the same tree as RFC 6962's split at the largest
    # power of two, without recursion.
    pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + list(level[-1:]) if len(level) % 2 else pairs


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE_PREFIX + left + right).digest()
