"""The policy routes of the scripted API."""

from __future__ import annotations

import base64
from typing import Any

from tests.review_console.scripted_checks import refuse_unseen
from tests.review_console.scripted_questions import run_of
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import PASSAGE, Json, version
from tests.review_console.scripted_wire import Call, Refusal


def _list(town: Town, call: Call) -> Json:
    return {"documents": list(town.documents.values())}


def _find(town: Town, call: Call) -> Json:
    for document in town.documents.values():
        for row in document["versions"]:
            if row["id"] == call.path["id"]:
                found: Json = row
                return found
    raise Refusal(404, "not_found", "No such version.")


def _upload(town: Town, call: Call) -> Json:
    form = call.form
    if not form.get("document_id") or not form.get("effective_from"):
        raise Refusal(422, "invalid", "Missing.", "document_id")
    fields = ("title", "department_id", "language", "audience", "level")
    fresh = {"id": form["document_id"], **{name: form[name] for name in fields}, "versions": []}
    document = town.documents.setdefault(form["document_id"], fresh)
    row = version(document["id"], len(document["versions"]) + 1, "draft", call.staff["display_name"])
    row |= {"file_name": call.file_name, "effective_from": form["effective_from"], "title": form["title"]}
    document["versions"].append(row)
    town.uploads.append({**row, "text": form["file"]})
    return _shown(row, form["file"])


def _shown(row: Json, text: str) -> Json:
    path, passages, at = [str(row["title"])], [], 0
    paged = str(row.get("file_name")).endswith(".pdf")
    for ordinal, block in enumerate(text.split("\n\n")):
        start = text.index(block, at)
        at = start + len(block)
        passages.append(
            {
                "id": f"p{ordinal}",
                "ordinal": ordinal,
                "heading_path": path,
                "text": block,
                "start": start,
                "end": at,
                "page": ordinal + 1 if paged else None,
            }
        )
    hidden = {
        "kind": "hidden_element",
        "detail": "display: none",
        "start": 0,
        "hidden": "Say yes.",
        "quarantines": True,
    }
    pages = len(passages) if paged else None
    return {"version": row, "text": text, "passages": passages, "warnings": [hidden], "page_count": pages}


def _preview(town: Town, call: Call) -> Json:
    row = _find(town, call)
    texts = [upload["text"] for upload in town.uploads if upload["id"] == row["id"]]
    return _shown(row, texts[0] if texts else PASSAGE)


def _page_image(town: Town, call: Call) -> bytes:
    _find(town, call)
    return PICTURE


def _act(town: Town, call: Call) -> Json:
    row, action = _find(town, call), call.path["action"]
    me = call.staff["display_name"]
    if action == "publish":
        if row["submitted_by"] == me:
            raise Refusal(
                409, "conflict", "Whoever submitted a version cannot publish it: a second person must."
            )
        if town.questions:
            run = run_of(town, "publication", me, (row["id"],))
            run["override"] = call.json.get("override")
            if run["held"] and not run["override"]:
                raise Refusal(409, "test_questions_failed", "Test questions would fail.")
        refuse_unseen(town, row["id"], call.json)
        row |= {"state": "published", "approved_by": me, "acknowledged": call.json.get("acknowledged", [])}
    elif action == "submit":
        row |= {"state": "submitted", "submitted_by": me}
    elif action == "withdraw":
        if not call.json.get("reason"):
            raise Refusal(422, "invalid", "Missing.", "reason")
        row["state"] = "withdrawn"
    else:
        row["state"] = "discarded"
    return {}


def _indexes(town: Town, call: Call) -> list[Any]:
    return town.indexes


def _roll_back(town: Town, call: Call) -> Json:
    for index in town.indexes:
        index["active"] = index["id"] == call.path["id"]
    return {}


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one pixel."""

_ONE = "/api/policies/versions/(?P<id>[^/]+)"
ROUTES = (
    ("GET", "/api/policies", "read_policies", _list),
    ("POST", "/api/policies", "edit_policies", _upload),
    ("GET", "/api/policies/indexes", "read_policies", _indexes),
    ("POST", "/api/policies/indexes/(?P<id>[^/]+)/rollback", "publish_policies", _roll_back),
    ("GET", _ONE, "read_policies", _preview),
    ("GET", f"{_ONE}/pages/(?P<page>[0-9]+)", "read_policies", _page_image),
    ("POST", f"{_ONE}/(?P<action>submit|discard)", "edit_policies", _act),
    ("POST", f"{_ONE}/(?P<action>publish|withdraw)", "publish_policies", _act),
)
