"""The routes of what keeps reviewers thinking, of the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import Json, draft, now
from tests.review_console.scripted_wire import Call, Refusal


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


def _trials(town: Town, call: Call) -> Json:
    running = {
        "id": "t1",
        "department_id": "transport",
        "begun_at": now().isoformat(),
        "judged": len(town.trial_verdicts),
        "total": 2,
        "may_end": call.staff["id"] == "staff-sam",
    }
    report = {
        "id": "t1",
        "department_id": "transport",
        "ended_at": now().isoformat(),
        "counts": {"participants": 3, "bad": 66, "caught": 58, "good": 24, "stopped": 2},
        "catch_rate": 0.879,
        "catch_low": 0.775,
        "catch_high": 0.946,
        "draft_error": 0.733,
        "reviewed_error": 0.111,
        "gain_low": 0.49,
        "gain_high": 0.72,
        "passed": True,
    }
    return {"open": [] if town.trial_ended else [running], "ended": [report] if town.trial_ended else []}


def _next_draft(town: Town, call: Call) -> Json:
    source = {"document_title": "Permits", "text": "It costs 84 euros.", "effective_from": "2026-01-01"}
    place = len(town.trial_verdicts) + 1
    sheet = {
        "trial_id": "t1",
        "seed_id": f"seed-{place}",
        "place": place,
        "total": 2,
        "question": "What is the fee?",
        "answer": "It costs 48 euros.",
        "passages": [source],
    }
    return {"draft": sheet if place <= 2 else None}


def _trial_verdict(town: Town, call: Call) -> None:
    town.trial_verdicts.append(call.json)


def _end_trial(town: Town, call: Call) -> Json:
    town.trial_ended = True
    report: Json = _trials(town, call)["ended"][0]
    return report


def _begin_trial(town: Town, call: Call) -> Json:
    raise Refusal(409, "few_seeds", "Too few.")


def _second(town: Town, call: Call) -> Json:
    return {"claims": [{"text": "Visitors buy day tickets instead.", "quotes": [], "part": "answer"}]}


ROUTES = (
    ("POST", "/api/reviewing/cases/(?P<id>[^/]+)/second-reading", "decide_cases", _second),
    ("GET", "/api/oversight-trials", "read_cases", _trials),
    ("POST", "/api/oversight-trials", "sign_certificates", _begin_trial),
    ("GET", "/api/oversight-trials/(?P<id>[^/]+)/next", "decide_cases", _next_draft),
    ("POST", "/api/oversight-trials/(?P<id>[^/]+)/verdicts", "decide_cases", _trial_verdict),
    ("POST", "/api/oversight-trials/(?P<id>[^/]+)/end", "sign_certificates", _end_trial),
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
