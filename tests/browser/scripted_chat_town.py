"""What the scripted chat API says: one town, a few documents, a reply per kind of question."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
XSS = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>'
CERTIFICATE = "parking-en-3"

# The rare character before the quote takes two UTF-16 units but is one code point: offsets must survive it.
PARKING = (
    "Resident parking permits 𠮷\n\n1. Who can apply\n\nAnyone registered in a permit zone can apply at the counter.\n\n"
    "2. Fees\n\nA resident parking permit costs 30 euros a year. "
    "Holders of a disability card pay nothing.\n\n3. Hours\n\nMonday to Friday, 8:00 to 12:00."
)
PARKING_APPLY_QUOTE = "Anyone registered in a permit zone can apply at the counter."
PARKING_QUOTE = "A resident parking permit costs 30 euros a year."
HOUSING_ZH = (
    "住房补贴办法\n\n第一条 适用范围\n\n本办法适用于在本市登记居住的家庭。\n\n"
    "第二条 标准\n\n两人以下家庭每月补贴二百欧元。三人以上家庭每月补贴三百欧元。"
)
HOUSING_QUOTE_ZH = "两人以下家庭每月补贴二百欧元。"
DISCLOSURE = {
    "en": [
        "You are writing with an AI system. It looks up the town’s own rules; it decides nothing about you.",
        "Your messages are kept for 90 days and read only by the staff who work on your question.",
        "A person is always reachable: press “Talk to a person” at any time.",
    ],
    "zh": [
        "您正在与人工智能系统对话。它只查阅本市规定，不对您作任何决定。",
        "您的消息保存九十天，仅由处理您问题的工作人员阅读。",
        "随时可以联系工作人员：请按“找工作人员”。",
    ],
}


def _headings(text: str, titles: tuple[str, ...]) -> list[Json]:
    return [{"title": title, "level": 1, "start": text.index(title)} for title in titles]


OPEN: dict[str, Json] = {
    "/api/open/figures": {
        "outcomes": {"answered": 30, "reviewed": 60, "emergency": 1},
        "released_unchanged": 20,
        "released_changed": 35,
        "promises": {"replied": 55, "kept": 50, "median_hours": 6.4},
        "ratings": {
            "counts": [
                {"grade": grade, "count": count}
                for grade, count in zip(
                    ("very_good", "good", "fair", "bad", "very_bad"), (9, 6, 3, 2, 1), strict=True
                )
            ],
            "low": 3,
            "called": 3,
            "called_in_time": 2,
            "mended": 2,
            "mended_in_time": 2,
            "rated_again": 1,
            "better": 1,
            "excluded": 1,
        },
        "appeals": {"made": 4, "changed": 1, "open": 1},
        "since": "2026-02-03T09:00:00Z",
        "at": "2026-05-04T09:00:00Z",
    },
    "/api/open/changes": {
        "changes": [
            {
                "document_id": "parking",
                "version_id": "v2",
                "title": "Resident parking permits",
                "department_name": "Transport",
                "proposed_on": "2026-04-01",
                "state": "changed",
                "changed_at": "2026-04-20T09:00:00Z",
                "proposals": 2,
            }
        ]
    },
    "/api/open/system-card": {
        "paragraphs": [
            {"part": "purpose", "heading": "What it is for", "sentences": ["It answers questions."]},
            {"part": "log", "heading": "What is logged and kept", "sentences": ["Who did what."]},
        ]
    },
    "/api/autonomy": {"groups": [], "cumulative_delta": 0.0},
}
"""What is open to everybody."""

RECEIPT = "ab" * 32
"""The town's deletion receipt; every other one is unknown."""

DOCUMENTS: dict[str, Json] = {
    "parking/v2": {
        "document_id": "parking",
        "title": "Resident parking permits",
        "department_name": "Transport",
        "version_number": 2,
        "effective_from": "2024-01-01",
        "effective_to": None,
        "text": PARKING,
        "headings": _headings(PARKING, ("1. Who can apply", "2. Fees", "3. Hours")),
    },
    "parking/v1": {
        "document_id": "parking",
        "title": "Resident parking permits",
        "department_name": "Transport",
        "version_number": 1,
        "effective_from": "2020-01-01",
        "effective_to": "2023-12-31",
        "text": PARKING.replace("30 euros", "25 euros"),
        "headings": [],
    },
    "parking/v3": {
        "document_id": "parking",
        "title": "Resident parking permits",
        "department_name": "Transport",
        "version_number": 3,
        "effective_from": "2999-01-01",
        "effective_to": None,
        "text": PARKING.replace("30 euros", "35 euros"),
        "headings": [],
    },
    "housing/v1": {
        "document_id": "housing",
        "title": "住房补贴办法",
        "department_name": "住房局",
        "version_number": 1,
        "effective_from": "2023-07-01",
        "effective_to": None,
        "text": HOUSING_ZH,
        "headings": _headings(HOUSING_ZH, ("第一条 适用范围", "第二条 标准")),
    },
    "hostile/v1": {
        "document_id": "hostile",
        "title": f"Rules {XSS}",
        "department_name": "Registry",
        "version_number": 1,
        "effective_from": "2023-07-01",
        "effective_to": None,
        "text": f"Rules\n\n{XSS}\n\nEnd.",
        "headings": [],
    },
}


def citation(document: str, version: str, quote: str, heading: str, number: int = 1) -> Json:
    """A citation of `quote` in one of the documents above."""
    shown = DOCUMENTS[f"{document}/{version}"]
    start = shown["text"].index(quote)
    return {
        "number": number,
        "document_id": document,
        "version_id": version,
        "version_number": shown["version_number"],
        "passage_id": f"{document}-p2",
        "document_title": shown["title"],
        "department_id": document,
        "department_name": shown["department_name"],
        "heading_path": [heading],
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "effective_from": shown["effective_from"],
    }


def _reply(text: str, citations: list[Json], provenance: str = "ai") -> Json:
    released = {"kind": "certificate", "label": CERTIFICATE}
    if provenance != "ai":
        released = {"kind": "person", "label": "caseworker, Housing"}
    return {
        "kind": "reply",
        "author": "assistant" if provenance == "ai" else "person",
        "text": text,
        "reply": {
            "id": "r",
            "text": text,
            "provenance": provenance,
            "released_by": released,
            "citations": citations,
            "created_at": "2026-05-04T09:00:00Z",
        },
    }


def persons_reply(text: str, provenance: str = "person") -> Json:
    """A reply released by a person."""
    return _reply(text, [], provenance)


def case(number: str, department: str = "Housing") -> Json:
    """A case card with one passage found."""
    return {
        "kind": "case",
        "author": "assistant",
        "text": "A person will answer this. We keep the time promised below.",
        "case": {
            "number": number,
            "promised_at": "2030-05-06T15:00:00Z",
            "department_name": department,
            "state": "waiting",
        },
        "passages": [
            {
                "passage_id": "housing-p2",
                "version_id": "v1",
                "document_id": "housing",
                "document_title": "Housing allowance",
                "heading_path": ["2. Rates"],
                "text": "Households of up to two people receive 200 euros a month.",
            }
        ],
    }


def outcome(question: str, number: str) -> Json:
    """What the town says to `question`; anything it has no reply for becomes a case."""
    lowered = question.lower()
    if "fire" in lowered:
        return {
            "kind": "emergency",
            "author": "assistant",
            "text": "Leave the building. This chat can not send help.",
            "contacts": [
                {"name": "Fire brigade and ambulance", "phone": "112", "when": "Day and night"},
                {"name": "Crisis line of the town", "phone": "0800 111 0 111", "when": "Day and night"},
            ],
        }
    if lowered.startswith("thank"):
        return {"kind": "courtesy", "author": "assistant", "text": "You are welcome."}
    if "parking" in lowered and " and where " in lowered:
        parts = lowered.split(" and ")
        fee = citation("parking", "v2", PARKING_QUOTE, "2. Fees")
        return {**_reply(f"{PARKING_QUOTE} [1]", [fee]), "understood": parts}
    if "permit" in lowered and "parking" not in lowered:
        options = ["Resident parking permit", "Building permit"]
        return {
            "kind": "clarify",
            "author": "assistant",
            "text": "Which permit do you mean?",
            "options": options,
        }
    if "hostile" in lowered:
        return _reply(f"{XSS} [1]", [citation("hostile", "v1", XSS, XSS)])
    if "parking" in lowered and "apply" in lowered:
        cited = [
            citation("parking", "v2", PARKING_APPLY_QUOTE, "1. Who can apply"),
            citation("parking", "v2", PARKING_QUOTE, "2. Fees", 2),
        ]
        return _reply(f"{PARKING_APPLY_QUOTE} [1]\n\n{PARKING_QUOTE} [2]", cited)
    if "parking" in lowered:
        fee = citation("parking", "v2", PARKING_QUOTE, "2. Fees")
        return _reply(f"{PARKING_QUOTE} [1]", [fee])
    if "补贴" in question:
        allowance = citation("housing", "v1", HOUSING_QUOTE_ZH, "第二条 标准")
        return _reply(f"{HOUSING_QUOTE_ZH} [1]", [allowance])
    return case(number)
