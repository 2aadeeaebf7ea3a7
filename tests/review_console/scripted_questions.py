"""The routes of test questions and of the trial search of the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import PASSAGE, Json, now
from tests.review_console.scripted_wire import Call, Refusal


def _of_document(town: Town, call: Call) -> Json:
    return {"questions": [one for one in town.questions if one["document_id"] == call.path["id"]]}


def _add(town: Town, call: Call) -> Json:
    question = {
        **call.json,
        "id": f"question-{len(town.questions) + 1}",
        "document_id": call.path["id"],
        "must_say": call.json["must_say"] or None,
        "added_by": call.staff["display_name"],
        "added_at": now().isoformat(),
        "removed_by": None,
        "removed_at": None,
    }
    town.questions.append(question)
    return question


def _remove(town: Town, call: Call) -> None:
    for question in town.questions:
        if question["id"] == call.path["id"]:
            question |= {"removed_by": call.staff["display_name"], "removed_at": now().isoformat()}
            return
    raise Refusal(404, "not_found", "No such question.")


def run_of(town: Town, occasion: str, by: str, version_ids: tuple[str, ...] = ()) -> Json:
    """Every question asked: those that ask for what the passage does not say fail."""
    results = []
    for question in town.questions:
        if question["removed_at"] is not None:
            continue
        passes = question["must_say"] is None or question["must_say"] in PASSAGE
        results.append(
            {
                "question_id": question["id"],
                "document_id": question["document_id"],
                "document_title": "Resident parking permits",
                "text": question["text"],
                "language": question["language"],
                "as_staff": question["as_staff"],
                "must_say": question["must_say"],
                "day": "2026-11-24",
                "finding": "found" if passes else "text_missing",
                "passes": passes,
                "rank": 1,
                "finding_before": "found",
                "rank_before": 1,
                "holds": not passes and bool(version_ids),
            }
        )
    failed = [one for one in results if not one["passes"]]
    run = {
        "id": f"run-{len(town.question_runs) + 1}",
        "occasion": occasion,
        "by": by,
        "at": now().isoformat(),
        "version_ids": list(version_ids),
        "asked": len(results),
        "failed": len(failed),
        "held": len([one for one in failed if one["holds"]]),
        "override": None,
        "results": results,
    }
    town.question_runs.insert(0, run)
    return run


def _ask(town: Town, call: Call) -> Json:
    return run_of(town, "by_hand", call.staff["display_name"])


def _rehearse(town: Town, call: Call) -> Json:
    return run_of(town, "trial", call.staff["display_name"], (call.path["id"],))


def _runs(town: Town, call: Call) -> Json:
    return {"runs": town.question_runs}


def _run(town: Town, call: Call) -> Json:
    return next(run for run in town.question_runs if run["id"] == call.path["id"])


def _search(town: Town, call: Call) -> Json:
    start = PASSAGE.index("permit")
    hit = {
        "passage_id": "passage-fees",
        "document_id": "parking-permits",
        "document_title": "Resident parking permits",
        "department_id": "transport",
        "level": "city",
        "audience": "public",
        "heading_path": ["Resident parking permits", "2 Fees"],
        "text": PASSAGE,
        "matched": [{"start": start, "end": start + len("permit")}],
        "score": 1.31,
        "explanation": {"lexical": 1.0, "dense": 0.4, "document": 0.11, "unheard_of": -0.2},
        "leg_ranks": {"lexical": 1, "dense": 2},
        "version_number": 1,
        "effective_from": "2026-01-01",
    }
    town.searches.append(call.json)
    return {"hits": [hit] if "permit" in call.json["q"] else [], "index_version": "index-2"}


def _whereabouts(town: Town, call: Call) -> Json:
    return {
        "standing": "not_in_force",
        "document_id": call.json["document_id"],
        "document_title": "Resident parking permits",
        "rank": None,
        "considered": 0,
        "versions": [
            {
                "number": 1,
                "state": "published",
                "served": True,
                "effective_from": "2026-01-01",
                "effective_to": None,
            }
        ],
        "missing": ["hovercraft"],
    }


_QUESTIONS = "/api/policies/documents/(?P<id>[^/]+)/questions"
ROUTES = (
    ("GET", _QUESTIONS, "read_policies", _of_document),
    ("POST", _QUESTIONS, "edit_policies", _add),
    ("POST", "/api/policies/questions/(?P<id>[^/]+)/remove", "edit_policies", _remove),
    ("GET", "/api/policies/question-runs", "read_policies", _runs),
    ("POST", "/api/policies/question-runs", "read_policies", _ask),
    ("GET", "/api/policies/question-runs/(?P<id>[^/]+)", "read_policies", _run),
    ("POST", "/api/policies/versions/(?P<id>[^/]+)/question-run", "read_policies", _rehearse),
    ("POST", "/api/policies/search", "read_policies", _search),
    ("POST", "/api/policies/search/whereabouts", "read_policies", _whereabouts),
)
