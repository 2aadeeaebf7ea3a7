"""Encryption of content at rest: AES-256-GCM, one random data key per conversation, wrapped by one master key.

Destroying a conversation's wrapped key erases its content wherever copies of the rows may lie. Each ciphertext is
bound to its table, row and column, so that moving one elsewhere in the database is noticed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.domain.errors import NotFound

KEY_BYTES = 32
"""Length of the master key and of data keys: 256 bits, what AES-256 takes."""

NONCE_BYTES = 12
"""Length of the random nonce before each ciphertext: 96 bits, the one length that GCM takes without hashing."""

FORMAT = b"\x01"
"""First byte of every ciphertext; another one means another layout, so that the layout can change one day."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class ContentErased(NotFound):
    """The conversation's key is destroyed: its content cannot be read any more, by anyone."""


class ContentDamaged(Exception):
    """A ciphertext is not what was written at its place: changed, moved, cut, or of an unknown layout."""


class WrongMasterKey(Exception):
    """The database was written under another master key."""


class MasterKeyRefused(Exception):
    """The key file cannot be trusted: others may read it, or it holds no key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ciphertext lives. No two values share a place."""

    table: str
    row_id: str
    column: str

    def associated_data(self) -> bytes:
        """The place in bytes; lengths go first, so that no two places read the same."""
        parts = (part.encode() for part in (self.table, self.row_id, self.column))
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


class ContentKey:
    """The data key of one conversation. Nonces come from the operating system alone, never from a port: a repeated
    nonce would give the key away."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, place: Place, content: bytes) -> bytes:
        """The ciphertext of `content`, readable at `place` only."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._aead.encrypt(nonce, content, FORMAT + place.associated_data())

    def open(self, place: Place, sealed: bytes) -> bytes:
        """What was sealed for this place. Raises ContentDamaged."""
        nonce_end = len(FORMAT) + NONCE_BYTES
        if not sealed.startswith(FORMAT):
            raise ContentDamaged("a ciphertext has an unknown layout")
        try:
            nonce, body = sealed[len(FORMAT) : nonce_end], sealed[nonce_end:]
            return self._aead.decrypt(nonce, body, FORMAT + place.associated_data())
        except (InvalidTag, ValueError) as error:
            raise ContentDamaged(f"a ciphertext of {place.table}.{place.column} does not verify") from error


class Cipher:
    """Makes and unwraps data keys under the master key. Never shows either in its repr."""

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != KEY_BYTES:
            raise MasterKeyRefused(f"a master key has {KEY_BYTES} bytes")
        self._master = ContentKey(master_key)
        self.master_key_id = hashlib.sha256(b"civic-desk master key id" + master_key).hexdigest()[:16]
        """Tells master keys apart without giving anything of them away; stored beside each wrapped key."""

    def new_wrapped_key(self, conversation_id: str) -> bytes:
        """A fresh data key for a conversation, wrapped."""
        return self._master.seal(_key_place(conversation_id), secrets.token_bytes(KEY_BYTES))

    def unwrap(self, conversation_id: str, wrapped: bytes) -> ContentKey:
        """The conversation's data key. Raises ContentDamaged."""
        return ContentKey(self._master.open(_key_place(conversation_id), wrapped))


def _key_place(conversation_id: str) -> Place:
    return Place("conversation_keys", conversation_id, "wrapped")


def load_or_create_master_key(path: Path) -> bytes:
    """The master key in this file, made on first use with access for its owner only.

    Processes that start at once agree on one key. Raises MasterKeyRefused if others may read the file (it says how
    to mend that), or if it does not hold a key.
    """
    try:
        return _load_master_key(path)
    except FileNotFoundError:
        _create_master_key(path)
        return _load_master_key(path)


def _load_master_key(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    with os.fdopen(descriptor, "r", encoding="ascii", errors="replace") as file:
        if os.fstat(file.fileno()).st_mode & _OTHERS:
            raise MasterKeyRefused(f"others may read {path}: set its mode to 600 and consider the key known")
        text = file.read().strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise MasterKeyRefused(f"{path} does not hold a master key: {KEY_BYTES * 2} hexadecimal digits")
    return key


def _create_master_key(path: Path) -> None:
    # Written beside and then linked into place: a process that starts at the same time sees a whole key or none,
    # and linking never replaces a key that another process has just made.
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_bytes(KEY_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return
        _sync_directory(path.parent)
    finally:
        beside.unlink()


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
