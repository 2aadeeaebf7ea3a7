"""The routes of the scripted API that compare versions and fetch them."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import FEE, HOSTILE, Json, now, version
from tests.review_console.scripted_wire import Call, Refusal


def _diff(town: Town, call: Call) -> Json:
    rows = {row["id"]: row for row in town.documents[call.path["id"]]["versions"]}
    same = [_row("same", [_piece(f"Paragraph {n} stays.")], n, n) for n in range(1, 8)]
    changed = [
        _piece("A resident permit costs "),
        _piece("84", "removed", figure=True),
        _piece("96", "added", figure=True),
        _piece(" euros a year."),
    ]
    return {
        "older": rows[call.query["from"]],
        "newer": rows[call.query["to"]],
        "rows": [
            *same,
            _row("changed", changed, 8, 8),
            _row("removed", [_piece(HOSTILE, "removed")], 9, None),
            _row("moved", [_piece(FEE)], 2, 9),
        ],
        "counts": {"same": 7, "changed": 1, "removed": 1, "moved": 1},
        "figures": 1,
    }


def _piece(text: str, change: str | None = None, *, figure: bool = False) -> Json:
    return {"text": text, "change": change, "figure": figure}


def _row(change: str, pieces: list[Json], before: int | None, after: int | None) -> Json:
    headings = ["2 Fees"]
    return {"change": change, "pieces": pieces, "headings": headings, "before": before, "after": after}


def _sites(town: Town, call: Call) -> Json:
    return {"sites": town.sites}


def _fetch(town: Town, call: Call) -> Json:
    if "evil" in call.json["address"]:
        raise Refusal(422, "invalid", "This site is not among those listed.", "address")
    document = town.documents.setdefault(
        call.json["document_id"], {**call.json, "id": call.json["document_id"], "versions": []}
    )
    row = version(document["id"], len(document["versions"]) + 1, "draft", call.staff["display_name"])
    row |= {"source_url": call.json["address"], "fetched_at": now().isoformat(), "title": call.json["title"]}
    document["versions"].append(row)
    return {"is_new": True, "preview": {"version": row, "text": FEE, "passages": [], "warnings": []}}


def _again(town: Town, call: Call) -> Json:
    for document in town.documents.values():
        for row in document["versions"]:
            if row["id"] == call.path["id"]:
                return {
                    "is_new": False,
                    "preview": {"version": row, "text": FEE, "passages": [], "warnings": []},
                }
    raise Refusal(404, "not_found", "No such version.")


ROUTES = (
    ("GET", "/api/policies/documents/(?P<id>[^/]+)/diff", "read_policies", _diff),
    ("GET", "/api/policies/sites", "read_policies", _sites),
    ("POST", "/api/policies/from-address", "edit_policies", _fetch),
    ("POST", "/api/policies/versions/(?P<id>[^/]+)/fetch-again", "edit_policies", _again),
)
