"""The oversight routes of the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import Json, account, certificate, now
from tests.review_console.scripted_wire import Call, Refusal

NEEDED = 59


def _certificates(town: Town, call: Call) -> Json:
    return {"certificates": town.certificates}


def _trial(town: Town, call: Call) -> Json:
    curve = [
        {
            "threshold": round(0.95 - step / 20, 2),
            "n": 20 * (step + 1),
            "k": step,
            "risk": 0.01 * step,
            "coverage": 0.1 * (step + 1),
        }
        for step in range(9)
    ]
    if call.json["language"] == "zh":
        return {
            "possible": False,
            "missing": {"have": 12, "need": NEEDED},
            "risk_coverage": curve[:1],
            "examples": [],
        }
    figures = {name: certificate()[name] for name in ("threshold", "n", "k", "risk_upper", "coverage")}
    examples = [{"question": "How much is a permit?", "correct": True}]
    return {"possible": True, "certificate": figures, "risk_coverage": curve, "examples": examples}


def _sign(town: Town, call: Call) -> Json:
    if not call.json.get("reason"):
        raise Refusal(422, "invalid", "Missing.", "reason")
    made = {
        **certificate(),
        "id": f"certificate-{len(town.certificates) + 1}",
        "language": call.json["language"],
    }
    town.certificates.append(made)
    return made


def _withdraw(town: Town, call: Call) -> Json:
    for found in town.certificates:
        if found["id"] == call.path["id"]:
            found |= {"status": "withdrawn", "withdrawn_reason": call.json["reason"]}
    return {}


def _spending(town: Town, call: Call) -> Json:
    nothing = {"tokens": None, "cost": None, "ms": None}
    return {
        "drafting": ["usual", "spare"],
        "second_opinion": [],
        "question": {**nothing, "ms": 40_000},
        "budgets": [
            {
                "department_id": None,
                "limit": {**nothing, "tokens": 2_000_000},
                "spent": {"tokens": 1_900_000, "cost": 4_250_000, "ms": 90_000},
            },
            {
                "department_id": "transport",
                "limit": nothing,
                "spent": {"tokens": 1_900_000, "cost": 4_250_000, "ms": 90_000},
            },
        ],
        "days": [
            {
                "day": "2026-11-24",
                "department_id": "transport",
                "model": "usual",
                "calls": 1_200,
                "failed": 3,
                "prompt_tokens": 1_600_000,
                "completion_tokens": 300_000,
                "cost": 4_250_000,
                "ms": 90_000,
            }
        ]
        if call.query.get("days") != "7"
        else [],
    }


def _stops(town: Town, call: Call) -> Json:
    return {"stops": town.stops}


def _turn(town: Town, call: Call) -> Json:
    key = (call.json["scope"], call.json.get("scope_id", ""))
    town.stops = [stop for stop in town.stops if (stop["scope"], stop["scope_id"]) != key]
    turned = {"scope": key[0], "scope_id": key[1], "on": call.json["on"], "reason": call.json["reason"]}
    town.stops.append({**turned, "by": call.staff["display_name"], "at": now().isoformat()})
    return {}


def _audit(town: Town, call: Call) -> Json:
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 100))
    return {"entries": [entry for entry in town.audit if entry["seq"] > after][:limit]}


def _verify(town: Town, call: Call) -> Json:
    broken = next((entry["seq"] for entry in town.audit if entry["hash"] == "tampered"), None)
    problem = {"seq": broken, "detail": "The hash does not match."} if broken else None
    head = town.audit[-1]["hash"]
    return {"intact": broken is None, "entries": len(town.audit), "head": head, "problem": problem}


def _accounts(town: Town, call: Call) -> Json:
    return {"accounts": list(town.accounts.values())}


def _create(town: Town, call: Call) -> Json:
    if any(known["username"] == call.json["username"] for known in town.accounts.values()):
        raise Refusal(409, "username_taken", "This user name is taken.", "username")
    made = account(call.json["username"], call.json["display_name"], call.json["grants"][0]["role"])
    town.accounts[made["id"]] = made
    return {"account": made, "password": "fresh-password-shown-once"}


def _change(town: Town, call: Call) -> Json:
    found, action = town.accounts[call.path["id"]], call.path["action"]
    if action == "grants":
        found["grants"].append({"role": call.json["role"], "department_id": call.json.get("department_id")})
    else:
        town.sessions = {token: staff for token, staff in town.sessions.items() if staff != found["id"]}
        found["active"] = action != "deactivate"
    return {}


_CERTIFICATES = "/api/oversight/certificates"
_ACCOUNTS = "/api/oversight/accounts"


def _replay(town: Town, call: Call) -> Json:
    number = call.json["number"]
    found = next((row for row in town.cases.values() if row["number"] == number), None)
    if found is None:
        raise Refusal(404, "not_found", "There is no such case.")
    said = {"number": number, "department": found["department_id"], "verified_by": ["carol"]}
    return {"entries": town.audit, "rebuilt": said, "differences": town.differences, "erased": False}


ROUTES = (
    ("GET", _CERTIFICATES, "read_certificates", _certificates),
    ("POST", f"{_CERTIFICATES}/trial", "sign_certificates", _trial),
    ("POST", _CERTIFICATES, "sign_certificates", _sign),
    ("POST", f"{_CERTIFICATES}/(?P<id>[^/]+)/withdraw", "sign_certificates", _withdraw),
    ("GET", "/api/oversight/spending", "read_certificates", _spending),
    ("GET", "/api/oversight/stops", None, _stops),
    ("PUT", "/api/oversight/stops", "stop_replies", _turn),
    ("GET", "/api/oversight/audit", "read_audit", _audit),
    ("POST", "/api/oversight/audit/replays", "read_audit", _replay),
    ("POST", "/api/oversight/audit/verify", "read_audit", _verify),
    ("GET", _ACCOUNTS, "manage_accounts", _accounts),
    ("POST", _ACCOUNTS, "manage_accounts", _create),
    (
        "POST",
        f"{_ACCOUNTS}/(?P<id>[^/]+)/(?P<action>grants|deactivate|revoke-sessions)",
        "manage_accounts",
        _change,
    ),
)
