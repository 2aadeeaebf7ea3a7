"""The routes of health, history and content faults of the scripted API."""

from __future__ import annotations

from typing import Any

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import PASSAGE, Json, now
from tests.review_console.scripted_wire import Call, Refusal


def document(document_id: str, title: str, **changes: Any) -> Json:
    """One document's health: forty replies, a quarter old, an average rate of ageing."""
    ageing = {
        "rate": 0.08,
        "review_every_months": 8.3,
        "next_review": "2099-01-01",
        "revisions": 1,
        "revision_months": 24.0,
        "findings": 0,
        "finding_months": 6.0,
        "past_dates": 0.5,
    }
    return {
        "document_id": document_id,
        "title": title,
        "department_id": "transport",
        "language": "en",
        "version_id": f"version-{document_id}-1",
        "version_number": 1,
        "in_force": True,
        "damage": 120.0,
        "replies": 40,
        "months": 3.0,
        "looked_at": "2026-08-24",
        "review_by": None,
        "overdue": False,
        "reviewed": None,
        "open_faults": 0,
        "ageing": ageing,
        "passages": 2,
        "passages_found": 1,
        "passages_quoted": 1,
        "questions": 50,
        "never_found": 1,
        **changes,
    }


def _overview(town: Town, call: Call) -> Json:
    rows = [
        document("parking-permits", "Resident parking permits", open_faults=len(town.faults)),
        document("bus-fares", "Bus fares", damage=7.5, replies=90, review_by="2026-01-01", overdue=True),
    ]
    return {
        "today": "2026-11-24",
        "counted_since": "2026-08-03",
        "reply_days": 90,
        "overdue_factor": 2.0,
        "never_found_after": 30,
        "mean_rate": 0.08,
        "documents": rows if town.documents else [],
        "older_cuts": town.older_cuts,
    }


def _document(town: Town, call: Call) -> Json:
    found = next(
        (one for one in _overview(town, call)["documents"] if one["document_id"] == call.path["id"]), None
    )
    if found is None:
        raise Refusal(404, "not_found", "No such document.")
    path = [found["title"], "2 Fees"]
    passages = [
        {"passage_id": "p0", "ordinal": 0, "heading_path": path, "text": PASSAGE, "found": 12, "quoted": 4},
        {"passage_id": "p1", "ordinal": 1, "heading_path": path, "text": "Old.", "found": 0, "quoted": 0},
    ]
    return {"health": found, "passages": passages, "reviews": town.reviews}


def _review(town: Town, call: Call) -> Json:
    row = {**call.json, "by": call.staff["display_name"], "at": now().isoformat()}
    town.reviews.insert(0, row)
    return row


def _history(town: Town, call: Call) -> Json:
    at = now().isoformat()
    touched = [
        {"document_id": "parking-permits", "title": "Resident parking permits", "before": 2, "after": 1}
    ]
    published = {
        "step": "published",
        "at": at,
        "by": "Sam Supervisor",
        "reason": "",
        "document_id": "parking-permits",
        "title": "Resident parking permits",
        "number": 1,
        "index_version_id": "index-2",
    }
    back = {
        "step": "index_rolled_back",
        "at": at,
        "by": "Sam Supervisor",
        "reason": "Wrong fee",
        "index_version_id": "index-1",
        "touched": touched,
    }
    return {"steps": [back, published]}


def _faults(town: Town, call: Call) -> Json:
    wanted = call.query.get("document")
    return {"faults": [one for one in town.faults if wanted in (None, one["document_id"])]}


def _report(town: Town, call: Call) -> Json:
    fault = {
        "id": f"fault-{len(town.faults)}",
        "kind": call.json["kind"],
        "document_id": "parking-permits",
        "title": "Resident parking permits › 2 Fees",
        "quote": call.json["quote"],
        "note": call.json["note"],
        "reported_by": call.staff["display_name"],
        "reported_at": now().isoformat(),
        "task_id": "task-1",
        "state": "open",
        "due": "2026-12-01",
        "overdue": False,
        "assignee": None,
        "newer_version": 2,
        "departments": ["transport"],
        "case_id": call.path["id"],
        "case_number": "CD-2026-000001",
    }
    town.faults.append(fault)
    return fault


ROUTES = (
    ("GET", "/api/policies/health", "read_policies", _overview),
    ("GET", "/api/policies/health/(?P<id>[^/]+)", "read_policies", _document),
    ("POST", "/api/policies/health/(?P<id>[^/]+)/reviews", "read_policies", _review),
    ("GET", "/api/policies/history(/(?P<id>[^/]+))?", "read_policies", _history),
    ("GET", "/api/policies/faults", "read_policies", _faults),
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/faults", "decide_cases", _report),
)
