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


def _asked(number: int) -> Json:
    return {
        "id": f"q{number}",
        "asked": f"Question {number}?",
        "choices": ["48 euros", "84 euros", "nothing"],
    }


def _own_checks(town: Town, call: Call) -> Json:
    one = {"topic_id": "parking", "demanded_from": now().isoformat(), "valid_until": None, "again_from": None}
    return {"checks": [one]}


def _begin(town: Town, call: Call) -> Json:
    return {"id": "sitting-1", "topic_id": "parking", "questions": [_asked(1), _asked(2)]}


def _answers(town: Town, call: Call) -> Json:
    town.check_answers.append(call.json)
    told = [{**_asked(n), "document_id": "d", "passage": "It costs 84 euros.", "right": 1} for n in (1, 2)]
    right = call.json["answers"].count(1)
    return {"passed": right == 2, "right": right, "valid_until": now().isoformat(), "questions": told}


def _questions(town: Town, call: Call) -> Json:
    return {"questions": town.check_questions}


def _set(town: Town, call: Call) -> Json:
    one = {"id": f"q{len(town.check_questions)}", "document_id": "d", "passage": "It costs 84 euros."}
    town.check_questions.append(one | {key: call.json[key] for key in ("asked", "choices", "right")})
    return town.check_questions[-1]


def _retire(town: Town, call: Call) -> None:
    town.check_questions[:] = [one for one in town.check_questions if one["id"] != call.path["id"]]


def _incidents(town: Town, call: Call) -> Json:
    one = {
        "id": "i1",
        "kind": "solo_approval_suspended",
        "department_id": "transport",
        "name": "Carol Reed",
        "recipients": ["Sam Okoye", "Andy Wu"],
        "at": now().isoformat(),
    }
    return {"incidents": [one]}


ROUTES = (
    ("GET", "/api/reviewing/checks", "decide_cases", _own_checks),
    ("POST", "/api/reviewing/checks/(?P<id>[^/]+)/sittings", "decide_cases", _begin),
    ("POST", "/api/reviewing/sittings/(?P<id>[^/]+)/answers", "decide_cases", _answers),
    ("GET", "/api/reviewing/checks/(?P<id>[^/]+)/questions", "sign_certificates", _questions),
    ("POST", "/api/reviewing/checks/(?P<id>[^/]+)/questions", "sign_certificates", _set),
    ("POST", "/api/reviewing/check-questions/(?P<id>[^/]+)/retire", "sign_certificates", _retire),
    ("GET", "/api/reviewing/incidents", None, _incidents),
    ("GET", "/api/reviewing/protection", "read_certificates", _protection),
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/initial-judgement", "decide_cases", _judge),
    ("GET", "/api/reviewing/own-judgements", None, _own),
)
