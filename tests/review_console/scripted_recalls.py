"""The recall routes of the scripted API: two replies on the fee that went up, one on words that still stand."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import EXCEPTION, FEE, HOSTILE, Json, now
from tests.review_console.scripted_wire import Call, Refusal

NEW_FEE = FEE.replace("84.00", "96.00")
PROPOSED = {"en": f"We told you: {FEE} Now: {NEW_FEE} [1]", "zh": f"更正：{NEW_FEE} [1]"}


def _reply(reply_id: str, language: str, number: str | None) -> Json:
    return {
        "reply_id": reply_id,
        "state": "open",
        "case_id": "case-1" if number else None,
        "case_number": number,
        "department_id": "transport",
        "language": language,
        "replied_at": now().isoformat(),
        "was_correction": False,
        "decided_by": None,
        "decided_at": None,
        "left_because": None,
    }


def _place(quote: str, number: int) -> Json:
    return {
        "version_id": f"permits-{number}",
        "version_number": number,
        "document_title": "Permits",
        "heading_path": ["Permits", "2 Fees"],
        "quote": quote,
        "number": 1,
    }


def _begin(town: Town) -> None:
    """The change as it is before anybody decides."""
    if town.recalls:
        return
    changed = {"then": _place(FEE, 1), "fate": "changed", "now": _place(NEW_FEE, 2)}
    same = {"then": _place(EXCEPTION, 1), "fate": "same", "now": _place(EXCEPTION, 2)}
    replies = [_reply("r1", "en", "CD-2026-000001"), _reply("r2", "zh", None)]
    town.recalls["groups"] = [
        {
            "id": "g1",
            "still_says_the_same": False,
            "quotes": [changed],
            "replies": replies,
            "proposed": PROPOSED,
        },
        {
            "id": "g2",
            "still_says_the_same": True,
            "quotes": [same],
            "replies": [_reply("r3", "en", "CD-2026-000002")],
            "proposed": {"en": "We need to correct this."},
        },
    ]


def _replies(town: Town) -> list[Json]:
    _begin(town)
    return [one for group in town.recalls["groups"] for one in group["replies"]]


def _change(town: Town) -> Json:
    states = [one["state"] for one in _replies(town)]
    return {
        "id": "change-1",
        "kind": "withdrawn",
        "document_id": "permits",
        "version_id": "permits-1",
        "version_number": 1,
        "title": "Permits",
        "department_id": "transport",
        "at": now().isoformat(),
        "noticed_at": now().isoformat(),
        "actor": "Sam Okoye",
        "reason": HOSTILE,
        "successor_id": "permits-2",
        **{state: states.count(state) for state in ("open", "corrected", "left")},
        "erased": 1,
    }


def _changes(town: Town, call: Call) -> Json:
    return {"changes": [_change(town)]}


def _detail(town: Town, call: Call) -> Json:
    change = _change(town)
    return {"change": change, "groups": town.recalls["groups"], "erased": [_reply("r4", "en", None)]}


def _read(town: Town, call: Call) -> Json:
    town.record(call.staff["id"], "reply_read", "reply", call.path["reply"])
    return {"question": HOSTILE, "reply": FEE}


def _decide(town: Town, call: Call, state: str) -> Json:
    wanted = set(call.json["reply_ids"])
    done = [one for one in _replies(town) if one["reply_id"] in wanted and one["state"] == "open"]
    for one in done:
        one |= {
            "state": state,
            "decided_by": call.staff["display_name"],
            "decided_at": now().isoformat(),
            "left_because": call.json.get("reason"),
        }
    told = [one["reply_id"] for one in done]
    return {"done": told, "decided_before": sorted(wanted - set(told)), "erased": []}


def _leave(town: Town, call: Call) -> Json:
    return _decide(town, call, "left")


def _correct(town: Town, call: Call) -> Json:
    if call.json["group_id"] not in {group["id"] for group in town.recalls.get("groups", [])}:
        raise Refusal(409, "group_changed", "Other words are in force by now.")
    told = _decide(town, call, "corrected")
    town.sent.append(call.json)
    return told


_ONE = r"/api/recalls/(?P<id>[^/]+)"
ROUTES = (
    ("GET", r"/api/recalls", "recall_replies", _changes),
    ("GET", _ONE, "recall_replies", _detail),
    ("GET", rf"{_ONE}/replies/(?P<reply>[^/]+)", "recall_replies", _read),
    ("POST", rf"{_ONE}/leave", "recall_replies", _leave),
    ("POST", rf"{_ONE}/correct", "recall_replies", _correct),
)
