"""What stands in addresses is kept in logs, histories and by proxies: nothing anybody wrote, and no secret (X-18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.staff_desk import StaffDesk

NAMES = {
    "answer_id",
    "audit_id",
    "case_id",
    "certificate_id",
    "change_id",
    "conversation_id",
    "document_id",
    "hand_over_id",
    "index_id",
    "need_id",
    "person_id",
    "question_id",
    "reply_id",
    "run_id",
    "rating_id",
    "sitting_id",
    "subject",
    "name",
    "topic_id",
    "trial_id",
    "staff_id",
    "task_id",
    "version_id",
}
"""Unguessable ids of things, which tell nothing of them, and names of closed sets; a document's is its public name."""

CHOICES = {
    "after",
    "before",
    "days",
    "department",
    "document",
    "from",
    "kind",
    "language",
    "limit",
    "mine",
    "month",
    "page",
    "quotes",
    "state",
    "to",
    "week",
}
"""Days, numbers, codes and yes or no."""

WORDS = {"search"}
"""Typed by staff to find approved answers, which are published words."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Every operation of the API as its published description tells it."""
    desk = StaffDesk(tmp_path_factory.mktemp("addresses"))
    paths = desk.http.app.openapi()["paths"]  # type: ignore[attr-defined]
    return [operation for operations in paths.values() for operation in operations.values()]


def _placed(routes: list[dict[str, Any]], *places: str) -> Iterator[str]:
    for operation in routes:
        for parameter in operation.get("parameters", ()):
            if parameter["in"] in places:
                yield parameter["name"]


def test_no_address_holds_a_text_or_a_secret(routes: list[dict[str, Any]]) -> None:
    """X-18: ids and choices only; what people write, passwords and the receipt's secret are sent as body or header."""
    assert set(_placed(routes, "path", "query")) - NAMES - CHOICES - WORDS == set()


def test_the_list_names_nothing_that_is_not_there(routes: list[dict[str, Any]]) -> None:
    """X-18: an exception left over would let the next parameter of that name pass unseen."""
    assert (NAMES | CHOICES | WORDS) - set(_placed(routes, "path", "query")) == set()


def test_who_asks_is_told_in_a_header(routes: list[dict[str, Any]]) -> None:
    """X-18: a session's token and a receipt's secret come in `Authorization`, in no cookie and no address."""
    assert set(_placed(routes, "header")) == {"authorization"}
    assert set(_placed(routes, "cookie")) == set()
