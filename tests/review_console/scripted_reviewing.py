"""The routes of what keeps reviewers thinking, of the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import Json, draft, now
from tests.review_console.scripted_wire import Call


def _judge(town: Town, call: Call) -> None:
    row = town.cases[call.path["id"]]
    town.judged.append({"id": row["id"], **call.json})
    row["judgement_needed"], row["draft"] = False, draft()


def _own(town: Town, call: Call) -> Json:
    line = {
        "case_number": "CD-2026-000007",
        "at": now().isoformat(),
        "judged_as": "not_answerable",
        "gist": "No fee stands in the text",
        "drafted": True,
        "decided": "approved",
        "changed_mind": True,
    }
    return {"judgements": [line], "hasty": 2}


def _protection(town: Town, call: Call) -> Json:
    time = {
        "first": 412.0,
        "second": 174.0,
        "first_cases": 31,
        "second_cases": 480,
        "difference": 238.0,
        "low": 150.0,
        "high": 326.0,
    }
    share = {"count": 7, "of": 10, "value": 0.7, "low": 0.348, "high": 0.933}
    unchanged = {"unchanged": 412, "decided": 560, "low": 0.697, "high": 0.771}
    return {
        "since": now().isoformat(),
        "arms": {"assisted": 480, "answer_first": 92, "unaided": 31},
        "time": time,
        "errors": None,
        "reliance": {"cases": 63, "rair": share, "rsr": share | {"value": None, "count": 0, "of": 0}},
        "topics": [{"topic_id": "parking", "rate": unchanged}],
        "people": [{"id": "staff-carol", "display_name": "Carol Reed", "alarms": ["approves_more"]}],
    }


ROUTES = (
    ("GET", "/api/reviewing/protection", "read_certificates", _protection),
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/initial-judgement", "decide_cases", _judge),
    ("GET", "/api/reviewing/own-judgements", None, _own),
)
