"""The routes of audits of the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, Json, certificate, now
from tests.review_console.scripted_wire import Call, Refusal

ROW = {
    "id": "audit-1",
    "department_id": "transport",
    "topic_id": "parking",
    "language": "en",
    "drawn_at": now().isoformat(),
}
SHEET = {
    **ROW,
    "question": f"How much is a permit? {HOSTILE}",
    "answer": "A resident permit costs 84.00 euros a year. [1]",
    "passages": [
        {
            "document_title": "Parking permits",
            "heading_path": ["Permits", "Fees"],
            "text": "A resident permit costs 84.00 euros a year.",
            "effective_from": "2026-01-01",
            "effective_to": None,
        }
    ],
}
QUALITY = {
    "agreement": {
        "items": 30,
        "observed": 0.8,
        "kappa": 0.41,
        "kappa_interval": [0.1, 0.68],
        "alpha": 0.42,
        "alpha_interval": [0.11, 0.69],
    },
    "audited": 40,
    "left_out": 40,
    "reason": "low_agreement",
    "seeds": 22,
    "caught": 20,
    "catch_lower": None,
}


def step(number: int, wrong: bool, log_wealth: float) -> Json:
    """One step of an alarm."""
    return {
        "number": number,
        "wrong": wrong,
        "weight": 1.0,
        "log_wealth": log_wealth,
        "log_limit": 3.69,
        "raised": log_wealth >= 3.69,
        "at": now().isoformat(),
    }


def _list(town: Town, call: Call) -> Json:
    return {"audits": [] if town.labelled else [ROW]}


def _sheet(town: Town, call: Call) -> Json:
    return SHEET


def _label(town: Town, call: Call) -> Json:
    if town.labelled:
        raise Refusal(409, "already_labelled", "You have labelled this answer.")
    town.labelled.append(call.json["verdict"])
    return {"settled": True, "withdrawn": [], "feedback": town.feedback}


def _certificate(town: Town, call: Call) -> Json:
    steps = [step(1, False, -0.25), step(2, True, 1.2), step(3, True, 2.9)]
    shift = {"kind": "score_psi", "value": 0.41, "bound": 0.25, "at": now().isoformat()}
    return {
        **certificate(),
        "bar": 0.9 if town.tightened else certificate()["threshold"],
        "failure_budget": 0.15,
        "replies": 412,
        "max_replies": 2000,
        "drawn": 41,
        "settled": 3,
        "wrong": 2,
        "risk": 0.667,
        "steps": steps,
        "topic_steps": steps[:2],
        "quality": QUALITY,
        "warnings": [shift],
    }


def _tighten(town: Town, call: Call) -> Json:
    town.tightened.append(call.json)
    return _certificate(town, call)


def _own(town: Town, call: Call) -> Json:
    answered = [{"kind": "number", "place": "audits", "right": False, "at": now().isoformat()}]
    return {
        "seeds": 10,
        "caught": 5,
        "catch_lower": 0.222,
        "controls": 4,
        "rejected": 1,
        "sensitivity": 0.55,
        "criterion": 0.28,
        "suspended": True,
        "answered": answered,
    }


def _suspended(town: Town, call: Call) -> Json:
    return {"people": [] if town.reinstated else [{"id": "staff-carol", "display_name": "Carol Reed"}]}


def _reinstate(town: Town, call: Call) -> Json:
    town.reinstated.append({"id": call.path["id"], **call.json})
    return _suspended(town, call)


def _stand_by(town: Town, call: Call) -> None:
    town.stood_by.append(call.json)


ROUTES = (
    ("GET", "/api/audits", "decide_cases", _list),
    ("GET", "/api/audits/(?P<id>[^/]+)", "decide_cases", _sheet),
    ("POST", "/api/audits/(?P<id>[^/]+)/label", "decide_cases", _label),
    ("GET", "/api/oversight/certificates/(?P<id>[^/]+)", "read_certificates", _certificate),
    ("POST", "/api/oversight/certificates/(?P<id>[^/]+)/tighten", "sign_certificates", _tighten),
    ("GET", "/api/competence/own", None, _own),
    ("GET", "/api/competence/suspended", "sign_certificates", _suspended),
    ("POST", "/api/competence/pairs", "decide_cases", _stand_by),
    ("POST", "/api/competence/(?P<id>[^/]+)/reinstate", "sign_certificates", _reinstate),
)
