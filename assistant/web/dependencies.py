"""What routes ask for: the desk, who signed in, whose conversation, from which address."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Request

from assistant.domain.conversations import Conversation
from assistant.domain.errors import NotFound, NotSignedIn
from assistant.domain.staff import Staff
from assistant.services.desk import Desk


def desk_of(request: Request) -> Desk:
    """The desk this application serves."""
    desk: Desk = request.app.state.desk
    return desk


DeskNow = Annotated[Desk, Depends(desk_of)]


def client_address(request: Request) -> str:
    """Where the request comes from; behind a trusted proxy the server sets it from the proxy's header."""
    return request.client.host if request.client is not None else "unknown"


ClientAddress = Annotated[str, Depends(client_address)]


def _credential(authorization: str | None, scheme: str) -> str:
    kind, _, credential = (authorization or "").partition(" ")
    return credential.strip() if kind.lower() == scheme else ""


def bearer_token(authorization: Annotated[str | None, Header()] = None) -> str:
    """The staff session's token. Raises NotSignedIn where there is none."""
    token = _credential(authorization, "bearer")
    if not token:
        raise NotSignedIn("Sign in first.")
    return token


BearerToken = Annotated[str, Depends(bearer_token)]


def signed_in_staff(desk: DeskNow, token: BearerToken) -> Staff:
    """Who acts. Raises NotSignedIn."""
    return desk.sign_in.staff_of(token)


SignedInStaff = Annotated[Staff, Depends(signed_in_staff)]


def own_conversation(
    desk: DeskNow, conversation_id: str, authorization: Annotated[str | None, Header()] = None
) -> Conversation:
    """The conversation whose receipt came with the request. Raises NotFound, whatever is wrong (X-09)."""
    secret = _credential(authorization, "receipt")
    if not secret:
        raise NotFound("There is no such conversation.")
    return desk.conversations.authenticate(conversation_id, secret)


OwnConversation = Annotated[Conversation, Depends(own_conversation)]
