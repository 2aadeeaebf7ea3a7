"""The routes of the emergency contacts of the scripted API: one line of the directory, and changes that remember who
made them."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, Json, now
from tests.review_console.scripted_wire import Call

FILED: Json = {
    "name": {"en": f"Crisis line {HOSTILE}", "zh": "危机热线"},
    "phone": "0555 100 111",
    "when": {"en": "Day and night", "zh": "日夜"},
    "kinds": ["crisis"],
    "department_ids": [],
}


def _standing(town: Town) -> list[Json]:
    found = [one["contacts"] for one in town.contacts if one["state"] == "in_force"]
    return list(found[-1]) if found else [FILED]


def _in_force(town: Town, _call: Call) -> Json:
    return {"contacts": _standing(town)}


def _try(town: Town, call: Call) -> Json:
    if "end my life" not in call.json["text"]:
        return {"dangers": [], "department_id": None, "contacts": []}
    return {"dangers": ["crisis"], "department_id": None, "contacts": _standing(town)}


def _changes(town: Town, call: Call) -> Json:
    return {"changes": [_seen(one, call) for one in reversed(town.contacts)]}


def _stored(town: Town, call: Call, content: Json, why: str) -> Json:
    kept = {"kinds": [content["kind"]], "department_ids": []}
    change: Json = {
        **content,
        "contacts": [{**one, **kept} for one in content["contacts"]],
        "id": f"contacts-{len(town.contacts) + 1}",
        "why": why,
        "by": call.staff["display_name"],
        "at": now().isoformat(),
        "state": "proposed",
        "may_change": True,
    }
    town.contacts.append(change)
    return _seen(change, call)


def _propose(town: Town, call: Call) -> Json:
    return _stored(town, call, call.json["content"], call.json["why"])


def _restore(town: Town, call: Call) -> Json:
    old = _one(town, call)
    fields = ("kind", "department_id", "first_day", "last_day", "contacts")
    return _stored(town, call, {field: old[field] for field in fields}, call.json["said"])


def _seen(change: Json, call: Call) -> Json:
    return {**change, "mine": change["by"] == call.staff["display_name"]}


def _one(town: Town, call: Call) -> Json:
    return next(one for one in town.contacts if one["id"] == call.path["id"])


def _confirm(town: Town, call: Call) -> Json:
    return _decided(_one(town, call), call, "in_force")


def _decline(town: Town, call: Call) -> Json:
    return _decided(_one(town, call), call, "declined")


def _decided(change: Json, call: Call, state: str) -> Json:
    decided_by = {"decided_by": call.staff["display_name"], "decided_at": now().isoformat()}
    change |= {"state": state, "said": call.json["said"], **decided_by}
    return _seen(change, call)


_CHANGE = r"/api/contacts/changes/(?P<id>[^/]+)"
ROUTES = (
    ("GET", "/api/contacts", "read_policies", _in_force),
    ("POST", "/api/contacts/try", "read_policies", _try),
    ("GET", "/api/contacts/changes", "read_policies", _changes),
    ("POST", "/api/contacts/changes", "change_screening", _propose),
    ("POST", rf"{_CHANGE}/confirm", "change_screening", _confirm),
    ("POST", rf"{_CHANGE}/decline", "change_screening", _decline),
    ("POST", rf"{_CHANGE}/restore", "change_screening", _restore),
)
