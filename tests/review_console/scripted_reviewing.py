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


ROUTES = (
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/initial-judgement", "decide_cases", _judge),
    ("GET", "/api/reviewing/own-judgements", None, _own),
)
