"""Password hashes by Argon2id. The only importer of argon2."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

TIME_COST, MEMORY_KIB, LANES = 3, 65_536, 4
"""RFC 9106's second recommended option, for machines that cannot give 2 GiB to one sign-in. Measured on two cores:
about 0.1 to 0.2 s a check. Raising them rehashes each password at its owner's next sign-in."""

AT_ONCE = 4
"""Checks that run side by side. Each takes MEMORY_KIB, so this bounds what a flood of sign-ins can occupy (256 MiB);
further ones wait."""


class Argon2Passwords:
    """Implements the port `PasswordHashes`. Other costs than the product's are for tests."""

    def __init__(self, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB, lanes: int = LANES) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=lanes)
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        # Checked in place of the hash of an account that does not exist, so that both take the same time.
        self._nobody = self.hash(secrets.token_urlsafe(32))

    def hash(self, password: str) -> str:
        """A salted hash that names its own parameters."""
        with self._turn:
            return self._hasher.hash(_bytes(password))

    def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the hashed one; a damaged hash fits nothing."""
        try:
            with self._turn:
                right = self._hasher.verify(password_hash or self._nobody, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
        return right and password_hash is not None

    def outdated(self, password_hash: str) -> bool:
        """True if the parameters have changed since."""
        return self._hasher.check_needs_rehash(password_hash)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
