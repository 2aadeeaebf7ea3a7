"""The routes of the screening rules of the scripted API: one rule, and changes that remember who made them."""

from __future__ import annotations

from typing import Any

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, Json, now
from tests.review_console.scripted_wire import Call, Refusal

RULE = "complaint/rude"
BROKEN = "“Where is the market?” must pass, but: it is a complaint"


def _rules(town: Town, _call: Call) -> Json:
    added = [one for one in town.screening if one["state"] == "in_force"]
    rule: Json = {
        "name": RULE,
        "reason": "complaint",
        "emergency": False,
        "needed": 2,
        "local": False,
        "phrases": {"en": ["(very|) rude {clerk} ... complain*"], "zh": ["投诉"]},
        "exceptions": {"en": ["rude health"], "zh": []},
        "added_exceptions": {"en": [one["text"] for one in added if one["kind"] == "exception"], "zh": []},
        "patterns": {"en": 1, "zh": 0},
    }
    local = [
        rule | {"name": f"local/{one['id']}", "reason": one["reason"], "local": True, "emergency": True}
        for one in added
        if one["kind"] == "phrase"
    ]
    reader = rule | {"name": "reading/harmful", "reason": "sensitive", "needed": 1, "added_exceptions": {}}
    reader |= {"phrases": {}, "exceptions": {}, "patterns": {}}
    return {"rules": [rule, *local, reader]}


def _messages(_town: Town, _call: Call) -> Json:
    wanted = {"expected": "flagged", "language": "en", "reason": "complaint"}
    return {
        "messages": [
            {
                "expected": "passes",
                "language": "en",
                "text": "Market?",
                "reason": None,
                "reasons": [],
                "holds": True,
            },
            {**wanted, "text": HOSTILE, "reasons": [], "holds": False},
        ]
    }


def _try(_town: Town, call: Call) -> Json:
    rude: Json = {"reason": "complaint", "rule": RULE, "words": ["rude clerk"], "emergency": False}
    fired = [rude | {"let_through": "noise" in call.json["text"]}] if "rude" in call.json["text"] else []
    danger = "end my life" in call.json["text"]
    thought = call.json["content"]
    if thought is not None and thought["text"] in call.json["text"]:
        fired.append(rude | {"rule": "local/try-out", "words": [thought["text"]], "let_through": False})
    return {
        "masked": "Mail me at [EMAIL_ADDRESS]",
        "personal_data": ["EMAIL_ADDRESS"],
        "language": call.json["language"],
        "fired": fired,
        "contacts": ["Crisis line: 0555 100 111"] if danger else [],
    }


def _changes(town: Town, call: Call) -> Json:
    return {"changes": [_seen(one, call) for one in reversed(town.screening)]}


def _state(town: Town, call: Call) -> Json:
    content = call.json["content"]
    if "market" in content["text"]:
        raise Refusal(409, "screening_messages_broken", f"The change would break test messages: {BROKEN}.")
    return _stored(town, call, content, call.json["why"], content["kind"] == "exception")


def _stored(town: Town, call: Call, content: Json, why: str, loosens: bool) -> Json:
    change: dict[str, Any] = {
        **content,
        "id": f"change-{len(town.screening) + 1}",
        "why": why,
        "by": call.staff["display_name"],
        "at": now().isoformat(),
        "state": "proposed" if loosens else "in_force",
        "loosens": loosens,
    }
    town.screening.append(change)
    return _seen(change, call)


def _seen(change: Json, call: Call) -> Json:
    return {**change, "mine": change["by"] == call.staff["display_name"]}


def _one(town: Town, call: Call) -> Json:
    return next(one for one in town.screening if one["id"] == call.path["id"])


def _confirm(town: Town, call: Call) -> Json:
    return _decided(_one(town, call), call, "in_force")


def _decline(town: Town, call: Call) -> Json:
    return _decided(_one(town, call), call, "declined")


def _decided(change: Json, call: Call, state: str) -> Json:
    decided_by = {"decided_by": call.staff["display_name"], "decided_at": now().isoformat()}
    change |= {"state": state, "said": call.json["said"], **decided_by}
    return _seen(change, call)


def _undo(town: Town, call: Call) -> Json:
    undone = _one(town, call)
    undone |= {"undo_waits": True}
    return _stored(town, call, {"kind": "undo", "text": "", "undoes": undone["id"]}, call.json["said"], True)


_CHANGE = r"/api/screening/changes/(?P<id>[^/]+)"
ROUTES = (
    ("GET", "/api/screening/rules", "read_policies", _rules),
    ("GET", "/api/screening/messages", "read_policies", _messages),
    ("POST", "/api/screening/try", "read_policies", _try),
    ("GET", "/api/screening/changes", "read_policies", _changes),
    ("POST", "/api/screening/changes", "change_screening", _state),
    ("POST", rf"{_CHANGE}/confirm", "change_screening", _confirm),
    ("POST", rf"{_CHANGE}/decline", "change_screening", _decline),
    ("POST", rf"{_CHANGE}/undo", "change_screening", _undo),
)
