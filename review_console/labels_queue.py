"""Labels of the queue's filters."""

from __future__ import annotations

from review_console.language import defer

PRIORITIES = {
    "danger": defer("Someone may be in danger"),
    "vulnerable": defer("Someone may need help more than others"),
    "ordinary": defer("No special urgency"),
}

WAITING_FOR = {
    "nobody": defer("Waits for nobody else"),
    "citizen": defer("Waits for the citizen"),
    "department": defer("Waits for another department"),
}
