"""The routes of tasks, needs, the weekly report and the agenda of the scripted API."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, Json, now
from tests.review_console.scripted_wire import Call, Refusal

PEOPLE = [{"id": "staff-edith", "name": "Edith Editor"}, {"id": "staff-sam", "name": "Sam Supervisor"}]


def task(number: int, kind: str, title: str, **more: Any) -> Json:
    """One task of transport, a week old and due yesterday."""
    made = {
        "id": f"task-{number}",
        "kind": kind,
        "departments": ["transport"],
        "title": title,
        "detail": "",
        "state": "open",
        "opened_by": "system",
        "opened_at": (now() - timedelta(days=7)).isoformat(),
        "due": (now().date() - timedelta(days=1)).isoformat(),
        "overdue": True,
        "assignee": None,
        "assignee_id": None,
        "mine": False,
        "may_work": True,
        "events": [],
        "people": PEOPLE,
    }
    return made | more


def need(number: int, *words: str, **more: Any) -> Json:
    """One need of transport, with what was asked."""
    made = {
        "id": f"need-{number}",
        "words": list(words),
        "language": "en",
        "department_id": "transport",
        "state": "open",
        "found_at": (now() - timedelta(days=9)).isoformat(),
        "newest": now().date().isoformat(),
        "due": (now().date() + timedelta(days=5)).isoformat(),
        "overdue": False,
        "assignee": None,
        "assignee_id": None,
        "questions": 4,
        "people": 3,
        "weeks": [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 1],
        "causes": {"not_found": 3, "written": 1},
        "languages": {"en": 4},
        "proposed": None,
        "served_by": None,
        "may_work": True,
    }
    return {"need": made | more, "events": [], "tasks": [], "people": PEOPLE, "owed": {}}


def build_tasks(town: Town) -> None:
    """What there is to do in the town."""
    town.tasks = {
        one["id"]: one
        for one in (
            task(1, "conflict", "Permit fee: 84 or 96 euros"),
            task(2, "review_due", HOSTILE, may_work=False),
        )
    }
    found = (need(1, "swimming", "pool", "lane"), need(2))
    town.needs = {one["need"]["id"]: one for one in found}


def _tasks(town: Town, call: Call) -> Json:
    query = call.query
    fits = [
        one
        for one in town.tasks.values()
        if query.get("kind") in (None, one["kind"]) and query.get("state") in (None, one["state"])
    ]
    if "mine" in query:
        fits = [one for one in fits if one["assignee_id"] == call.staff["id"]]
    return {"tasks": fits}


def _task(town: Town, call: Call) -> Json:
    if call.path["id"] not in town.tasks:
        raise Refusal(404, "not_found", "No such task.")
    found: Json = town.tasks[call.path["id"]]
    return found


def _open(town: Town, call: Call) -> Json:
    given = {name: call.json[name] for name in ("kind", "departments", "title", "detail", "due")}
    made = task(len(town.tasks) + 1, given["kind"], given["title"]) | given
    town.tasks[made["id"]] = made
    return made


def _act(town: Town, call: Call) -> Json:
    found, body = _task(town, call), call.json
    match call.path["action"]:
        case "assign":
            names = {person["id"]: person["name"] for person in PEOPLE}
            found |= {"assignee_id": body["assignee"], "assignee": names.get(body["assignee"])}
        case "due":
            found["due"] = body["due"]
        case "close":
            found["state"] = "done" if body["done"] else "dropped"
        case "reopen":
            found["state"] = "open"
    event = {"step": "noted", "by": call.staff["display_name"], "at": now().isoformat()}
    found["events"].append(event | {"note": body.get("note", "")})
    return found


def _needs(town: Town, call: Call) -> Json:
    return {"needs": [one["need"] for one in town.needs.values()]}


def _need(town: Town, call: Call) -> Json:
    if call.path["id"] not in town.needs:
        raise Refusal(404, "not_found", "No such need.")
    found: Json = town.needs[call.path["id"]]
    return found


def _questions(town: Town, call: Call) -> Json:
    town.record(call.staff["id"], "need_questions_read", "need", call.path["id"])
    quote = {"text": HOSTILE, "language": "en", "cause": "not_found", "asked_at": now().isoformat()}
    case = {"case_id": "case-1", "case_number": "CD-2026-000001"}
    other = {"question_id": "q-2", "text": "Is the sauna open?", "case_id": None, "case_number": None}
    return {"quotes": [quote | case | {"question_id": "q-1"}, quote | other]}


def _work(town: Town, call: Call) -> Json:
    found, body = _need(town, call), call.json
    row = found["need"]
    match call.path["action"]:
        case "task" | "visit" as action:
            kind = "document" if action == "task" else "visit"
            made = task(len(town.tasks) + 1, kind, body["title"], need_id=row["id"])
            town.tasks[made["id"]] = made
            found["tasks"].append(made)
            row["state"] = "tasked" if action == "task" else row["state"]
        case "propose":
            row["proposed"] = body["version_id"]
        case "serve":
            row |= {"state": "served", "served_by": body["version_id"], "proposed": None}
            found["owed"] = {"waiting": 1, "message": 2}
        case "merge":
            row["state"] = "merged"
            town.needs[body["into"]]["need"]["questions"] += row["questions"]
        case "split":
            assert body["question_ids"] == ["q-2"]
            row["questions"] -= 1
            made = need(len(town.needs) + 1, "sauna", questions=1)
            town.needs[made["need"]["id"]] = made
            return made
        case "drop":
            row["state"] = "dropped"
        case "reopen":
            row["state"] = "open"
        case "assign":
            row |= {"state": "assigned", "assignee_id": body["assignee"], "assignee": "Edith Editor"}
    return found


def _report(town: Town, call: Call) -> Json:
    day = date.fromisoformat(call.query["week"])
    quotes = _questions(town, _for_need(call))["quotes"] if call.query["quotes"] == "true" else []
    item = {
        "need_id": "need-1",
        "words": ["swimming", "pool", "lane"],
        "department_id": "transport",
        "state": "open",
        "new": True,
        "asked_in_week": 3,
        "asked_before": 0,
        "people": 3,
        "owner": None,
        "due": now().date().isoformat(),
        "overdue": False,
        "quotes": quotes,
    }
    monday = day - timedelta(days=day.weekday())
    return {
        "monday": monday.isoformat(),
        "questions": 3,
        "people": 3,
        "unanswered": [item],
        "new_topics": ["need-1"],
        "low_rated": [],
    }


def _for_need(call: Call) -> Call:
    call.path = {"id": "need-1"}
    return call


def _agenda(town: Town, call: Call) -> Json:
    conflicts = [
        {"id": one["id"], "title": one["title"], "departments": ["transport", "housing"], "due": one["due"]}
        for one in town.tasks.values()
        if one["kind"] == "conflict"
    ]
    gaps = [
        {"id": one["need"]["id"], "title": " ".join(one["need"]["words"]), "departments": ["transport"]}
        for one in town.needs.values()
    ]
    contact = [{"id": "transport", "title": "12% < 20%", "departments": ["transport"]}]
    sections = {"conflicts": conflicts, "reassigned": [], "gaps": gaps, "content_faults": [], "overdue": []}
    sections["human_contact"] = contact if call.staff["username"] == "sam" else []
    return {
        "day": now().date().isoformat(),
        "count": len(conflicts) + len(gaps),
        "sections": [{"section": name, "items": items} for name, items in sections.items()],
    }


def _file(town: Town, call: Call) -> Json:
    return {"as": "text"}


def _calls(town: Town, call: Call) -> Json:
    return {"tasks": [one for one in town.tasks.values() if one.get("case_id") == call.path["id"]]}


def _call_back(town: Town, call: Call) -> Json:
    made = task(len(town.tasks) + 1, "call_back", "CD-2026-000001", case_id=call.path["id"])
    town.tasks[made["id"]] = made | {"detail": call.json["note"]}
    return made


_TASK = "/api/tasks/(?P<id>[^/]+)"
_NEED = "/api/needs/(?P<id>[^/]+)"
_ACTIONS = "assign|due|department|note|task|visit|propose|drop|reopen|merge"
ROUTES = (
    ("GET", "/api/tasks", "read_policies", _tasks),
    ("POST", "/api/tasks", "read_policies", _open),
    ("GET", _TASK, "read_policies", _task),
    ("POST", f"{_TASK}/(?P<action>assign|due|note|close|reopen)", "read_policies", _act),
    ("GET", "/api/needs", "read_policies", _needs),
    ("GET", "/api/needs/report", "read_policies", _report),
    ("GET", r"/api/needs/report\.(?:csv|md)", "read_policies", _file),
    ("GET", _NEED, "read_policies", _need),
    ("GET", f"{_NEED}/questions", "read_cases", _questions),
    ("POST", f"{_NEED}/(?P<action>{_ACTIONS})", "read_policies", _work),
    ("POST", f"{_NEED}/(?P<action>split)", "read_cases", _work),
    ("POST", f"{_NEED}/(?P<action>serve)", "decide_cases", _work),
    ("GET", "/api/agenda", "read_policies", _agenda),
    ("GET", r"/api/agenda\.md", "read_policies", _file),
    ("GET", "/api/staff/cases/(?P<id>[^/]+)/call-backs", "decide_cases", _calls),
    ("POST", "/api/staff/cases/(?P<id>[^/]+)/call-backs", "decide_cases", _call_back),
)
