"""The routes of the checks before a publication in the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, Json, now
from tests.review_console.scripted_wire import Call, Refusal

FINDINGS = ("contradiction-1", "duplicate-1")


def place(title: str, department_id: str, sentence: str, amount: str) -> Json:
    """A sentence with its amount marked."""
    start = sentence.index(amount)
    return {
        "department_id": department_id,
        "title": title,
        "heading_path": [title, "2 Fees"],
        "sentence": sentence,
        "marked": [{"start": start, "end": start + len(amount)}],
    }


def nothing_found(version_id: str) -> Json:
    """The report of a version that passes every check."""
    checks = ("quarantine", "contradictions", "duplicates", "touched")
    return {"version_id": version_id, "standings": dict.fromkeys(checks, "pass")}


def much_found(version_id: str) -> Json:
    """A report with something of everything; what people wrote is hostile."""
    report = nothing_found(version_id)
    report["standings"] = {
        "quarantine": "held",
        "contradictions": "look",
        "duplicates": "look",
        "touched": "look",
    }
    report["quarantined"] = [
        {
            "id": "quarantine-1",
            "kind": "hidden_element",
            "detail": "display: none",
            "before": "A permit costs ",
            "words": "",
            "after": "84.00 euros.",
            "hidden": HOSTILE,
            "release": None,
        }
    ]
    report["contradictions"] = [
        {
            "id": "contradiction-1",
            "ours": place(
                "Resident parking permits", "transport", "A permit costs 96.00 euros.", "96.00 euros"
            ),
            "theirs": place("House rules", "housing", "A parking permit costs 84.00 euros.", "84.00 euros"),
            "seen": None,
        }
    ]
    report["duplicates"] = [
        {
            "id": "duplicate-1",
            "title": "House rules",
            "department_id": "housing",
            "share": 0.92,
            "other_share": 0.4,
            "copied": ["Visitors buy day tickets at 6.50 euros."],
            "seen": None,
        }
    ]
    report["touched"] = {
        "version_ids": ["parking-permits-1"],
        "cases": [{"id": "case-1", "number": "CD-2026-000001", "topic_id": "parking", "state": "waiting"}],
        "other_cases": 2,
        "replies": 14,
        "topics": ["parking"],
        "certified_topics": ["parking"],
    }
    report["to_acknowledge"] = list(FINDINGS)
    return report


def _report(town: Town, call: Call) -> Json:
    version_id = call.path["id"]
    return town.checks.get(version_id) or nothing_found(version_id)


def _release(town: Town, call: Call) -> Json:
    report = _report(town, call)
    if not call.json.get("why"):
        raise Refusal(422, "invalid", "Missing.", "why")
    for one in report.get("quarantined", ()):
        if one["id"] in call.json["finding_ids"]:
            said = {"by": call.staff["display_name"], "at": now().isoformat(), "why": call.json["why"]}
            one["release"] = said
            report["standings"]["quarantine"] = "look"
    return report


def refuse_unseen(town: Town, version_id: str, sent: Json) -> None:
    """As the service: every finding must be named, with a reason."""
    wanted = set(town.checks.get(version_id, {}).get("to_acknowledge", ()))
    if wanted - set(sent.get("acknowledged", ())):
        raise Refusal(409, "unacknowledged", "Unseen findings.")
    if wanted and not sent.get("acknowledged_why"):
        raise Refusal(422, "invalid", "Missing.", "acknowledged_why")


_ONE = "/api/policies/versions/(?P<id>[^/]+)"
ROUTES = (
    ("GET", f"{_ONE}/checks", "read_policies", _report),
    ("POST", f"{_ONE}/release", "read_policies", _release),
)
