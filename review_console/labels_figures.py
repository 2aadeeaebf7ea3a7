"""Labels of figures: subjects, tables with what they show, columns and groups."""

from __future__ import annotations

from review_console.labels_case_life import PHASES
from review_console.language import defer

SUBJECTS = {
    "load": defer("Load and promises"),
    "fairness": defer("Fairness"),
    "service": defer("People and cost"),
}

TABLES = {
    "cases_per_day": defer("Cases in and out, by day"),
    "open_cases": defer("Open cases by age"),
    "waiting": defer("Time from question to reply"),
    "promises": defer("Promises kept"),
    "routing": defer("Sent to the right department at once"),
    "human_contact": defer("Conversations with a person"),
    "fairness": defer("Groups compared with all others"),
    "service": defer("Four service figures"),
    "benefit": defer("Cost and benefit"),
}

MEANINGS = {
    "cases_per_day": defer("Where the line of opened cases runs above the other, work piles up."),
    "open_cases": defer("Each bar is how far cases have come; darker parts have waited longer."),
    "waiting": defer("Half of the cases wait less than the median; nine in ten less than the longer bar."),
    "promises": defer("The line through each dot is the range in which the true share lies, 19 times in 20."),
    "routing": defer(
        "The share of cases that no other department had to take; beside it, offers handed back."
    ),
    "human_contact": defer(
        "The mark is the floor that the department has set itself. Below it, the agenda tells."
    ),
    "fairness": defer(
        "How far each group lies from all other cases. An alarm means: no chance, and large enough to matter."
    ),
    "service": defer("A transaction is a question that got its reply. An empty cell is not measured yet."),
    "benefit": defer(
        "How often no model was needed, and how long people work with a draft and without one. "
        "Only cases chosen by lot tell what the draft is worth: not measured yet."
    ),
}

COLUMNS = {
    "day": defer("Day"),
    "department": defer("Department"),
    "priority": defer("Priority"),
    "phase": defer("State"),
    "age": defer("Age in days"),
    "dimension": defer("Groups by"),
    "group": defer("Group"),
    "measure": defer("Compared"),
    "count": defer("Number"),
    "opened": defer("Cases opened"),
    "ended": defer("Cases ended"),
    "median_hours": defer("Median, hours"),
    "p90_hours": defer("Nine in ten within, hours"),
    "share": defer("Share"),
    "low": defer("Share at least"),
    "high": defer("Share at most"),
    "rest_share": defer("Share of all others"),
    "p_value": defer("Chance of such a gap"),
    "alarm": defer("Alarm"),
    "escalated_share": defer("Escalated"),
    "offers": defer("Offers to others"),
    "hand_back_share": defer("Offers handed back"),
    "back_and_forth_share": defer("Cases offered more than once"),
    "floor": defer("Floor"),
    "below_floor": defer("Below the floor"),
    "completion": defer("Questions that got their reply"),
    "cost_per_transaction": defer("Model cost per transaction"),
    "staff_minutes": defer("Staff minutes per transaction"),
    "satisfaction": defer("Satisfaction"),
    "digital_take_up": defer("Share of digital questions"),
    "no_model_call_share": defer("No model asked"),
    "approved_answer_share": defer("Served by an approved answer"),
    "staff_minutes_with_draft": defer("Median minutes with the draft"),
    "staff_minutes_without_draft": defer("Median minutes, written by hand"),
}

SHARES = frozenset(
    {
        "share",
        "low",
        "high",
        "rest_share",
        "escalated_share",
        "hand_back_share",
        "back_and_forth_share",
        "floor",
        "completion",
        "no_model_call_share",
        "approved_answer_share",
        "digital_take_up",
    }
)
"""Columns written in per cent."""

PRIORITIES = {"urgent": defer("Urgent"), "ordinary": defer("Ordinary")}
DIMENSIONS = {"language": defer("Language"), "topic": defer("Topic")}
MEASURES = {
    "slow": defer("Slower than half of all"),
    "override": defer("Draft not approved as it was"),
    "error": defer("Reply had to be corrected"),
}
CODES = {"priority": PRIORITIES, "dimension": DIMENSIONS, "measure": MEASURES, "phase": PHASES}
"""Columns whose cells are codes."""
