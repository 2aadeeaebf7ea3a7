"""The case routes of the scripted API."""

from __future__ import annotations

from typing import Any

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import DECIDE, READ, Json, draft, now, sha256
from tests.review_console.scripted_wire import Call, Refusal

REQUIRED = {"kind", "reason", "decision_key"}
ALLOWED = REQUIRED | {"draft_id", "draft_version", "draft_sha256", "text", "note", "kept", "visible_ms"}


def _seen(town: Town, row: Json, call: Call) -> Json:
    holder = town.holders.get(row["id"])
    name = town.accounts[holder]["display_name"] if holder else None
    return {**row, "claimed_by": name, "claimed_by_me": holder == call.staff["id"]}


def _find(town: Town, call: Call) -> Json:
    row = town.cases.get(call.path["id"])
    if row is None:
        raise Refusal(404, "not_found", "No such case.")
    return row


def _event(row: Json, kind: str, call: Call) -> None:
    happened = {"seq": len(row["events"]) + 1, "kind": kind, "actor": call.staff["display_name"]}
    row["events"].append({**happened, "at": now().isoformat(), "data": {}})


def _list(town: Town, call: Call) -> Json:
    rows = [_seen(town, row, call) for row in town.cases.values()]
    wanted = call.query.get("state")
    rows = [row for row in rows if wanted in (None, row["state"])]
    if call.query.get("department"):
        rows = [row for row in rows if row["department_id"] == call.query["department"]]
    if call.query.get("mine"):
        rows = [row for row in rows if row["claimed_by_me"]]
    return {"cases": rows}


FILTERS = {"topic": "topic_id", "language": "language", "department": "department_id"}
QUEUE_PAGE = 25


def _queue(town: Town, call: Call) -> Json:
    wanted = call.json
    rows = [_seen(town, row, call) for row in town.cases.values()]
    state = wanted.get("state", "open")
    states = {"open": {"waiting", "in_hand"}, "all": {"waiting", "in_hand", "replied", "withdrawn"}}
    rows = [row for row in rows if row["state"] in states.get(state, {state})]
    for name, field in FILTERS.items():
        rows = [row for row in rows if wanted.get(name) in (None, row[field])]
    if wanted.get("holding") == "me":
        rows = [row for row in rows if row["claimed_by_me"]]
    if wanted.get("overdue"):
        rows = [row for row in rows if row["overdue"]]
    words = wanted.get("text", "").lower().split()
    rows = [row for row in rows if all(word in row["question_preview"].lower() for word in words)]
    rows.sort(key=lambda row: (not row.get("urgent", False), row["promised_at"]))
    start = int(wanted.get("after") or 0)
    end = start + QUEUE_PAGE
    late = sum(row["overdue"] for row in rows)
    after = str(end) if end < len(rows) else None
    return {"cases": rows[start:end], "matching": len(rows), "overdue": late, "after": after}


def _get(town: Town, call: Call) -> Json:
    row = _find(town, call)
    town.record(call.staff["id"], "read", "case", row["id"])
    return _seen(town, row, call)


def _claim(town: Town, call: Call) -> Json:
    row = _find(town, call)
    if town.holders.setdefault(row["id"], call.staff["id"]) != call.staff["id"]:
        raise Refusal(409, "already_claimed", "A colleague holds this case.")
    row["state"] = "in_hand"
    _event(row, "claimed", call)
    return {}


def _release(town: Town, call: Call) -> Json:
    row = _find(town, call)
    town.holders.pop(row["id"], None)
    row["state"] = "waiting"
    _event(row, "released_claim", call)
    return {}


def _note(town: Town, call: Call) -> Json:
    row = _find(town, call)
    row["notes"].append(
        {"author": call.staff["display_name"], "text": call.json["text"], "at": now().isoformat()}
    )
    _event(row, "note_added", call)
    return {}


def _redraft(town: Town, call: Call) -> Json:
    row = _find(town, call)
    version = row["draft"]["version"] + 1 if row["draft"] else 1
    row["draft"], row["draft_void"] = draft(version), None
    _event(row, "redrafted", call)
    return {}


def _decide(town: Town, call: Call) -> Json:
    row, asked = _find(town, call), call.json
    if not set(asked) >= REQUIRED or not set(asked) <= ALLOWED:
        raise Refusal(422, "invalid", "A field is missing or unknown.", "kind")
    if town.holders.get(row["id"]) != call.staff["id"]:
        raise Refusal(409, "not_claimed", "Claim it first.")
    kept = {entry["claim"] for entry in asked.get("kept", [])}
    kind = asked["kind"]
    if kind != "written":
        _check_draft(row, asked, kept)
    if kind == "edited" and asked["text"] == row["draft"]["text"]:
        kind = "approved"
    if kind == "rejected":
        row["draft_void"] = "rejected"
    else:
        row["state"] = "replied"
        town.holders.pop(row["id"])
    _event(row, "rejected_draft" if kind == "rejected" else "replied", call)
    text = asked.get("text") or (row["draft"]["text"] if row["draft"] else "")
    done = {
        "kind": kind,
        "reason": asked["reason"],
        "actor": call.staff["display_name"],
        "note": asked.get("note", ""),
    }
    row["decisions"].append({**done, "decided_at": now().isoformat()})
    town.sent.append({"case": row["id"], "asked": asked, "text": text, **done})
    return {
        "decision_id": f"decision-{len(town.sent)}",
        "kind": kind,
        "case_state": row["state"],
        "rest": town.rest,
    }


def _check_draft(row: Json, asked: Json, kept: set[int]) -> None:
    if asked.get("draft_sha256") != sha256(row["draft"]["text"]):
        raise Refusal(409, "draft_changed", "Another draft.")
    flagged: set[Any] = {found["claim"] for found in row["draft"]["checks"]["findings"]}
    if asked["kind"] == "approved" and flagged - kept:
        raise Refusal(409, "unresolved_findings", "Unresolved.")


_ONE = "/api/staff/cases/(?P<id>[^/]+)"
ROUTES = (
    ("GET", "/api/staff/cases", READ, _list),
    ("POST", "/api/staff/queue", READ, _queue),
    ("GET", _ONE, READ, _get),
    ("POST", f"{_ONE}/claim", DECIDE, _claim),
    ("POST", f"{_ONE}/release-claim", DECIDE, _release),
    ("POST", f"{_ONE}/notes", DECIDE, _note),
    ("POST", f"{_ONE}/redraft", DECIDE, _redraft),
    ("POST", f"{_ONE}/decisions", DECIDE, _decide),
)
