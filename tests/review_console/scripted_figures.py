"""The routes of figures of the scripted API."""

from __future__ import annotations

from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import Json
from tests.review_console.scripted_wire import Call

_CONTACT = ["department", "count", "share", "low", "high", "floor", "below_floor"]
_FAIR = ["dimension", "group", "measure", "count", "share", "rest_share", "p_value", "alarm"]
_SERVICE = [
    "department",
    "count",
    "completion",
    "cost_per_transaction",
    "staff_minutes",
    "satisfaction",
    "digital_take_up",
]
TABLES: dict[str, list[Json]] = {
    "load": [
        {
            "name": "cases_per_day",
            "columns": ["day", "opened", "ended"],
            "rows": [["2026-11-23", 7, 5], ["2026-11-24", 3, 9]],
        },
        {
            "name": "open_cases",
            "columns": ["phase", "age", "count"],
            "rows": [["dispatched", "0-1", 4], ["in_hand", "3-7", 2]],
        },
        {
            "name": "waiting",
            "columns": ["department", "priority", "count", "median_hours", "p90_hours"],
            "rows": [["transport", "ordinary", 40, 5.25, 22.0], ["transport", "urgent", 3, None, None]],
        },
        {
            "name": "promises",
            "columns": ["department", "count", "share", "low", "high", "escalated_share"],
            "rows": [["transport", 40, 0.9, 0.769, 0.96, 0.1]],
        },
        {"name": "routing", "columns": ["department", "count", "share", "low", "high"], "rows": []},
    ],
    "fairness": [
        {
            "name": "fairness",
            "columns": _FAIR,
            "rows": [
                ["language", "zh", "slow", 300, 0.7, 0.4, 0.0000001, True],
                ["topic", "parking", "override", 120, 0.3, 0.28, 1.0, False],
            ],
        }
    ],
    "service": [
        {
            "name": "human_contact",
            "columns": _CONTACT,
            "rows": [["transport", 50, 0.12, 0.056, 0.238, 0.2, True]],
        },
        {
            "name": "service",
            "columns": _SERVICE,
            "rows": [["transport", 50, 0.8, 0.0125, 6.5, None, None]],
        },
    ],
}


def _figures(town: Town, call: Call) -> Json:
    return {
        "subject": call.path["subject"],
        "since": "2026-11-18",
        "until": "2026-11-24",
        "smallest_group": 5,
        "tables": TABLES[call.path["subject"]],
    }


ROUTES = (("GET", "/api/figures/(?P<subject>[a-z]+)", "read_certificates", _figures),)
