"""What a citizen typed, before anything is made of it."""

from __future__ import annotations

from assistant.domain.errors import Invalid

MAX_CLIENT_ID = 64


def written_words(
    field: str, text: str, limit: int, *, missing: str | None = None, called: str = "message"
) -> str:
    """The text without blanks around it; `limit` in code points.

    Raises Invalid(field): with `missing` as its words where nothing was written (nothing may be, without it), for too
    much, and for half a character, which no database stores; `called` is what the person is told it stands in.
    """
    if missing is not None and not text.strip():
        raise Invalid(field, missing)
    if len(text) > limit:
        raise Invalid(field, f"Please write at most {limit} characters.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid(field, f"The {called} holds half a character. Please write it again.")
    return text.strip()


def require_client_id(client_id: str) -> None:
    """The id under which a page may send the same message again. Raises Invalid(client_id)."""
    if not 0 < len(client_id) <= MAX_CLIENT_ID or not client_id.isascii() or not client_id.isprintable():
        raise Invalid("client_id", f"Give an id of 1 to {MAX_CLIENT_ID} plain characters.")
