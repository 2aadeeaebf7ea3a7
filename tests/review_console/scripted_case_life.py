"""Hand-overs, clocks and unsent edits of the scripted API."""

from __future__ import annotations

from typing import Any

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import DECIDE, READ, Json, now
from tests.review_console.scripted_wire import Call, Refusal


def _clock(row: Json) -> Json:
    used = 1.0 if row["overdue"] else 0.25
    stage = "broken" if row["overdue"] else "in_time"
    return {
        "case_id": row["id"],
        "phase": row["state"],
        "due": row["promised_at"],
        "used": used,
        "stage": stage,
    }


def _clocks(town: Town, call: Call) -> Json:
    return {"clocks": [_clock(row) for row in town.cases.values()]}


def _life(town: Town, call: Call) -> Json:
    found = [one for one in town.hand_overs if one["case_id"] == call.path["id"]]
    row = town.cases[call.path["id"]]
    phase = {"waiting": "dispatched"}.get(row["state"], row["state"])
    return {**_clock(row), "phase": phase, "returns": 0, "moves": 0, "hand_overs": found}


def _listed(town: Town, call: Call) -> Json:
    return {"hand_overs": [one for one in town.hand_overs if one["outcome"] is None]}


def _unowned(town: Town, call: Call) -> Json:
    return {"cases": []}


def _open(town: Town, call: Call) -> Json:
    moment = now().isoformat()
    made: Json = {
        **call.json,
        "id": f"hand-over-{len(town.hand_overs) + 1}",
        "case_id": call.path["id"],
        "from_department": town.cases[call.path["id"]]["department_id"],
        "offered_by": call.staff["display_name"],
        "offered_at": moment,
        "due": moment,
        "outcome": None,
        "answer": "",
    }
    town.hand_overs.append(made)
    return made


def _end(outcome: str) -> Any:
    def act(town: Town, call: Call) -> Json:
        found = next((one for one in town.hand_overs if one["id"] == call.path["id"]), None)
        if found is None or found["outcome"] is not None:
            raise Refusal(409, "hand_over_ended", "Answered already.")
        found["outcome"] = outcome
        found["answer"] = call.json.get("reason") or call.json.get("text") or ""
        return found

    return act


def _take_over(town: Town, call: Call) -> Json:
    town.holders[call.path["id"]] = call.staff["id"]
    return {}


def _edit(town: Town, call: Call) -> Json:
    return town.edits.get((call.path["id"], call.staff["id"]), {"draft_version": 0, "text": ""})


def _save(town: Town, call: Call) -> Json:
    town.edits[call.path["id"], call.staff["id"]] = call.json
    return {}


def _explanation(town: Town, call: Call) -> Json:
    town.cases[call.path["id"]]
    sentences = ["No person read this reply before you did.", "<b>bold</b>"]
    said = {"part": "decided", "heading": "Who decided", "sentences": sentences}
    return {"language": call.query.get("language", "en"), "paragraphs": [said]}


ROUTES = (
    ("GET", "/api/staff/cases/(?P<id>[^/]+)/explanation", READ, _explanation),
    ("GET", "/api/staff/clocks", READ, _clocks),
    ("GET", "/api/staff/hand-overs", DECIDE, _listed),
    ("GET", "/api/staff/hand-overs/unowned", READ, _unowned),
    ("POST", "/api/staff/hand-overs/(?P<id>[^/]+)/accept", DECIDE, _end("accepted")),
    ("POST", "/api/staff/hand-overs/(?P<id>[^/]+)/return", DECIDE, _end("returned")),
    ("POST", "/api/staff/hand-overs/(?P<id>[^/]+)/part", DECIDE, _end("written")),
    ("POST", "/api/staff/hand-overs/(?P<id>[^/]+)/call-off", DECIDE, _end("called_off")),
    ("GET", "/api/staff/cases/(?P<id>[^/]+)/life", READ, _life),
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/hand-overs", DECIDE, _open),
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/take-over", DECIDE, _take_over),
    ("GET", "/api/staff/cases/(?P<id>[^/]+)/edit", DECIDE, _edit),
    ("PUT", "/api/staff/cases/(?P<id>[^/]+)/edit", DECIDE, _save),
)
