"""The routes of approved answers in the scripted API."""

from __future__ import annotations

from typing import Any

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import DECIDE, READ, Json, now
from tests.review_console.scripted_wire import Call, Refusal


def an_answer(key: str, wording: str, text: str, state: str = "standing") -> Json:
    """An answer on parking."""
    lapsed = {"step": "lapsed", "by": "system", "at": now().isoformat(), "reason": "source_changed"}
    return {
        "id": key,
        "department_id": "transport",
        "topic_id": "parking",
        "language": "en",
        "state": state,
        "lapse_reason": "source_changed" if state == "lapsed" else None,
        "text": text,
        "wordings": [wording],
        "sources": [
            {
                "number": 1,
                "document_id": "parking",
                "document_title": "Parking",
                "version_id": "v1",
                "version_number": 1,
                "heading_path": ["Parking", "Fees"],
                "quote": text,
            }
        ],
        "kept_by": "Carol Caseworker",
        "role": "caseworker",
        "decision_label": "caseworker, Transport",
        "kept_at": now().isoformat(),
        "uses": 3,
        "events": [lapsed] if state == "lapsed" else [],
    }


def _list(town: Town, call: Call) -> Json:
    search, state = call.query.get("search", "").casefold(), call.query.get("state")
    found = [
        one
        for one in town.approved.values()
        if state in (None, one["state"]) and search in f"{one['wordings']} {one['text']}".casefold()
    ]
    return {"answers": found}


def _one(town: Town, call: Call) -> Json:
    if call.path["id"] not in town.approved:
        raise Refusal(404, "not_found", "There is no such answer.")
    found: Json = town.approved[call.path["id"]]
    return found


def _wording(town: Town, call: Call) -> Json:
    found = _one(town, call)
    found["wordings"].append(call.json["text"])
    return found


def _renew(town: Town, call: Call) -> Json:
    found = _one(town, call)
    found.update(state="standing", lapse_reason=None)
    return found


def _withdraw(town: Town, call: Call) -> Json:
    found = _one(town, call)
    found.update(state="withdrawn", lapse_reason=None)
    town.record(call.staff["id"], "answer_withdrawn", "approved_answer", found["id"])
    return found


def _of_case(town: Town, call: Call) -> Json:
    return {"answer": town.approved.get(f"of-{call.path['id']}")}


def _keep(town: Town, call: Call) -> Any:
    case = town.cases[call.path["id"]]
    if case["state"] != "replied":
        raise Refusal(409, "not_decided", "Decide it first.")
    kept = an_answer(f"of-{case['id']}", call.json["wordings"][0], case["draft"]["text"])
    kept["wordings"] = call.json["wordings"]
    town.approved[kept["id"]] = kept
    return kept


_ANSWER = r"/api/staff/approved-answers/(?P<id>[^/]+)"
_CASE = r"/api/staff/cases/(?P<id>[^/]+)/approved-answer"
ROUTES = (
    ("GET", r"/api/staff/approved-answers", READ, _list),
    ("POST", rf"{_ANSWER}/wordings", DECIDE, _wording),
    ("POST", rf"{_ANSWER}/renew", DECIDE, _renew),
    ("POST", rf"{_ANSWER}/withdraw", DECIDE, _withdraw),
    ("GET", _CASE, DECIDE, _of_case),
    ("POST", _CASE, DECIDE, _keep),
)
