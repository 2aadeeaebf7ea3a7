"""Ratings of the scripted API: one low one of each kind of step, worked on as the real loop is."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import DECIDE, HOSTILE, READ, Json, now
from tests.review_console.scripted_wire import Call, Refusal

GRADES = ("very_good", "good", "fair", "bad", "very_bad")


def low_rating(key: str = "rating-1", state: str = "call_due", **changes: object) -> Json:
    """A low rating of an automatic reply, with a comment that tries to be markup."""
    moment = now().isoformat()
    given = {
        "step": "given",
        "by": "citizen",
        "at": moment,
        "note": HOSTILE,
        "grade": "bad",
        "reasons": ["incomplete"],
        "why": None,
    }
    row: Json = {
        "id": key,
        "state": state,
        "grade": "bad",
        "department_id": "transport",
        "topic_id": "parking",
        "language": "en",
        "given_at": moment,
        "due": moment,
        "late": False,
        "proposed": False,
        "question": "What is a permit?",
        "reply": "It is a sticker.",
        "released_by_kind": "certificate",
        "call_by": moment,
        "mend_by": moment,
        "case_id": None,
        "mine": False,
        "steps": [given],
    }
    return {**row, **changes}


def _listed(town: Town, call: Call) -> Json:
    return {"ratings": list(town.ratings.values())}


def _figures(town: Town, call: Call) -> Json:
    rest = ("called", "called_in_time", "mended", "mended_in_time", "rated_again", "better", "excluded")
    low = len(town.ratings)
    counts = [{"grade": one, "count": low if one == "bad" else 0} for one in GRADES]
    return {"counts": counts, "low": low, **dict.fromkeys(rest, 0)}


def _of(town: Town, call: Call) -> Json:
    found = town.ratings.get(call.path["id"])
    if found is None:
        raise Refusal(404, "not_found", "There is no such rating.")
    return found


def _call(town: Town, call: Call) -> Json:
    rating = _of(town, call)
    rating["state"] = "mend_due"
    town.sent.append({"rating": rating["id"], "step": "called", **call.json})
    return {}


def _mend(town: Town, call: Call) -> Json:
    rating = _of(town, call)
    rating["state"] = "mended"
    town.sent.append({"rating": rating["id"], "step": "mended", **call.json})
    return {}


def _propose(town: Town, call: Call) -> Json:
    _of(town, call)["proposed"] = True
    town.sent.append({"rating": call.path["id"], "step": "proposed", **call.json})
    return {}


def _decide(town: Town, call: Call) -> Json:
    rating = _of(town, call)
    rating["proposed"] = False
    rating["state"] = "excluded" if call.json["exclude"] else rating["state"]
    town.sent.append({"rating": rating["id"], "step": "decided", **call.json})
    return {}


ROUTES = (
    ("GET", "/api/ratings", None, _figures),
    ("GET", "/api/staff/ratings", READ, _listed),
    ("GET", "/api/staff/ratings/(?P<id>[^/]+)", READ, _of),
    ("POST", "/api/staff/ratings/(?P<id>[^/]+)/call", DECIDE, _call),
    ("POST", "/api/staff/ratings/(?P<id>[^/]+)/mend", DECIDE, _mend),
    ("POST", "/api/staff/ratings/(?P<id>[^/]+)/exclusion", DECIDE, _propose),
    ("POST", "/api/staff/ratings/(?P<id>[^/]+)/exclusion/decision", DECIDE, _decide),
)
